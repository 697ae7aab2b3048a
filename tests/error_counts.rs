//! Counts errors as rustc does: `trybuild` drops repeated messages before it compares them, an editor shows each.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Asserts that rustc reports each error of each case's `.stderr` once.
///
/// `folders` hold the cases, relative to the folder of the package; `dependencies` is what they use, as in a manifest.
pub(crate) fn assert_each_error_is_reported_once(folders: &[&str], dependencies: &str) {
    let cases = cases(folders);
    assert!(!cases.is_empty(), "there are no cases in {folders:?}");
    let reported = check(&cases, dependencies);
    let mut mistakes = String::new();
    for case in &cases {
        let stderr = fs::read_to_string(case.with_extension("stderr")).unwrap_or_default();
        let shown = stderr.lines().filter(|line| line.starts_with("error")).count();
        let messages = reported.get(case).map(Vec::as_slice).unwrap_or_default();
        if messages.len() != shown {
            let (name, all) = (case.file_name().unwrap().display(), messages.join("\n    "));
            writeln!(mistakes, "{name}: {shown} in .stderr, {} from rustc:\n    {all}", messages.len()).unwrap();
        }
    }
    assert!(mistakes.is_empty(), "errors that rustc reports more or less often than .stderr shows them:\n{mistakes}");
}

fn cases(folders: &[&str]) -> Vec<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = folders.iter().flat_map(|folder| fs::read_dir(package.join(folder)).unwrap());
    let mut cases: Vec<_> = files.map(|entry| entry.unwrap().path().canonicalize().unwrap()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    cases.sort();
    cases
}

/// The error messages of each case, all checked in one package with the versions and the artifacts of the workspace.
///
/// The build is incremental, as a user's is: without that, rustc itself drops repeated errors.
fn check(cases: &[PathBuf], dependencies: &str) -> HashMap<PathBuf, Vec<String>> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let around = |name: &str| package.ancestors().map(|folder| folder.join(name)).find(|path| path.exists()).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = target.join("error_counts");
    fs::create_dir_all(&folder).unwrap();
    let mut manifest = format!(
        "[workspace]\n[package]\nname = \"error-counts\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\ngraph-entity.path = '{}'\n{dependencies}\n",
        around("runtime").display()
    );
    for case in cases {
        let name = case.file_stem().unwrap().display();
        write!(manifest, "[[bin]]\nname = '{name}'\npath = '{}'\n", case.display()).unwrap();
    }
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(around("Cargo.lock"), folder.join("Cargo.lock")).unwrap();

    let mut command = Command::new(env!("CARGO"));
    command.args(["check", "--offline", "--quiet", "--bins", "--keep-going", "--message-format=json"]);
    command.current_dir(&folder).env("CARGO_TARGET_DIR", target.parent().unwrap()).env("CARGO_INCREMENTAL", "1");
    let output = command.output().unwrap();
    let mut reported: HashMap<PathBuf, Vec<String>> = HashMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = |pointer: &str| line.pointer(pointer).and_then(Value::as_str);
        if text("/message/level") == Some("error") {
            let messages = reported.entry(PathBuf::from(text("/target/src_path").unwrap())).or_default();
            messages.push(text("/message/message").unwrap().to_owned());
        }
    }
    assert!(!reported.is_empty(), "no case was checked:\n{}", String::from_utf8_lossy(&output.stderr));
    reported
}
