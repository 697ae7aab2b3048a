//! The error of an operation: what went wrong, and whether the operation took effect.

use std::fmt;
use std::time::SystemTime;

use http::StatusCode;
use uuid::Uuid;

use crate::auth::claims::Grants;
use crate::errors::attempt::Attempt;
use crate::errors::disposition::{Disposition, Verdict};
use crate::operation::expectation::Expected;
use crate::operation::permissions::Permissions;
use crate::wire::answer::Answer;

mod kind;
mod redact;
mod text;

pub use kind::{BatchError, ErrorKind, Unreadable};
pub(crate) use text::chain;

/// Why an operation failed, or why a client could not be built.
///
/// `Display` is one line; [`kind`](Self::kind) has the parts, [`disposition`](Self::disposition) says whether
/// the operation took effect. No token is ever part of it.
pub struct Error(Box<ErrorParts>);

struct ErrorParts {
    kind: ErrorKind,
    /// What the last attempt proves.
    verdict: Verdict,
    attempts: Vec<Attempt>,
    /// Whether an attempt that is not among these may have taken effect: one of an earlier run of an import.
    follows_unknown: bool,
    permissions: Permissions,
    /// What its success would have held: its text depends on that.
    expected: Expected,
}

impl Error {
    /// With what the last attempt proves, the requests that were sent, and the permissions that the path declares.
    pub(crate) fn after(kind: ErrorKind, verdict: Verdict, attempts: Vec<Attempt>, permissions: Permissions) -> Self {
        let (follows_unknown, expected) = (false, Expected::Creation);
        Self(Box::new(ErrorParts { kind, verdict, attempts, follows_unknown, permissions, expected }))
    }

    /// The same, of an operation whose success holds this. Without it, the error is that of a create.
    pub(crate) fn expecting(mut self, expected: Expected) -> Self {
        self.0.expected = expected;
        self
    }

    /// Whether it is the error of a delta query.
    pub(crate) fn is_of_delta(&self) -> bool {
        self.0.expected == Expected::Changes
    }

    /// What the last attempt proves.
    pub(crate) fn verdict(&self) -> Verdict {
        self.0.verdict
    }

    /// The service's answer and the requests that were sent for it, or the same error if it has no answer.
    pub(crate) fn into_answer(self) -> Result<(Box<Answer>, Vec<Attempt>), Self> {
        let ErrorParts { kind, verdict, attempts, permissions, expected, .. } = *self.0;
        match kind.into_answer() {
            Ok(answer) => Ok((answer, attempts)),
            Err(kind) => Err(Self::after(kind, verdict, attempts, permissions).expecting(expected)),
        }
    }

    /// Prepends the earlier attempts.
    pub(crate) fn with_earlier_attempts(mut self, mut attempts: Vec<Attempt>) -> Self {
        attempts.append(&mut self.0.attempts);
        self.0.attempts = attempts;
        self
    }

    /// Notes that an attempt before all of these may have taken effect.
    pub(crate) fn after_unknown_attempt(mut self) -> Self {
        self.0.follows_unknown = true;
        self
    }

