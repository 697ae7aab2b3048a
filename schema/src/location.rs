//! Where a workspace keeps its schemas. The compile-time check and the CLI both find them here.

use std::fmt;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder of the schemas, in the folder of a package or of one around it.
pub const FOLDER: &str = "graph-metadata";

/// The environment variable that names the folder of the schemas, or the file of one.
pub const VARIABLE: &str = "GRAPH_ENTITY_METADATA";

/// The name of the schema of a version, `v1.0` or `beta`, in its folder.
#[must_use]
pub fn file_name(beta: bool) -> &'static str {
    if beta { "beta.csdl" } else { "v1.0.csdl" }
}

/// Returns what [`VARIABLE`] names, or `None` if it is not set or empty.
#[must_use]
pub fn variable() -> Option<PathBuf> {
    env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Why a schema was not found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotFound {
    /// It is neither in the folder nor in those around it.
    Nowhere {
        /// The name that the file would have.
        file_name: &'static str,
    },
    /// The variable names a file that does not exist, or a folder without it.
    Missing(PathBuf),
    /// The variable names the file of the other version.
    OfOtherVersion(PathBuf),
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere { file_name } => write!(f, "there is no `{FOLDER}/{file_name}` here or above"),
            Self::Missing(file) => write!(f, "`{VARIABLE}` names `{}`, which is not there", file.display()),
            Self::OfOtherVersion(file) => {
                let other = if file.ends_with(file_name(true)) { "v1.0" } else { "beta" };
                write!(f, "`{VARIABLE}` names `{}`, which is not the schema of {other}", file.display())
            }
        }
    }
}

impl std::error::Error for NotFound {}

/// Finds the schema of a version: the file that the variable names, or the one in the folder that it names; without the
/// variable, the one in `graph-metadata/` of `folder` or of the nearest folder around it, up to `root`.
///
/// A file that the variable names is the schema of both versions, unless its name is that of the other version's schema.
///
/// # Errors
///
/// [`NotFound`] if there is no such file.
pub fn find(folder: &Path, root: Option<&Path>, variable: Option<&Path>, beta: bool) -> Result<PathBuf, NotFound> {
    let file_name = file_name(beta);
    if let Some(named) = variable {
        let file = if named.is_dir() { named.join(file_name) } else { named.to_owned() };
        return match file {
            file if file.ends_with(self::file_name(!beta)) => Err(NotFound::OfOtherVersion(file)),
            file if file.is_file() => Ok(file),
            file => Err(NotFound::Missing(file)),
        };
    }
    for folder in folder.ancestors() {
        let file = folder.join(FOLDER).join(file_name);
        if file.is_file() {
            return Ok(file);
        }
        if root == Some(folder) {
            break;
        }
    }
    Err(NotFound::Nowhere { file_name })
}

/// The folder of the workspace that a folder is in: the nearest, from itself upwards, whose manifest says `[workspace]`.
#[must_use]
pub fn workspace_root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| {
        fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|manifest| is_workspace_manifest(&manifest))
    })
}

/// Whether a package's or a workspace's manifest is a workspace's.
#[must_use]
pub fn is_workspace_manifest(manifest: &str) -> bool {
    manifest.lines().map(str::trim).any(|line| line.starts_with("[workspace]") || line.starts_with("[workspace."))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files, each empty.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    #[test]
    fn a_workspace_says_so() {
        for (manifest, is_workspace) in [
            ("[workspace]\nmembers = []", true),
            ("[package]\n  [workspace.package]", true),
            ("[package]\nworkspace = \"..\"", false),
            ("# [workspace]", false),
            ("[workspaces]", false),
            ("", false),
        ] {
            assert_eq!(is_workspace_manifest(manifest), is_workspace, "{manifest}");
        }
    }

    #[test]
    fn the_nearest_folder_up_to_the_root_is_found() {
        let folder = folder(&["graph-metadata/v1.0.csdl", "w/graph-metadata/beta.csdl", "w/a/b/lib.rs"]);
        let (root, here) = (folder.path().join("w"), folder.path().join("w/a/b"));
        assert_eq!(find(&here, Some(&root), None, true), Ok(root.join("graph-metadata/beta.csdl")));
        let nowhere = find(&here, Some(&root), None, false).unwrap_err();
        assert_eq!(nowhere.to_string(), "there is no `graph-metadata/v1.0.csdl` here or above");
        assert_eq!(find(&here, None, None, false), Ok(folder.path().join("graph-metadata/v1.0.csdl")));
    }

    #[test]
    fn the_variable_names_a_folder_or_any_file() {
        let folder = folder(&["one/v1.0.csdl", "any.xml", "beta.csdl", "here/graph-metadata/v1.0.csdl"]);
        let path = |name: &str| folder.path().join(name);
        let found = |name: &str, beta| find(&path("here"), None, Some(&path(name)), beta);
        assert_eq!(found("one", false), Ok(path("one/v1.0.csdl")));
        assert_eq!(found("one", true), Err(NotFound::Missing(path("one/beta.csdl"))));
        assert_eq!(found("one/v1.0.csdl", false), Ok(path("one/v1.0.csdl")));
        assert_eq!(found("one/v1.0.csdl", true), Err(NotFound::OfOtherVersion(path("one/v1.0.csdl"))));
        assert_eq!(found("beta.csdl", false), Err(NotFound::OfOtherVersion(path("beta.csdl"))));
        for beta in [false, true] {
            assert_eq!(found("any.xml", beta), Ok(path("any.xml")));
            assert_eq!(found("missing.xml", beta), Err(NotFound::Missing(path("missing.xml"))));
        }
    }

    #[test]
    fn what_is_wrong_with_the_variable_is_named() {
        for (not_found, message) in [
            (NotFound::Missing("a/x".into()), "`GRAPH_ENTITY_METADATA` names `a/x`, which is not there"),
            (
                NotFound::OfOtherVersion("a/v1.0.csdl".into()),
                "`GRAPH_ENTITY_METADATA` names `a/v1.0.csdl`, which is not the schema of beta",
            ),
            (
                NotFound::OfOtherVersion("a/beta.csdl".into()),
                "`GRAPH_ENTITY_METADATA` names `a/beta.csdl`, which is not the schema of v1.0",
            ),
        ] {
            assert_eq!(not_found.to_string(), message);
        }
    }
}
