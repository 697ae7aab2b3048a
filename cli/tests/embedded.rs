//! The tables in the tool are Microsoft's; `GRAPH_ENTITY_UPDATE=1` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use cargo_graph_entity::generate::{Request, generate};
use cargo_graph_entity::tables::embedded::{self, PERMISSIONS, REQUIRED};
use cargo_graph_entity::tables::permissions::Permissions;
use cargo_graph_entity::tables::required::Required;
use flate2::Compression;
use flate2::write::GzEncoder;
use graph_entity_schema::Schema;
use graph_entity_test_data::{SCHEMA, find};

/// Compares a table in the tool with its source, or writes it.
fn compare(name: &str, table: &[u8], is_kept: impl Fn(&str) -> bool) {
    let Some(source) = find(&format!("metadata/{name}")) else { return };
    let source = fs::read_to_string(source).unwrap();
    let kept: String = source.lines().filter(|line| is_kept(line)).flat_map(|line| [line, "\n"]).collect();
    if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tables").join(format!("{name}.gz"));
        let mut encoder = GzEncoder::new(fs::File::create(file).unwrap(), Compression::best());
        encoder.write_all(kept.as_bytes()).unwrap();
        encoder.finish().unwrap();
    } else {
        let is_same = embedded::text(table).unwrap() == kept;
        assert!(is_same, "`{name}` is another table now: write it with `GRAPH_ENTITY_UPDATE=1`");
    }
}

#[test]
fn the_embedded_tables_are_microsofts() {
    // What the tool asks for: the permissions of work accounts and of applications.
    // Of a method for personal accounts alone, the row says that there is the method.
    let method = |line: &str| line.split('\t').take(2).map(str::to_owned).collect::<Vec<_>>();
    let is_of_work = |line: &str| matches!(line.split('\t').nth(2), Some("DelegatedWork" | "Application"));
    let source = find("metadata/permissions.tsv").map(|file| fs::read_to_string(file).unwrap()).unwrap_or_default();
    let of_work: HashSet<_> = source.lines().filter(|line| is_of_work(line)).map(method).collect();
    compare("permissions.tsv", PERMISSIONS, |line| {
        is_of_work(line) || !line.starts_with("path\t") && !of_work.contains(&method(line))
    });
    compare("required.tsv", REQUIRED, |line| !line.starts_with("type\t"));
}

#[test]
fn a_path_has_its_permissions_without_a_file() {
    let permissions = Permissions::embedded().unwrap();
    let of = permissions.of_create("/groups").unwrap();
    assert_eq!((of.application[0].as_str(), of.delegated[0].as_str()), ("Group.Create", "Group.ReadWrite.All"));
    assert!(permissions.of("GET", "/me/messages/{messageId}").unwrap().application.is_empty());
    assert!(permissions.of("DELETE", "/groups/{groupId}").is_some());
    assert!(permissions.lacks("DELETE", "/me") && !permissions.lacks("DELETE", "/users/{userId}"));
    assert_eq!(
        permissions.of("PATCH", "/applications(appId='{appId}')").unwrap().application[0],
        "Application.ReadWrite.OwnedBy"
    );
}

#[test]
fn what_the_reference_calls_required_is_written_so() {
    let Some(schema) = find(SCHEMA) else { return };
    let schema = Schema::read(&schema).unwrap();
    let count = |all, ty: &str| {
        let request = Request { required: Required::embedded(false, all).unwrap(), ..Request::new([ty]) };
        generate(&schema, &request, None).unwrap().matches("#[graph_entity(required").count()
    };
    assert_eq!(count(false, "group"), 4);
    let status = "deviceConfigurationUserStatus";
    assert_eq!(count(false, status), 0);
    assert_eq!(count(true, status), 5);
}
