//! What the tests share: the operations of the documents, clients, credentials, answers, and what an outcome means for an oracle.

#![allow(missing_docs, clippy::missing_panics_doc, clippy::must_use_candidate, clippy::unwrap_used)]

pub mod answers;
pub mod client;
pub mod credential;
pub mod events;
pub mod operations;
pub mod oracle;
pub mod raw_server;

/// The README's code compiles. It is tested here because the package of `graph-entity` has the README in another place.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
