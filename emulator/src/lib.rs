//! Microsoft Graph on loopback: an in-process service for tests and first steps, without a tenant.
//!
//! [`Emulator::start`] serves HTTP/1.1 on `127.0.0.1` only. Every path under `/v1.0` and `/beta` is a collection or an
//! entity in one. `POST` creates, `GET` reads, `PATCH` updates, `PUT` creates or replaces, `DELETE` deletes. What Graph
//! would refuse is refused with Graph's status and [error object](https://learn.microsoft.com/graph/errors). Every
//! request is [recorded](Emulator::requests), and the next answers can be [scripted](ScriptedAnswer), down to a
//! connection that is reset after the create was stored. [Batches](#batches) are supported, a seed can draw
//! [faults](#faults), [time](#time) can be virtual, [`Emulator::oracle`] counts what was stored, and
//! [`Emulator::changes`] counts the updates and deletes that were carried out.
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
//! # Answers
//!
//! The checks run in this order; the first that fails gives the answer. The shapes follow
//! [Use the Microsoft Graph API](https://learn.microsoft.com/graph/use-the-api) and
//! [Microsoft Graph error responses](https://learn.microsoft.com/graph/errors).
//!
//! | request | status | `error.code` |
//! |---|---|---|
//! | first path segment is neither `v1.0` nor `beta` | 400 | `BadRequest` |
//! | no `Authorization: Bearer …`, or nothing after `Bearer` | 401, `WWW-Authenticate: Bearer` | `InvalidAuthenticationToken` |
//! | body over [`MAX_BODY_BYTES`] | 413 | `BadRequest` |
//! | empty path segment, or one that is not UTF-8 when decoded | 400 | `BadRequest` |
//! | path segment that starts with `$` (`$count` …), except [`$batch`](#batches) and [`$ref`](#references) at the end | 501 | `notSupported` |
//! | nothing after the version | 404 | `ResourceNotFound` |
//! | `POST` to an item; `PATCH`, `PUT` or `DELETE` of a collection; any other method | 405, `Allow` | `Request_BadRequest` |
//! | `GET`: `$top`, `$count`, `$skiptoken` or `$deltatoken` is not valid | 400 | `BadRequest` |
//! | `GET`, `PATCH` or `DELETE` of an item that is not stored | 404 | `ResourceNotFound` |
//! | `POST`, `PATCH`, `PUT`: `Content-Type` absent or not `application/json` (parameters are allowed) | 415 | `RequestBodyRead` |
//! | `POST`, `PATCH`, `PUT`: body is not JSON, not an object, or has a member twice at any depth | 400 | `BadRequest` |
//! | `POST`: body has an `id` that the service assigns, or lacks one that [the client chooses](#who-chooses-the-id) | 400 | `BadRequest` |
//! | `PATCH`: body has an `id`; `PUT`: it has another `id` than the path | 400 | `BadRequest` |
//! | `POST`: the client chose an `id` that is stored | 409 | `nameAlreadyExists` |
//! | `PATCH`, `PUT`, `DELETE`: `If-Match` or `If-None-Match` is not met | 412 | `PreconditionFailed` |
//! | `POST`, `PATCH`, `PUT`: [`MAX_STORED_ITEMS`] or [`MAX_STORED_BYTES`] are stored | 507 | `quotaLimitReached` |
//! | `GET` of an item, or of a collection (also of one that is empty) | 200 | |
//! | `POST`, and `PUT` that creates | 201, `Location` | |
//! | `PUT` that replaces | 200; 204 for `Prefer: return=minimal` | |
//! | `PATCH` | 204; 200 for `Prefer: return=representation` | |
//! | `POST` to a collection `events`, `transactionId` of a create before: the same body | 201, that event | |
//! | the same, another body | 400 | `ErrorDuplicateTransactionId` |
//! | `PATCH` of an alternate key that no item has, with `Prefer: create-if-missing` | 201, `Location` | |
//! | `DELETE` | 204 | |
//!
//! An object from a `POST` is answered, stored and read back as the text that was sent, so numbers, order and
//! whitespace stay as they are. An `id` of the service is added after `@odata.type` if that is the first member, otherwise first.
//! `Location` is an address of this emulator that can be read.
//!
//! A `PATCH` replaces the properties that it has and removes those that are null; a complex value is replaced as a
//! whole. The header `ETag` has a new value after each change. After a `PATCH` or `PUT` the entity also has it as
//! `@odata.etag`; an entity that was only created does not, because its text stays as it was sent.
//!
//! A collection is read in the order of creation, as `{"@odata.context": …, "value": […]}`. `$select` leaves out all
//! other properties except `id` and annotations. `$top` and [`page_size`](EmulatorBuilder::page_size) limit a page,
//! which then has `@odata.nextLink`: the address with a `$skiptoken` that names the last entity of the page, so that a
//! delete between two pages skips nothing. `$count=true` adds `@odata.count` to the first page. Other query options
//! are recorded and have no effect.
//!
//! An error is
//! `{"error":{"code":…,"message":…,"innerError":{"date":…,"request-id":…,"client-request-id":…}}}`; `date` is
//! in UTC, to the second, without an offset. Every answer has the headers `request-id` (a new GUID) and
//! `client-request-id` (that of the request if it is a GUID; otherwise the `request-id`).
//!
//! # Who chooses the `id`
//!
//! The service, a GUID. In some collections it is the client, and the `id` of the body is the key, as it was sent:
//! `/external/connections` with its `groups` and their `members`, `/domains`, `/schemaExtensions`,
//! `/directory/attributeSets`, the `allowedValues` of `/directory/customSecurityAttributeDefinitions`,
//! `/identity/conditionalAccess/authenticationContextClassReferences`, `/identity/b2cUserFlows` and `b2xUserFlows`,
//! `/trustFramework/keySets`, `/organization/{id}/branding/localizations` and the `audioRoutingGroups` of a call.
//! Either may choose it for `shifts` and `openShifts` of `/teams/{id}/schedule`, `synchronization/templates` of an
//! application or service principal, `createPasswordSingleSignOnCredentials`, and the `charts` of a worksheet. A key is
//! a string of at most 256 bytes that can be a segment of a path. Where the emulator
//! [counts only](EmulatorBuilder::count_only), it does not notice a key that was used before.
//!
//! # Paths: item or collection
//!
//! Segments are compared exactly, after percent-decoding each; `%2F` does not separate segments. A trailing slash is
//! ignored. `/users('7')/messages` is the same path as `/users/7/messages`. The parent of a path need not exist:
//! `/users/7/messages` accepts a `POST` although no user was created.
//!
//! The emulator has no schema, so it distinguishes items from collections by what is stored. A path is an item if
//! its last segment
//!
//! 1. is the id of an entity stored in the collection before it, or
//! 2. is in parentheses, `('…')`, or is a GUID, as all ids are that the emulator assigns;
//!
//! any other path is a collection to `GET` and `POST`, with one exception: when `/users` has had entities and nothing
//! was posted to `/users/alice`, a `GET` of the latter is an unknown item, 404. To `PATCH`, `PUT` and `DELETE`, any
//! path of at least two segments is an item unless entities are stored below it.
//!
//! # Batches
//!
//! `POST /v1.0/$batch` and `POST /beta/$batch` follow [JSON
//! batching](https://learn.microsoft.com/graph/json-batching): `{"requests":[{"id", "method", "url", "headers",
//! "body", "dependsOn"}]}` is answered with 200 and `{"responses":[{"id", "status", "headers", "body"}]}`.
//!
//! - Each part may have any method. It is carried out and answered like a single request with the batch's
//!   `Authorization`; its headers include `Location`, `ETag` and `Retry-After`. It is
//!   [recorded](RecordedRequest::part_id) after the batch.
//! - `url` is relative to the version, with or without a leading slash. An absolute URL of this emulator is accepted
//!   too, as OData allows and Microsoft's SDK for Python sends.
//! - A JSON body is a value, any other a string of base64 (in requests also base64url). An empty body is left out.
//! - Parts are carried out in their order, but each after those in its `dependsOn`; if one of those failed, the part is
//!   answered with 424 and not carried out. The answers are in the order of the parts unless a script changes it:
//!   a client has to match them by `id`.
//!
//! A whole batch is refused with 400 and `BadRequest` if it is not JSON of this shape, has no part or more than
//! [`MAX_BATCH_PARTS`], an `id` twice (in any case), a part without `id`, `method` or `url`, a `POST`, `PUT` or `PATCH`
//! without body or `Content-Type`, or a `dependsOn` that is unknown or cyclic. The checks of every request come
//! first: 401, 413, 405, 415.
//!
//! # References
//!
//! A path that ends with `/$ref` is that of the [references](https://learn.microsoft.com/graph/api/group-post-members) of a
//! navigation property. The body of a `POST` or `PUT` is `{"@odata.id": "…/v1.0/directoryObjects/{id}"}`, an address of this
//! emulator. The entity need not be stored. [`Emulator::references`] tells which references exist and how often each was added.
//!
//! | request | status | `error.code` |
//! |---|---|---|
//! | `POST …/members/$ref`: adds one | 204 | |
//! | `POST`, one to this id exists | 400 | `Request_BadRequest` |
//! | `POST`, `PUT`: no `@odata.id` | 400 | `BadRequest` |
//! | `POST`, `PUT`: `@odata.id` is of another origin, or not the address of an item | 400 | `Request_BadRequest` |
//! | `PUT …/manager/$ref`: sets the only one | 204 | |
//! | `DELETE …/members/{id}/$ref`, `DELETE …/manager/$ref` | 204 | |
//! | `DELETE` of one that does not exist | 404 | `Request_ResourceNotFound` |
//! | `GET …/$ref` | 200 | |
//! | `GET …/members`, `GET …/manager`: the entities that are referred to and stored in any collection of that version | 200 | |
//!
//! With an entity, its references are deleted.
//!
//! A create makes references of `{"members@odata.bind": ["…/v1.0/users/{id}", …]}`, and the single one of
//! `{"manager@odata.bind": "…"}`, addresses of this emulator or of `https://graph.microsoft.com`. They are not part of the entity.
//!
//! | in a create | status | `error.code` |
//! |---|---|---|
//! | a reference to what is not stored | 404 | `Request_ResourceNotFound` |
//! | not an address of an item; an empty array; twice the same; more than 20, of all properties together | 400 | `Request_BadRequest` |
//!
//! # Changes
//!
//! `GET` of a collection's `/delta` (also `/delta()`, `/microsoft.graph.delta()`) is a [delta
//! query](https://learn.microsoft.com/graph/delta-query-overview). It gives the whole collection in pages; each has an
//! `@odata.nextLink` with a `$skiptoken`, the last an `@odata.deltaLink` with a `$deltatoken`. The delta link gives what changed since
//! it was given: new entities whole, known ones with their `id` and the properties that changed (null if removed), deleted
//! ones as `{"id": …, "@removed": {"reason": "deleted"}}`. A link can be followed any number of times. `$select` limits
//! properties and changes, `$top` and [`page_size`](EmulatorBuilder::page_size) a page. `$deltatoken=latest` gives no entities
//! and a link to what changes from now on. A token that [has expired](Emulator::expire_delta_tokens) is answered with 410 and a
//! `Location`. The order is that of the changes, so that an entity that changes between two pages is on a later page, perhaps
//! again.
//!
//! # Actions and functions
//!
//! [`Emulator::on_action`] gives a path a handler, which answers each `POST` (action) and `GET` (function) of it: a request of
//! its own or a part of a batch. It gets the recorded request and the values of the path's placeholders as a [`Call`] and returns
//! a [`Reply`]. Faults apply to it as to any other request: of one after which a write is stored, the handler is called.
//!
//! # Upload sessions
//!
//! [`Emulator::upload_session`] makes one, and so does a `POST` of `…/createUploadSession` under any path, which is
//! answered with 200 and `{"uploadUrl", "expirationDateTime", "nextExpectedRanges": ["0-"]}`. Its URL takes these requests,
//! as [createUploadSession](https://learn.microsoft.com/graph/api/driveitem-createuploadsession) describes them:
//!
//! | request | status | |
//! |---|---|---|
//! | with `Authorization`, or another query than its own | 401 | `unauthenticated` |
//! | after the last chunk, or after `DELETE` | 404 | `itemNotFound` |
//! | `PUT`: no valid `Content-Range`, or one that does not match the body or the total before | 400 | `invalidRequest` |
//! | `PUT`: a chunk that is not the last, and not a multiple of 320 KiB; over [`MAX_CHUNK_BYTES`] | 400 | `invalidRequest` |
//! | `PUT`: a file over [`MAX_STORED_BYTES`] | 507 | `quotaLimitReached` |
//! | `PUT`: not the next bytes | 416 | `invalidRange` |
//! | `PUT` of a chunk | 202 | `nextExpectedRanges` |
//! | `PUT` of the last chunk | 201 | `{"id", "name", "size", "file"}` |
//! | `POST` after the last chunk, if the session was made with `"deferCommit": true`; the last chunk is then 202 | 201 | the same |
//! | `GET` | 200 | `nextExpectedRanges` |
//! | `DELETE` | 204 | |
//!
//! Scripted answers and faults apply to these requests too; [`ScriptedAnswer::reset_in_body`] breaks off in the middle of
//! a chunk.
//!
//! # Faults
//!
//! A [`Fault`] is a common fault with a name, for [`Emulator::answer_next`] or drawn by a [`Profile`]. Others are built
//! as a [`ScriptedAnswer`]. [`Fault::committed`] tells whether a write takes effect in spite of the fault; a read
//! stores nothing in any case. A fault of the body has no effect on a 204.
//!
//! | | |
//! |---|---|
//! | lost connection | [`ResetBeforeCommit`](Fault::ResetBeforeCommit), [`ResetAfterCommit`](Fault::ResetAfterCommit), [`ClosedBeforeCommit`](Fault::ClosedBeforeCommit), [`ClosedAfterCommit`](Fault::ClosedAfterCommit) |
//! | an error, nothing stored | [`InternalError`](Fault::InternalError), [`BadGateway`](Fault::BadGateway), [`GatewayTimeout`](Fault::GatewayTimeout), [`Unavailable`](Fault::Unavailable), [`UnavailableRetryAfter`](Fault::UnavailableRetryAfter), [`HtmlUnavailable`](Fault::HtmlUnavailable), [`InsufficientStorage`](Fault::InsufficientStorage) |
//! | an error, and it is stored | [`InternalErrorAfterCommit`](Fault::InternalErrorAfterCommit), [`BadGatewayAfterCommit`](Fault::BadGatewayAfterCommit), [`GatewayTimeoutAfterCommit`](Fault::GatewayTimeoutAfterCommit), [`UnavailableAfterCommit`](Fault::UnavailableAfterCommit) |
//! | an unreadable answer | [`TruncatedBody`](Fault::TruncatedBody), [`HtmlBody`](Fault::HtmlBody), [`EmptyBody`](Fault::EmptyBody) |
//! | a refusal | [`ClaimsChallenge`](Fault::ClaimsChallenge), [`ForbiddenWithoutMessage`](Fault::ForbiddenWithoutMessage), [`Conflict`](Fault::Conflict), [`PreconditionFailed`](Fault::PreconditionFailed), [`Locked`](Fault::Locked) |
//! | throttling | [`Throttled`](Fault::Throttled), [`ThrottledFraction`](Fault::ThrottledFraction), [`ThrottledDate`](Fault::ThrottledDate), [`ThrottledWithoutRetryAfter`](Fault::ThrottledWithoutRetryAfter), [`ThrottledHuge`](Fault::ThrottledHuge), [`ThrottledByIntune`](Fault::ThrottledByIntune) |
//! | replication | [`NotReplicated`](Fault::NotReplicated) |
//! | a page of a list | [`EmptyPage`](Fault::EmptyPage), [`NextLinkToItself`](Fault::NextLinkToItself), [`NextLinkElsewhere`](Fault::NextLinkElsewhere) |
//! | slowness | [`Slow`](Fault::Slow), [`Dripping`](Fault::Dripping), [`Silent`](Fault::Silent) |
//! | a batch | [`PartsThrottled`](Fault::PartsThrottled), [`PartsUnavailable`](Fault::PartsUnavailable), [`PartsTimedOut`](Fault::PartsTimedOut), [`PartsTimedOutAfterCommit`](Fault::PartsTimedOutAfterCommit), [`PartsMissing`](Fault::PartsMissing), [`PartsMissingAfterCommit`](Fault::PartsMissingAfterCommit), [`BatchLostHalfway`](Fault::BatchLostHalfway), [`BatchShuffled`](Fault::BatchShuffled), [`BatchDuplicated`](Fault::BatchDuplicated), [`BatchForeign`](Fault::BatchForeign) |
//!
//! # Time
//!
//! Delays, the windows of limits and all dates use `tokio::time`: on a paused clock they take no time. There,
//! tokio advances the clock to the next timer whenever no task can run, also while bytes are in transit through a
//! socket. So either no timer of the client may matter, or the test calls [`Emulator::answer`], which uses no socket.
//!
//! # Limits
//!
//! No schema: any property and any collection is accepted, required properties and permissions are not checked, and an
//! action (`POST …/assign`) without a [handler](Emulator::on_action) is treated as a create. Any token is accepted. Not
//! supported: `$filter`, `$orderby`, `$search`, `$expand` and `$skip` (no effect), `/$count` (501), alternate keys but at the end
//! of a path, and singletons such as `/me`. A create that is not yet replicated is in its collection already. With
//! [`count_only`](EmulatorBuilder::count_only) only creates are counted, and updates and deletes find nothing. The numeric limits
//! are the constants of this crate.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod actions;
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
mod upload;

pub use crate::actions::reply::{Call, Reply};
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
pub use crate::store::references::References;
pub use crate::upload::handle::UploadSession;
pub use crate::upload::sessions::MAX_CHUNK_BYTES;
pub use {bytes, http, serde_json};

/// Runs the README's example with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
