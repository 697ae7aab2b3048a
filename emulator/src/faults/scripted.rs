//! Answers that a test wants instead of the service's own.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::clock::Moment;
use crate::faults::batch_script::BatchScript;
use crate::faults::retry_after::RetryAfter;
use crate::faults::special::{PageFault, Special};
use crate::response::answer::{Answer, Delivery, NoAnswer};
use crate::response::graph_error::GraphError;
use crate::response::ids::RequestIds;
use crate::response::intune_error;

/// An answer for the next request, given to [`Emulator::answer_next`](crate::Emulator::answer_next).
///
/// It is made of what is answered, one of the constructors; of changes to that, such as [`header`](Self::header),
/// [`body`](Self::body) and [`after_commit`](Self::after_commit); of the answers to the parts of a batch, such as
/// [`part`](Self::part); and of how it is sent. Faults are real: a dropped connection is a closed TCP connection.
/// The usual ones have names: [`Fault`](crate::Fault).
///
/// ```
/// use std::time::Duration;
///
/// use graph_entity_emulator::http::StatusCode;
/// use graph_entity_emulator::{Emulator, RetryAfter, ScriptedAnswer};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let graph = Emulator::start().await?;
///
/// // First a request is throttled …
/// let throttled = ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Slow down.");
/// graph.answer_next(throttled.retry_after(RetryAfter::Seconds(1)));
/// // … then one is carried out, but its answer never arrives …
/// graph.answer_next(ScriptedAnswer::ordinary().dropped());
/// // … then one is carried out, and said to have timed out …
/// graph.answer_next(ScriptedAnswer::new(StatusCode::GATEWAY_TIMEOUT).after_commit());
/// // … then one is answered late, without a Content-Length …
/// graph.answer_next(ScriptedAnswer::ordinary().delayed(Duration::from_millis(50)).chunked());
/// // … and then one with a body that Graph never sends. All further requests get ordinary answers.
/// graph.answer_next(ScriptedAnswer::new(StatusCode::CREATED).body("<html>"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "an answer is used when it is given to `Emulator::answer_next`"]
pub struct ScriptedAnswer {
    base: Base,
    committed: bool,
    status: Option<StatusCode>,
    headers: HeaderMap,
    retry_after: Option<RetryAfter>,
    body: Option<Bytes>,
    pub(crate) batch: BatchScript<Self>,
    pub(crate) special: Special,
    pub(crate) delivery: Delivery,
    pub(crate) delay: Duration,
}

#[derive(Debug, Clone)]
enum Base {
    Ordinary,
    Status(StatusCode),
    GraphError(GraphError),
    IntuneThrottled(u64),
}

impl ScriptedAnswer {
    fn of(base: Base) -> Self {
        Self {
            base,
            committed: false,
            status: None,
            headers: HeaderMap::new(),
            retry_after: None,
            body: None,
            batch: BatchScript::new(),
            special: Special::default(),
            delivery: Delivery::Whole,
            delay: Duration::ZERO,
        }
    }

    pub(crate) fn refusal(error: GraphError) -> Self {
        Self::of(Base::GraphError(error))
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

    /// An error in [Graph's shape](https://learn.microsoft.com/graph/errors), with `request-id` and
    /// `client-request-id` as in the service's own errors. The request is not carried out.
    pub fn graph_error(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::refusal(GraphError::new(status, code, message))
    }

    /// A 429 as Intune's services send it: the error's `message` is itself JSON, with `RetryAfter` in it. The header
    /// `Retry-After` is not sent; [`retry_after`](Self::retry_after) adds it. The request is not carried out.
    pub fn intune_throttled(retry_after_seconds: u64) -> Self {
        Self::of(Base::IntuneThrottled(retry_after_seconds))
    }

    /// A 401 with a claims challenge of [continuous access
    /// evaluation](https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation):
    /// the token is sound but no longer enough, and `claims` (base64, as it stands) is what a new one has to be asked
    /// for with. The request is not carried out.
    pub fn claims_challenge(claims: &str) -> Self {
        let message = "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: \
                       TokenIssuedBeforeRevocationTimestamp";
        let challenge = format!(
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
             client_id=\"00000003-0000-0000-c000-000000000000\", error=\"insufficient_claims\", claims=\"{claims}\""
        );
        let mut answer = Self::graph_error(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message);
        // Claims that no header can hold leave a 401 without a challenge.
        if let Ok(challenge) = HeaderValue::from_str(&challenge) {
            answer.headers.insert(WWW_AUTHENTICATE, challenge);
        }
        answer
    }

    /// A page of HTML, as from a proxy in front of Graph. The request is not carried out.
    pub fn html(status: StatusCode) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        Self::new(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("text/html"))
            .body(format!("<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\r\n"))
    }

