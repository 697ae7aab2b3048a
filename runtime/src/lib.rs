//! Annotate a struct, create it in Microsoft Graph.

mod absent;
mod answer;
mod base_url;
mod client;
mod credential;
pub mod edm;
mod entity;
mod error;
mod exchange;
mod graph_error;
mod members;
mod outcome;
mod path;
mod permissions;
mod properties;
mod read;
mod request;
mod validate;
mod values;
mod write;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use answer::Answer;
pub use base_url::{BaseUrl, InvalidBaseUrl};
pub use client::{GraphClient, GraphClientBuilder};
pub use credential::{AccessToken, Credential, CredentialError, TokenFuture};
pub use entity::{GraphEntity, GraphEnum};
pub use error::{Error, ErrorKind, Unreadable};
pub use graph_error::GraphError;
pub use outcome::{Attempt, Created, Disposition};
pub use path::InvalidArgument;
pub use permissions::Permissions;
pub use request::Create;
pub use validate::{Invalid, Missing};

pub use graph_entity_macros::{GraphEntity, GraphEnum, graph_post};

pub use {bytes, http, secrecy, time, uuid};
