//! Operations as data: what is sent, where, and what is expected back. No I/O.

pub(crate) mod answered;
pub(crate) mod call;
pub(crate) mod create;
pub(crate) mod delete;
mod difference;
pub(crate) mod effect;
pub(crate) mod entity_body;
pub(crate) mod expectation;
pub(crate) mod get;
pub(crate) mod header;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod options;
pub(crate) mod page;
pub(crate) mod path;
pub(crate) mod permissions;
mod projection;
pub(crate) mod put;
pub(crate) mod raw;
pub(crate) mod redirect;
pub(crate) mod reference;
pub(crate) mod request;
mod settings;
pub(crate) mod update;
pub(crate) mod upsert;
