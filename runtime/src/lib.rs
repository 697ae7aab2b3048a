//! Annotate a struct, create it in Microsoft Graph.
//!
//! ```no_run
//! use graph_entity::{GraphClient, GraphEntity, graph_post};
//!
//! #[derive(Debug, GraphEntity)]
//! #[graph_entity("microsoft.graph.group")]
//! #[graph_post("/groups", delegated = "Group.ReadWrite.All", application = "Group.Create")]
//! struct Group {
//!     #[graph_entity(key)]
//!     id: Option<String>,
//!     #[graph_entity(required)]
//!     display_name: Option<String>,
//! }
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let graph = GraphClient::builder().token(std::env::var("GRAPH_TOKEN")?).build()?;
//! let group = Group { id: None, display_name: Some("Sales".to_owned()) };
//! let created = group.create().send(&graph).await?;
//! println!("created {}", created.id.as_deref().unwrap_or("?"));
//! # Ok(())
//! # }
//! ```
//!
//! [`#[derive(GraphEntity)]`](derive@GraphEntity) gives the struct its JSON and its validation,
//! [`#[graph_post]`](macro@graph_post) one method for each path. [`#[derive(GraphComplex)]`](derive@GraphComplex) is for the
//! parts of entities, [`#[derive(GraphEnum)]`](derive@GraphEnum) for enumerations; either entity or complex derive on an enum
//! makes a hierarchy. Their pages are the reference of every option.
//!
//! # What can be done with a create
//!
//! The method of a path does no I/O. It returns a [`Create`]: a request as a value, to be
//! [sent](Create::send), [sent with all that the answer says](Create::send_full), or
//! [looked at](Create::to_http).
//!
//! # What an error says
//!
//! Creates in Graph are not idempotent: sending again what was stored makes a duplicate. So every [`Error`] has a
//! [`Disposition`], which says what became of the entity, and a create is sent once.
//!
//! | disposition | meaning | examples |
//! |---|---|---|
//! | [`NotSent`](Disposition::NotSent) | nothing reached the service | missing property, bad path argument, no token, connection refused |
//! | [`Rejected`](Disposition::Rejected) | the service refused it | 400, 401, 403, 404, 409 |
//! | [`Throttled`](Disposition::Throttled) | refused for now; [`retry_at`](Error::retry_at) says when | 429, 503 with `Retry-After` |
//! | [`Created`](Disposition::Created) | it exists, but the answer could not be read | 201 with a broken body, 204 |
//! | [`Unknown`](Disposition::Unknown) | it may exist | connection lost after sending, 500, 502, 504, 202, 503 without `Retry-After` |
//!
//! # Checked at compile time
//!
//! With the feature `check`, the macros compare what is declared with the schema that Graph publishes
//! ([CSDL](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html), at
//! `https://graph.microsoft.com/v1.0/$metadata`): each type, property, member of an enumeration and path, and whether a field's
//! type [can hold](https://docs.rs/graph-entity/latest/graph_entity/holds/) the property. Without the feature nothing is read.
//!
//! The schema is `graph-metadata/v1.0.csdl`, and `graph-metadata/beta.csdl` for what says `beta`, in the crate's folder or the
//! nearest one around it up to the workspace's; or where the environment variable `GRAPH_ENTITY_METADATA` says, a folder or a
//! file. `cargo graph-entity fetch` writes it. When it changes, cargo compiles again what depends on it. A crate that cargo fetched from a
//! registry or by git is checked against a schema of its own, or not at all.
//!
//! An open type takes properties that are not declared; there, only a name that is like one of the schema's is an error.
//!
//! # What is promised of a token
//!
//! It goes to the client's own origin alone, over `https` (or to a loopback address); redirects are not followed. It never
//! shows in `Debug`, in an error or in a log.

mod absent;
mod additional;
mod answer;
#[cfg(feature = "azure")]
mod azure;
mod base_url;
mod builder;
mod challenge;
mod claims;
mod client;
mod cloud;
mod credential;
pub mod edm;
mod entity;
mod error;
mod exchange;
mod flags;
mod graph_error;
mod hierarchy;
#[cfg(feature = "check")]
pub mod holds;
mod import;
mod intune;
mod macros;
mod members;
mod outcome;
mod path;
mod permissions;
mod preflight;
mod properties;
mod purpose;
mod read;
mod request;
mod retry;
mod retry_after;
mod salvage;
mod send;
mod token;
mod trace;
mod validate;
mod values;
mod write;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use answer::Answer;
#[cfg(feature = "azure")]
pub use azure::AzureCredential;
pub use base_url::{BaseUrl, InvalidBaseUrl};
pub use builder::GraphClientBuilder;
pub use claims::Grants;
pub use client::GraphClient;
pub use cloud::Cloud;
pub use credential::{AccessToken, Credential, CredentialError, Environment, TokenFuture, TokenRequest};
pub use entity::{GraphComplex, GraphEntity, GraphEnum};
pub use error::{Error, ErrorKind, Unreadable};
pub use flags::{Flags, GraphFlags};
pub use graph_error::{ErrorDetail, GraphError};
pub use hierarchy::OtherType;
pub use import::{
    Changed, EarlierFailure, Import, ImportError, ImportFailure, ImportInput, ImportOutcome, ImportProgress, Imported, LookUp, WriteRate,
};
pub use outcome::{Attempt, Created, Disposition};
pub use path::InvalidArgument;
pub use permissions::Permissions;
pub use preflight::Unfit;
pub use request::Create;
pub use validate::{Invalid, Problem};

pub use macros::{GraphComplex, GraphEntity, GraphEnum, graph_post};

pub use {bytes, http, secrecy, serde_json, time, uuid};

/// The README's code compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
