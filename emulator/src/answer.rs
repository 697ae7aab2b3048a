//! An answer, and how it goes out on the wire: whole, chunked, cut off, or not at all.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, StatusCode};
use hyper::body::{Body as HttpBody, Frame};

/// What is to be answered. Its headers say nothing of the body's length: that is the [`Delivery`]'s.
#[derive(Debug)]
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
    /// Not at all: the connection is closed.
    Dropped,
}

/// The mark on a response that is not to be sent. Only the connection can do that, and a route can answer nothing but
/// a response.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dropped;

impl Answer {
    pub(crate) fn into_response(mut self, delivery: Delivery) -> Response {
        // hyper panics where a header contradicts the body, and a script can bring both.
        self.headers.remove(CONTENT_LENGTH);
        self.headers.remove(TRANSFER_ENCODING);
        let body = match delivery {
            Delivery::Whole => Body::from(self.body),
            Delivery::Chunked => Body::new(Stream { data: Some(self.body), end: End::Complete }),
            Delivery::Truncated(length) => {
                self.headers.insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
                self.body.truncate(length);
                Body::new(Stream { data: Some(self.body), end: End::CutOff { flushed: false } })
            }
            Delivery::Dropped => return dropped(),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// The response in place of none.
pub(crate) fn dropped() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Dropped);
    response
}

/// A body that does not say how long it is, which makes hyper send it chunked unless there is a `Content-Length`.
#[derive(Debug)]
struct Stream {
    data: Option<Bytes>,
    end: End,
}

#[derive(Debug)]
enum End {
    Complete,
    /// An error, which makes hyper close the connection.
    CutOff {
        flushed: bool,
    },
}

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(data) = self.data.take() {
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        match &mut self.end {
            End::Complete => Poll::Ready(None),
            End::CutOff { flushed: true } => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
            End::CutOff { flushed } => {
                // hyper writes what it has when a body is not ready, and throws it away when a body fails.
                *flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}
