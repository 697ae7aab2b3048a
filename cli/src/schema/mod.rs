//! Where the schema is, and which of its types a name means.

pub mod find;
pub mod locate;
