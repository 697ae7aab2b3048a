//! A small schema, of which each kind of answer can be read off.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod hostile;
mod invalid;
mod nearest;
mod paths;
mod prune;
mod resolve;

use graph_entity_schema::Schema;

const TEXT: &str = include_str!("small.csdl");

fn schema() -> Schema {
    Schema::parse(TEXT).unwrap()
}
