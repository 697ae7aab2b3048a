//! What the tests share: the operations of the documents.

#![allow(missing_docs, clippy::missing_panics_doc, clippy::must_use_candidate, clippy::unwrap_used)]

pub mod operations;
