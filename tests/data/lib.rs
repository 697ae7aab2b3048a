//! Finds the data that tests read from outside of the repository: Graph's schema, the pages of its reference, the seed documents.
//!
//! The data is in the folder `shared` beside the workspace, or in the folder that the environment variable
//! `GRAPH_ENTITY_SHARED` names. If a file is missing, a test is skipped and a line says so. In CI, which sets the environment
//! variable `CI`, the test fails instead: nothing passes there because it was skipped. This crate is the only place that decides.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, io};

/// Graph's schema of v1.0, as CSDL.
pub const SCHEMA: &str = "metadata/v1.0.csdl";

/// The pages of Graph's reference that document a create, one JSON object a line.
pub const CREATE_PAGES: &str = "corpus/create-pages.jsonl";

/// The pages of Graph's reference, of every operation, one JSON object a line.
pub const OPERATIONS: &str = "corpus/operations.jsonl";

/// Returns the folder of the data, whether it exists or not.
#[must_use]
pub fn folder() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = || package.ancestors().nth(3).unwrap_or(package).join("shared");
    env::var_os("GRAPH_ENTITY_SHARED").map_or_else(beside, PathBuf::from)
}

/// Returns the path of a file in [`folder`], or `None` if it is missing and the caller, a test, is to be skipped.
///
/// # Panics
///
/// If the file is missing in CI.
#[must_use]
pub fn find(file: &str) -> Option<PathBuf> {
    let path = folder().join(file);
    if path.exists() {
        return Some(path);
    }
    let missing =
        format!("`{}` does not exist, set GRAPH_ENTITY_SHARED to the folder that has `{file}`", path.display());
    assert!(!is_ci(), "not skipped, because CI is set: {missing}");
    report(&format!("skipped: {missing}"));
    None
}

/// Whether this is a run in CI: the environment variable `CI` is set, and not empty.
#[must_use]
pub fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty())
}

/// Prints a text that is also shown if the test passes, when the output of `println!` is captured.
pub fn report(text: &str) {
    // A closed pipe is no reason for a test to fail.
    let _ = io::stdout().write_all(format!("\n{text}\n").as_bytes());
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::process::{Command, Output};

    use super::*;

    /// A test as others are, which [`without_data`] runs in a process of its own.
    #[test]
    fn a_test_that_needs_the_schema() {
        let Some(schema) = find(SCHEMA) else { return };
        assert!(schema.is_file());
    }

    fn without_data(ci: Option<&str>) -> Output {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "tests::a_test_that_needs_the_schema"]).env_remove("CI");
        command.env("GRAPH_ENTITY_SHARED", env!("CARGO_MANIFEST_DIR"));
        command.envs(ci.map(|value| ("CI", value))).output().unwrap()
    }

    #[test]
    fn without_its_data_a_test_is_skipped_with_a_line_that_is_not_captured() {
        for ci in [None, Some("")] {
            let output = without_data(ci);
            let stdout = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success() && stdout.contains("1 passed"), "{stdout}");
            assert!(stdout.contains("\nskipped: `"), "{stdout}");
        }
    }

    #[test]
    fn without_its_data_a_test_fails_in_ci() {
        for ci in ["1", "true"] {
            let output = without_data(Some(ci));
            let stdout = String::from_utf8(output.stdout).unwrap();
            assert!(!output.status.success() && stdout.contains("1 failed"), "{stdout}");
            assert!(stdout.contains("not skipped, because CI is set: `"), "{stdout}");
        }
    }
}
