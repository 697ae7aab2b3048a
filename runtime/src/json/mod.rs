//! The JSON of entities: one read and one write for all types, which generated code fills with data.

pub(crate) mod additional;
pub(crate) mod control_information;
pub(crate) mod entity;
pub(crate) mod enumeration;
pub(crate) mod expanded;
pub(crate) mod flags;
pub(crate) mod hierarchy;
pub(crate) mod idempotency_key;
pub(crate) mod indexed;
pub(crate) mod mode;
pub(crate) mod object;
pub(crate) mod presence;
pub(crate) mod properties;
pub(crate) mod property;
pub(crate) mod read;
pub(crate) mod references;
pub(crate) mod repair;
pub(crate) mod returned;
pub(crate) mod shape;
pub(crate) mod tuple;
pub(crate) mod variant;
pub(crate) mod write;
