//! What the tests share: the operations of the documents, clients, credentials, answers, and what an outcome means for an oracle.

#![allow(missing_docs, clippy::missing_panics_doc, clippy::must_use_candidate, clippy::unwrap_used)]

pub mod answers;
pub mod client;
pub mod credential;
pub mod operations;
pub mod oracle;
