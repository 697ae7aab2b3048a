//! What `cargo graph-entity` does, as a library: brings Graph's schema to a workspace and writes annotated structs from it.
//!
//! [`generate`](generate::generate) is the heart of it.

// Everything goes through `output`, which makes it printable.
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

pub mod arguments;
mod download;
pub mod embedded;
pub mod failure;
pub mod fetch;
pub mod find;
pub mod generate;
pub mod list_paths;
pub mod locate;
pub mod names;
pub mod output;
pub mod permissions;
pub mod printable;
pub mod required;
mod run;
pub mod search;
pub mod show;
pub mod sources;
mod table;
pub mod write_whole;

pub use run::run;

/// `1 type`, `2 types`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
