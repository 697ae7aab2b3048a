//! `fetch`: from a file and from a server on this machine, whole or not at all.
//!
//! The program runs in a workspace on the disk and downloads from a raw socket, which can break off in the middle of an
//! answer; a library for HTTP servers cannot.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

use graph_entity_schema::{Operation, Schema};

const SMALL: &str = include_str!("small.csdl");

/// A workspace with one source.
fn workspace(source: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("Cargo.toml"), "[workspace]\nmembers = [\"member\"]\n").unwrap();
    fs::create_dir_all(root.path().join("member/src")).unwrap();
    fs::write(root.path().join("member/Cargo.toml"), "[package]\nname = \"member\"\n").unwrap();
    fs::write(root.path().join("member/src/lib.rs"), source).unwrap();
    root
}

fn fetch(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-graph-entity"));
    command.current_dir(root.join("member")).arg("graph-entity").arg("fetch").args(arguments);
    command.env_remove("GRAPH_ENTITY_METADATA").output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A server that gives each caller this answer; its address.
fn server(answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1.0/$metadata", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn a_schema_comes_from_a_server() {
    let root = workspace("");
    let output = fetch(root.path(), &["--from", &server(ok(SMALL))]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(root.path().join("graph-metadata/v1.0.csdl")).unwrap(), SMALL);
    assert!(stderr(&output).contains("types, "), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_schema_comes_from_a_file_and_replaces_none_unasked() {
    let root = workspace("");
    fs::write(root.path().join("member/small.csdl"), SMALL).unwrap();
    let from = ["--from", "small.csdl", "--beta"];
    assert!(fetch(root.path(), &from).status.success());
    let stored = root.path().join("graph-metadata/beta.csdl");
    fs::write(&stored, "mine").unwrap();
    let output = fetch(root.path(), &from);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).ends_with("is there already, add `--force` to replace it\n"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&stored).unwrap(), "mine");
    assert!(fetch(root.path(), &["--from", "small.csdl", "--beta", "--force"]).status.success());
    assert_eq!(fs::read_to_string(&stored).unwrap(), SMALL);
}

#[test]
fn what_is_broken_is_never_stored() {
    let cut = SMALL.get(..SMALL.len() / 2).unwrap();
    let truncated = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{cut}", SMALL.len());
    let too_large = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".to_owned();
    let redirect = "HTTP/1.1 302 Found\r\nLocation: https://example.com/\r\nContent-Length: 0\r\n\r\n".to_owned();
    for (address, reason) in [
        (server(truncated), "cannot fetch"),
        (server("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned()), "it answers 404 Not Found"),
        (server("HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n".to_owned()), "it answers 503"),
        (server(redirect), "it answers 302 Found"),
        (server(too_large), "it has more than 67108864 bytes, which no schema of Graph has"),
        (server(ok(cut)), "is not a schema of Graph: line "),
        (server(ok("<html>sign in</html>")), "is not a schema of Graph: line 1, column "),
        ("http://example.com/x".to_owned(), "write an address with `https://`"),
        ("missing.csdl".to_owned(), "cannot read `missing.csdl`: "),
    ] {
        let root = workspace("");
        let output = fetch(root.path(), &["--from", &address]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with("error: ") && said.contains(reason) && said.lines().count() == 1, "{said}");
        assert!(!root.path().join("graph-metadata").exists(), "{reason}");
    }
}

#[test]
fn a_pruned_schema_has_what_the_sources_use() {
    let root = workspace(
        "#[graph_entity(\"microsoft.graph.deviceConfigurationUserStatus\")]\n\
         #[graph_post(\"/deviceManagement/deviceConfigurations/{id}/userStatuses\")]\nstruct Status;\n\
         #[graph_entity(\"microsoft.graph.unheardOf\")]\nstruct Unheard;\n",
    );
    fs::write(root.path().join("member/src/broken.rs"), "// graph_\nstruct").unwrap();
    fs::create_dir_all(root.path().join("graph-metadata")).unwrap();
    let stored = root.path().join("graph-metadata/v1.0.csdl");
    fs::write(&stored, SMALL).unwrap();
    let output = fetch(root.path(), &["--prune", "--from", "../graph-metadata/v1.0.csdl", "--force"]);
    let said = stderr(&output);
    assert!(output.status.success(), "{said}");
    for part in [
        "warning: `member/src/broken.rs` is left out: line ",
        "the sources use 2 types and 1 path\n",
        "warning: the schema has no type `microsoft.graph.unheardOf`\n",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let pruned = fs::read_to_string(&stored).unwrap();
    assert!(pruned.contains("deviceConfigurationUserStatus") && !pruned.contains("oddThing"), "{pruned}");

    let calls = workspace(
        "#[graph_delta(\"/groups/delta\")]\n#[graph_ref(\"/groups/{id}/policy\", single, target = \"/policies\")]\nstruct Group;\n\
         #[graph_action(\"/oddThings/{id}/rename\", returns = Vec<OddThing>)]\nstruct Rename;\n",
    );
    fs::write(calls.path().join("member/small.csdl"), SMALL).unwrap();
    let output = fetch(calls.path(), &["--prune", "--from", "small.csdl"]);
    let said = stderr(&output);
    assert!(output.status.success() && !said.contains("warning: "), "{said}");
    let pruned = Schema::read(&calls.path().join("graph-metadata/v1.0.csdl")).unwrap();
    for (path, operation) in
        [("/groups/delta", Operation::Delta), ("/groups/{id}/policy", Operation::Get), ("/policies", Operation::List)]
    {
        assert!(pruned.resolve(path, operation).is_ok(), "{path}");
    }
    assert!(pruned.resolve_call("/oddThings/{id}/rename", Operation::Action).is_ok());

    let nothing = workspace("");
    fs::write(nothing.path().join("member/small.csdl"), SMALL).unwrap();
    let output = fetch(nothing.path(), &["--prune", "--from", "small.csdl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("so nothing would be left: fetch without `--prune`"), "{}", stderr(&output));
}
