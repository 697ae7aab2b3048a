//! The comments of the output.

pub(in crate::generate) mod docs;
pub(in crate::generate) mod head;
