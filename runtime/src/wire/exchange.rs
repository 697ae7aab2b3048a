//! One request and its answer: the headers of an attempt, the bounds of a body, and what each way of failing means.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http::header::HeaderValue;
use tracing::Span;
use uuid::Uuid;

use crate::auth::token::Token;
use crate::client::GraphClient;
use crate::client::connections::{Connections, Generation};
use crate::errors::attempt::Attempt;
use crate::errors::error::{ErrorKind, Unreadable};
use crate::errors::transport::TransportError;
use crate::operation::expectation::Expected;
use crate::operation::request::Request;
use crate::send::deadline::Deadline;
use crate::send::verdict::{self, Failure, Received};
use crate::wire::answer::Answer;
use crate::wire::headers::CLIENT_REQUEST_ID;
use crate::wire::trace;

mod content;
mod elsewhere;
mod no_answer;

use content::{Content, ContentState};
pub(crate) use elsewhere::Outgoing;
use no_answer::{NoAnswer, Proof};

/// The largest body of an entity that is read, in bytes.
const ENTITY_LIMIT: usize = 16 << 20;

/// The largest body of an error that is read, in bytes.
const ERROR_LIMIT: usize = 1 << 20;

/// A deadline so little before the client's own time-out is left to that: one for a single request costs it two allocations.
const NEAR: Duration = Duration::from_millis(10);

impl GraphClient {
    /// A token, before a moment.
    pub(crate) async fn token(&self, until: Deadline) -> Result<Arc<Token>, ErrorKind> {
        if let Some(held) = self.tokens.held() {
            return Ok(held);
        }
        // It is rare, and too large to be a part of every create's future.
        match Box::pin(until.of(self.tokens.get())).await {
            Some(fetched) => fetched,
            None => Err(ErrorKind::Credential("the credential took longer than the deadline".into())),
        }
    }

    /// One HTTP request, once, before a moment.
    pub(crate) async fn attempt(
        &self,
        token: &Token,
        request: &Request,
        attempt: &mut Attempt,
        until: Deadline,
    ) -> Result<Box<Answer>, Failure> {
        attempt.claims.clone_from(&token.claims);
        if let Some(claims) = token.claims.as_deref() {
            let checked =
                self.shared.preflight.check(claims, self.shared.audience, request.permissions, SystemTime::now());
            checked.map_err(ErrorKind::Unfit).map_err(Failure::before_sending)?;
        }
        let (span, sent, response) = self.execute(token, request, attempt, until).map_err(Failure::before_sending)?;
        let seen = {
            let mut received = pin!(async {
                // The future is dropped here, so that a connection that has the request in its queue drops it.
                let mut response = response.await.map_err(|error| sent.unanswered(error, &self.shared.connections))?;
                attempt.status = Some(response.status());
                Ok(receive(&mut response, request.expectation.answer).await)
            });
            // Not by `Instrument`, which would move the future.
            poll_fn(|context| span.in_scope(|| received.as_mut().poll(context))).await
        };
        let result = verdict::judge(request.expectation, seen, Some(token));
        trace::end(&span, attempt.status, result.as_ref().err().map(|failure| &failure.kind));
        result
    }

    /// The request of one attempt on its way, once it is awaited, and its span.
    // Apart, so that the request is not part of the attempt's future.
    fn execute(
        &self,
        token: &Token,
        request: &Request,
        attempt: &Attempt,
        until: Deadline,
    ) -> Result<(Span, Sent, impl Future<Output = reqwest::Result<reqwest::Response>> + use<>), ErrorKind> {
        let (mut sent, content) = self.request(request, token, attempt.client_request_id)?;
        self.limit(&mut sent, until)?;
        let span = self.shared.server.span(&request.method, &request.template, attempt.resend);
        let (generation, response) = span.in_scope(|| self.shared.connections.execute(sent));
        Ok((span, Sent { content, generation }, response))
    }

    /// Limits a request to the time that is left.
    fn limit(&self, sent: &mut reqwest::Request, until: Deadline) -> Result<(), ErrorKind> {
        if let Some(left) = until.left() {
            if left.is_zero() {
                return Err(ErrorKind::Deadline);
            }
            if left < self.shared.timeout.saturating_sub(NEAR) {
                *sent.timeout_mut() = Some(left);
            }
        }
        Ok(())
    }

