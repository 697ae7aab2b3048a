//! What `cargo graph-entity` does, as a library: brings Graph's schema to a workspace and writes annotated structs from it.
//!
//! [`generate`](generate::generate) is the heart of it. A module is a question: what the command line says (`arguments`), what a
//! command does (`commands`), which source is written (`generate`), where the schema and a type in it are (`schema`), what
//! Microsoft's tables say (`tables`), and how anything is printed or written to a file (`output`).

// Everything goes through `output`, which makes it printable.
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

pub mod arguments;
pub mod commands;
pub mod failure;
pub mod generate;
pub mod output;
pub mod schema;
pub mod tables;

pub use commands::run;
