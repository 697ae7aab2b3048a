//! An answer, and how it is to go out on the wire.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, ETAG, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::response::body::Body;
use crate::response::media_type::JSON;

/// An answer. The [`Delivery`] decides the headers about the body's length.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// How an answer is sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Delivery {
    /// With its `Content-Length`.
    Whole,
    /// Without one: `Transfer-Encoding: chunked`.
    Chunked,
    /// With the `Content-Length` of the whole and this many bytes, then the connection is closed.
    Truncated(usize),
    /// As `Truncated`, with half of the body.
    Halved,
    /// Whole, this many bytes at a time, with a pause before each.
    Dripping { bytes: usize, pause: Duration },
    /// Not at all: the connection is closed or reset.
    Not(NoAnswer),
}

/// How a connection ends on which no answer is sent, or not all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// With a FIN: the client reads the end of the stream.
    Closed,
    /// With a RST: the client reads "connection reset by peer".
    Reset,
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Closed => "the connection is closed without an answer",
            Self::Reset => "the connection is reset without an answer",
        })
    }
}

impl std::error::Error for NoAnswer {}

impl Answer {
    /// `200 OK` with JSON.
    pub(crate) fn ok(body: Bytes) -> Self {
        Self { status: StatusCode::OK, headers: HeaderMap::from_iter([(CONTENT_TYPE, JSON)]), body }
    }

    /// Adds the header `ETag`.
    pub(crate) fn with_etag(mut self, etag: Option<&str>) -> Self {
        if let Some(value) = etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
            self.headers.insert(ETAG, value);
        }
        self
    }

    pub(crate) fn into_response(mut self, delivery: Delivery, date: Option<HeaderValue>) -> Response<Body> {
        // hyper panics if a header contradicts the body, and a script can bring both.
        self.headers.remove(CONTENT_LENGTH);
        self.headers.remove(TRANSFER_ENCODING);
        // hyper would put in the system's date; this one is of the clock that a test may have paused.
        if let Some(date) = date {
            self.headers.entry(DATE).or_insert(date);
        }
        // A 204 has no body, whatever the script sets.
        let has_no_body = self.status == StatusCode::NO_CONTENT;
        if has_no_body {
            self.body.clear();
        }
        let cut_off = match delivery {
            _ if has_no_body => None,
            Delivery::Truncated(length) => Some(length),
            Delivery::Halved => Some(self.body.len() / 2),
            Delivery::Whole | Delivery::Chunked | Delivery::Dripping { .. } | Delivery::Not(_) => None,
        };
        let body = match (delivery, cut_off) {
            (_, Some(length)) => {
                self.headers.insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
                self.body.truncate(length);
                Body::cut_off(self.body)
            }
            (Delivery::Chunked, None) if !has_no_body => Body::chunked(self.body),
            (Delivery::Dripping { bytes, pause }, None) => Body::dripping(self.body, bytes, pause),
            (_, None) => Body::whole(self.body),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
