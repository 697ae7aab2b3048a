//! The headers of a write that decide whether it is carried out and how it is answered.

use http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};

use crate::request::recorded::RecordedRequest;
use crate::response::graph_error::GraphError;

/// Refuses the request unless `If-Match` and `If-None-Match` allow it. `etag` is that of the entity as it is, or `None`
/// if it does not exist.
pub(crate) fn check(request: &RecordedRequest, etag: Option<&str>) -> Result<(), GraphError> {
    let matches = |name: HeaderName| {
        let mut values = request.headers.get_all(name).iter().peekable();
        values.peek()?;
        // Weak comparison: no ETag of Graph is a promise about the bytes.
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        Some(etag.is_some_and(|etag| {
            values
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
        }))
    };
    if matches(IF_MATCH) == Some(false) || matches(IF_NONE_MATCH) == Some(true) {
        return Err(GraphError::precondition_failed());
    }
    Ok(())
}

/// Whether `Prefer` has `return=` with this value.
pub(crate) fn prefers(request: &RecordedRequest, value: &str) -> bool {
    preferences(request)
        .filter_map(|preference| preference.split_once('='))
        .any(|(name, chosen)| name.trim().eq_ignore_ascii_case("return") && chosen.trim().trim_matches('"') == value)
}

/// Whether `Prefer` has `create-if-missing`: an update of what does not exist creates it.
pub(crate) fn prefers_create(request: &RecordedRequest) -> bool {
    preferences(request).any(|preference| preference.trim().eq_ignore_ascii_case("create-if-missing"))
}

fn preferences(request: &RecordedRequest) -> impl Iterator<Item = &str> {
    let values = request.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split([',', ';']))
}
