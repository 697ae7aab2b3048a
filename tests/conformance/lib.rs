//! The pages of Graph's reference that create, get, list, update or delete, with their bodies and with types declared from them.
//!
//! `build/` writes the declarations from the corpus; without the corpus there are no pages.

#![allow(missing_docs)]

use graph_entity::GraphEntity;
use serde::Serialize;
use serde::de::DeserializeOwned;

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

/// One page of a get, a list, an update or a delete.
#[derive(Debug)]
pub struct Operation {
    /// Its path in the repository of the reference.
    pub name: &'static str,
    /// `get`, `list`, `update` or `delete`.
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
}

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
    let request = update.to_http(&graph_entity::BaseUrl::default()).map_err(serde::de::Error::custom)?;
    String::from_utf8(request.into_body().to_vec()).map_err(serde::de::Error::custom)
}

#[allow(dead_code, reason = "without the corpus there are no pages")]
fn round_trip<T: DeserializeOwned + Serialize>(body: &str) -> serde_json::Result<String> {
    serde_json::to_string(&serde_json::from_str::<T>(body)?)
}

#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, unused_imports, reason = "generated; without the corpus there are no pages")]
mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

pub use pages::{OPERATIONS, PAGES};
