//! The table of permissions in the tool is Microsoft's; `GRAPH_ENTITY_UPDATE=1` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use cargo_graph_entity::permissions::Permissions;
use flate2::Compression;
use flate2::write::GzEncoder;
use graph_entity_test_data::find;

/// The rows that the tool asks for: those of work accounts and of applications.
fn rows(source: &str) -> String {
    let asked = |line: &&str| matches!(line.split('\t').nth(2), Some("DelegatedWork" | "Application"));
    source.lines().filter(asked).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn the_embedded_permissions_are_microsofts() {
    let Some(source) = find("metadata/permissions.tsv") else { return };
    let rows = rows(&fs::read_to_string(source).unwrap());
    if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/permissions.tsv.gz");
        let mut encoder = GzEncoder::new(fs::File::create(file).unwrap(), Compression::best());
        encoder.write_all(rows.as_bytes()).unwrap();
        encoder.finish().unwrap();
    } else {
        assert!(Permissions::embedded_text().unwrap() == rows, "another table: write it with `GRAPH_ENTITY_UPDATE=1`");
    }
}

#[test]
fn a_path_has_its_permissions_without_a_file() {
    let permissions = Permissions::embedded().unwrap();
    let of = permissions.of_create("/groups").unwrap();
    assert_eq!((of.application[0].as_str(), of.delegated[0].as_str()), ("Group.Create", "Group.ReadWrite.All"));
    assert!(permissions.of("GET", "/me/messages/{messageId}").unwrap().application.is_empty());
    assert!(permissions.of("DELETE", "/groups/{groupId}").is_some());
}
