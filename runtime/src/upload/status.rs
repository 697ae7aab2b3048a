//! What the status of a refusal says of the session.

use http::StatusCode;

use crate::errors::error::ErrorKind;

/// The session does not exist.
pub(super) const GONE: [StatusCode; 2] = [StatusCode::NOT_FOUND, StatusCode::GONE];

pub(super) const NO_GET: StatusCode = StatusCode::METHOD_NOT_ALLOWED;
pub(super) const NOT_IMPLEMENTED: StatusCode = StatusCode::NOT_IMPLEMENTED;

pub(super) fn status(kind: &ErrorKind) -> Option<StatusCode> {
    if let ErrorKind::Service(answer, _) = kind { Some(answer.status) } else { None }
}

/// Whether the session does not exist.
pub(super) fn is_gone(kind: &ErrorKind) -> bool {
    status(kind).is_some_and(|status| GONE.contains(&status))
}
