//! The pages of Graph's reference, with their bodies and with types declared from them.
//!
//! `build/` writes the declarations from the corpus; without the corpus there are no pages.

#![allow(missing_docs)]

use std::pin::Pin;

use graph_entity::{BaseUrl, Change, GraphClient, GraphEntity, Reference};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Map, Value};

/// One page of the reference.
#[derive(Debug)]
pub struct Page {
    /// Its path in the repository of the reference.
    pub name: &'static str,
    /// The OData type that it creates, without `#`.
    pub odata_type: &'static str,
    /// The paths that it posts to.
    pub paths: &'static [&'static str],
    /// The body that it sends, as JSON.
    pub request: Option<&'static str>,
    /// The body of its answer, as JSON.
    pub response: Option<&'static str>,
    /// Where in the bodies a type is declared, as `/member/*/member`, and which.
    pub types: &'static [(&'static str, &'static str)],
    /// Reads a body with the page's declaration and writes it again.
    pub round_trip: fn(&str) -> serde_json::Result<String>,
}

/// One page of a get, a list, an update, a replacement or a delete.
#[derive(Debug)]
pub struct Operation {
    /// Its path in the repository of the reference.
    pub name: &'static str,
    /// `get`, `list`, `update`, `replace` or `delete`.
    pub kind: &'static str,
    /// The paths of its requests.
    pub paths: &'static [&'static str],
    /// The body that it sends, as JSON.
    pub request: Option<&'static str>,
    /// The body of its answer, as JSON.
    pub response: Option<&'static str>,
    /// The type, which all pages of it share; `None` for a delete.
    pub declaration: Option<&'static Declaration>,
}

/// A type that pages of get, list and update share.
#[derive(Debug)]
pub struct Declaration {
    /// The OData type without `#`, or `None` for a hierarchy.
    pub odata_type: Option<&'static str>,
    /// Where in the bodies a type is declared, and which, as [`Page::types`].
    pub types: &'static [(&'static str, &'static str)],
    /// Reads an entity and writes it again, if a page has one.
    pub entity: Option<fn(&str) -> serde_json::Result<String>>,
    /// Reads a page of a list and writes it again, if a page has one.
    pub page: Option<fn(&str) -> serde_json::Result<String>>,
    /// Reads the body of an update, and returns the body that the update sends, if a page has one.
    pub update: Option<fn(&str) -> serde_json::Result<String>>,
    /// Reads the body of a replacement, and returns the body that `PUT` sends, if a page has one.
    pub put: Option<fn(&str) -> serde_json::Result<String>>,
}

/// One page of an action, a function, a reference or a delta query.
#[derive(Debug)]
pub struct Call {
    /// Its path in the repository of the reference.
    pub name: &'static str,
    /// `action`, `function`, `reference` or `delta`.
    pub kind: &'static str,
    /// The HTTP method of its request.
    pub method: &'static str,
    /// `v1.0` or `beta`.
    pub version: &'static str,
    /// The paths of its requests.
    pub paths: &'static [&'static str],
    /// The body that it sends, as JSON.
    pub request: Option<&'static str>,
    /// Its answer, if the page shows one.
    pub answer: Option<Answer>,
    /// The OData type of what it returns without `#`, or `None` for a hierarchy or what is not an object.
    pub odata_type: Option<&'static str>,
    /// Where in the request a type is declared, and which, as [`Page::types`].
    pub request_types: &'static [(&'static str, &'static str)],
    /// The same for what it returns.
    pub answer_types: &'static [(&'static str, &'static str)],
    /// Makes the request from a body, or `None` if no attribute declares what the page shows.
    pub carry: Option<Carry>,
}

/// Makes a request from a body.
pub type Carry = fn(&Map<String, Value>) -> serde_json::Result<Carried>;

/// The answer that a page shows.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header `Location`.
    pub location: Option<&'static str>,
    /// The body, as JSON.
    pub body: Option<&'static str>,
}

/// A request that was made from a page's body.
pub struct Carried {
    /// The body that it sends.
    pub body: Vec<u8>,
    /// Sends it, and returns what the typed answer is as JSON.
    pub send: Box<dyn FnOnce(GraphClient) -> Sent>,
}

/// What was sent.
pub type Sent = Pin<Box<dyn Future<Output = Result<Value, graph_entity::Error>> + Send>>;

