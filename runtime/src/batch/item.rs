//! One create in a batch, with what was tried for it.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;
use uuid::Uuid;

use super::envelope::size;
use crate::auth::token::Token;
use crate::errors::error::{Error, ErrorKind};
use crate::errors::outcome::Attempt;
use crate::operation::permissions::Permissions;
use crate::send::policy::Progress;
use crate::send::single::{Deadline, SendOptions};
use crate::send::verdict::Verdict;
use crate::wire::answer::Answer;
use crate::wire::exchange::Exchange;

/// A create made ready to be part of a batch.
pub(crate) struct PartOfBatch {
    path: String,
    /// Where the version ends in the path.
    version: usize,
    body: Vec<u8>,
    permissions: Permissions,
    options: SendOptions,
}

impl PartOfBatch {
    pub(crate) fn new(path: String, body: Vec<u8>, permissions: Permissions, options: SendOptions) -> Self {
        let version = 1 + split(&path).0.len();
        Self { path, version, body, permissions, options }
    }
}

/// The version, which is the first segment of a path, and what follows, with its slash.
pub(super) fn split(path: &str) -> (&str, &str) {
    let behind = path.get(1..).unwrap_or_default();
    behind.split_at(behind.find('/').unwrap_or(behind.len()))
}

/// A create on its way through as many batches as it takes.
pub(super) struct Item {
    /// Its place among the inputs.
    pub(super) index: usize,
    part: PartOfBatch,
    attempts: Vec<Attempt>,
    /// What the last attempt was sent with.
    token: Option<Arc<Token>>,
    pub(super) progress: Progress,
    /// Its time, which begins when it is sent first.
    until: Option<Deadline>,
    /// When the attempt before ended.
    ended: Option<Instant>,
    /// Whether it may be sent again with another token.
    may_replace: bool,
}

impl Item {
    pub(super) fn new(index: usize, part: PartOfBatch) -> Self {
        Self {
            index,
            may_replace: part.options.reauthorize,
            part,
            attempts: Vec::with_capacity(1),
            token: None,
            progress: Progress::default(),
            until: None,
            ended: None,
        }
    }

    /// `v1.0` or `beta`: the first segment of the path.
    pub(super) fn version(&self) -> &str {
        self.part.path.get(1..self.part.version).unwrap_or_default()
    }

    /// The path behind the version, with its slash.
    pub(super) fn url(&self) -> &str {
        self.part.path.get(self.part.version..).unwrap_or_default()
    }

    pub(super) fn permissions(&self) -> Permissions {
        self.part.permissions
    }

    pub(super) fn options(&self) -> SendOptions {
        self.part.options
    }

    pub(super) fn body(&self) -> &[u8] {
        &self.part.body
    }

    /// The bytes that it takes in a batch.
    pub(super) fn size(&self) -> usize {
        size(self.url(), self.body())
    }

    /// Begins an attempt under this id, and says by when the create has to be done.
    pub(super) fn begin(&mut self, client_request_id: Uuid, now: Instant) -> Deadline {
        let waited = self.ended.map_or(Duration::ZERO, |ended| now.saturating_duration_since(ended));
        let resend = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        self.attempts.push(Attempt { resend, ..Attempt::with_id(client_request_id, waited) });
        *self.until.get_or_insert_with(|| Deadline::since(now, self.part.options.deadline))
    }

    /// The time that is left of it; none where there is no end to it.
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

    /// Ends an attempt.
    pub(super) fn ended(&mut self, now: Instant) {
        self.ended = Some(now);
    }

    /// Notes the status of its answer, or of the batch's.
    pub(super) fn answered(&mut self, status: Option<StatusCode>) {
        if let Some(attempt) = self.attempts.last_mut() {
            attempt.status = status;
        }
    }

    /// Whether it may be sent again with another token.
    pub(super) fn may_replace(&self) -> bool {
        self.may_replace
    }

    /// It, sent again with another token: once.
    pub(super) fn replaced(mut self) -> Self {
        self.may_replace = false;
        self
    }

    /// Notes what the last attempt ended in: an entity, or this verdict.
    pub(super) fn ended_in(&mut self, failure: Option<Verdict>) {
        if let Some(attempt) = self.attempts.pop() {
            self.attempts.push(attempt.ended_in(failure));
        }
    }

    /// Ends it.
    pub(super) fn end(self, result: Result<Answer, ErrorKind>) -> Result<Exchange, Error> {
        let Self { part: PartOfBatch { permissions, .. }, attempts, token, .. } = self;
        match (result, token) {
            (Ok(answer), token) => Ok(Exchange { answer, attempts, permissions, token }),
            (Err(kind), Some(token)) => Err(Error::after(kind.without(&token), attempts, permissions)),
            (Err(kind), None) => Err(Error::after(kind, attempts, permissions)),
        }
    }
}