    /// No answer: the connection is closed. The request is not carried out. For one that is, and whose answer is
    /// lost: [`ordinary`](Self::ordinary) with [`dropped`](Self::dropped).
    pub fn hang_up() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR).dropped()
    }

    /// No answer: the connection is reset when half of the request's body was read, so that the request never arrived, and is
    /// not recorded. One without a body, or without a socket, is reset in place of an answer.
    pub fn reset_in_body() -> Self {
        let mut answer = Self::hang_up().reset();
        answer.special.reset_in_body = true;
        answer
    }

    /// Carries the request out first: a create is stored, and then this is answered all the same, as by a gateway
    /// that did not wait for the service behind it. Without effect on [`ordinary`](Self::ordinary).
    pub fn after_commit(mut self) -> Self {
        self.committed = true;
        self
    }

    /// Sets a header, in place of one that the answer has. Of more calls with one name, all values are sent.
    ///
    /// `Content-Length` and `Transfer-Encoding` are left out: how a body is framed follows from
    /// [`chunked`](Self::chunked) and [`truncated_to`](Self::truncated_to).
    pub fn header(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.append(name, value.into());
        self
    }

    /// Sets the status, in place of the one that the answer has.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets `Retry-After`. A date is that of the answer's moment.
    pub fn retry_after(mut self, retry_after: RetryAfter) -> Self {
        self.retry_after = Some(retry_after);
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

    /// As [`truncated_to`](Self::truncated_to) half of the body's length.
    pub fn halved(mut self) -> Self {
        self.delivery = Delivery::Halved;
        self
    }

    /// Sends the body `bytes` at a time (at least one), and waits for `pause` before each.
    pub fn dripping(mut self, bytes: usize, pause: Duration) -> Self {
        self.delivery = Delivery::Dripping { bytes, pause };
        self
    }

    /// Closes the connection in place of sending the answer. The request is carried out if the answer implies it: an
    /// [`ordinary`](Self::ordinary) create is stored. A part of a batch is left out of the batch's answer.
    pub fn dropped(mut self) -> Self {
        self.delivery = Delivery::Not(NoAnswer::Closed);
        self
    }

    /// As [`dropped`](Self::dropped), but the connection is reset (RST): the client reads an error and not an end.
    pub fn reset(mut self) -> Self {
        self.delivery = Delivery::Not(NoAnswer::Reset);
        self
    }

    /// Has what a create stores not found at its own address for this long: 404 to reads, updates and deletes, as in a
    /// directory that replicates. Without effect on other requests, and on one that is not carried out.
    pub fn replicating(mut self, delay: Duration) -> Self {
        self.special.replication = Some(delay);
        self
    }

    /// Has the page of a collection come without entities, and with a next link that leads to the same entities again.
    /// Without effect on other requests.
    pub fn empty_page(mut self) -> Self {
        self.special.page = Some(PageFault::Empty);
        self
    }

    /// Has the page of a collection end with a next link to that page itself. Without effect on other requests.
    pub fn next_link_to_itself(mut self) -> Self {
        self.special.page = Some(PageFault::LinkToItself);
        self
    }

    /// Has the page of a collection end with a next link to `https://elsewhere.example`. Without effect on other
    /// requests.
    pub fn next_link_elsewhere(mut self) -> Self {
        self.special.page = Some(PageFault::LinkElsewhere);
        self
    }

    /// Waits before it does any of this. The request is recorded and carried out before the wait. A part of a batch
    /// does not wait.
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The answer itself. `ordinary` carries the request out and is called only if that is wanted.
    pub(crate) fn answer(&self, request: &HeaderMap, now: Moment, ordinary: impl FnOnce() -> Answer) -> Answer {
        let instead = match &self.base {
            Base::Ordinary => None,
            Base::Status(status) => Some(Answer { status: *status, headers: HeaderMap::new(), body: Bytes::new() }),
            Base::GraphError(error) => Some(error.clone().answer(&RequestIds::new(request), now)),
            Base::IntuneThrottled(seconds) => Some(intune_error::throttled(*seconds, request, now)),
        };
        let mut answer = match instead {
            None => ordinary(),
            Some(answer) => {
                if self.committed {
                    ordinary();
                }
                answer
            }
        };
        answer.status = self.status.unwrap_or(answer.status);
        answer.headers.extend(self.headers.clone());
        if let Some(value) = self.retry_after.and_then(|retry_after| retry_after.value(now.date)) {
            answer.headers.insert(RETRY_AFTER, value);
        }
        if let Some(body) = &self.body {
            answer.body = body.clone();
        }
        answer
    }
}
