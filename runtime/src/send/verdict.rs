//! What an attempt proves. This is the one place that classifies an answer: [`Disposition`], the retry policy, batches and
//! imports all read its verdict.
//!
//! The table of statuses is public, at [`Disposition`].
//!
//! [`Disposition`]: crate::Disposition

use std::time::Duration;

use http::StatusCode;

use crate::auth::token::Token;
use crate::errors::disposition::Verdict;
use crate::errors::error::{BatchError, ErrorKind, Unreadable};
use crate::errors::graph_error::GraphError;
use crate::operation::effect::Effect;
use crate::operation::expectation::{Expectation, Expected};
use crate::wire::answer::Answer;
use crate::wire::body::{is_blank, is_json};

use evidence::{Evidence, begins_as_page, evidence};

pub(crate) mod evidence;

/// The code of a refusal because an earlier create had the same
/// [`transactionId`](https://learn.microsoft.com/graph/api/resources/event).
const KEY_IS_TAKEN: &str = "ErrorDuplicateTransactionId";

/// What came of one attempt, before it is judged.
pub(crate) type Seen = Result<Received, ErrorKind>;

/// An answer, and why its body did not arrive whole, if it did not.
pub(crate) struct Received {
    pub(crate) answer: Box<Answer>,
    pub(crate) broken: Option<Unreadable>,
}

/// An attempt that failed: why, and what that proves.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) verdict: Verdict,
}

impl Failure {
    /// Judges why an attempt failed. What the service said is redacted: it may have repeated the token.
    pub(crate) fn new(expectation: Expectation, kind: ErrorKind, token: Option<&Token>) -> Self {
        let verdict = verdict(expectation, &kind);
        let kind = match token {
            Some(token) => kind.without(token),
            None => kind,
        };
        Self { kind, verdict }
    }

    /// Of a request that was not sent.
    pub(crate) fn before_sending(kind: ErrorKind) -> Self {
        Self { kind, verdict: Verdict::NotSent }
    }
}

/// Judges what came of an attempt with this token: an answer with what is expected, or a failure.
pub(crate) fn judge(expectation: Expectation, seen: Seen, token: Option<&Token>) -> Result<Box<Answer>, Failure> {
    match seen {
        Ok(Received { answer, broken: None }) => judge_whole(expectation, answer, token),
        Ok(Received { answer, broken: Some(why) }) => Err(Failure::new(expectation, cut_off(answer, why), token)),
        Err(kind) => Err(Failure::new(expectation, kind, token)),
    }
}

/// Judges an answer that arrived whole.
pub(crate) fn judge_whole(
    expectation: Expectation,
    mut answer: Box<Answer>,
    token: Option<&Token>,
) -> Result<Box<Answer>, Failure> {
    let sorted = match expectation.answer {
        Expected::Creation | Expected::CreationWithOwnKey => creation_in(&answer),
        Expected::Entity => body_in(&answer, Evidence::Entity),
        Expected::Page | Expected::Changes => page_in(&answer),
        Expected::EntityOrNothing | Expected::CreationOrNothing => entity_or_nothing_in(&answer),
        Expected::Nothing | Expected::Reference => nothing_in(&answer),
        Expected::ReferenceOrExisting => reference_in(&answer),
        Expected::Returned => returned_in(&answer),
        Expected::Redirect => redirect_in(&mut answer),
        Expected::Parts => parts_in(&answer),
        Expected::Raw => anything_in(&answer),
    };
    match sorted {
        Ok(()) => Ok(answer),
        Err(kind_of) => Err(Failure::new(expectation, kind_of(answer), token)),
    }
}

/// Whether an answer has what is expected, or what makes an error of it.
type Sorted = Result<(), fn(Box<Answer>) -> ErrorKind>;