#[allow(dead_code, reason = "without the corpus there are no pages")]
fn read_page<T: DeserializeOwned + Serialize>(body: &str) -> serde_json::Result<String> {
    let page: graph_entity::Page<T> = serde_json::from_str(body)?;
    serde_json::to_string(&page.items)
}

/// Calls what the methods of `#[graph_patch]` call: the attribute on each type would prove no more, and has to be compiled.
#[allow(dead_code, reason = "without the corpus there are no pages")]
fn carry_update<T: DeserializeOwned + GraphEntity>(body: &str) -> serde_json::Result<String> {
    let entity: T = serde_json::from_str(body)?;
    let update = graph_entity::__private::update(&entity, "/entity", "", "", &[]);
    let request = update.to_http(&BaseUrl::default()).map_err(serde_json::Error::custom)?;
    String::from_utf8(request.into_body().to_vec()).map_err(serde_json::Error::custom)
}

/// As [`carry_update`], of `#[graph_put]`.
#[allow(dead_code, reason = "without the corpus there are no pages")]
fn carry_put<T: DeserializeOwned + GraphEntity>(body: &str) -> serde_json::Result<String> {
    let entity: T = serde_json::from_str(body)?;
    let put = graph_entity::__private::put(&entity, "/entity", "", "", &[]);
    let request = put.to_http(&BaseUrl::default()).map_err(serde_json::Error::custom)?;
    String::from_utf8(request.into_body().to_vec()).map_err(serde_json::Error::custom)
}

/// A parameter of an action, from the body of its page.
#[allow(dead_code, reason = "without the corpus there are no pages")]
fn parameter<T: DeserializeOwned + Default>(body: &Map<String, Value>, name: &str) -> serde_json::Result<T> {
    let Some(value) = body.get(name) else { return Ok(T::default()) };
    serde_json::from_value(value.clone()).map_err(|error| serde_json::Error::custom(format!("`{name}`: {error}")))
}

#[allow(dead_code, reason = "without the corpus there are no pages")]
fn call<R: DeserializeOwned + Serialize + Send + 'static>(call: graph_entity::Call<R>) -> Carried {
    let body = call.to_http(&BaseUrl::default()).map(|request| request.into_body().to_vec()).unwrap_or_default();
    let send = |graph: GraphClient| -> Sent {
        Box::pin(async move { call.send(&graph).await.map(|returned| serde_json::json!(returned)) })
    };
    Carried { body, send: Box::new(send) }
}

#[allow(dead_code, reason = "without the corpus there are no pages")]
fn reference<T: 'static>(reference: Reference<T>) -> Carried {
    let body = reference.to_http(&BaseUrl::default()).map(|request| request.into_body().to_vec()).unwrap_or_default();
    let send =
        |graph: GraphClient| -> Sent { Box::pin(async move { reference.send(&graph).await.map(|()| Value::Null) }) };
    Carried { body, send: Box::new(send) }
}

/// The key in the page's `@odata.id`.
#[allow(dead_code, reason = "without the corpus there are no pages")]
fn referred(body: &Map<String, Value>) -> String {
    let id = body.get("@odata.id").and_then(Value::as_str).unwrap_or("1");
    id.trim_end_matches("')").rsplit(['/', '\'']).next().unwrap_or_default().to_owned()
}

/// A page of changes, as the entities in it. One that is not whole is an error in its place.
#[allow(dead_code, reason = "without the corpus there are no pages")]
fn changes<T: GraphEntity + 'static>() -> Carried {
    let send = |graph: GraphClient| -> Sent {
        Box::pin(async move {
            let delta = graph_entity::__private::delta::<T>("/v1.0/conformance/delta", "", "", &[]);
            let items = delta.page(&graph).await?.items.into_iter().map(|change| match change {
                Change::Changed(part) => match part.read() {
                    Ok(entity) => serde_json::json!(entity),
                    Err(error) => Value::String(error.to_string()),
                },
                Change::Removed(removed) => Value::String(format!("{removed:?}")),
            });
            Ok(items.collect())
        })
    };
    Carried { body: Vec::new(), send: Box::new(send) }
}

#[allow(dead_code, reason = "without the corpus there are no pages")]
fn round_trip<T: DeserializeOwned + Serialize>(body: &str) -> serde_json::Result<String> {
    serde_json::to_string(&serde_json::from_str::<T>(body)?)
}

#[rustfmt::skip]
#[allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    unused_imports,
    unused_variables,
    reason = "generated; without the corpus there are no pages"
)]
mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

pub use pages::{CALLS, OPERATIONS, PAGES};
