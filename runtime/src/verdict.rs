//! What an answer or a failure proves of a create. This is the one place that classifies a status: [`Disposition`], the retry
//! policy, batches and imports all read its verdict.
//!
//! The table of statuses is public, at [`Disposition`](crate::Disposition).

use std::time::Duration;

use http::StatusCode;

use crate::answer::{Answer, is_blank};
use crate::batch::BatchError;
use crate::error::{ErrorKind, Unreadable};
use crate::graph_error::GraphError;
use crate::outcome::Disposition;

use evidence::{Evidence, evidence};

mod evidence;

/// What an attempt that failed proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It never reached the service, for a reason that another attempt cannot change.
    NotSent,
    /// It never reached the service, as there was no connection, or the service stated that it did not process it.
    NoConnection,
    /// The service refused it.
    Rejected,
    /// The service refused it for now, for this long if it said so.
    Throttled(Option<Duration>),
    /// It took effect.
    Created,
    /// It may have taken effect, and the answer would be the same another time: such as a redirect, or a 202.
    Unclear,
    /// It may have taken effect, and another attempt may be answered: such as a lost connection, or a 504.
    Unknown,
}

impl Verdict {
    pub(crate) fn of(kind: &ErrorKind) -> Self {
        match kind {
            ErrorKind::BaseUrl(_)
            | ErrorKind::NoCredential
            | ErrorKind::Certificate
            | ErrorKind::Client(_)
            | ErrorKind::Invalid(_)
            | ErrorKind::Argument(_)
            | ErrorKind::Body(_)
            | ErrorKind::Http(_)
            | ErrorKind::Credential(_)
            | ErrorKind::Stopped
            | ErrorKind::Token
            | ErrorKind::Unfit(_)
            | ErrorKind::Deadline => Self::NotSent,
            ErrorKind::Connect(error) if error.is_builder() => Self::NotSent,
            ErrorKind::Connect(_) | ErrorKind::Unprocessed(_) => Self::NoConnection,
            ErrorKind::Lost(_) => Self::Unknown,
            ErrorKind::Service(answer, _) | ErrorKind::NoEntity(answer) => of_status(answer.status, answer.retry_after),
            // In a 200 only the entity itself is evidence, as far as it can be read.
            ErrorKind::Unreadable(answer, _) => match of_status(answer.status, None) {
                Self::Unclear if is_ok(answer.status) && evidence(&answer.body) == Evidence::Entity => Self::Created,
                verdict => verdict,
            },
            ErrorKind::Batch(error) => Self::of_part_without_answer(error),
        }
    }

    /// What the failure of a batch proves of one create in it.
    fn of_part_without_answer(error: &BatchError) -> Self {
        match error.request().map(|request| (request.kind(), Self::of(request.kind()))) {
            // A success without an answer for each part says nothing of the parts.
            Some((ErrorKind::Unreadable(..) | ErrorKind::NoEntity(_), _) | (_, Self::Created | Self::Unclear))
            | None => Self::Unknown,
            Some((_, verdict)) => verdict,
        }
    }

    pub(crate) fn disposition(self) -> Disposition {
        match self {
            Self::NotSent | Self::NoConnection => Disposition::NotSent,
            Self::Rejected => Disposition::Rejected,
            Self::Throttled(_) => Disposition::Throttled,
            Self::Created => Disposition::Created,
            Self::Unclear | Self::Unknown => Disposition::Unknown,
        }
    }

    /// Whether the service may have stored the entity.
    pub(crate) fn may_have_stored(self) -> bool {
        matches!(self.disposition(), Disposition::Created | Disposition::Unknown)
    }
}

/// What a status without an entity proves. The reasons are in the table at [`Disposition`].
fn of_status(status: StatusCode, retry_after: Option<Duration>) -> Verdict {
    match status.as_u16() {
        201 | 204 | 205 => Verdict::Created,
        429 => Verdict::Throttled(retry_after),
        503 if retry_after.is_some() => Verdict::Throttled(retry_after),
        501 | 505 | 511 => Verdict::Rejected,
        408 | 460 | 499 | 500.. => Verdict::Unknown,
        400..=499 => Verdict::Rejected,
        _ => Verdict::Unclear,
    }
}

/// Whether an answer with this status may have an entity, and is evidence only if it has one.
fn is_ok(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION)
}

/// Sorts a whole answer: it has an entity, or it is an error.
pub(crate) fn entity_in(answer: Answer) -> Result<Answer, ErrorKind> {
    let is_created = answer.status == StatusCode::CREATED;
    if !is_created && !is_ok(answer.status) {
        return Err(without_entity(answer));
    }
    match evidence(&answer.body) {
        Evidence::Entity => Ok(answer),
        // What is wrong with it is said when it is read.
        Evidence::Empty | Evidence::Collection | Evidence::NotAnObject if is_created => Ok(answer),
        Evidence::Error | Evidence::Collection | Evidence::NotAnObject => Err(refused(answer)),
        Evidence::Empty | Evidence::Blank => Err(without_entity(answer)),
    }
}

/// Sorts the whole answer to a batch: it has parts, or it is an error.
pub(crate) fn parts_in(answer: Answer) -> Result<Answer, ErrorKind> {
    if is_ok(answer.status) && !is_blank(&answer.body) { Ok(answer) } else { Err(without_entity(answer)) }
}

/// The error of an answer without an entity.
fn without_entity(answer: Answer) -> ErrorKind {
    if answer.status.is_success() { ErrorKind::NoEntity(Box::new(answer.with_whole_head())) } else { refused(answer) }
}

/// The error that an answer's body holds.
fn refused(answer: Answer) -> ErrorKind {
    let error = Box::new(GraphError::read(&answer.body));
    let answer = answer.with_whole_head().with_retry_after(error.retry_after);
    ErrorKind::Service(Box::new(answer), error)
}

/// The error of an answer whose body did not arrive whole.
pub(crate) fn cut_off(answer: Answer, why: Unreadable) -> ErrorKind {
    // The body of an error is a help, not a condition: what arrived is kept.
    if answer.status.is_success() { ErrorKind::Unreadable(Box::new(answer), why) } else { refused(answer) }
}

#[cfg(test)]
mod tests;