/// What a failure proves.
fn verdict(Expectation { effect, answer: expected }: Expectation, kind: &ErrorKind) -> Verdict {
    let verdict = match kind {
        ErrorKind::BaseUrl(_)
        | ErrorKind::Proxy(_)
        | ErrorKind::NoCredential
        | ErrorKind::Certificate
        | ErrorKind::Client(_)
        | ErrorKind::Invalid(_)
        | ErrorKind::Path(_)
        | ErrorKind::Argument(_)
        | ErrorKind::Header(_)
        | ErrorKind::Link(_)
        | ErrorKind::Filter(_)
        | ErrorKind::Unchanged
        | ErrorKind::OtherType { .. }
        | ErrorKind::Body(_)
        | ErrorKind::Http(_)
        | ErrorKind::Credential(_)
        | ErrorKind::Stopped
        | ErrorKind::Token
        | ErrorKind::Unfit(_)
        | ErrorKind::Dependency { .. }
        | ErrorKind::NotBefore { .. }
        | ErrorKind::Deadline => Verdict::NotSent,
        ErrorKind::Connect(error) if error.is_builder() => Verdict::NotSent,
        ErrorKind::Connect(_) | ErrorKind::Unprocessed(_) => Verdict::NoConnection,
        ErrorKind::Lost(_) => Verdict::Unknown,
        // Nothing else has the key, so that what has it is what this create made.
        ErrorKind::Service(_, error)
            if expected == Expected::CreationWithOwnKey && error.code.as_deref() == Some(KEY_IS_TAKEN) =>
        {
            Verdict::Created
        }
        // A 404 without an error object can be a gateway's.
        ErrorKind::Service(answer, error) if answer.status == StatusCode::NOT_FOUND && error.code.is_some() => {
            Verdict::NotFound
        }
        ErrorKind::Service(answer, _) | ErrorKind::NoEntity(answer) => of_status(answer.status, answer.retry_after),
        // The connection was lost, only later: a read is sent again.
        ErrorKind::Unreadable(_, Unreadable::Lost(_)) if matches!(effect, Effect::Read) => Verdict::Unknown,
        // In a 200 only the entity itself is evidence, as far as it can be read.
        ErrorKind::Unreadable(answer, _) => match of_status(answer.status, None) {
            Verdict::Unclear if is_ok(answer.status) && is_evidence(&answer.body, expected) => Verdict::Created,
            verdict => verdict,
        },
        ErrorKind::Batch(error) => of_part_without_answer(error),
        ErrorKind::Upload(error) => error.verdict(),
        ErrorKind::Monitor(error) => error.verdict(),
    };
    match (verdict, effect, expected) {
        // A read changes nothing.
        (Verdict::Unknown, Effect::Read, _) => Verdict::Unanswered,
        (Verdict::Unclear | Verdict::Created, Effect::Read, _) => Verdict::Rejected,
        (Verdict::Created, _, Expected::Creation | Expected::CreationWithOwnKey | Expected::CreationOrNothing) => {
            Verdict::Created
        }
        (Verdict::Created, _, _) => Verdict::Applied,
        (verdict, _, _) => verdict,
    }
}

/// What the failure of a batch proves of one operation in it.
fn of_part_without_answer(error: &BatchError) -> Verdict {
    match error.request() {
        Some(request) if !request.verdict().may_have_taken_effect() => request.verdict(),
        // A success without an answer for each part says nothing of the parts.
        _ => Verdict::Unknown,
    }
}

/// What a status without an entity proves. The reasons are in the table at [`Disposition`](crate::Disposition).
fn of_status(status: StatusCode, retry_after: Option<Duration>) -> Verdict {
    match status.as_u16() {
        201 | 204 | 205 => Verdict::Created,
        401 => Verdict::Unauthorized,
        429 => Verdict::Throttled(retry_after),
        503 if retry_after.is_some() => Verdict::Throttled(retry_after),
        501 | 505 | 511 => Verdict::Rejected,
        408 | 460 | 499 | 500.. => Verdict::Unknown,
        400..=499 => Verdict::Rejected,
        _ => Verdict::Unclear,
    }
}

/// Whether the body of a 200 shows that the operation was carried out, though it cannot be read.
fn is_evidence(body: &[u8], expected: Expected) -> bool {
    match evidence(body) {
        Evidence::Entity => true,
        Evidence::Collection => expected == Expected::Returned,
        _ => false,
    }
}

/// Whether an answer with this status may have an entity, and is evidence only if it has one.
fn is_ok(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION)
}

/// Sorts a whole answer to a create: it has an entity, or it is an error.
fn creation_in(answer: &Answer) -> Sorted {
    let is_created = answer.status == StatusCode::CREATED;
    if !is_created && !is_ok(answer.status) {
        return Err(without_entity);
    }
    match evidence(&answer.body) {
        Evidence::Entity => Ok(()),
        // What is wrong with it is said when it is read.
        Evidence::Empty | Evidence::Collection | Evidence::NotAnObject if is_created => Ok(()),
        Evidence::Error | Evidence::Collection | Evidence::NotAnObject => Err(refused),
        Evidence::Empty | Evidence::Blank => Err(without_entity),
    }
}

