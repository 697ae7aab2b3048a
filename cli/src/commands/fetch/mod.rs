//! `fetch`: the schema comes to the workspace, whole or as much of it as the sources use.

mod download;
mod sources;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use graph_entity_schema::{MAX_SIZE, Operation, Schema, Used};

use crate::arguments::Fetch;
use crate::commands::fetch::download::download;
use crate::failure::{Failure, Result};
use crate::output::counted;
use crate::output::write_whole::{refuse_existing, write_whole};
use crate::output::{note, warn};
use crate::schema::locate::{destination, workspace_root};

/// Brings the schema to the workspace that a folder is in.
///
/// # Errors
///
/// If the file exists, the download fails, or it is not valid CSDL. Nothing is written then.
pub fn fetch(arguments: &Fetch, here: &Path) -> Result<()> {
    let root = workspace_root(here);
    let file = destination(&root, arguments.beta);
    refuse_existing(&file, arguments.force)?;
    let used = if arguments.prune { Some(used(&root, arguments.beta)?) } else { None };
    let (source, text) = text(arguments, here)?;
    let no_schema = |error| Failure::new(format!("`{source}` is not a schema of Graph: {error}"));
    let schema = Schema::parse(&text).map_err(no_schema)?;
    if schema.types().next().is_none() {
        return Err(Failure::new(format!("`{source}` is not a schema of Graph: it declares no types")));
    }
    let text = match &used {
        Some(used) => {
            warn_of_unknown(&schema, used);
            Schema::prune(&text, used).map_err(no_schema)?
        }
        None => text,
    };
    let kept = Schema::parse(&text).map_err(no_schema)?;
    write_whole(&file, &text, arguments.force)?;
    let shown = file.strip_prefix(here).unwrap_or(&file).display();
    let types = counted(kept.types().count(), "type");
    note(&format!("wrote `{shown}`: {types}, {} KiB", text.len().div_ceil(1024)));
    Ok(())
}

/// Where the schema is from, and its text.
fn text(arguments: &Fetch, here: &Path) -> Result<(String, String)> {
    let version = if arguments.beta { "beta" } else { "v1.0" };
    let default = || format!("{}/{version}/$metadata", arguments.cloud.origin());
    let source = arguments.from.clone().unwrap_or_else(default);
    let text = if source.contains("://") { download(&source)? } else { read(&here.join(&source), &source)? };
    Ok((source, text))
}

fn read(file: &Path, shown: &str) -> Result<String> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("cannot read `{shown}`: {error}"));
    let mut bytes = Vec::new();
    let file = File::open(file).map_err(|error| failed(&error))?;
    let read = file.take(MAX_SIZE + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if u64::try_from(read).is_ok_and(|read| read > MAX_SIZE) {
        return Err(failed(&format_args!("it has more than {MAX_SIZE} bytes, which no schema of Graph has")));
    }
    String::from_utf8(bytes).map_err(|_| failed(&"it is not UTF-8"))
}

fn used(root: &Path, beta: bool) -> Result<Used> {
    let found = sources::find(root, beta);
    for (file, why) in &found.unread {
        let shown = file.strip_prefix(root).unwrap_or(file).display();
        warn(&format!("`{shown}` is left out: {why}"));
    }
    let Used { types, paths, .. } = &found.used;
    if types.is_empty() && paths.is_empty() {
        let version = if beta { "beta" } else { "v1.0" };
        return Err(Failure::new(format!(
            "no source in `{}` names a type of {version}, so nothing would be left: fetch without `--prune`",
            root.display()
        )));
    }
    note(&format!("the sources use {} and {}", counted(types.len(), "type"), counted(paths.len(), "path")));
    Ok(found.used)
}

/// A name that the schema does not have is a slip, or of a schema pruned before it was used.
fn warn_of_unknown(schema: &Schema, used: &Used) {
    for name in used.types.iter().filter(|name| schema.type_named(name).is_none()) {
        warn(&format!("the schema has no type `{name}`"));
    }
    for path in &used.paths {
        // Which operation a path is for is checked at compile time. Here it is enough that one supports it.
        let resolved = |operation| schema.resolve(path, operation).map(drop);
        let called = |operation| schema.resolve_call(path, operation).map(drop);
        if let Err(error) = resolved(Operation::Create)
            && resolved(Operation::List).or_else(|_| resolved(Operation::Get)).is_err()
            && called(Operation::Action).or_else(|_| called(Operation::Function)).is_err()
        {
            warn(&error.to_string());
        }
    }
}