    /// Whether an attempt before the last one may have taken effect, or the last one itself.
    fn may_have_taken_effect(&self) -> bool {
        self.0.follows_unknown || self.attempts().iter().any(|attempt| attempt.may_have_taken_effect)
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Whether the operation took effect.
    #[must_use]
    pub fn disposition(&self) -> Disposition {
        let of_the_last = self.verdict().disposition();
        // That the last attempt was refused says nothing of one before it.
        if self.may_have_taken_effect() && !self.verdict().may_have_taken_effect() {
            return Disposition::Unknown;
        }
        // A read that was sent before did reach the service, and changed nothing.
        let reached = self.attempts().iter().any(|attempt| attempt.unanswered);
        if reached && of_the_last == Disposition::NotSent { Disposition::Rejected } else { of_the_last }
    }

    /// The answer, if there was one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match self.kind() {
            ErrorKind::Service(answer, _) | ErrorKind::NoEntity(answer) | ErrorKind::Unreadable(answer, _) => {
                Some(answer)
            }
            ErrorKind::Batch(error) => error.request()?.answer(),
            ErrorKind::Upload(error) => error.answer(),
            _ => None,
        }
    }

    /// The answer's status.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// Whether the service refused to [add a reference](macro@crate::graph_ref) because it exists already.
    #[must_use]
    pub fn is_existing_reference(&self) -> bool {
        match self.kind() {
            ErrorKind::Service(answer, error) => {
                self.0.expected == Expected::Reference && error.is_existing_reference(answer.status)
            }
            _ => false,
        }
    }

    /// Graph's error code, such as `BadRequest`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::Service(_, error) => error.code.as_deref(),
            ErrorKind::Batch(error) => error.request()?.code(),
            _ => None,
        }
    }

    /// The service's `request-id`: what Microsoft's support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let inner = match self.kind() {
            ErrorKind::Service(_, error) => error.request_id.as_deref(),
            ErrorKind::Batch(error) => error.request().and_then(Error::request_id),
            _ => None,
        };
        self.answer().and_then(|answer| answer.request_id.as_deref()).or(inner)
    }

    /// The `client-request-id` of the last attempt, or `None` if nothing was attempted, or sent without one.
    #[must_use]
    pub fn client_request_id(&self) -> Option<Uuid> {
        self.0.attempts.last().filter(|attempt| attempt.has_id).map(|attempt| attempt.client_request_id)
    }

    /// The `Location` of the answer.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.answer().and_then(|answer| answer.location.as_deref())
    }

    /// When the service takes the request again, if it says so.
    #[must_use]
    pub fn retry_at(&self) -> Option<SystemTime> {
        self.answer().and_then(|answer| answer.retry_at)
    }

    /// The id of an entity that was [created](Disposition::Created), if it could be found.
    #[must_use]
    pub fn id(&self) -> Option<String> {
        self.answer().filter(|_| self.disposition() == Disposition::Created).and_then(Answer::id)
    }

    /// Every request that was sent, or was about to be.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// The permissions of the last attempt's token, if that is a JWT.
    #[must_use]
    pub fn granted(&self) -> Option<&Grants> {
        self.0.attempts.last().and_then(Attempt::granted)
    }

    /// The permissions that the path declares.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        self.0.permissions
    }
}

impl From<ErrorKind> for Error {
    /// Of an operation that was not sent.
    fn from(kind: ErrorKind) -> Self {
        Self::after(kind, Verdict::NotSent, Vec::new(), Permissions::default())
    }
}

impl fmt::Debug for Error {
    /// The line of `Display`, which a failed `unwrap` or `main` shows to a person; with `{:#?}`, the parts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        f.debug_struct("Error")
            .field("disposition", &self.disposition())
            .field("kind", self.kind())
            .field("attempts", &self.attempts())
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind().source()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::effect::Effect;

    #[test]
    fn a_read_that_was_sent_once_is_not_told_as_not_sent() {
        for (effect, earlier, expected) in [
            (Effect::Read, Verdict::Unanswered, Disposition::Rejected),
            (Effect::Read, Verdict::NoConnection, Disposition::NotSent),
            (Effect::Read, Verdict::Throttled(None), Disposition::NotSent),
            (Effect::Idempotent, Verdict::Unknown, Disposition::Unknown),
            (Effect::Idempotent, Verdict::NoConnection, Disposition::NotSent),
        ] {
            for (kind, verdict) in [
                (ErrorKind::Deadline, Verdict::NotSent),
                (ErrorKind::Token, Verdict::NotSent),
                (ErrorKind::Stopped, Verdict::NoConnection),
            ] {
                let attempts = [earlier, verdict]
                    .map(|verdict| Attempt::new(std::time::Duration::ZERO).ended_in(effect, Some(verdict)));
                let error = Error::after(kind, verdict, attempts.into(), Permissions::default());
                assert_eq!(error.disposition(), expected, "{effect:?}, {earlier:?}, {verdict:?}");
            }
        }
    }
}
