//! Where the schema is, and where it goes.

use std::env;
use std::path::{Path, PathBuf};

use graph_entity_schema::Schema;
use graph_entity_schema::location::{self, FOLDER, VARIABLE, file_name};

use crate::failure::{Failure, Result};
use crate::output::warn;

/// Reads the schema: of the file, or where the environment says that it is, or of the workspace.
///
/// # Errors
///
/// Where there is none, or it cannot be read.
pub fn load(file: Option<&Path>, beta: bool) -> Result<Schema> {
    let here = env::current_dir().map_err(|error| Failure::new(format!("cannot tell the current folder: {error}")))?;
    let named = env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
    let file = schema_file(file, named.as_deref(), &here, beta)?;
    let schema = Schema::read(&file).map_err(|error| Failure::new(error.to_string()))?;
    if schema.is_pruned() {
        let flag = if beta { " --beta" } else { "" };
        let shown = file.strip_prefix(&here).unwrap_or(&file).display();
        warn(&format!("`{shown}` is pruned, `cargo graph-entity fetch{flag} --force` brings the whole schema"));
    }
    Ok(schema)
}

/// The file of the schema.
fn schema_file(file: Option<&Path>, named: Option<&Path>, here: &Path, beta: bool) -> Result<PathBuf> {
    let flag = if beta { " --beta" } else { "" };
    let fetch = format!("run `cargo graph-entity fetch{flag}`");
    if let Some(file) = file {
        return Ok(file.to_owned());
    }
    if let Some(named) = named {
        let file = if named.is_dir() { named.join(file_name(beta)) } else { named.to_owned() };
        let missing = || Failure::new(format!("{VARIABLE} names `{}`, which is not there: {fetch}", file.display()));
        return if file.exists() { Ok(file) } else { Err(missing()) };
    }
    let candidates = here.ancestors().map(|folder| folder.join(FOLDER).join(file_name(beta)));
    candidates
        .into_iter()
        .find(|file| file.is_file())
        .ok_or_else(|| Failure::new(format!("there is no `{FOLDER}/{}` here or above: {fetch}", file_name(beta))))
}

/// Where a workspace's schema goes.
#[must_use]
pub fn destination(root: &Path, beta: bool) -> PathBuf {
    root.join(FOLDER).join(file_name(beta))
}

/// The root of the workspace: the folder above with a `[workspace]`, else the package's, else the folder itself.
#[must_use]
pub fn workspace_root(here: &Path) -> PathBuf {
    let package = || here.ancestors().find(|folder| folder.join("Cargo.toml").is_file());
    location::workspace_root(here).or_else(package).unwrap_or(here).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_schema_is_found_from_the_nearest_word_to_the_farthest() {
        let root = tempfile::tempdir().unwrap();
        let member = root.path().join("member/src");
        fs::create_dir_all(&member).unwrap();
        fs::write(root.path().join("Cargo.toml"), "[workspace]\nmembers = [\"member\"]\n").unwrap();
        fs::write(root.path().join("member/Cargo.toml"), "[package]\nname = \"member\"\n").unwrap();
        assert_eq!(workspace_root(&member), root.path());
        let missing = schema_file(None, None, &member, true).unwrap_err().to_string();
        assert_eq!(
            missing,
            "there is no `graph-metadata/beta.csdl` here or above: run `cargo graph-entity fetch --beta`"
        );

        let file = destination(root.path(), false);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "").unwrap();
        assert_eq!(schema_file(None, None, &member, false).unwrap(), file);
        assert_eq!(schema_file(None, file.parent(), &member, false).unwrap(), file);
        assert_eq!(schema_file(None, Some(&file), &member, true).unwrap(), file);
        assert_eq!(schema_file(Some("x".as_ref()), Some(&file), &member, true).unwrap(), Path::new("x"));
        assert!(schema_file(None, file.parent(), &member, true).is_err());
    }
}
