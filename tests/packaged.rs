//! The crates as cargo publishes them: packed, unpacked elsewhere, and their documentation's examples compiled there. What a
//! crate includes from outside of its folder is missing then.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PUBLISHED: [&str; 6] = [
    "graph-entity",
    "graph-entity-names",
    "graph-entity-macros",
    "graph-entity-schema",
    "graph-entity-emulator",
    "cargo-graph-entity",
];

/// Those of them whose documentation has examples.
const WITH_EXAMPLES: [&str; 4] = ["graph-entity", "graph-entity-names", "graph-entity-schema", "graph-entity-emulator"];

fn succeed(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{stdout}{stderr}");
    output
}

/// Packs the published crates, and unpacks them as a workspace in which they find each other.
fn unpacked() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packaged");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut package = Command::new(env!("CARGO"));
    package.args(["package", "--offline", "--quiet", "--no-verify", "--allow-dirty"]).current_dir(root);
    package.args(PUBLISHED.iter().flat_map(|name| ["--package", name])).env("CARGO_TARGET_DIR", &folder);
    succeed(&mut package);

    let crates: Vec<PathBuf> =
        fs::read_dir(folder.join("package")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let crates = crates.iter().filter(|path| path.extension() == Some(OsStr::new("crate")));
    let (mut members, mut patches) = (Vec::new(), String::new());
    for archive in crates {
        // With new times: those in an archive are always the same, and cargo would take the sources for unchanged.
        succeed(Command::new("tar").arg("-xzmf").arg(archive).current_dir(&folder));
        let member = archive.file_stem().unwrap().to_str().unwrap().to_owned();
        for file in ["README.md", "LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(folder.join(&member).join(file).is_file(), "{member} has no {file}");
        }
        // The name without the version.
        let (name, _) = member.rsplit_once('-').unwrap();
        writeln!(patches, "{name} = {{ path = {member:?} }}").unwrap();
        members.push(member);
    }
    assert_eq!(members.len(), PUBLISHED.len(), "{members:?}");
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[patch.crates-io]\n{patches}");
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// One test, because cargo would wait for itself.
#[test]
fn the_examples_of_the_unpacked_crates_compile() {
    let folder = unpacked();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut test = Command::new(env!("CARGO"));
    test.args(["test", "--doc", "--offline"]).current_dir(&folder).env("CARGO_TARGET_DIR", target);
    test.args(WITH_EXAMPLES.iter().flat_map(|name| ["--package", name]));
    test.env_remove("GRAPH_TOKEN").env_remove("GRAPH_BASE_URL").env_remove("GRAPH_ENTITY_METADATA");
    let output = succeed(&mut test);
    let stderr = String::from_utf8_lossy(&output.stderr);
    for name in WITH_EXAMPLES {
        assert!(stderr.contains(&format!("Doc-tests {}\n", name.replace('-', "_"))), "{stderr}");
    }
}
