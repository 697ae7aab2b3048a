//! One create in a batch, with what was tried for it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tokio::time::Instant;
use uuid::Uuid;

use super::envelope::size;
use crate::answer::Answer;
use crate::claims::Claims;
use crate::error::{Error, ErrorKind};
use crate::exchange::Exchange;
use crate::outcome::Attempt;
use crate::retry::Progress;
use crate::send::{Deadline, Prepared};

/// A create on its way through as many batches as it takes.
pub(super) struct Item {
    /// Its place among the inputs.
    pub(super) index: usize,
    pub(super) prepared: Prepared,
    attempts: Vec<Attempt>,
    pub(super) progress: Progress,
    /// Its time, which begins when it is sent first.
    until: Option<Deadline>,
    /// When the attempt before ended.
    ended: Option<Instant>,
    /// Whether it may be sent again with another token.
    may_replace: bool,
}

impl Item {
    pub(super) fn new(index: usize, prepared: Prepared) -> Self {
        Self {
            index,
            may_replace: prepared.options.reauthorize,
            prepared,
            attempts: Vec::with_capacity(1),
            progress: Progress::default(),
            until: None,
            ended: None,
        }
    }

    /// `v1.0` or `beta`: the first segment of the path.
    pub(super) fn version(&self) -> &str {
        self.split().0
    }

    /// The path behind the version, with its slash.
    pub(super) fn url(&self) -> &str {
        self.split().1
    }

    fn split(&self) -> (&str, &str) {
        let path = self.prepared.request.uri().path_and_query().map_or("", |path| path.as_str());
        let behind = path.get(1..).unwrap_or_default();
        behind.split_at(behind.find('/').unwrap_or(behind.len()))
    }

    pub(super) fn body(&self) -> &Bytes {
        self.prepared.request.body()
    }

    /// The bytes that it takes in a batch.
    pub(super) fn size(&self) -> usize {
        size(self.url(), self.body())
    }

    /// Begins an attempt, and says by when the create has to be done.
    pub(super) fn begin(&mut self) -> Deadline {
        let waited = self.ended.map_or_else(Default::default, |ended| ended.elapsed());
        let mut attempt = Attempt::new(waited);
        attempt.resend = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        self.attempts.push(attempt);
        *self.until.get_or_insert_with(|| Deadline::after(self.prepared.options.deadline))
    }

    /// The time that is left of it; none where there is no end to it.
    pub(super) fn left(&self) -> Option<Duration> {
        self.until.and_then(Deadline::left)
    }

    /// The id of the attempt that was begun last.
    pub(super) fn client_request_id(&self) -> Uuid {
        self.attempts.last().map_or_else(Uuid::nil, |attempt| attempt.client_request_id)
    }

    /// Notes what the token of the last attempt says of itself.
    pub(super) fn claim(&mut self, claims: Option<&Arc<Claims>>) {
        if let Some(attempt) = self.attempts.last_mut() {
            attempt.claims = claims.cloned();
        }
    }

    /// Notes the status of its answer, or of the batch's.
    pub(super) fn answered(&mut self, status: Option<StatusCode>) {
        self.ended = Some(Instant::now());
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

    /// Ends it.
    pub(super) fn end(self, result: Result<Answer, ErrorKind>) -> Result<Exchange, Error> {
        let Self { prepared: Prepared { permissions, .. }, attempts, .. } = self;
        match result {
            Ok(answer) => Ok(Exchange { answer, attempts, permissions }),
            Err(kind) => Err(Error::after(kind, attempts, permissions)),
        }
    }
}
