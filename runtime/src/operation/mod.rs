//! Operations as data: what is sent, where, and what is expected back. No I/O.

pub(crate) mod create;
pub(crate) mod created;
pub(crate) mod effect;
pub(crate) mod header;
pub(crate) mod options;
pub(crate) mod path;
pub(crate) mod permissions;
pub(crate) mod raw;
pub(crate) mod request;
