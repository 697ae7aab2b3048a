//! JSON batching: a batch as requests, and their answers as one.

pub(crate) mod parts;
pub(crate) mod responses;
