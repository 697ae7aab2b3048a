//! The program as a user meets it: what it says, where, and with which exit status.
//!
//! The library has no arguments, streams or exit status, so these tests run the program. `golden` tests the source that it
//! writes.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test ends where it fails")]

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{fs, str};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-graph-entity"));
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small.csdl");
    command.args(arguments).env("GRAPH_ENTITY_METADATA", schema).env("COLUMNS", "100");
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn stdout(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", str::from_utf8(&output.stderr).unwrap());
    String::from_utf8(output.stdout).unwrap()
}

/// The exit status and what stands on stderr.
fn failure(arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(arguments);
    assert!(output.stdout.is_empty());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn search_finds_by_words() {
    assert_eq!(
        stdout(&["search", "user", "status"]),
        "1 type\n\
         deviceConfigurationUserStatus  entity type\n    A user's status under one device configuration\n\n\
         1 path\n\
         /deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses  deviceConfigurationUserStatus\n"
    );
    assert_eq!(stdout(&["graph-entity", "search", "nonsense"]), "nothing has a name with nonsense\n");
    assert!(stdout(&["search", "o", "--limit", "1"]).contains(", the first 1; `--limit` shows more\n"));
}

#[test]
fn show_tells_what_a_type_has() {
    let shown = stdout(&["show", "microsoft.graph.oddThing"]);
    for part in [
        "microsoft.graph.oddThing, an open entity type\nAn [odd] thing",
        "\nextends entity\n",
        "\nid               String          key, not null\n",
        "\ncreatedDateTime  DateTimeOffset  computed, not null\n",
        "\nuserName         String          required\n",
        "\nref              Guid[]\n",
        "\n2 navigation properties\n",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    assert!(shown.lines().all(|line| line.len() <= 100 && !line.ends_with(' ')), "{shown}");
    assert!(
        stdout(&["show", "oddMembers"])
            .starts_with("microsoft.graph.oddMembers, an enumeration of flags\n\n7 members\n")
    );
    assert!(
        stdout(&["show", "deviceConfiguration"])
            .contains("\nextended by 2 types: iosConfiguration, androidConfiguration\n")
    );
}

#[test]
fn paths_are_listed() {
    assert_eq!(
        stdout(&["paths", "iosConfiguration"]),
        "1 path creates a microsoft.graph.iosConfiguration\n\n\
         /deviceManagement/deviceConfigurations  (of microsoft.graph.deviceConfiguration)\n    \
         delegated   DeviceManagementConfiguration.ReadWrite.All\n    \
         application DeviceManagementConfiguration.ReadWrite.All\n"
    );
    assert_eq!(stdout(&["paths", "place"]), "no path of the schema creates a microsoft.graph.place\n");
}

#[test]
fn new_writes_to_stdout_or_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("status.rs");
    let name = file.to_str().unwrap();
    let written = stdout(&["new", "deviceConfigurationUserStatus"]);
    assert!(run(&["new", "deviceConfigurationUserStatus", "--out", name]).status.success());
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
    let (code, said) = failure(&["new", "deviceConfigurationUserStatus", "--out", name]);
    assert_eq!((code, said), (Some(1), format!("error: `{name}` is there already, add `--force` to replace it\n")));
    assert!(run(&["new", "deviceConfigurationUserStatus", "--out", name, "--force"]).status.success());
}

#[test]
fn new_writes_what_the_options_ask_for() {
    let put = &["new", "group", "--operations", "put,delta,references"];
    let asked = stdout(put);
    for attribute in ["#[graph_delta(\n    \"/groups/delta\",", "#[graph_ref(\n    \"/groups/{groupId}/members\","] {
        assert!(asked.contains(attribute), "{asked}");
    }
    assert!(asked.contains("without `--unlisted`:\n//     PUT /groups/{groupId}\n"), "{asked}");
    assert!(stdout(&[&put[..], &["--unlisted"]].concat()).contains("#[graph_put(\"/groups/{groupId}\")]"));
    let named = stdout(&["new", "group", "--references", "policy", "--variants", "team,group"]);
    assert!(named.contains("#[graph_ref(\"/groups/{groupId}/policy\", single, target = \"/policies\")]"), "{named}");
    assert!(named.contains("pub enum AnyGroup {\n    Group(Group),\n    Team(Team),\n"), "{named}");
    let (code, said) = failure(&["new", "group", "--variants", "taem"]);
    assert_eq!(
        (code, said.as_str()),
        (Some(1), "error: there is no type `taem`, did you mean `microsoft.graph.team`?\n")
    );
}

#[test]
fn the_exit_status_says_what_became_of_it() {
    let (code, said) = failure(&["show", "deviceconfigurationuserstatuz"]);
    let expected = "error: there is no type `deviceconfigurationuserstatuz`, \
                    did you mean `microsoft.graph.deviceConfigurationUserStatus`?\n";
    assert_eq!((code, said.as_str()), (Some(1), expected));
    for wrong in [
        &["shw"][..],
        &[],
        &["new"],
        &["new", "user", "--flat"],
        &["fetch", "--cloud", "moon"],
        &["fetch", "--cloud", "china", "--from", "x"],
    ] {
        assert_eq!(run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let nowhere = command(&["show", "user"]).env_remove("GRAPH_ENTITY_METADATA").current_dir(&folder).output().unwrap();
    assert_eq!(nowhere.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(nowhere.stderr).unwrap(),
        "error: there is no `graph-metadata/v1.0.csdl` here or above: run `cargo graph-entity fetch`\n"
    );
}

#[test]
fn each_help_has_examples() {
    assert!(stdout(&["--help"]).contains("Exit status: 0 done, 1 not done"));
    for subcommand in ["fetch", "new", "paths", "show", "search"] {
        let help = stdout(&[subcommand, "--help"]);
        assert!(help.contains(&format!("Usage: cargo graph-entity {subcommand}")), "{help}");
        assert!(help.contains(&format!("Examples:\n  cargo graph-entity {subcommand}")), "{help}");
    }
    assert!(stdout(&["--version"]).starts_with("cargo-graph-entity "));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    for arguments in
        [&["show", "microsoft.graph.oddThing"][..], &["new", "--help"], &["new", "microsoft.graph.oddThing"]]
    {
        let mut child = command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{:?}", output.status);
        assert!(output.stderr.is_empty(), "{}", String::from_utf8(output.stderr).unwrap());
    }
}
