//! What came of one operation of an import.

use std::fmt;

use http::StatusCode;

use crate::errors::attempt::Attempt;
use crate::errors::disposition::Disposition;
use crate::errors::error::Error;
use crate::operation::answered::{Answered, Created};
use crate::operation::upsert::Upserted;

/// What came of one operation of an import.
#[derive(Debug)]
#[non_exhaustive]
pub struct ImportOutcome<E, T> {
    /// Which one, from 0, in the order of the input. Outcomes come as they are ready, in another order.
    pub index: u64,
    /// What the import was given.
    pub entity: E,
    /// What came of it.
    pub result: Result<Imported<T>, ImportFailure>,
}

/// An operation that took effect.
#[derive(Debug)]
#[non_exhaustive]
pub enum Imported<T> {
    /// This run created the entity.
    Created(Created<T>),
    /// This run updated it; with the entity if the service returned it.
    Updated(Answered<Option<T>>),
    /// This run created or replaced it; with the entity if the service returned it.
    Put(Answered<Option<T>>),
    /// This run created or updated it.
    Upserted(Answered<Upserted<T>>),
    /// This run deleted it.
    Deleted(Answered<()>),
    /// This run sent a [`Request`](crate::Request); with the body of the answer.
    Answered(Answered<T>),
    /// The update had nothing to send, as nothing differs from the earlier value.
    Unchanged,
    /// It was done before: the journal says so, or the look-up.
    Earlier {
        /// Its id, if the answer or the look-up had one.
        id: Option<String>,
    },
}

impl<T> Imported<T> {
    /// The same, with the requests that were sent for it before.
    pub(super) fn with_earlier_attempts(mut self, earlier: Vec<Attempt>) -> Self {
        let attempts = match &mut self {
            Self::Created(Created { attempts, .. })
            | Self::Updated(Answered { attempts, .. })
            | Self::Put(Answered { attempts, .. })
            | Self::Upserted(Answered { attempts, .. })
            | Self::Deleted(Answered { attempts, .. })
            | Self::Answered(Answered { attempts, .. }) => attempts,
            Self::Unchanged | Self::Earlier { .. } => return self,
        };
        attempts.splice(0..0, earlier);
        self
    }
}

/// Why an operation did not take effect, or is not known to have.
///
/// `Display` and `Debug` are one line; `{:#?}` has the parts.
#[non_exhaustive]
pub enum ImportFailure {
    /// This run's operation failed.
    Now(Error),
    /// An earlier run's did, says the journal: the service refused it, or it may have taken effect. It was not sent again.
    Earlier(EarlierFailure),
}

/// What a journal says of an operation that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EarlierFailure {
    /// [`Rejected`](Disposition::Rejected) or [`Unknown`](Disposition::Unknown).
    pub disposition: Disposition,
    /// The answer's status, if there was one.
    pub status: Option<StatusCode>,
    /// Graph's error code.
    pub code: Option<String>,
    /// The service's `request-id`.
    pub request_id: Option<String>,
}

impl EarlierFailure {
    /// Of an operation of which no more is known than that an earlier run had begun it.
    pub(crate) fn unknown() -> Self {
        Self { disposition: Disposition::Unknown, status: None, code: None, request_id: None }
    }
}

impl ImportFailure {
    /// Whether the operation took effect.
    #[must_use]
    pub fn disposition(&self) -> Disposition {
        match self {
            Self::Now(error) => error.disposition(),
            Self::Earlier(earlier) => earlier.disposition,
        }
    }
}

impl fmt::Display for ImportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now(error) => write!(f, "{error}"),
            Self::Earlier(EarlierFailure { disposition, status, code, request_id }) => {
                f.write_str("in an earlier run: ")?;
                match status {
                    Some(status) => write!(f, "{status}")?,
                    None => f.write_str("sent, then lost")?,
                }
                if *disposition == Disposition::Unknown {
                    f.write_str(", so it may have taken effect")?;
                }
                code.iter().try_for_each(|code| write!(f, ", {}", code.escape_debug()))?;
                request_id.iter().try_for_each(|id| write!(f, ", request-id {}", id.escape_debug()))
            }
        }
    }
}

impl fmt::Debug for ImportFailure {
    /// The line of `Display`, which a failed `unwrap` or `main` shows to a person; with `{:#?}`, the parts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            _ if !f.alternate() => fmt::Display::fmt(self, f),
            Self::Now(error) => f.debug_tuple("Now").field(error).finish(),
            Self::Earlier(earlier) => f.debug_tuple("Earlier").field(earlier).finish(),
        }
    }
}

impl std::error::Error for ImportFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Now(error) => Some(error),
            Self::Earlier(_) => None,
        }
    }
}

/// What a look-up found of an entity that may exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookUp {
    /// It exists, with this id: it is done.
    Found(String),
    /// It does not exist: it is sent again, or, if the import was stopped or failed, by the next run.
    NotFound,
    /// Nobody can tell: it comes out as [`Unknown`](Disposition::Unknown), and stays so in the journal.
    DontKnow,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::error::ErrorKind;

    #[test]
    fn the_debug_of_a_failure_is_the_line_of_its_display() {
        let earlier = EarlierFailure { status: Some(StatusCode::GATEWAY_TIMEOUT), ..EarlierFailure::unknown() };
        for (failure, line, part) in [
            (
                ImportFailure::Earlier(earlier),
                "in an earlier run: 504 Gateway Timeout, so it may have taken effect",
                "disposition: Unknown",
            ),
            (ImportFailure::Now(ErrorKind::Stopped.into()), "not sent: the import was stopped before", "kind: Stopped"),
        ] {
            assert_eq!(failure.to_string(), line);
            assert_eq!(format!("{failure:?}"), line);
            let parts = format!("{failure:#?}");
            assert!(parts.contains(part) && parts.lines().count() > 1, "{parts}");
        }
    }
}
