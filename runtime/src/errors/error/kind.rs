//! What went wrong: the kinds of an error, each with its parts.

use std::sync::Arc;

use crate::auth::credential::CredentialError;
use crate::auth::preflight::Unfit;
use crate::client::base_url::InvalidBaseUrl;
use crate::client::proxy::InvalidProxy;
use crate::errors::error::Error;
use crate::errors::graph_error::GraphError;
use crate::errors::transport::TransportError;
use crate::filter::InvalidFilter;
use crate::monitor::error::MonitorError;
use crate::operation::header::InvalidHeader;
use crate::operation::link::InvalidLink;
use crate::operation::path::{InvalidArgument, InvalidPath};
use crate::upload::error::UploadError;
use crate::validate::Invalid;
use crate::wire::answer::Answer;

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client's base URL is not one that a token may go to.
    BaseUrl(InvalidBaseUrl),
    /// The client's proxy is not one that can be used.
    Proxy(InvalidProxy),
    /// The client was built without a credential.
    NoCredential,
    /// A root certificate is not in the PEM format.
    Certificate,
    /// The HTTP client could not be set up, such as its TLS.
    Client(TransportError),
    /// Required properties are missing.
    Invalid(Invalid),
    /// The path of a [`Request`](crate::Request) is not valid.
    Path(InvalidPath),
    /// A path's argument is empty, `.` or `..`.
    Argument(InvalidArgument),
    /// A header of the request, or of a client that is built, cannot be set.
    Header(InvalidHeader),
    /// A link, to a next page or to what changed, cannot be followed.
    Link(InvalidLink),
    /// A [filter](crate::Filter) cannot be written.
    Filter(InvalidFilter),
    /// An update since an earlier value has nothing to send.
    Unchanged,
    /// An update is since an earlier value of another type.
    OtherType {
        /// The OData type of the earlier value.
        before: String,
        /// The OData type of the value that was to be sent.
        after: String,
    },
    /// The entity could not be written as JSON: a field's own `Serialize` failed.
    Body(serde_json::Error),
    /// HTTP cannot carry the request, such as one with too long a path.
    Http(http::Error),
    /// The credential gave no token.
    Credential(CredentialError),
    /// The [import](crate::GraphClient::import) that was to send it was stopped before.
    Stopped,
    /// The credential gave a token that cannot stand in a header: empty, or with other characters than visible ASCII.
    Token,
    /// The token's own claims exclude the request.
    Unfit(Box<Unfit>),
    /// The time was up before the request was sent.
    Deadline,
    /// No connection to the service, or none that took the request before the time was up.
    Connect(TransportError),
    /// The request was sent, and the service stated that it did not process it: HTTP/2 `REFUSED_STREAM`, or `GOAWAY` with a
    /// lower stream identifier.
    Unprocessed(TransportError),
    /// The connection was lost, or the time was up, after the request was sent.
    Lost(TransportError),
    /// The service answered with an error: a status that is not a success, or an error object or a page in a success.
    Service(Box<Answer>, Box<GraphError>),
    /// The service answered with a success, and without the entity or collection that it ought to have, such as 202 or 204.
    NoEntity(Box<Answer>),
    /// The service answered that the operation succeeded, and the body could not be read, for the reason here.
    Unreadable(Box<Answer>, Unreadable),
    /// In a batch, it depends on the request at this position, which did not succeed.
    Dependency {
        /// The position of the other.
        depends_on: usize,
    },
    /// In a batch, it depends on a request that is not before it.
    NotBefore {
        /// Its own position.
        position: usize,
        /// The position of the other.
        depends_on: usize,
    },
    /// The operation was part of a batch that has no answer for it.
    Batch(BatchError),
    /// An [upload](crate::GraphClient::upload) failed because of its file or its session.
    Upload(UploadError),
    /// The [monitor](crate::Monitor) of an operation reported no success.
    Monitor(MonitorError),
}

impl ErrorKind {
    /// The error behind it, if there is one.
    pub(super) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::BaseUrl(error) => Some(error),
            Self::Proxy(error) => Some(error),
            Self::Invalid(error) => Some(error),
            Self::Path(error) => Some(error),
            Self::Argument(error) => Some(error),
            Self::Header(error) => Some(error),
            Self::Link(error) => Some(error),
            Self::Filter(error) => Some(error),
            Self::Http(error) => Some(error),
            Self::Credential(error) => Some(error.as_ref()),
            Self::Body(error) | Self::Unreadable(_, Unreadable::Json(error)) => Some(error),
            Self::Client(error)
            | Self::Connect(error)
            | Self::Unprocessed(error)
            | Self::Lost(error)
            | Self::Unreadable(_, Unreadable::Lost(error)) => Some(error),
            Self::Batch(error) => error.request().map(|error| error as _),
            Self::Unfit(error) => Some(error.as_ref()),
            Self::Upload(error) => Some(error),
            Self::Monitor(error) => Some(error),
            Self::NoCredential
            | Self::Unchanged
            | Self::OtherType { .. }
            | Self::Certificate
            | Self::Stopped
            | Self::Token
            | Self::Deadline
            | Self::Dependency { .. }
            | Self::NotBefore { .. }
            | Self::Service(..)
            | Self::NoEntity(_)
            | Self::Unreadable(_, Unreadable::TooLarge(_)) => None,
        }
    }

    /// The answer of a service that refused a request, or the same kind if it is another one.
    pub(crate) fn into_answer(self) -> Result<Box<Answer>, Self> {
        if let Self::Service(answer, _) = self { Ok(answer) } else { Err(self) }
    }
}

/// Why the body of a successful answer could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is not the JSON of what the operation returns.
    Json(serde_json::Error),
    /// It broke off.
    Lost(TransportError),
    /// It is larger than this many bytes.
    TooLarge(usize),
}

/// Why an operation has no answer of its own, though the batch that it was part of was sent, or was about to be.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum BatchError {
    /// The batch as a whole failed. The error is that of its request, and the same for all operations that were part of it.
    Request(Arc<Error>),
    /// The batch was answered, without a part for this operation.
    Missing {
        /// Ids in the answer under which nothing was asked.
        foreign: Vec<String>,
    },
    /// The batch was answered with two parts for this operation, and they differ.
    Conflict,
    /// The batch was answered with a part for this operation that has no status, or two.
    Malformed,
}

impl BatchError {
    /// The error of the batch's own request.
    pub(crate) fn request(&self) -> Option<&Error> {
        if let Self::Request(error) = self { Some(error) } else { None }
    }
}
