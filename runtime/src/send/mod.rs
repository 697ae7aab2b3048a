//! Attempts until there is an outcome: what an answer proves, whether to send again, and when.

pub(crate) mod deadline;
pub(crate) mod delivered;
pub(crate) mod elsewhere;
pub(crate) mod policy;
pub(crate) mod single;
pub(crate) mod verdict;
