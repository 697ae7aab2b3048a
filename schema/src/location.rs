//! Where a workspace keeps its schemas: what the check and the tool agree on.

use std::fs;
use std::path::Path;

/// The folder of the schemas, in the folder of a package or of one around it.
pub const FOLDER: &str = "graph-metadata";

/// The variable of the environment that names the folder of the schemas, or the file of one.
pub const VARIABLE: &str = "GRAPH_ENTITY_METADATA";

/// The name of the schema of a version, `v1.0` or `beta`, in its folder.
#[must_use]
pub fn file_name(beta: bool) -> &'static str {
    if beta { "beta.csdl" } else { "v1.0.csdl" }
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
}
