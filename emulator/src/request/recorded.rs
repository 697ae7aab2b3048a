//! What was asked: the requests in the order of their arrival.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, request};
use serde_json::Value;

/// How large a request's body may be: 4 MiB, as in Graph. A larger one is answered 413. For a chunk of a file it is
/// [`MAX_CHUNK_BYTES`](crate::MAX_CHUNK_BYTES).
pub const MAX_BODY_BYTES: usize = 4 << 20;

/// How many requests an emulator keeps; of more, the last.
pub const MAX_RECORDED_REQUESTS: usize = 10_000;

/// How many bytes of requests, heads and bodies, an emulator keeps, 64 MiB; of more, the last requests that fit.
pub const MAX_RECORDED_BYTES: usize = 64 << 20;

/// One request as it came on the wire, or one part of a batch.
///
/// A batch is recorded as the one request that it is, and behind it each of its parts, in the order in which they
/// were carried out: a part has a [`part_id`](Self::part_id), everything that came on the wire has none. A part's path
/// has the version, its headers are its own and the batch's `Authorization`.
///
/// ```
/// # use graph_entity_emulator::Emulator;
/// # fn f(graph: &Emulator) {
/// let requests = graph.requests();
/// let on_the_wire = requests.iter().filter(|request| request.part_id.is_none()).count();
/// let creates_of_users = requests.iter().filter(|request| request.path() == "/v1.0/users").count();
/// # }
/// ```
///
/// `Debug` does not show the value of `Authorization`; [`headers`](Self::headers) has it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method.
    pub method: Method,
    /// Path and query, still percent-encoded: `/v1.0/users/a%20b/messages?$top=5`.
    pub path_and_query: String,
    /// The headers, with their names in lower case.
    pub headers: HeaderMap,
    /// The body without its transfer coding. Empty if it was larger than
    /// [`MAX_BODY_BYTES`].
    pub body: Bytes,
    /// The `id` of a part of a batch; `None` for a request of its own.
    pub part_id: Option<String>,
    pub(crate) body_too_large: bool,
}

impl RecordedRequest {
    /// `None` for the body is one that was too large to be read.
    pub(crate) fn new(head: request::Parts, body: Option<Bytes>) -> Self {
        let mut headers = head.headers;
        if let http::header::Entry::Occupied(mut values) = headers.entry(AUTHORIZATION) {
            values.iter_mut().for_each(|value| value.set_sensitive(true));
        }
        Self {
            method: head.method,
            path_and_query: head.uri.path_and_query().map_or_else(String::new, ToString::to_string),
            headers,
            body_too_large: body.is_none(),
            body: body.unwrap_or_default(),
            part_id: None,
        }
    }

    /// Whether the request can change what is stored: any method but `GET`, `HEAD` and `OPTIONS`. A batch is a `POST`
    /// and therefore a write.
    #[must_use]
    pub fn is_write(&self) -> bool {
        !self.method.is_safe()
    }

    /// The path, still percent-encoded, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path_and_query.split_once('?').map_or(&self.path_and_query, |(path, _)| path)
    }

    /// The query, still percent-encoded, without the `?`; `None` if there is no `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.path_and_query.split_once('?').map(|(_, query)| query)
    }

    /// The first value of a header, by its name in any case; `None` if it is absent or not visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// If the body is not JSON, or empty.
    pub fn json(&self) -> serde_json::Result<Value> {
        serde_json::from_slice(&self.body)
    }

    fn size(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        self.path_and_query.len() + headers + self.body.len()
    }
}

/// The last requests, within two bounds.
#[derive(Debug)]
pub(crate) struct RequestLog {
    requests: VecDeque<Arc<RecordedRequest>>,
    bytes: usize,
    max_requests: usize,
    max_bytes: usize,
}

impl RequestLog {
    pub(crate) fn new() -> Self {
        Self::with_room_for(MAX_RECORDED_REQUESTS, MAX_RECORDED_BYTES)
    }

    fn with_room_for(max_requests: usize, max_bytes: usize) -> Self {
        Self { requests: VecDeque::new(), bytes: 0, max_requests, max_bytes }
    }

    pub(crate) fn push(&mut self, request: Arc<RecordedRequest>) {
        self.bytes += request.size();
        self.requests.push_back(request);
        while self.requests.len() > self.max_requests || self.bytes > self.max_bytes {
            let Some(oldest) = self.requests.pop_front() else { break };
            self.bytes -= oldest.size();
        }
    }

    pub(crate) fn to_vec(&self) -> Vec<RecordedRequest> {
        self.requests.iter().map(|request| RecordedRequest::clone(request)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(uri: &str, body: &'static [u8]) -> RecordedRequest {
        let request = http::Request::builder().uri(uri).header(AUTHORIZATION, "Bearer secret").body(()).unwrap();
        RecordedRequest::new(request.into_parts().0, Some(Bytes::from_static(body)))
    }

    #[test]
    fn the_token_is_kept_and_not_shown() {
        let request = request("/v1.0/users", b"{}");
        assert_eq!(request.header("Authorization"), Some("Bearer secret"));
        assert!(!format!("{request:?} {request:#?}").contains("secret"));
    }

    #[test]
    fn path_and_query_stay_encoded() {
        let request = request("/v1.0/a%2Fb?$filter=c%20eq%20'?'", b"");
        assert_eq!(request.path_and_query, "/v1.0/a%2Fb?$filter=c%20eq%20'?'");
        assert_eq!(request.path(), "/v1.0/a%2Fb");
        assert_eq!(request.query(), Some("$filter=c%20eq%20'?'"));
    }

    #[test]
    fn the_last_requests_within_the_bounds_are_kept() {
        let paths = |log: &RequestLog| log.to_vec().into_iter().map(|r| r.path_and_query).collect::<Vec<_>>();
        let mut log = RequestLog::with_room_for(2, 100); // a request is 28 bytes and its body
        for path in ["/1", "/2", "/3"] {
            log.push(request(path, b"").into());
        }
        assert_eq!(paths(&log), ["/2", "/3"]);
        log.push(request("/4", &[b' '; 60]).into());
        assert_eq!(paths(&log), ["/4"]);
        log.push(request("/5", &[b' '; 90]).into());
        assert_eq!(paths(&log), [""; 0], "one request larger than all room is not kept");
        log.push(request("/6", b"").into());
        assert_eq!(paths(&log), ["/6"]);
    }
}
