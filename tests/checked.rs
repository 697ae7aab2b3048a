//! The feature `check`, tested in packages of their own: Cargo unifies features across a build.
//!
//! All other tests run without the feature, so only a build of its own shows what the macros do with it.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Runs cargo in a package outside of the workspace, with the workspace's versions of every dependency and its artifacts.
fn cargo(package: &str, arguments: &[&str]) -> Output {
    let folder = root().join(package);
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).arg("--offline").current_dir(folder).env("CARGO_TARGET_DIR", target);
    command.env_remove("GRAPH_TOKEN").env_remove("GRAPH_BASE_URL").env_remove("GRAPH_ENTITY_METADATA");
    command.output().unwrap()
}

fn both(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// One test, because cargo would wait for itself.
#[test]
fn the_check_passes_its_own_tests_and_its_example_runs() {
    let output = cargo("tests/check", &["test"]);
    assert!(output.status.success(), "{}", both(&output));
    for suite in ["passes.rs", "compile_fail.rs", "schema_files.rs"] {
        assert!(both(&output).contains(suite), "{}", both(&output));
    }

    let output = cargo("examples/checked", &["run", "--quiet"]);
    let printed = both(&output);
    assert!(output.status.success(), "{printed}");
    assert!(printed.contains("GRAPH_TOKEN is not set: this run creates in an emulator"), "{printed}");
    assert!(printed.lines().any(|line| line.strip_prefix("created ").is_some_and(|id| id.len() == 36)), "{printed}");
}
