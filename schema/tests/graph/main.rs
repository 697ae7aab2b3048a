//! Graph's whole schema, and the paths that its reference documents.
//!
//! The small schema of `small` shows each rule alone; only the real documents show how many of Graph's types and paths the
//! rules cover. The documents are outside of the repository: `graph_entity_test_data` finds them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod documented;
mod found;
mod pruned;
mod upserts;

use std::sync::OnceLock;

use graph_entity_schema::{Schema, Type};
use graph_entity_test_data::{SCHEMA, find};

fn schema() -> Option<&'static Schema> {
    static READ: OnceLock<Schema> = OnceLock::new();
    let file = find(SCHEMA)?;
    Some(READ.get_or_init(|| Schema::read(&file).unwrap_or_else(|error| panic!("{error}"))))
}

#[test]
fn the_schema_has_as_many_types_as_its_document() {
    let Some(schema) = schema() else { return };
    let count = |kind: &str| schema.types().filter(|ty| ty.kind() == kind).count();
    assert_eq!((count("entity type"), count("complex type"), count("enumeration")), (1182, 1779, 861));
    assert!(!schema.is_pruned());
    assert!(schema.types().filter_map(Type::as_structured).all(|ty| schema.lineage(ty).count() < 10));
}
