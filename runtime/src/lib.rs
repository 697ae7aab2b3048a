//! Annotate a struct; create, read, list, update and delete it in Microsoft Graph.
//!
//! ```no_run
//! use graph_entity::{GraphClient, GraphEntity, filter, graph_delete, graph_get, graph_list, graph_patch, graph_post};
//!
//! #[derive(Debug, Clone, GraphEntity)]
//! #[graph_entity("microsoft.graph.group")]
//! #[graph_post("/groups", delegated = "Group.ReadWrite.All", application = "Group.Create")]
//! #[graph_get("/groups/{groupId}")]
//! #[graph_list("/groups")]
//! #[graph_patch("/groups/{groupId}")]
//! #[graph_delete("/groups/{groupId}")]
//! struct Group {
//!     #[graph_entity(key)]
//!     id: Option<String>,
//!     #[graph_entity(required)]
//!     display_name: Option<String>,
//!     description: Option<String>,
//! }
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let graph = GraphClient::builder().token(std::env::var("GRAPH_TOKEN")?).build()?;
//! let sales = Group { id: None, display_name: Some("Sales".to_owned()), description: None };
//! let created = sales.create().send(&graph).await?;
//! let id = created.id.as_deref().ok_or("no id")?;
//!
//! let before = Group::get(id).send(&graph).await?;
//! let after = Group { description: Some("All of Sales".to_owned()), ..before.clone() };
//! after.update(id).since(&before).send(&graph).await?; // the description alone
//!
//! let mut groups = Group::list().filter(filter!(Group, display_name.starts_with("Sal"))).stream(&graph);
//! while let Some(group) = groups.next().await {
//!     println!("{:?}", group?.display_name);
//! }
//! Group::delete(id).send(&graph).await?;
//! # Ok(())
//! # }
//! ```
//!
//! [`#[derive(GraphEntity)]`](derive@GraphEntity) gives the struct its JSON and its validation,
//! [`#[graph_post]`](macro@graph_post) one method for each path, as do [`#[graph_get]`](macro@graph_get),
//! [`#[graph_list]`](macro@graph_list), [`#[graph_patch]`](macro@graph_patch), [`#[graph_delete]`](macro@graph_delete),
//! [`#[graph_put]`](macro@graph_put), [`#[graph_upsert]`](macro@graph_upsert) and [`#[graph_delta]`](macro@graph_delta);
//! [`filter!`] writes the condition of a list. [`#[graph_ref]`](macro@graph_ref) adds and removes references between entities.
//! [`#[derive(GraphParameters)]`](derive@GraphParameters) with [`#[graph_action]`](macro@graph_action) or
//! [`#[graph_function]`](macro@graph_function) is a struct that calls an action or a function. [`Request`] is for what is not
//! declared. [`#[derive(GraphComplex)]`](derive@GraphComplex) is for the parts of entities,
//! [`#[derive(GraphEnum)]`](derive@GraphEnum) for enumerations; either entity or complex derive on an enum makes a hierarchy.
//! Their pages are the reference of every option.
//!
//! **Declare properties as `Option<…>`, and give enumerations an `other` variant.** Graph may leave a property out of an answer
//! or send `null`, and it adds members to its enumerations. With a plain `String` or without `other`, such an answer turns a
//! create that succeeded into an error ([`Disposition::Created`]). What must not be missing when it is *sent* is marked
//! `#[graph_entity(required)]`.
//!
//! # What can be done with an operation
//!
//! The method of a path does no I/O. It returns a [`Create`], [`Get`], [`List`], [`Update`], [`Delete`], [`Put`], [`Upsert`],
//! [`Delta`], [`Reference`] or [`Call`]: a request as a value, to be [sent](Create::send), [sent for the rest of the answer
//! too](Create::send_full), or [looked at](Create::to_http). Many go in [batches](GraphClient::batch), of [one type or
//! several](GraphClient::batch_of), 20 to a request; each ends as it would have ended alone.
//!
//! # What an error says
//!
//! Creates and updates in Graph are not idempotent, but for creates with an
//! [idempotency key](derive@GraphEntity#idempotency_key): sending again what was stored makes a duplicate. So every [`Error`] has
//! a [`Disposition`], which says whether the operation took effect.
//!
//! | disposition | meaning | examples |
//! |---|---|---|
//! | [`NotSent`](Disposition::NotSent) | nothing reached the service | missing property, bad path argument, no token, connection refused |
//! | [`Rejected`](Disposition::Rejected) | the service refused it | 400, 401, 403, 404, 409 |
//! | [`Throttled`](Disposition::Throttled) | refused for now; [`retry_at`](Error::retry_at) says when | 429, 503 with `Retry-After` |
//! | [`Created`](Disposition::Created) | a create, put or upsert made it, but the answer could not be read | 201 with a broken body, 204 |
//! | [`Applied`](Disposition::Applied) | an update, a delete or an action took effect, but the answer could not be read | 200 with a broken body |
//! | [`Unknown`](Disposition::Unknown) | it may have taken effect | connection lost after sending, 500, 502, 504, 408, 202, a redirect, a sign-in page, 503 without `Retry-After` |
//!
//! [`Disposition`] lists every status, with the reason.
//!
//! # When an operation is sent again
//!
//! Only if it cannot be carried out twice, and if another attempt can help:
//!
//! | what happened | sent again |
//! |---|---|
//! | 429 | yes, after `Retry-After`, or after a random part of 1, 2, 4 … s |
//! | 503 with `Retry-After` | yes, after it |
//! | no connection | yes |
//! | 401 | once, if the credential has another token |
//! | connection or time lost after sending, 408, 500, 502, 504, 503 without `Retry-After` | reads, deletes, puts, upserts and creates with an [idempotency key](derive@GraphEntity#idempotency_key) yes, functions and removals of references too; other creates, updates, actions and new references no, as they may have taken effect ([`Create::retry_unknown`]) |
//! | anything else | no |
//!
//! `Retry-After` is never shortened: seconds, with a fraction too, a date (compared with the answer's own), and what Intune
//! says inside its error. [3 retries and 100 s in all](GraphClientBuilder::retries) are the defaults, for a client or for
//! [one call](Create::retries); a wait that would pass the [deadline](GraphClientBuilder::deadline) is not begun, and the
//! error comes back at once. Every attempt has a `client-request-id` of its own, and is [listed](Error::attempts) in the
//! answer or the error.
//!
//! ```no_run
//! # use graph_entity::{Disposition, GraphClient, GraphEntity, graph_post};
//! # #[derive(GraphEntity)]
//! # #[graph_entity("microsoft.graph.group")]
//! # #[graph_post("/groups")]
//! # struct Group { display_name: Option<String> }
//! # async fn send(group: Group, graph: GraphClient) {
//! match group.create().send(&graph).await {
//!     Ok(created) => println!("created {:?}", created.display_name),
//!     Err(error) => match error.disposition() {
//!         Disposition::Throttled => println!("come back at {:?}", error.retry_at()),
//!         Disposition::Unknown => println!("look whether it is there before sending it again: {error}"),
//!         Disposition::Created => println!("it is there, with the id {:?}", error.id()),
//!         _ => println!("it is not there: {error}"),
//!     },
//! }
//! # }
//! ```
//!
//! # Many operations
//!
//! [`GraphClient::batch`] sends many in few requests, 20 to each by
//! [JSON batching](https://learn.microsoft.com/graph/json-batching), and gives one outcome for each, in order, by the rules
//! above; [`batch_of`](GraphClient::batch_of) takes different ones at once, of which one may [depend](Create::depends_on) on
//! another.
//!
//! [`GraphClient::import`] takes any number of creates, updates, puts, upserts or deletes from an iterator or a stream, in bounded
//! memory, finds the rate that the service takes, and gives the outcomes as they come. With a [`journal`](Import::journal), one
//! that was killed at any moment is resumed: it skips what is done, sends again what is safe to repeat, and reports or looks up what
//! may exist, which it never silently sends again.
//!
//! # Files, and operations that go on
//!
//! [`GraphClient::upload`] sends a file to an upload session, chunk by chunk, and goes on after a failure with what the session
//! does not have. A [`Monitor`] follows an operation that was answered with 202 Accepted, such as a copy. Both may be of another
//! host than Graph, which gets no token.
//!
//! # Checked at compile time
//!
//! With the feature `check`, the macros compare what is declared with the schema that Graph publishes
//! ([CSDL](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html), at
//! `https://graph.microsoft.com/v1.0/$metadata`): each type, property, member of an enumeration and path, and whether a field's
//! type [can hold](https://docs.rs/graph-entity/latest/graph_entity/holds/) the property. Without the feature nothing is read.
//!
//! The operations are compared as well: each path supports its operation, and the schema does not deny it (`Insertable`,
//! `Updatable`, `Deletable`); an upsert is where the schema says `Upsertable`; keys such as `(appId='{appId}')` are those of the
//! type; an update does not send what cannot be changed; [`expand`](derive@GraphEntity#expand) is on navigation properties and,
//! where they are read or updated, on each; a read of a type that is derived from the path's own says
//! [`select_all`](macro@graph_get#select_all). What the answer of a create leaves out by default, such as a relation or a
//! property that is returned only on `$select`, has a field that can be absent: an `Option`, or one with
//! [`default`](derive@GraphEntity#default).
//!
//! The schema is `graph-metadata/v1.0.csdl`, and `graph-metadata/beta.csdl` for what says `beta`, in the crate's folder or the
//! nearest one around it up to the workspace's. The environment variable `GRAPH_ENTITY_METADATA` names another folder with these
//! files, from the workspace's root if it is relative, or any file: that is the schema of both versions, unless its name is the
//! other version's. `cargo graph-entity fetch` writes the schema. When it changes, cargo compiles again what depends on it. A crate
//! that cargo fetched from a registry or by git is checked against a schema of its own, or not at all.
//!
//! An open type takes properties that are not declared; there, only a name that is like one of the schema's is an error.
//!
//! # Tokens
//!
//! A token comes [as a string](GraphClientBuilder::token), from [the environment](GraphClientBuilder::token_from_env), an
//! [async closure](GraphClientBuilder::token_from) or a [`Credential`]; with the feature `azure`, from any credential of the
//! Azure SDK. It is fetched once for all who wait, kept until 5 minutes before its end, and replaced, once, when the service
//! refuses it, with the claims that the service asks for ([claims
//! challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge)).
//!
//! Before a JWT is sent, its audience is compared with the [cloud](Cloud) and its expiry with the clock
//! ([`GraphClientBuilder::preflight`]). A 403 says which permissions the path declares and which the token has.
//!
//! A token goes to the client's own origin alone, over `https` (or to a loopback address); redirects are not followed. It never
//! shows in `Debug`, in an error or in a log, not even if the service repeats it in its answer. Nor does the URL of an upload
//! session or of a monitor on another host, which authorizes by itself.
//!
//! # Traces
//!
//! Every request is a span of [`tracing`](https://docs.rs/tracing), by OpenTelemetry's [conventions for HTTP
//! clients](https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span): `http.request.method`,
//! `url.template`, `server.address`, `server.port`, `http.response.status_code`, `http.request.resend_count`, `error.type`.
//! The path is named by its template, as ids may be personal data; neither bodies nor tokens are part of it.
//!
//! # What is not there
//!
//! Declarations of Graph's types that come with the crate: its tool, `cargo graph-entity new`, writes those that you name. An
//! endpoint that receives change notifications. Downloads that are streamed: [`Request::send_raw`] reads a body whole, up to 16
//! MiB. A blocking client, and runtimes other than tokio.
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `rustls` (default) | TLS by rustls, with the platform's verifier and certificates |
//! | `native-tls` | TLS by the platform, where `rustls` is off |
//! | `http2` (default) | HTTP/2; without it HTTP/1.1 |
//! | `azure` | `AzureCredential`: credentials of the Azure SDK |
//! | `check` | what is declared is compared with Graph's schema |
//! | `decimal` | `edm::Decimal` |
//!
//! Without both `rustls` and `native-tls` a client reaches a loopback address alone.
//!
//! The minimum Rust version is 1.89.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod auth;
mod batch;
mod client;
pub mod edm;
mod errors;
mod filter;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(feature = "check")]
pub mod holds;
mod import;
mod json;
mod lists;
mod macros;
mod monitor;
mod operation;
mod quiet;
mod random;
mod send;
mod upload;
mod validate;
mod wire;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "azure")]
pub use auth::azure::AzureCredential;
pub use auth::claims::Grants;
pub use auth::credential::{AccessToken, Credential, CredentialError, Environment, TokenFuture, TokenRequest};
pub use auth::preflight::Unfit;
pub use batch::{Batch, BatchFuture, BatchInput, FullBatch};
pub use client::GraphClient;
pub use client::base_url::{BaseUrl, InvalidBaseUrl};
pub use client::builder::GraphClientBuilder;
pub use client::cloud::Cloud;
pub use client::invalid_url::InvalidUrl;
pub use client::proxy::InvalidProxy;
pub use errors::attempt::Attempt;
pub use errors::disposition::Disposition;
pub use errors::error::{BatchError, Error, ErrorKind, Unreadable};
pub use errors::graph_error::{ErrorDetail, GraphError};
pub use errors::restart::DeltaRestart;
pub use errors::transport::TransportError;
pub use filter::comparable::Comparable;
pub use filter::literal::{ComparesWith, Literal};
pub use filter::{Filter, InvalidFilter};
pub use import::{
    Changed, EarlierFailure, Import, ImportError, ImportFailure, ImportInput, ImportOperation, ImportOutcome,
    ImportProgress, ImportSource, Imported, LookUp, WriteRate,
};
pub use json::entity::{GraphComplex, GraphEntity, GraphEnum, GraphParameters};
pub use json::flags::{Flags, GraphFlags};
pub use json::hierarchy::OtherType;
pub use lists::{Changes, DeltaPages, Items, Pages};
pub use monitor::address::Monitor;
pub use monitor::error::MonitorError;
pub use monitor::progress::{OperationProgress, OperationState};
pub use monitor::wait::UntilDone;
pub use operation::answered::{Answered, Created};
pub use operation::call::Call;
pub use operation::change::{Change, Partial, RemovalReason, Removed};
pub use operation::create::Create;
pub use operation::delete::Delete;
pub use operation::delta::Delta;
pub use operation::delta_page::{DeltaLink, DeltaPage, DeltaToken};
pub use operation::effect::Effect;
pub use operation::get::Get;
pub use operation::header::InvalidHeader;
pub use operation::link::InvalidLink;
pub use operation::list::List;
pub use operation::page::{NextLink, Page};
pub use operation::path::{InvalidArgument, InvalidPath};
pub use operation::permissions::Permissions;
pub use operation::put::Put;
pub use operation::redirect::Redirect;
pub use operation::reference::Reference;
pub use operation::request::Request;
pub use operation::update::Update;
pub use operation::upsert::{Upsert, Upserted};
pub use upload::call::Upload;
pub use upload::error::UploadError;
pub use upload::progress::UploadProgress;
pub use upload::session::UploadSession;
pub use validate::{Invalid, Problem};
pub use wire::answer::Answer;

pub use macros::{
    GraphComplex, GraphEntity, GraphEnum, GraphParameters, graph_action, graph_delete, graph_delta, graph_function,
    graph_get, graph_list, graph_patch, graph_post, graph_put, graph_ref, graph_upsert,
};

pub use {bytes, http, secrecy, serde_json, time, uuid};
