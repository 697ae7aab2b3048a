//! Graph's whole schema, and the paths that its reference documents.
//!
//! They are read from the folder `shared` beside the workspace, or from the one that `GRAPH_ENTITY_SHARED` names; without it
//! the tests say `skipped` and pass.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod documented;
mod found;
mod pruned;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use graph_entity_schema::{Schema, Type};

fn shared(file: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().join("shared");
    let shared = std::env::var_os("GRAPH_ENTITY_SHARED").map_or_else(beside, PathBuf::from);
    let file = shared.join(file);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {} is missing; GRAPH_ENTITY_SHARED says where the folder with it is", file.display());
    None
}

fn schema() -> Option<&'static Schema> {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    let file = shared("metadata/v1.0.csdl")?;
    Some(SCHEMA.get_or_init(|| Schema::read(&file).unwrap_or_else(|error| panic!("{error}"))))
}

#[test]
fn the_schema_has_as_many_types_as_its_document() {
    let Some(schema) = schema() else { return };
    let count = |kind: &str| schema.types().filter(|ty| ty.kind() == kind).count();
    assert_eq!((count("entity type"), count("complex type"), count("enumeration")), (1182, 1779, 861));
    assert!(!schema.is_pruned());
    assert!(schema.types().filter_map(Type::as_structured).all(|ty| schema.lineage(ty).count() < 10));
}
