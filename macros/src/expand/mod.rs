//! Models become tokens. Nothing is decided here.

pub(crate) mod entity;
pub(crate) mod enumeration;
pub(crate) mod fallback;
pub(crate) mod hierarchy;
pub(crate) mod operation;
pub(crate) mod place;
mod read;
