//! The headers that every request has.

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};

pub(crate) fn of_every_request() -> HeaderMap {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    const CRATE: HeaderValue =
        HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
    HeaderMap::from_iter([(ACCEPT, JSON), (CONTENT_TYPE, JSON), (USER_AGENT, CRATE)])
}
