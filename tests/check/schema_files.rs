//! Where the schema is looked for, and what happens when it is not there, is broken, or changes.
//!
//! Only cargo decides which files a build depends on and when it runs again, so each test builds a small package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCE: &str = r#"
use graph_entity::{GraphEntity, graph_post};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_post("/users")]
pub struct User {
    pub display_name: Option<String>,
}

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.directoryObject")]
pub struct DirectoryObject {
    pub deleted_date_time: Option<graph_entity::edm::DateTimeOffset>,
}
"#;

/// A package with two checked types and no schema.
struct Package(PathBuf);

impl Package {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src")).unwrap();
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime");
        let manifest = format!(
            "[workspace]\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [dependencies]\ngraph-entity = {{ path = {runtime:?}, features = [\"check\"] }}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("src/lib.rs"), SOURCE).unwrap();
        // Nothing is said here, whatever the configuration of a folder around this says.
        fs::create_dir_all(folder.join(".cargo")).unwrap();
        fs::write(
            folder.join(".cargo/config.toml"),
            "[env]\nGRAPH_ENTITY_METADATA = { value = \"\", relative = false }\n",
        )
        .unwrap();
        fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self(folder)
    }

    fn with_schema(self, text: &str) -> Self {
        let folder = self.0.join("graph-metadata");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("v1.0.csdl"), text).unwrap();
        self
    }

    /// Whether it compiles, and what cargo prints.
    fn check(&self, metadata: Option<&Path>) -> (bool, String) {
        let mut command = Command::new(env!("CARGO"));
        command.args(["check", "--offline", "--color=never"]).current_dir(&self.0);
        // One folder of artifacts for all of them: the dependencies are compiled once.
        command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema_files"));
        command.env_remove("GRAPH_ENTITY_METADATA");
        if let Some(metadata) = metadata {
            command.env("GRAPH_ENTITY_METADATA", metadata);
        }
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn schema() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/graph-metadata/v1.0.csdl")).unwrap()
}

/// One test, so that cargo does not wait for itself.
#[test]
fn the_schema_is_found_read_and_watched() {
    without_one_there_is_one_error();
    a_broken_one_is_one_error_with_its_place();
    a_change_compiles_again();
    the_variable_comes_first();
    a_fetched_crate_is_left_alone();
}

fn without_one_there_is_one_error() {
    let (compiles, printed) = Package::new("without-schema").check(None);
    assert!(!compiles);
    assert_eq!(printed.matches("error: ").count(), 2, "one, and that it could not compile: {printed}");
    assert!(
        printed.contains(
            "error: there is no schema of v1.0 to check against: run `cargo graph-entity fetch`, which writes \
             `graph-metadata/v1.0.csdl`, or set `GRAPH_ENTITY_METADATA` to the folder that has it"
        ),
        "{printed}"
    );
}

fn a_broken_one_is_one_error_with_its_place() {
    let broken = schema().replace("<EntityContainer", "<EntityContainers");
    let (compiles, printed) = Package::new("broken-schema").with_schema(&broken).check(None);
    assert!(!compiles);
    assert_eq!(printed.matches("error: ").count(), 2, "one, and that it could not compile: {printed}");
    let line = broken.lines().position(|line| line.contains("</EntityContainer>")).unwrap() + 1;
    assert!(printed.contains(&format!("v1.0.csdl`: line {line}, column ")), "{printed}");
}

fn a_change_compiles_again() {
    let package = Package::new("changed-schema").with_schema(&schema());
    let (compiles, printed) = package.check(None);
    assert!(compiles, "{printed}");
    assert!(!package.check(None).1.contains("Checking"), "nothing changed");
    let package = package.with_schema(&schema().replace("EntitySet Name=\"users\"", "EntitySet Name=\"people\""));
    let (compiles, printed) = package.check(None);
    assert!(!compiles && printed.contains("there is no `users` at the root"), "{printed}");
    let package = package.with_schema(&schema());
    assert!(package.check(None).0, "the path is there again");
}

fn the_variable_comes_first() {
    let package = Package::new("elsewhere-schema").with_schema("not a schema");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("graph-metadata");
    let (compiles, printed) = package.check(Some(&folder));
    assert!(compiles, "{printed}");
    let any_name = package.0.join("of-contoso.xml");
    fs::write(&any_name, schema()).unwrap();
    let (compiles, printed) = package.check(Some(&any_name));
    assert!(compiles, "{printed}");
    let (compiles, printed) = package.check(Some(&folder.join("beta.csdl")));
    assert!(!compiles && printed.contains("beta.csdl`, which is not the schema of v1.0"), "{printed}");
    let (compiles, printed) = package.check(None);
    assert!(!compiles, "the variable has gone, and with it that schema: {printed}");
}

fn a_fetched_crate_is_left_alone() {
    let package = Package::new("fetched-crate");
    fs::write(package.0.join(".cargo-ok"), "").unwrap();
    let (compiles, printed) = package.check(None);
    assert!(compiles, "{printed}");
}
