//! One request and its answer: the headers of an attempt, the bounds of a body, and what each way of failing means.

use std::sync::Arc;
use std::time::SystemTime;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderValue};
use tracing::Instrument;

use crate::answer::{Answer, is_blank};
use crate::client::GraphClient;
use crate::error::{Error, ErrorKind, Unreadable};
use crate::graph_error::GraphError;
use crate::outcome::{Attempt, Created};
use crate::permissions::Permissions;
use crate::preflight;
use crate::send::{Deadline, Prepared};
use crate::token::Token;
use crate::trace;

/// The largest body of an entity that is read, in bytes.
const ENTITY_LIMIT: usize = 16 << 20;

/// The largest body of an error that is read, in bytes.
const ERROR_LIMIT: usize = 1 << 20;

/// A successful answer with a body, whole.
pub(crate) struct Exchange {
    pub(crate) answer: Answer,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) permissions: Permissions,
}

impl Exchange {
    /// The entity in the body. Where it cannot be read, it exists all the same.
    pub(crate) fn read<T>(self, read: fn(&[u8]) -> Result<T, serde_json::Error>) -> Result<Created<T>, Error> {
        let Self { answer, attempts, permissions } = self;
        match read(&answer.body) {
            Ok(entity) => {
                let Answer { status, request_id, location, .. } = answer;
                Ok(Created { entity, status, request_id, location, attempts })
            }
            Err(error) => {
                let kind = ErrorKind::Unreadable(Box::new(answer), Unreadable::Json(error));
                Err(Error::after(kind, attempts, permissions))
            }
        }
    }
}

impl GraphClient {
    /// One HTTP request, once, before a moment: token, headers, bounded body.
    #[allow(dead_code)]
    pub(crate) async fn attempt(
        &self,
        prepared: &Prepared,
        attempt: &mut Attempt,
        until: Deadline,
    ) -> Result<Answer, ErrorKind> {
        let token = self.token(until).await?;
        self.attempt_with(&token, prepared, attempt, until).await
    }

    /// A token, before a moment.
    pub(crate) async fn token(&self, until: Deadline) -> Result<Arc<Token>, ErrorKind> {
        match until.of(self.0.tokens.get()).await {
            Some(fetched) => fetched,
            None => Err(ErrorKind::Credential("the credential took longer than the deadline".into())),
        }
    }

    /// As [`attempt`](Self::attempt), with this token.
    pub(crate) async fn attempt_with(
        &self,
        token: &Token,
        prepared: &Prepared,
        attempt: &mut Attempt,
        until: Deadline,
    ) -> Result<Answer, ErrorKind> {
        attempt.claims.clone_from(&token.claims);
        if let Some(claims) = token.claims.as_deref().filter(|_| self.0.preflight) {
            preflight::check(claims, self.0.audience, prepared.permissions, SystemTime::now())
                .map_err(ErrorKind::Unfit)?;
        }
        let mut request = prepared.request.clone();
        if !self.0.base_url.is_origin_of(request.uri()) {
            return Err(ErrorKind::Origin);
        }
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, token.header.clone());
        let client_request_id = attempt.client_request_id.hyphenated().to_string();
        headers.insert(
            "client-request-id",
            HeaderValue::from_str(&client_request_id).map_err(http::Error::from).map_err(ErrorKind::Http)?,
        );
        let mut request = reqwest::Request::try_from(request).map_err(sending)?;
        if let Some(left) = until.left() {
            if left.is_zero() {
                return Err(ErrorKind::Deadline);
            }
            *request.timeout_mut() = Some(left.min(self.0.timeout));
        }
        let span = self.0.server.span(prepared.template, attempt.resend);
        let answer = async {
            let response = self.0.http.execute(request).await.map_err(sending)?;
            attempt.status = Some(response.status());
            receive(response).await
        };
        let result = answer.instrument(span.clone()).await;
        trace::end(&span, attempt.status, result.as_ref().err());
        result
    }
}

/// What an error before the answer's head says: whether the request can have reached the service.
fn sending(error: reqwest::Error) -> ErrorKind {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() { ErrorKind::Connect(error) } else { ErrorKind::Lost(error) }
}

/// The answer with its body, sorted by its status.
async fn receive(mut response: reqwest::Response) -> Result<Answer, ErrorKind> {
    let (status, headers) = (response.status(), response.headers().clone());
    let (body, broken) = bounded(&mut response, if status.is_success() { ENTITY_LIMIT } else { ERROR_LIMIT }).await;
    let answer = Answer::new(status, &headers, body);
    match broken {
        // An error's body is a help, not a condition: what came of it is kept.
        Some(why) if status.is_success() => Err(ErrorKind::Unreadable(Box::new(answer), why)),
        _ => outcome_of(answer),
    }
}

/// A whole answer, sorted by its status: what has an entity, or what went wrong.
pub(crate) fn outcome_of(answer: Answer) -> Result<Answer, ErrorKind> {
    if !answer.status.is_success() {
        let error = Box::new(GraphError::read(&answer.body));
        let answer = answer.with_retry_after(error.retry_after);
        return Err(ErrorKind::Service(Box::new(answer), error));
    }
    if !matches!(answer.status, StatusCode::OK | StatusCode::CREATED) || is_blank(&answer.body) {
        return Err(ErrorKind::NoEntity(Box::new(answer)));
    }
    Ok(answer)
}

/// As much of the body as comes, up to a limit, and why there is not more.
async fn bounded(response: &mut reqwest::Response, limit: usize) -> (Bytes, Option<Unreadable>) {
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                let room = limit - body.len();
                body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                if chunk.len() > room {
                    return (body.freeze(), Some(Unreadable::TooLarge(limit)));
                }
            }
            Ok(None) => return (body.freeze(), None),
            Err(error) => return (body.freeze(), Some(Unreadable::Lost(error.without_url()))),
        }
    }
}
