//! The error that an upload ends in.

use crate::errors::disposition::Verdict;
use crate::errors::error::{Error, ErrorKind};
use crate::operation::expectation::Expectation;
use crate::operation::permissions::Permissions;
use crate::operation::upload_session::SessionRequest;
use crate::send::verdict::Failure;
use crate::upload::error::UploadError;
use crate::upload::run::Run;

impl Run<'_> {
    /// The upload ends in an error of its own.
    pub(super) fn error(&mut self, error: UploadError) -> Error {
        let verdict = self.since_the_first(error.verdict());
        self.ended(ErrorKind::Upload(error), verdict, SessionRequest::LAST_CHUNK.expectation)
    }

    /// The upload ends in the failure of a request.
    pub(super) fn given_up(&mut self, Failure { kind, verdict }: Failure, expectation: Expectation) -> Error {
        let verdict = self.since_the_first(verdict);
        self.ended(kind, verdict, expectation)
    }

    fn ended(&mut self, kind: ErrorKind, verdict: Verdict, expectation: Expectation) -> Error {
        let attempts = std::mem::take(&mut self.attempts);
        Error::after(kind, verdict, attempts, Permissions::default()).expecting(expectation.answer)
    }

    /// What a failure proves: with a chunk before it, something did reach the service.
    fn since_the_first(&self, verdict: Verdict) -> Verdict {
        match verdict {
            Verdict::NotSent | Verdict::NoConnection if self.start() > 0 => Verdict::Rejected,
            verdict => verdict,
        }
    }
}
