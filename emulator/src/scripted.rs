//! Answers that a test wants instead of the service's own.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::answer::{Answer, Delivery};
use crate::graph_error::GraphError;
use crate::request_ids::RequestIds;

/// An answer for the next request, given to [`Emulator::answer_next`](crate::Emulator::answer_next).
///
/// It is made of what is answered, one of the constructors; of changes to that, [`header`](Self::header) and
/// [`body`](Self::body); and of how it is sent. Faults are real: a dropped connection is a closed TCP connection.
///
/// ```
/// use std::time::Duration;
///
/// use graph_entity_emulator::http::{StatusCode, header::RETRY_AFTER};
/// use graph_entity_emulator::{Emulator, ScriptedAnswer};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let graph = Emulator::start().await?;
///
/// // First a request is throttled …
/// let throttled = ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Slow down.");
/// graph.answer_next(throttled.header(RETRY_AFTER, 1));
/// // … then one is carried out, but its answer never arrives …
/// graph.answer_next(ScriptedAnswer::ordinary().dropped());
/// // … then one is answered late, without a Content-Length …
/// graph.answer_next(ScriptedAnswer::ordinary().delayed(Duration::from_millis(50)).chunked());
/// // … and then one with what Graph would never say. All further requests have their ordinary answers.
/// graph.answer_next(ScriptedAnswer::new(StatusCode::CREATED).body("<html>"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "an answer is used when it is given to `Emulator::answer_next`"]
pub struct ScriptedAnswer {
    base: Base,
    headers: HeaderMap,
    body: Option<Bytes>,
    pub(crate) delivery: Delivery,
    pub(crate) delay: Duration,
}

#[derive(Debug, Clone)]
enum Base {
    Ordinary,
    Status(StatusCode),
    GraphError(GraphError),
}

impl ScriptedAnswer {
    fn of(base: Base) -> Self {
        Self { base, headers: HeaderMap::new(), body: None, delivery: Delivery::Whole, delay: Duration::ZERO }
    }

    /// What would have been answered anyway, with the request carried out: a create is stored. Of use with a change
    /// or a fault.
    pub fn ordinary() -> Self {
        Self::of(Base::Ordinary)
    }

    /// A status, and nothing else but what is added: no `request-id`, no `Content-Type`, no body. The request is not
    /// carried out. A status below 200 is not an answer, and a 500 is sent in place of most.
    pub fn new(status: StatusCode) -> Self {
        Self::of(Base::Status(status))
    }

    /// An error in Graph's shape with the request's ids, as the service's own errors. The request is not carried out.
    pub fn graph_error(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::of(Base::GraphError(GraphError::new(status, code, message)))
    }

    /// The connection is closed without an answer, and the request is not carried out. For one that is carried out,
    /// see [`dropped`](Self::dropped).
    pub fn hang_up() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR).dropped()
    }

    /// Sets a header, in place of one that the answer has. Of more calls with one name, all values are sent.
    ///
    /// `Content-Length` and `Transfer-Encoding` are left out: how a body is framed follows from
    /// [`chunked`](Self::chunked) and [`truncated_to`](Self::truncated_to).
    pub fn header(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.append(name, value.into());
        self
    }

    /// Sets the body, in place of one that the answer has.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends the body without a `Content-Length`, with `Transfer-Encoding: chunked`.
    pub fn chunked(mut self) -> Self {
        self.delivery = Delivery::Chunked;
        self
    }

    /// Declares the whole body's `Content-Length`, sends the first `length` bytes and closes the connection. With a
    /// `length` that is not less than the body's, nothing is cut off. A client that is slow to read hundreds of
    /// kilobytes may find less.
    pub fn truncated_to(mut self, length: usize) -> Self {
        self.delivery = Delivery::Truncated(length);
        self
    }

    /// Closes the connection in place of sending the answer. What the answer says has happened: an
    /// [`ordinary`](Self::ordinary) create is stored.
    pub fn dropped(mut self) -> Self {
        self.delivery = Delivery::Dropped;
        self
    }

    /// Waits before it does any of this. The request is recorded and carried out before the wait.
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The answer itself. `ordinary` carries the request out and is called only where that is wanted.
    pub(crate) fn answer(self, request: &HeaderMap, ordinary: impl FnOnce() -> Answer) -> Answer {
        let mut answer = match self.base {
            Base::Ordinary => ordinary(),
            Base::Status(status) => Answer { status, headers: HeaderMap::new(), body: Bytes::new() },
            Base::GraphError(error) => error.answer(&RequestIds::new(request)),
        };
        answer.headers.extend(self.headers);
        answer.body = self.body.unwrap_or(answer.body);
        answer
    }
}
