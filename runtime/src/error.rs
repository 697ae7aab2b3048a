//! The error of a create: what went wrong, and what became of the entity.

use std::fmt;
use std::time::SystemTime;

use http::StatusCode;
use uuid::Uuid;

use crate::answer::Answer;
use crate::base_url::InvalidBaseUrl;
use crate::batch::BatchError;
use crate::claims::Grants;
use crate::credential::CredentialError;
use crate::graph_error::GraphError;
use crate::outcome::{Attempt, Disposition};
use crate::path::InvalidArgument;
use crate::permissions::Permissions;
use crate::preflight::Unfit;
use crate::validate::Invalid;
use crate::verdict::Verdict;

mod redact;
mod text;

pub(crate) use text::chain;

/// Why a create, or the building of a client, failed.
///
/// `Display` is one line; [`kind`](Self::kind) has the parts, [`disposition`](Self::disposition) says what became of the
/// entity. No token is ever part of it.
pub struct Error(Box<Parts>);

struct Parts {
    kind: ErrorKind,
    attempts: Vec<Attempt>,
    permissions: Permissions,
}

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client's base URL is no service's origin.
    BaseUrl(InvalidBaseUrl),
    /// The client was built without a credential.
    NoCredential,
    /// A root certificate is not in the PEM format.
    Certificate,
    /// The HTTP client could not be set up, such as its TLS.
    Client(reqwest::Error),
    /// Required properties are missing.
    Invalid(Invalid),
    /// A path's argument is empty, `.` or `..`.
    Argument(InvalidArgument),
    /// The entity could not be written as JSON: a field's own `Serialize` failed.
    Body(serde_json::Error),
    /// The request is none that HTTP can carry, such as one with too long a path.
    Http(http::Error),
    /// The credential gave no token.
    Credential(CredentialError),
    /// The [import](crate::GraphClient::import) that was to send it was stopped before.
    Stopped,
    /// The credential gave a token that cannot stand in a header: empty, or with other characters than visible ASCII.
    Token,
    /// The token says of itself that it can be no good for this create.
    Unfit(Box<Unfit>),
    /// The time was up before the request was sent.
    Deadline,
    /// No connection to the service, or none that took the request before the time was up.
    Connect(reqwest::Error),
    /// The request was sent, and the service stated that it did not process it: HTTP/2 `REFUSED_STREAM`, or `GOAWAY` with a
    /// lower stream identifier.
    Unprocessed(reqwest::Error),
    /// The connection was lost, or the time was up, after the request was sent.
    Lost(reqwest::Error),
    /// The service answered with an error: a status that is not a success, or an error object or a page in a success.
    Service(Box<Answer>, Box<GraphError>),
    /// The service answered with a success without an entity, such as 202 or 204.
    NoEntity(Box<Answer>),
    /// The service answered that the entity was created, and the body could not be read, for the reason here.
    Unreadable(Box<Answer>, Unreadable),
    /// The create was part of a batch that has no answer for it.
    Batch(BatchError),
}

/// Why the body of a successful answer could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is not the JSON of the entity.
    Json(serde_json::Error),
    /// It broke off.
    Lost(reqwest::Error),
    /// It is larger than this many bytes.
    TooLarge(usize),
}

impl Error {
    /// With the requests that were sent, and the permissions that the path declares.
    pub(crate) fn after(kind: ErrorKind, attempts: Vec<Attempt>, permissions: Permissions) -> Self {
        Self(Box::new(Parts { kind, attempts, permissions }))
    }

    /// The same, with what was sent before.
    pub(crate) fn behind(mut self, mut attempts: Vec<Attempt>) -> Self {
        attempts.append(&mut self.0.attempts);
        self.0.attempts = attempts;
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What became of the entity.
    #[must_use]
    pub fn disposition(&self) -> Disposition {
        let of_the_last = Verdict::of(self.kind()).disposition();
        // That the last attempt was refused says nothing of one before it.
        let may_exist = self.attempts().iter().any(|attempt| attempt.may_have_stored);
        if may_exist && of_the_last != Disposition::Created { Disposition::Unknown } else { of_the_last }
    }

    /// The answer, where there was one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match self.kind() {
            ErrorKind::Service(answer, _) | ErrorKind::NoEntity(answer) | ErrorKind::Unreadable(answer, _) => {
                Some(answer)
            }
            ErrorKind::Batch(error) => error.request()?.answer(),
            _ => None,
        }
    }

    /// The answer's status.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
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

    /// The `client-request-id` of the last attempt; none where the create ended before there was one.
    #[must_use]
    pub fn client_request_id(&self) -> Option<Uuid> {
        self.0.attempts.last().map(|attempt| attempt.client_request_id)
    }

    /// The `Location` of the answer.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.answer().and_then(|answer| answer.location.as_deref())
    }

    /// When the service takes the request again, where it says so.
    #[must_use]
    pub fn retry_at(&self) -> Option<SystemTime> {
        self.answer().and_then(|answer| answer.retry_at)
    }

    /// The id of an entity that was [created](Disposition::Created), where it could be found.
    #[must_use]
    pub fn id(&self) -> Option<String> {
        self.answer().filter(|_| self.disposition() == Disposition::Created).and_then(Answer::id)
    }

    /// Every request that was sent, or was about to be.
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// The permissions of the last attempt's token, where that is a JWT.
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
    fn from(kind: ErrorKind) -> Self {
        Self::after(kind, Vec::new(), Permissions::default())
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
        match self.kind() {
            ErrorKind::BaseUrl(error) => Some(error),
            ErrorKind::Invalid(error) => Some(error),
            ErrorKind::Argument(error) => Some(error),
            ErrorKind::Http(error) => Some(error),
            ErrorKind::Credential(error) => Some(error.as_ref()),
            ErrorKind::Body(error) | ErrorKind::Unreadable(_, Unreadable::Json(error)) => Some(error),
            ErrorKind::Client(error)
            | ErrorKind::Connect(error)
            | ErrorKind::Unprocessed(error)
            | ErrorKind::Lost(error)
            | ErrorKind::Unreadable(_, Unreadable::Lost(error)) => Some(error),
            ErrorKind::Batch(error) => error.request().map(|error| error as _),
            ErrorKind::Unfit(error) => Some(error.as_ref()),
            ErrorKind::NoCredential
            | ErrorKind::Certificate
            | ErrorKind::Stopped
            | ErrorKind::Token
            | ErrorKind::Deadline
            | ErrorKind::Service(..)
            | ErrorKind::NoEntity(_)
            | ErrorKind::Unreadable(_, Unreadable::TooLarge(_)) => None,
        }
    }
}
