//! The pages of Graph's reference that create something, each with its bodies and with types declared from it.
//!
//! `build/` writes the declarations from the corpus; without the corpus there are no pages.

#![allow(missing_docs)]

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

#[allow(dead_code, reason = "without the corpus there are no pages")]
fn round_trip<T: DeserializeOwned + Serialize>(body: &str) -> serde_json::Result<String> {
    serde_json::to_string(&serde_json::from_str::<T>(body)?)
}

#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, unused_imports, reason = "generated; without the corpus there are no pages")]
mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

pub use pages::PAGES;