/// Sorts a whole answer to a read: it has this, or it is an error.
fn body_in(answer: &Answer, expected: Evidence) -> Sorted {
    if !is_ok(answer.status) {
        return Err(without_entity);
    }
    match evidence(&answer.body) {
        found if found == expected => Ok(()),
        Evidence::Blank => Err(without_entity),
        _ => Err(refused),
    }
}

/// Sorts a whole answer to the read of a collection.
fn page_in(answer: &Answer) -> Sorted {
    // Most pages are, and the whole of one is read once then. Whether an error stands behind the entities shows in that read.
    if is_ok(answer.status) && begins_as_page(&answer.body) {
        return Ok(());
    }
    body_in(answer, Evidence::Collection)
}

/// Sorts a whole answer to an update or a put: it has an entity or no body, or it is an error.
fn entity_or_nothing_in(answer: &Answer) -> Sorted {
    match (answer.status.as_u16(), evidence(&answer.body)) {
        (204 | 205, _) | (200..=202, Evidence::Entity | Evidence::Blank) => Ok(()),
        _ => Err(refused),
    }
}

/// Sorts a whole answer to an operation that returns nothing: it is a success or an error.
fn nothing_in(answer: &Answer) -> Sorted {
    match (answer.status.as_u16(), evidence(&answer.body)) {
        (204 | 205, _) | (200..=202, Evidence::Entity | Evidence::Blank | Evidence::Empty) => Ok(()),
        _ => Err(refused),
    }
}

/// Sorts a whole answer to a call: it may have anything but an error and what is not Graph's.
fn returned_in(answer: &Answer) -> Sorted {
    match (answer.status.as_u16(), evidence(&answer.body)) {
        (204 | 205, _) | (200..=203, Evidence::Entity | Evidence::Collection | Evidence::Blank | Evidence::Empty) => {
            Ok(())
        }
        (200..=203, Evidence::NotAnObject) if is_json(&answer.body) => Ok(()),
        _ => Err(refused),
    }
}

/// Sorts a whole answer to a call that is redirected: it says where to, or it is an error.
fn redirect_in(answer: &mut Answer) -> Sorted {
    answer.read_head();
    let has_location = answer.location.as_deref().is_some_and(|location| !location.is_empty());
    if answer.status.is_redirection() && has_location { Ok(()) } else { Err(without_entity) }
}

/// Sorts a whole answer to a reference that is to exist: it was added, it exists, or it is an error.
fn reference_in(answer: &Answer) -> Sorted {
    nothing_in(answer).or_else(|refused| {
        if GraphError::read(&answer.body).is_existing_reference(answer.status) { Ok(()) } else { Err(refused) }
    })
}

/// Sorts the whole answer to a batch: it has parts, or it is an error.
fn parts_in(answer: &Answer) -> Sorted {
    if is_ok(answer.status) && !is_blank(&answer.body) { Ok(()) } else { Err(without_entity) }
}

/// Sorts a whole answer of any kind: it is a success or an error.
fn anything_in(answer: &Answer) -> Sorted {
    if answer.status.is_success() { Ok(()) } else { Err(refused) }
}

/// Sorts a whole success whose body is read as JSON: Graph's error object, which has a code, is an error in it too.
pub(crate) fn not_an_error(answer: Box<Answer>) -> Result<Box<Answer>, ErrorKind> {
    if evidence(&answer.body) == Evidence::Error && GraphError::read(&answer.body).code.is_some() {
        return Err(refused(answer));
    }
    Ok(answer)
}

/// The error of an answer without an entity.
fn without_entity(mut answer: Box<Answer>) -> ErrorKind {
    if !answer.status.is_success() {
        return refused(answer);
    }
    answer.read_whole_head();
    ErrorKind::NoEntity(answer)
}

/// The error that an answer's body holds.
fn refused(mut answer: Box<Answer>) -> ErrorKind {
    let error = Box::new(GraphError::read(&answer.body));
    answer.read_whole_head();
    answer.take_retry_after(error.retry_after);
    ErrorKind::Service(answer, error)
}

/// The error of an answer whose body did not arrive whole.
fn cut_off(answer: Box<Answer>, why: Unreadable) -> ErrorKind {
    // The body of an error is a help, not a condition: what arrived is kept.
    if answer.status.is_success() { ErrorKind::Unreadable(answer, why) } else { refused(answer) }
}

#[cfg(test)]
mod tests;
