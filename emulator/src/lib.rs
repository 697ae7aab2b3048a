//! Microsoft Graph on loopback: an in-process stand-in for tests and first steps, without a tenant.
//!
//! [`Emulator::start`] serves HTTP/1.1 on `127.0.0.1` and on nothing else. Every path under `/v1.0` and `/beta` is a
//! collection that takes a `POST` of a JSON object; what was created can be read with `GET`; what Graph would refuse
//! is refused with its status and its [error object](https://learn.microsoft.com/graph/errors). Every request is
//! recorded for the test to look at, and the next answers can be [scripted](ScriptedAnswer), down to a connection
//! that is reset after the create was stored. [Batches](#batches) are taken, [faults](#faults) can happen by
//! themselves, [time](#time) can be virtual, and an [oracle](Emulator::oracle) says what was really stored.
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
//! | path segment that starts with `$` (`$count`, `$ref` …), but for [`$batch`](#batches) | 501 | `notSupported` |
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
//! # Batches
//!
//! `POST /v1.0/$batch` and `POST /beta/$batch` follow [JSON
//! batching](https://learn.microsoft.com/graph/json-batching): `{"requests":[{"id", "method", "url", "headers",
//! "body", "dependsOn"}]}` is answered with 200 and `{"responses":[{"id", "status", "headers", "body"}]}`.
//!
//! - Each part goes the way of a request of its own, with the batch's `Authorization`, and has the answer of one,
//!   `Location` and `Retry-After` among its headers. It is [recorded](RecordedRequest::part_id) behind the batch.
//! - `url` is relative to the version, with or without a slash in front. An absolute one is taken too, as OData has
//!   it and Microsoft's SDK for Python sends it, where it is of this emulator.
//! - A JSON body is a value, any other a string of base64 (in requests: or of base64url). An empty one is left out.
//! - Parts are carried out in their order, but each behind those in its `dependsOn`; where one of those failed, it is
//!   not carried out and answered with 424. The answers are in the order of the parts, unless a script says otherwise:
//!   a client has to go by the `id`.
//!
//! A batch is refused as a whole, with 400 and `BadRequest`, where it is not JSON of this shape, has no part or more
//! than [`MAX_BATCH_PARTS`], an `id` twice (in any case), a part without `id`, `method` or `url`, a `POST`, `PUT` or
//! `PATCH` without body or `Content-Type`, or a `dependsOn` that names no part or goes in a circle. What is checked of
//! every request comes first: 401, 413, 405, 415.
//!
//! # Faults
//!
//! [`Fault`] has the usual ones, by name: given to [`Emulator::answer_next`], or drawn by a [`Profile`]. Others are
//! put together from a [`ScriptedAnswer`]. For each, [`Fault::committed`] says whether the create is stored.
//!
//! | | |
//! |---|---|
//! | lost connection | [`ResetBeforeCommit`](Fault::ResetBeforeCommit), [`ResetAfterCommit`](Fault::ResetAfterCommit), [`ClosedBeforeCommit`](Fault::ClosedBeforeCommit), [`ClosedAfterCommit`](Fault::ClosedAfterCommit) |
//! | an error, nothing stored | [`InternalError`](Fault::InternalError), [`BadGateway`](Fault::BadGateway), [`GatewayTimeout`](Fault::GatewayTimeout), [`Unavailable`](Fault::Unavailable), [`UnavailableRetryAfter`](Fault::UnavailableRetryAfter), [`HtmlUnavailable`](Fault::HtmlUnavailable), [`InsufficientStorage`](Fault::InsufficientStorage) |
//! | an error, and it is stored | [`InternalErrorAfterCommit`](Fault::InternalErrorAfterCommit), [`BadGatewayAfterCommit`](Fault::BadGatewayAfterCommit), [`GatewayTimeoutAfterCommit`](Fault::GatewayTimeoutAfterCommit), [`UnavailableAfterCommit`](Fault::UnavailableAfterCommit) |
//! | an unreadable 201 | [`TruncatedBody`](Fault::TruncatedBody), [`HtmlBody`](Fault::HtmlBody), [`EmptyBody`](Fault::EmptyBody) |
//! | a refusal | [`ClaimsChallenge`](Fault::ClaimsChallenge), [`ForbiddenWithoutMessage`](Fault::ForbiddenWithoutMessage), [`Conflict`](Fault::Conflict), [`PreconditionFailed`](Fault::PreconditionFailed), [`Locked`](Fault::Locked) |
//! | throttling | [`Throttled`](Fault::Throttled), [`ThrottledFraction`](Fault::ThrottledFraction), [`ThrottledDate`](Fault::ThrottledDate), [`ThrottledWithoutRetryAfter`](Fault::ThrottledWithoutRetryAfter), [`ThrottledHuge`](Fault::ThrottledHuge), [`ThrottledByIntune`](Fault::ThrottledByIntune) |
//! | slowness | [`Slow`](Fault::Slow), [`Dripping`](Fault::Dripping), [`Silent`](Fault::Silent) |
//! | a batch | [`PartsThrottled`](Fault::PartsThrottled), [`PartsUnavailable`](Fault::PartsUnavailable), [`PartsTimedOut`](Fault::PartsTimedOut), [`PartsTimedOutAfterCommit`](Fault::PartsTimedOutAfterCommit), [`PartsMissing`](Fault::PartsMissing), [`PartsMissingAfterCommit`](Fault::PartsMissingAfterCommit), [`BatchLostHalfway`](Fault::BatchLostHalfway), [`BatchShuffled`](Fault::BatchShuffled), [`BatchDuplicated`](Fault::BatchDuplicated), [`BatchForeign`](Fault::BatchForeign) |
//!
//! # Time
//!
//! Delays, the windows of limits and all dates are of `tokio::time`: on a paused clock they take no time. There,
//! tokio moves the clock to the next timer whenever no task can run, also while bytes are on their way through a
//! socket. So either no timer of the client may matter, or the test talks to [`Emulator::answer`], which has no
//! socket.
//!
//! # Limits
//!
//! No schema: any property and any collection is taken, required properties and permissions are not checked, an
//! action (`POST …/assign`) is taken for a create. A token is not looked at beyond being there. No `PATCH`, `PUT`,
//! `DELETE`, query options or paging. The bounds in numbers are the constants of this crate.

mod batch;
mod builder;
mod clock;
mod emulator;
mod faults;
mod random;
mod request;
mod response;
mod server;
mod service;
mod statistics;
mod store;
mod tenant;

pub use crate::batch::parts::MAX_BATCH_PARTS;
pub use crate::builder::EmulatorBuilder;
pub use crate::emulator::Emulator;
pub use crate::faults::fault::{Committed, Fault};
pub use crate::faults::profile::{DevProxy, Intune, Mixed, Profile};
pub use crate::faults::retry_after::RetryAfter;
pub use crate::faults::scripted::ScriptedAnswer;
pub use crate::request::recorded::{MAX_BODY_BYTES, MAX_RECORDED_BYTES, MAX_RECORDED_REQUESTS, RecordedRequest};
pub use crate::response::answer::NoAnswer;
pub use crate::statistics::Statistics;
pub use crate::store::changes::Changes;
pub use crate::store::collections::{MAX_STORED_BYTES, MAX_STORED_ITEMS};
pub use crate::store::oracle::Oracle;
pub use {bytes, http, serde_json};

/// Runs the README's example with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
