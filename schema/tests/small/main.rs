//! A small schema, of which each kind of answer can be read off.
//!
//! Each rule is tested alone, through the public API, with a schema that a reader can check by hand. `graph` tests how much
//! of Graph the rules cover.

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
