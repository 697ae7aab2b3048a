//! Faults: scripted answers, faults with a name, and profiles that draw them.

pub(crate) mod batch_script;
pub(crate) mod fault;
pub(crate) mod profile;
pub(crate) mod retry_after;
pub(crate) mod scripted;
pub(crate) mod scripted_parts;
pub(crate) mod special;
