//! `new`: writes types as annotated structs.

use crate::arguments::{Documented, Method, New};
use crate::failure::Result;
use crate::generate::{References, Request, generate};
use crate::output::write_whole::{refuse_existing, write_whole};
use crate::output::{note, print};
use crate::schema::locate::load;
use crate::tables::permissions::Permissions;
use crate::tables::required::Required;

/// Writes the source of the types to stdout, or to a file.
///
/// # Errors
///
/// If the file exists, or a type or another name is not in the schema.
pub fn new(arguments: &New) -> Result<()> {
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
        variants: arguments.variants.clone(),
        operations: arguments.operations.iter().filter_map(|operation| operation.of_schema()).collect(),
        references: references(arguments),
        unlisted: arguments.unlisted,
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

fn references(arguments: &New) -> References {
    match arguments.references.as_slice() {
        [] if arguments.operations.contains(&Method::References) => References::Listed,
        [] => References::None,
        names => References::Named(names.to_vec()),
    }
}