    /// The request of one attempt. It goes to the client's own origin: of the operation there is only its path.
    fn request(
        &self,
        request: &Request,
        token: &Token,
        id: Uuid,
    ) -> Result<(reqwest::Request, ContentState), ErrorKind> {
        request.check_for(&self.shared.base_url)?;
        let mut url = self.shared.origin.clone();
        let own = request.own_path(&self.shared.base_url);
        match self.shared.base_url.path() {
            "" => url.set_path(own),
            path => url.set_path(&[path, own].concat()),
        }
        if !request.query.is_empty() {
            url.set_query(Some(&request.query));
        }
        let mut sent = reqwest::Request::new(request.method.clone(), url);
        let mut text = Uuid::encode_buffer();
        let id = HeaderValue::from_str(id.hyphenated().encode_lower(&mut text));
        let headers = sent.headers_mut();
        headers.clone_from(token.headers(request.has_content()));
        request.extend_headers(headers);
        headers.insert(CLIENT_REQUEST_ID, id.map_err(http::Error::from).map_err(ErrorKind::Http)?);
        let state = set_body(&mut sent, request.content(&self.shared.base_url));
        Ok((sent, state))
    }
}

/// Sets the body, if there is one.
fn set_body(sent: &mut reqwest::Request, body: Bytes) -> ContentState {
    if body.is_empty() {
        return ContentState::NONE;
    }
    let (content, state) = Content::new(body);
    *sent.body_mut() = Some(reqwest::Body::wrap(content));
    state
}

/// A refusal of the token.
pub(crate) struct Challenge<'a> {
    /// What the next token has to satisfy, if the service says so.
    pub(crate) claims: Option<&'a str>,
}

/// The refusal of the token, if that is why an attempt failed.
pub(crate) fn challenge(kind: &ErrorKind) -> Option<Challenge<'_>> {
    match kind {
        ErrorKind::Service(answer, _) if answer.status == StatusCode::UNAUTHORIZED => {
            Some(Challenge { claims: answer.claims_challenge.as_deref() })
        }
        ErrorKind::Batch(error) => challenge(error.request()?.kind()),
        _ => None,
    }
}

/// What is kept of a request until the head of its answer comes.
struct Sent {
    content: ContentState,
    generation: Generation,
}

impl Sent {
    /// The error of a request without an answer. After a time-out, its connection is not used again.
    #[cold]
    fn unanswered(&self, error: reqwest::Error, connections: &Connections) -> ErrorKind {
        let proof = NoAnswer::of(&error, self.content.withdraw()).proof();
        // The pool has no connection that was not made.
        if error.is_timeout() && !error.is_connect() {
            connections.retire(self.generation);
        }
        let error = TransportError::new(error);
        match proof {
            Proof::NotSent => ErrorKind::Connect(error),
            Proof::Unprocessed => ErrorKind::Unprocessed(error),
            Proof::Nothing => ErrorKind::Lost(error),
        }
    }
}

/// The answer, with as much of its body as came.
async fn receive(response: &mut reqwest::Response, expected: Expected) -> Received {
    let status = response.status();
    let (body, broken) = bounded(response, if status.is_success() { ENTITY_LIMIT } else { ERROR_LIMIT }).await;
    let mut answer = Box::new(Answer::new(status, response.headers(), body));
    if expected == Expected::Raw {
        answer.headers = Some(Box::new(std::mem::take(response.headers_mut())));
    }
    Received { answer, broken }
}

/// As much of the body as comes, up to a limit, and why there is not more.
async fn bounded(response: &mut reqwest::Response, limit: usize) -> (Bytes, Option<Unreadable>) {
    // A small body comes in one piece, which is kept as it is.
    let (mut first, mut body) = (Bytes::new(), BytesMut::new());
    let broken = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                let room = limit - first.len().max(body.len());
                let fits = chunk.slice(..chunk.len().min(room));
                if first.is_empty() && body.is_empty() {
                    first = fits;
                } else {
                    if body.is_empty() {
                        body.extend_from_slice(&first);
                    }
                    body.extend_from_slice(&fits);
                }
                if chunk.len() > room {
                    break Some(Unreadable::TooLarge(limit));
                }
            }
            Ok(None) => break None,
            Err(error) => break Some(Unreadable::Lost(TransportError::new(error))),
        }
    };
    (if body.is_empty() { first } else { body.freeze() }, broken)
}
