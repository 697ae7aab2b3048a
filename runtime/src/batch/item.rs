//! One operation in a batch, with what was tried for it.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;
use uuid::Uuid;

use super::envelope::size;
use crate::auth::token::Token;
use crate::errors::attempt::Attempt;
use crate::errors::disposition::Verdict;
use crate::errors::error::{Error, ErrorKind};
use crate::operation::expectation::Expectation;
use crate::operation::options::SendOptions;
use crate::operation::permissions::Permissions;
use crate::operation::request::Request;
use crate::send::deadline::Deadline;
use crate::send::delivered::Delivered;
use crate::send::policy::Policy;
use crate::send::verdict::Failure;
use crate::wire::answer::Answer;

/// A request on its way through as many batches as it takes.
pub(super) struct Item {
    /// Its position in the input.
    pub(super) index: usize,
    request: Box<Request>,
    /// How much of its path is before that of the part: a slash and the version.
    version_end: usize,
    /// The bytes that it takes in a batch.
    pub(super) size: usize,
    attempts: Vec<Attempt>,
    /// What the last attempt was sent with.
    token: Option<Arc<Token>>,
    /// `None` before the first failure: an item is moved often, and most have none.
    policy: Option<Box<Policy>>,
    /// Its deadline, counted from when it is sent first.
    until: Option<Deadline>,
    /// When the attempt before ended.
    ended: Option<Instant>,
    /// What it ended in, if it may have taken effect and the request depends on others.
    unknown: Option<Box<Failure>>,
}

impl Item {
    /// # Errors
    ///
    /// The reason why the request cannot be sent.
    pub(super) fn new(index: usize, request: Box<Request>) -> Result<Self, ErrorKind> {
        request.check()?;
        let version_end = request.path.bytes().skip(1).position(|byte| byte == b'/');
        let mut item = Self {
            index,
            version_end: version_end.map_or(request.path.len(), |end| end + 1),
            size: 0,
            request,
            attempts: Vec::new(),
            token: None,
            policy: None,
            until: None,
            ended: None,
            unknown: None,
        };
        item.size = size(&item.request, &item.url());
        Ok(item)
    }

    /// `v1.0` or `beta`: the first segment of the path.
    pub(super) fn version(&self) -> &str {
        self.request.path.get(1..self.version_end).unwrap_or_default()
    }

    /// The path behind the version, with its slash, and the query.
    pub(super) fn url(&self) -> Cow<'_, str> {
        self.request.with_query(self.request.path.get(self.version_end..).unwrap_or_default())
    }

    pub(super) fn request(&self) -> &Request {
        &self.request
    }

    pub(super) fn permissions(&self) -> Permissions {
        self.request.permissions
    }

    pub(super) fn expectation(&self) -> Expectation {
        self.request.expectation
    }

    /// The decisions for it, by its own options over those of the client.
    pub(super) fn policy(&mut self, client: SendOptions) -> &mut Policy {
        let Self { request, policy, .. } = self;
        policy.get_or_insert_with(|| Box::new(Policy::new(request.expectation, request.options.over(client))))
    }

    /// Begins an attempt under this id. Returns the deadline of the operation.
    pub(super) fn begin(&mut self, client_request_id: Uuid, now: Instant, client: SendOptions) -> Deadline {
        let waited = self.ended.map_or(Duration::ZERO, |ended| now.saturating_duration_since(ended));
        let resend = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        // Most end with their first attempt.
        self.attempts.reserve_exact(1);
        self.attempts.push(Attempt { resend, ..Attempt::with_id(client_request_id, waited) });
        *self.until.get_or_insert_with(|| Deadline::since(now, self.request.options.over(client).deadline))
    }

    /// The time that is left, or `None` if unlimited.
    pub(super) fn left(&self) -> Option<Duration> {
        self.until.and_then(Deadline::left)
    }

    /// The id of the attempt that was begun last.
    pub(super) fn client_request_id(&self) -> Uuid {
        self.attempts.last().map_or_else(Uuid::nil, |attempt| attempt.client_request_id)
    }

    /// Notes the token of the last attempt.
    pub(super) fn sent_with(&mut self, token: &Arc<Token>) {
        if let Some(attempt) = self.attempts.last_mut() {
            attempt.claims.clone_from(&token.claims);
        }
        self.token = Some(Arc::clone(token));
    }

    /// Notes when the last attempt was answered, and the status of its answer or of the batch's.
    pub(super) fn answered(&mut self, status: Option<StatusCode>, now: Instant) {
        self.ended = Some(now);
        if let Some(attempt) = self.attempts.last_mut() {
            attempt.status = status;
        }
    }

    /// Notes the status of its own answer.
    pub(super) fn answered_with(&mut self, status: StatusCode) {
        if let Some(attempt) = self.attempts.last_mut() {
            attempt.status = Some(status);
        }
    }

    /// Notes what the last attempt ended in: success, or this verdict.
    pub(super) fn ended_in(&mut self, failure: Option<Verdict>) {
        if let Some(attempt) = self.attempts.pop() {
            self.attempts.push(attempt.ended_in(self.request.expectation.effect, failure));
        }
    }

    /// Notes how an attempt ended that is followed by another one, should that not be sent.
    pub(super) fn keep(&mut self, failure: Failure) {
        if !self.request.depends_on.is_empty() && failure.verdict.may_have_taken_effect() {
            self.unknown = Some(Box::new(failure));
        }
    }

    /// What it ends in if it is not sent again, as what it depends on did not succeed.
    pub(super) fn without(&mut self, depends_on: usize) -> Failure {
        let unsent = || Failure::before_sending(ErrorKind::Dependency { depends_on });
        self.unknown.take().map_or_else(unsent, |failure| *failure)
    }

    /// Ends it.
    pub(super) fn end(self, result: Result<Box<Answer>, Failure>) -> Result<Delivered, Error> {
        let Self { request, attempts, token, .. } = self;
        match result {
            Ok(answer) => Ok(Delivered::new(&request, answer, attempts, token)),
            Err(Failure { kind, verdict }) => {
                Err(Error::after(kind, verdict, attempts, request.permissions).expecting(request.expectation.answer))
            }
        }
    }
}
