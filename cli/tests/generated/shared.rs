//! The schema and the corpus, where they are.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use graph_entity_schema::Schema;

/// What a test says where there is no schema.
pub(crate) const SKIPPED: &str =
    "skipped: there is no folder `shared` beside the repository; GRAPH_ENTITY_SHARED says where it is";

pub(crate) fn folder() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().join("shared");
    env::var_os("GRAPH_ENTITY_SHARED").map_or_else(beside, PathBuf::from)
}

/// The folder of Graph's schema.
pub(crate) fn metadata() -> PathBuf {
    folder().join("metadata")
}

pub(crate) fn schema() -> Option<Schema> {
    let text = fs::read_to_string(metadata().join("v1.0.csdl")).ok()?;
    Some(Schema::parse(&text).unwrap())
}

/// Shows a text also where the test passes, when `println!` would be captured.
pub(crate) fn report(text: &str) {
    // A closed pipe is no reason for a test to fail.
    let _ = std::io::stdout().write_all(format!("\n{text}\n").as_bytes());
}
