//! The stored entities, and the oracle that counts them.

pub(crate) mod change_log;
pub(crate) mod changes;
pub(crate) mod collection;
pub(crate) mod collections;
pub(crate) mod counted;
pub(crate) mod counts;
pub(crate) mod delta;
pub(crate) mod entity;
pub(crate) mod found;
pub(crate) mod linked;
pub(crate) mod member_name;
pub(crate) mod members;
pub(crate) mod oracle;
pub(crate) mod page;
pub(crate) mod references;
pub(crate) mod unique_names;
