//! Where the schema is, and where it goes.

use std::env;
use std::path::{Path, PathBuf};

use graph_entity_schema::Schema;
use graph_entity_schema::location::{self, FOLDER, NotFound, file_name};

use crate::failure::{Failure, Result};
use crate::output::warn;

/// Reads the schema: of the file, or where the environment says that it is, or of the workspace.
///
/// # Errors
///
/// If the file does not exist or cannot be read.
pub fn load(file: Option<&Path>, beta: bool) -> Result<Schema> {
    let here = env::current_dir().map_err(|error| Failure::new(format!("cannot tell the current folder: {error}")))?;
    let file = match file {
        Some(file) => file.to_owned(),
        None => schema_file(location::variable().as_deref(), &here, beta)?,
    };
    let schema = Schema::read(&file).map_err(|error| Failure::new(error.to_string()))?;
    if schema.is_pruned() {
        let flag = if beta { " --beta" } else { "" };
        let shown = file.strip_prefix(&here).unwrap_or(&file).display();
        warn(&format!("`{shown}` is pruned, `cargo graph-entity fetch{flag} --force` brings the whole schema"));
    }
    Ok(schema)
}

/// The file of the schema, where the compile-time check looks for it too: a relative variable is one from the root of the workspace,
/// as cargo compiles the packages of a workspace there.
fn schema_file(variable: Option<&Path>, here: &Path, beta: bool) -> Result<PathBuf> {
    let root = package_root(here);
    let variable = variable.map(|named| root.unwrap_or(here).join(named));
    location::find(here, root, variable.as_deref(), beta).map_err(|not_found| {
        let flag = if beta { " --beta" } else { "" };
        let advice = match not_found {
            NotFound::OfOtherVersion(_) => "name its folder, or a file of another name".to_owned(),
            _ => format!("run `cargo graph-entity fetch{flag}`"),
        };
        Failure::new(format!("{not_found}: {advice}"))
    })
}

/// Where a workspace's schema goes.
#[must_use]
pub fn destination(root: &Path, beta: bool) -> PathBuf {
    root.join(FOLDER).join(file_name(beta))
}

/// The root of the workspace: the folder above with a `[workspace]`, else the package's, else the folder itself.
#[must_use]
pub fn workspace_root(here: &Path) -> PathBuf {
    package_root(here).unwrap_or(here).to_owned()
}

fn package_root(here: &Path) -> Option<&Path> {
    let package = || here.ancestors().find(|folder| folder.join("Cargo.toml").is_file());
    location::workspace_root(here).or_else(package)
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
        let missing = schema_file(None, &member, true).unwrap_err().to_string();
        assert_eq!(
            missing,
            "there is no `graph-metadata/beta.csdl` here or above: run `cargo graph-entity fetch --beta`"
        );

        let file = destination(root.path(), false);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "").unwrap();
        assert_eq!(schema_file(None, &member, false).unwrap(), file);
        assert_eq!(schema_file(file.parent(), &member, false).unwrap(), file);
        assert!(schema_file(file.parent(), &member, true).is_err());
        // Not from the folder of the member, which has no such folder.
        assert_eq!(schema_file(Some(Path::new("graph-metadata")), &member, false).unwrap(), file);
        let other = schema_file(Some(&file), &member, true).unwrap_err().to_string();
        assert!(
            other.ends_with("which is not the schema of beta: name its folder, or a file of another name"),
            "{other}"
        );
        let any = root.path().join("any.xml");
        fs::copy(&file, &any).unwrap();
        for beta in [false, true] {
            assert_eq!(schema_file(Some(&any), &member, beta).unwrap(), any);
        }
    }
}
