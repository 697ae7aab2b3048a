//! Microsoft Graph on loopback: an in-process stand-in for tests and first steps, without a tenant.
//!
//! [`Emulator::start`] serves HTTP/1.1 on `127.0.0.1` and on nothing else. Every path under `/v1.0` and `/beta` is a
//! collection that takes a `POST` of a JSON object; what was created can be read with `GET`; what Graph would refuse
//! is refused with its status and its [error object](https://learn.microsoft.com/graph/errors). Every request is
//! recorded for the test to look at, and the next answers can be [scripted](ScriptedAnswer), down to a connection
//! that closes without an answer.
//!
//! ```
//! use graph_entity_emulator::Emulator;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let graph = Emulator::start().await?;
//!
//! let answer = reqwest::Client::new()
//!     .post(format!("{}/v1.0/groups", graph.base_url()))
//!     .bearer_auth("any token")
//!     .header("Content-Type", "application/json")
//!     .body(r#"{"displayName": "Library Assist"}"#)
//!     .send()
//!     .await?;
//!
//! assert_eq!(answer.status(), 201);
//! assert_eq!(graph.stored("/v1.0/groups").len(), 1);
//! assert_eq!(graph.requests()[0].body, r#"{"displayName": "Library Assist"}"#);
//! # Ok(())
//! # }
//! ```
//!
//! The same is a program for clients in any language: `graph-entity-emulator --port 8080`.
//!
//! # What a request is answered
//!
//! The checks are made in this order; the first that fails is the answer. The shapes follow
//! [Use the Microsoft Graph API](https://learn.microsoft.com/graph/use-the-api) and
//! [Microsoft Graph error responses](https://learn.microsoft.com/graph/errors).
//!
//! | request | status | `error.code` |
//! |---|---|---|
//! | first path segment is neither `v1.0` nor `beta` | 400 | `BadRequest` |
//! | no `Authorization: Bearer …`, or nothing after `Bearer` | 401, `WWW-Authenticate: Bearer` | `InvalidAuthenticationToken` |
//! | body over [`MAX_BODY_BYTES`] | 413 | `BadRequest` |
//! | empty path segment, or one that is not UTF-8 when decoded | 400 | `BadRequest` |
//! | path segment that starts with `$` (`$batch`, `$count`, `$ref` …) | 501 | `notSupported` |
//! | nothing after the version | 404 | `ResourceNotFound` |
//! | method other than `GET` and `POST`, or `POST` to an item | 405, `Allow` | `Request_BadRequest` |
//! | `GET` of an item that is not there | 404 | `ResourceNotFound` |
//! | `GET` of an item | 200 | |
//! | `GET` of a collection, also of one that nothing was posted to | 200 | |
//! | `POST`, `Content-Type` absent or not `application/json` (parameters are allowed) | 415 | `RequestBodyRead` |
//! | `POST`, body is not JSON, not an object, or names a member twice at any depth | 400 | `BadRequest` |
//! | `POST`, body has an `id` (the service assigns it) | 400 | `BadRequest` |
//! | `POST`, [`MAX_STORED_ITEMS`] or [`MAX_STORED_BYTES`] are stored | 507 | `quotaLimitReached` |
//! | `POST` | 201, `Location` | |
//!
//! A created object is answered, stored and read back as the text that was sent, so numbers, order and whitespace
//! stay as they are. `id` is put in: behind `@odata.type` where that is the first member, else first. `Location` is
//! an address of this emulator that can be read. A collection is read whole, in the order of creation, as
//! `{"@odata.context": …, "value": […]}`; query options are recorded and change nothing.
//!
//! An error is
//! `{"error":{"code":…,"message":…,"innerError":{"date":…,"request-id":…,"client-request-id":…}}}`, where `date` is
//! in UTC, to the second, without an offset. Every answer has the headers `request-id` (a new GUID) and
//! `client-request-id` (the request's, where that is a GUID; else the `request-id`).
//!
//! # Paths: item or collection
//!
//! Segments are compared exactly, after percent-decoding each; `%2F` does not separate segments. A trailing slash is
//! ignored. `/users('7')/messages` is the same path as `/users/7/messages`. Nothing has to exist for a path below it
//! to be used: `/users/7/messages` takes a `POST` though no user was ever created.
//!
//! The emulator knows no schema, so it tells an item from a collection by what it has seen. A path is an item where
//! its last segment
//!
//! 1. is the id of an entity stored in the collection before it, or
//! 2. is in parentheses, `('…')`, or is a GUID, as all ids are that the emulator gives;
//!
//! any other is a collection. One case is left to the state: when `/users` has entities and nothing was posted to
//! `/users/alice`, a `GET` of the latter is an unknown item, 404.
//!
//! # Limits
//!
//! No schema: any property and any collection is taken, required properties and permissions are not checked, an
//! action (`POST …/assign`) is taken for a create. A token is not looked at beyond being there. No `PATCH`, `PUT`,
//! `DELETE`, `$batch`, query options or paging. The bounds in numbers are the constants of this crate.

mod answer;
mod batch;
mod batch_answer;
mod batch_script;
mod body;
mod builder;
mod clock;
mod connection;
mod emulator;
mod entity;
mod exchange;
mod fault;
mod graph_error;
mod intune_error;
mod oracle;
mod profile;
mod random;
mod record;
mod request_ids;
mod resource_path;
mod retry_after;
mod scripted;
mod service;
mod socket;
mod statistics;
mod store;
mod tenant;

pub use crate::answer::NoAnswer;
pub use crate::batch::MAX_BATCH_PARTS;
pub use crate::builder::EmulatorBuilder;
pub use crate::emulator::Emulator;
pub use crate::exchange::MAX_BODY_BYTES;
pub use crate::fault::{Committed, Fault};
pub use crate::oracle::Oracle;
pub use crate::profile::{DevProxy, Intune, Mixed, Profile};
pub use crate::record::{MAX_RECORDED_BYTES, MAX_RECORDED_REQUESTS, RecordedRequest};
pub use crate::retry_after::RetryAfter;
pub use crate::scripted::ScriptedAnswer;
pub use crate::statistics::Statistics;
pub use crate::store::{MAX_STORED_BYTES, MAX_STORED_ITEMS};
pub use {bytes, http, serde_json};

/// Runs the README's example with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
