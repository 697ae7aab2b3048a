//! Whatever stands in a schema, a table or a file's name, a terminal is shown nothing that it would obey.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;

/// Control characters, overrides of the direction, tags, and others that are not seen: at least one of each range of `Cf`.
const HOSTILE: &[char] = &[
    '\0',
    '\u{7}',
    '\u{8}',
    '\u{1b}',
    '\u{7f}',
    '\u{85}',
    '\u{9b}',
    '\u{ad}',
    '\u{600}',
    '\u{61c}',
    '\u{6dd}',
    '\u{70f}',
    '\u{890}',
    '\u{8e2}',
    '\u{180e}',
    '\u{200b}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{2069}',
    '\u{206f}',
    '\u{feff}',
    '\u{fff9}',
    '\u{110bd}',
    '\u{110cd}',
    '\u{13430}',
    '\u{1bca0}',
    '\u{1d173}',
    '\u{e0001}',
    '\u{e0020}',
    '\u{e007f}',
];

/// Whether a text has none of them, nor any other control character but the end of a line.
fn is_harmless(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !c.is_control() && !HOSTILE.contains(&c))
}

/// Runs the tool; what stands on stdout and stderr has to be harmless.
fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-graph-entity"));
    command.args(arguments).current_dir(folder).env("COLUMNS", "100").env_remove("GRAPH_ENTITY_METADATA");
    let output = command.output().unwrap();
    let texts = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    for text in &texts {
        assert!(is_harmless(text), "{arguments:?}: {}", text.escape_debug());
    }
    let [stdout, stderr] = texts;
    (stdout, stderr)
}

/// As XML holds any character.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |text, c| text + &format!("&#x{:x};", u32::from(c)))
}

/// A schema with a text in each place that takes any.
fn schema(text: &str) -> String {
    let escaped = escaped(text);
    let description = format!("<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{escaped}\"/>");
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"a.b\" Alias=\"{escaped}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\
         <EnumType Name=\"kind\"><Member Name=\"one\">{description}</Member>{description}</EnumType>\
         <EntityType Name=\"thing\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\">{description}</Property>\
         <Property Name=\"kind\" Type=\"a.b.kind\"/>\
         <Property Name=\"other\" Type=\"a.{escaped}\"/><Property Name=\"more\" Type=\"Collection({escaped})\"/>\
         <NavigationProperty Name=\"things\" Type=\"Collection(a.b.thing)\" ContainsTarget=\"true\">{description}\
         </NavigationProperty>\
         <NavigationProperty Name=\"stranger\" Type=\"{escaped}\"/>{description}</EntityType>\
         <EntityContainer Name=\"Service\"><EntitySet Name=\"things\" EntityType=\"a.b.thing\"/></EntityContainer>\
         </Schema></edmx:DataServices></edmx:Edmx>"
    )
}

/// Every command, on a schema and a table with the text in them.
fn check(text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("schema.xml"), schema(text)).unwrap();
    let in_table: String = text.chars().filter(|c| !matches!(c, '\n' | '\t')).collect();
    fs::write(folder.join("table.tsv"), format!("/things\tDelegatedWork\t{in_table}\tA.{in_table}B\n")).unwrap();
    let read = ["--schema", "schema.xml"];
    let shown = run(folder, &[&["show", "a.b.thing"][..], &read].concat()).0;
    assert!(shown.starts_with("a.b.thing, an entity type\n") && shown.contains("\n4 properties\n"), "{shown}");
    let paths = run(folder, &[&["paths", "a.b.thing", "--permissions", "table.tsv"][..], &read].concat()).0;
    assert!(paths.contains("\n/things\n    delegated"), "{paths}");
    let found = run(folder, &[&["search", "thing"][..], &read].concat()).0;
    assert!(found.starts_with("1 type\n"), "{found}");
    let new = ["new", "a.b.thing", "--permissions", "table.tsv", "--navigation", "stranger"];
    let written = run(folder, &[&new[..], &read].concat()).0;
    assert!(written.contains("pub struct Thing {"), "{written}");
    run(folder, &[&new[..], &read, &["--out", "thing.rs"]].concat());
    assert_eq!(fs::read_to_string(folder.join("thing.rs")).unwrap(), written);
}

/// The message, which is one line.
fn error(folder: &Path, arguments: &[&str]) -> String {
    let (stdout, stderr) = run(folder, arguments);
    assert_eq!(stdout, "");
    assert!(stderr.starts_with("error: ") && stderr.lines().count() == 1, "{stderr}");
    stderr
}

#[test]
fn each_hostile_character_is_kept_from_the_output() {
    let all: String = HOSTILE.iter().filter(|c| **c != '\0').flat_map(|c| ['a', *c, 'b']).collect();
    check(&all);
    check("\u{202e}# heading \u{200b}1. list\r\n\nerror: line\u{2028}another\ttab");
}

#[test]
fn errors_are_one_harmless_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let text: String = HOSTILE.iter().filter(|c| **c != '\0').collect::<String>() + "\nerror: forged";
    let escaped = escaped(&text);
    let good = schema("x");
    for (name, bad) in [
        ("base.xml", good.replace("Name=\"thing\"", &format!("Name=\"thing\" BaseType=\"a.{escaped}\""))),
        ("name.xml", good.replace("Name=\"kind\"", &format!("Name=\"{escaped}\""))),
        ("boolean.xml", good.replace("ContainsTarget=\"true\"", &format!("ContainsTarget=\"{escaped}\""))),
        ("root.xml", "<x\u{1b}[31m\u{202e}>".to_owned()),
        ("element.xml", good.replace("</Schema>", "</Schema\u{1b}\u{61c}>")),
    ] {
        fs::write(folder.join(name), bad).unwrap();
        error(folder, &["show", "thing", "--schema", name]);
        error(folder, &["fetch", "--from", name]);
    }
    let file = "evil\u{1b}[2J\u{202e}\nerror: forged\u{e0001}.xml";
    error(folder, &["show", "thing", "--schema", file]);
    error(folder, &["fetch", "--from", file]);
    error(folder, &["fetch", "--from", "https://exa\u{202e}mple/\u{1b}"]);
    fs::write(folder.join(file), good).unwrap();
    error(folder, &["show", "thing\u{202e}", "--schema", file]);
    error(folder, &["new", "thing", "--only", "x\u{1b}\u{61c}", "--schema", file]);
    error(folder, &["new", "thing", "--permissions", "x\u{1b}", "--schema", file]);
    fs::write(folder.join("table.tsv"), "\u{1b}\u{202e}").unwrap();
    error(folder, &["new", "thing", "--permissions", "table.tsv", "--schema", file]);
    let (_, said) = run(folder, &["fetch", "--from", file]);
    assert!(said.contains("wrote `graph-metadata/v1.0.csdl`"), "{said}");
    let (_, said) = run(folder, &["fetch", "--from", file]);
    assert!(said.contains("is there already"), "{said}");
    // The command line's own mistakes are more than a line.
    run(folder, &["sh\u{1b}[31mw"]);
    run(folder, &["show", "--\u{202e}\u{e0001}"]);
    run(folder, &["fetch", "--cloud", "\u{9b}31m"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_schema_reaches_the_terminal_as_it_is(
        text in prop::collection::vec(prop_oneof![prop::sample::select(&HOSTILE[1..]), any::<char>()], 1..12)
    ) {
        // What XML cannot hold.
        let text: String = text.into_iter().filter(|c| *c != '\0').collect();
        check(&text);
    }
}
