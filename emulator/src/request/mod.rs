//! Requests as they arrived: the record of each, its path, its effect.

pub(crate) mod options;
pub(crate) mod path;
pub(crate) mod preference;
pub(crate) mod recorded;
