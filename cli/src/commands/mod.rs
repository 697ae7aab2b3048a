//! The commands, a module each, and the function that calls the one that the command line names.

pub mod fetch;
pub mod new;
pub mod paths;
pub mod search;
pub mod show;

use std::env;

use crate::arguments::{Arguments, Command};
use crate::commands::fetch::fetch;
use crate::commands::new::new;
use crate::commands::paths::list_paths;
use crate::commands::search::search;
use crate::commands::show::show;
use crate::failure::{Failure, Result};
use crate::output::print;
use crate::schema::find::{find, structured};
use crate::schema::locate::load;
use crate::tables::permissions::Permissions;

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
