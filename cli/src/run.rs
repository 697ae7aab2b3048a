//! Does what the command line says.

use std::env;

use crate::arguments::{Arguments, Command, Documented, New};
use crate::failure::{Failure, Result};
use crate::fetch::fetch;
use crate::find::{find, structured};
use crate::generate::{Request, generate};
use crate::list_paths::list_paths;
use crate::locate::load;
use crate::output::{note, print};
use crate::permissions::Permissions;
use crate::required::Required;
use crate::search::search;
use crate::show::show;
use crate::write_whole::{refuse_existing, write_whole};

/// Does what the command line says.
///
/// # Errors
///
/// Where it is not done; the message says why and what to do.
pub fn run(arguments: &Arguments) -> Result<()> {
    match &arguments.command {
        Command::Fetch(arguments) => {
            let here = env::current_dir();
            let here = here.map_err(|error| Failure::new(format!("cannot tell the current folder: {error}")))?;
            fetch(arguments, &here)
        }
        Command::New(arguments) => new(arguments),
        Command::Paths(arguments) => {
            let permissions = Permissions::read(arguments.permissions.as_deref())?;
            let schema = load(arguments.which.schema.as_deref(), arguments.which.beta)?;
            print(&list_paths(&schema, structured(&schema, &arguments.ty)?, Some(&permissions)))
        }
        Command::Show(arguments) => {
            let schema = load(arguments.which.schema.as_deref(), arguments.which.beta)?;
            print(&show(&schema, find(&schema, &arguments.ty)?))
        }
        Command::Search(arguments) => {
            let schema = load(arguments.which.schema.as_deref(), arguments.which.beta)?;
            print(&search(&schema, &arguments.words, arguments.limit))
        }
    }
}

fn new(arguments: &New) -> Result<()> {
    if let Some(file) = &arguments.out {
        refuse_existing(file, arguments.force)?;
    }
    let permissions = Permissions::read(arguments.permissions.as_deref())?;
    let schema = load(arguments.which.schema.as_deref(), arguments.which.beta)?;
    let request = Request {
        types: arguments.types.clone(),
        actions: arguments.action.clone(),
        functions: arguments.function.clone(),
        only: arguments.only.clone(),
        navigation: arguments.navigation.clone(),
        beta: arguments.which.beta,
        variants: arguments.variants,
        operations: arguments.operations.iter().map(|operation| operation.of_schema()).collect(),
        at: arguments.path.clone(),
        required: Required::embedded(arguments.which.beta, arguments.required == Documented::All)?,
    };
    let source = generate(&schema, &request, Some(&permissions))?;
    match &arguments.out {
        Some(file) => {
            write_whole(file, &source, arguments.force)?;
            note(&format!("wrote `{}`", file.display()));
            Ok(())
        }
        None => print(&source),
    }
}
