//! One request and its answer: the headers of an attempt, the bounds of a body, and what each way of failing means.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::Method;
use http::header::{HeaderName, HeaderValue};
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::answer::Answer;
use crate::client::GraphClient;
use crate::connections::Generation;
use crate::error::{Error, ErrorKind, Unreadable};
use crate::outcome::{Attempt, Created};
use crate::permissions::Permissions;
use crate::request::Reader;
use crate::send::{Deadline, Expected, Prepared};
use crate::token::Token;
use crate::trace;
use crate::verdict;

mod content;
mod failure;

use content::{Content, ContentState};
use failure::{Failure, Proof};

/// The largest body of an entity that is read, in bytes.
const ENTITY_LIMIT: usize = 16 << 20;

/// The largest body of an error that is read, in bytes.
const ERROR_LIMIT: usize = 1 << 20;

/// A deadline so little before the client's own time-out is left to that: one for a single request costs it two allocations.
const NEAR: Duration = Duration::from_millis(10);

/// A successful answer with a body, whole.
pub(crate) struct Exchange {
    pub(crate) answer: Answer,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) permissions: Permissions,
    /// What the last attempt was sent with.
    pub(crate) token: Option<Arc<Token>>,
}

impl Exchange {
    /// The entity in the body. Where it cannot be read, it exists all the same.
    pub(crate) fn read<T>(self, read: Reader<T>) -> Result<Created<T>, Error> {
        let Self { mut answer, attempts, permissions, token } = self;
        match read(&answer.body) {
            Ok(entity) => {
                let Answer { status, request_id, location, .. } = answer;
                Ok(Created { entity, status, request_id, location, attempts })
            }
            Err(error) => {
                answer.read_head();
                let kind = ErrorKind::Unreadable(Box::new(answer), Unreadable::Json(error));
                let kind = match token {
                    Some(token) => kind.without(&token),
                    None => kind,
                };
                Err(Error::after(kind, attempts, permissions))
            }
        }
    }
}

impl GraphClient {
    /// A token, before a moment.
    pub(crate) async fn token(&self, until: Deadline) -> Result<Arc<Token>, ErrorKind> {
        if let Some(held) = self.0.tokens.held() {
            return Ok(held);
        }
        // It is rare, and too large to be a part of every create's future.
        match Box::pin(until.of(self.0.tokens.get())).await {
            Some(fetched) => fetched,
            None => Err(ErrorKind::Credential("the credential took longer than the deadline".into())),
        }
    }

    /// One HTTP request, once, before a moment: headers, bounded body.
    pub(crate) async fn attempt(
        &self,
        token: &Token,
        prepared: &Prepared,
        attempt: &mut Attempt,
        until: Deadline,
    ) -> Result<Answer, ErrorKind> {
        attempt.claims.clone_from(&token.claims);
        if let Some(claims) = token.claims.as_deref() {
            let checked = self.0.preflight.check(claims, self.0.audience, prepared.permissions, SystemTime::now());
            checked.map_err(ErrorKind::Unfit)?;
        }
        let (span, sent, response) = self.execute(token, prepared, attempt, until)?;
        let answer = async {
            // The future is dropped here, so that a connection that has the request in its queue drops it.
            let mut response = response.await.map_err(|error| self.unanswered(error, &sent))?;
            attempt.status = Some(response.status());
            receive(&mut response, prepared.expected).await
        };
        let result = answer.instrument(span.clone()).await;
        trace::end(&span, attempt.status, result.as_ref().err());
        result.map_err(|kind| kind.without(token))
    }

    /// The request of one attempt on its way, once it is awaited, and its span.
    // Apart, so that the request is no part of the attempt's future.
    fn execute(
        &self,
        token: &Token,
        prepared: &Prepared,
        attempt: &Attempt,
        until: Deadline,
    ) -> Result<(Span, Sent, impl Future<Output = reqwest::Result<reqwest::Response>> + use<>), ErrorKind> {
        let (mut request, content) = self.request(prepared, token, attempt.client_request_id)?;
        if let Some(left) = until.left() {
            if left.is_zero() {
                return Err(ErrorKind::Deadline);
            }
            if left < self.0.timeout.saturating_sub(NEAR) {
                *request.timeout_mut() = Some(left);
            }
        }
        let span = self.0.server.span(prepared.template, attempt.resend);
        let (generation, response) = span.in_scope(|| self.0.connections.execute(request));
        Ok((span, Sent { content, generation }, response))
    }

    /// The request of one attempt. It goes to the client's own origin: of a create there is but its path.
    fn request(
        &self,
        create: &Prepared,
        token: &Token,
        id: Uuid,
    ) -> Result<(reqwest::Request, ContentState), ErrorKind> {
        const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
        let mut url = self.0.origin.clone();
        url.set_path(&create.path);
        let mut request = reqwest::Request::new(Method::POST, url);
        let mut text = Uuid::encode_buffer();
        let id = HeaderValue::from_str(id.hyphenated().encode_lower(&mut text));
        let headers = request.headers_mut();
        headers.clone_from(&token.headers);
        headers.insert(CLIENT_REQUEST_ID, id.map_err(http::Error::from).map_err(ErrorKind::Http)?);
        let (content, state) = Content::new(create.body.clone());
        *request.body_mut() = Some(reqwest::Body::wrap(content));
        Ok((request, state))
    }

    /// The error of a request without an answer. After a time-out, its connection is not used again.
    fn unanswered(&self, error: reqwest::Error, sent: &Sent) -> ErrorKind {
        let error = error.without_url();
        let proof = Failure::of(&error, sent.content.withdraw()).proof();
        // The pool has no connection that was not made.
        if error.is_timeout() && !error.is_connect() {
            self.0.connections.retire(sent.generation);
        }
        match proof {
            Proof::NotSent => ErrorKind::Connect(error),
            Proof::Unprocessed => ErrorKind::Unprocessed(error),
            Proof::Nothing => ErrorKind::Lost(error),
        }
    }
}

/// What is kept of a request until the head of its answer comes.
struct Sent {
    content: ContentState,
    generation: Generation,
}

/// The answer with its body, judged by what the request expects.
async fn receive(response: &mut reqwest::Response, expected: Expected) -> Result<Answer, ErrorKind> {
    let status = response.status();
    let (body, broken) = bounded(response, if status.is_success() { ENTITY_LIMIT } else { ERROR_LIMIT }).await;
    let answer = Answer::new(status, response.headers(), body);
    match (broken, expected) {
        (Some(why), _) => Err(verdict::cut_off(answer, why)),
        (None, Expected::Entity) => verdict::entity_in(answer),
        (None, Expected::Parts) => verdict::parts_in(answer),
    }
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
            Err(error) => break Some(Unreadable::Lost(error.without_url())),
        }
    };
    (if body.is_empty() { first } else { body.freeze() }, broken)
}
