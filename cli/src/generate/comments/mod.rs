//! The comments of the output.

mod boilerplate;
pub(in crate::generate) mod docs;
pub(in crate::generate) mod head;
