//! What a create ended in: the entity with what the answer said, or what became of it.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use uuid::Uuid;

use crate::claims::{Claims, Grants};
use crate::client_request_id::client_request_id;
use crate::verdict::Verdict;

/// Whether a create that returned an error took effect.
///
/// Creates in Graph are not idempotent: sending again what was stored makes a duplicate.
///
/// # What each status proves
///
/// The same for a create that is sent alone and for one in a batch. Sections are of
/// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-15).
///
/// | status | disposition | why |
/// |---|---|---|
/// | 201 | success, or `Created` if the entity in it cannot be read | the request created a resource (15.3.2) |
/// | 200, 203 with the entity | success, or `Created` if a property cannot be read | the content is the result (15.3.1) |
/// | 200, 203 without it | `Unknown` | a sign-in page, an error object and a collection are answers to something else |
/// | 202 | `Unknown` | accepted, and may still fail (15.3.3) |
/// | 204, 205 | `Created` | the request was fulfilled (15.3.5, 15.3.6) |
/// | other 2xx | `Unknown` | not defined for a POST that creates |
/// | 3xx | `Unknown` | 303 is what a server answers after it carried a POST out (15.4.4); the others can come from a proxy |
/// | 408, 499, 460 | `Unknown` | a proxy gave up waiting, or saw the connection close, while the service may have gone on (408: 15.5.9; the others are nginx's and a load balancer's) |
/// | 429 | `Throttled` | too many requests ([RFC 6585, section 4](https://www.rfc-editor.org/rfc/rfc6585#section-4)) |
/// | other 4xx | `Rejected` | the request is wrong, and was not carried out (15.5); an unregistered code counts as 400 (15) |
/// | 501, 505, 511 | `Rejected` | the method or the HTTP version is not supported (15.6.2, 15.6.6); a network wants a sign-in first ([RFC 6585, section 6](https://www.rfc-editor.org/rfc/rfc6585#section-6)) |
/// | 503 with `Retry-After` | `Throttled` | the service is overloaded, and says until when (15.6.4) |
/// | 503 without it, other 5xx | `Unknown` | the service or a gateway failed, before or after it stored the entity (15.6) |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Disposition {
    /// Nothing reached the service, or the service stated that it did not process it: a property is missing, an argument is
    /// bad, no token, no connection, a refused HTTP/2 stream.
    NotSent,
    /// The service refused it, and nothing was stored: a status such as 400, 401, 403, 404 or 409.
    Rejected,
    /// The service refused it for now: 429, or 503 with `Retry-After`. [`Error::retry_at`](crate::Error::retry_at) says when.
    Throttled,
    /// It exists, but the answer could not be read. [`Error::id`](crate::Error::id) is its id, if that could be found.
    Created,
    /// It may exist: the connection was lost after sending, or the status proves neither (the table above).
    Unknown,
}

/// One request that was sent, or was about to be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The `client-request-id` that it was sent with.
    pub client_request_id: Uuid,
    /// The answer's status, where there was an answer.
    pub status: Option<StatusCode>,
    /// How long the client waited before it, after the attempt before.
    pub waited: Duration,
    /// How many requests were sent for the same create before.
    pub(crate) resend: u32,
    /// Whether it may have stored the entity.
    pub(crate) may_have_stored: bool,
    /// What its token says of itself.
    pub(crate) claims: Option<Arc<Claims>>,
}

impl Attempt {
    /// The permissions of the token that it was sent with, where that is a JWT.
    #[must_use]
    pub fn granted(&self) -> Option<&Grants> {
        self.claims.as_ref().map(|claims| &claims.grants)
    }

    /// One with an id of its own, not answered yet.
    pub(crate) fn new(waited: Duration) -> Self {
        Self::with_id(client_request_id(), waited)
    }

    /// The attempt at its end: with an entity, or with this verdict.
    pub(crate) fn ended_in(self, failure: Option<Verdict>) -> Self {
        Self { may_have_stored: failure.is_none_or(Verdict::may_have_stored), ..self }
    }

    /// One with this id.
    pub(crate) fn with_id(client_request_id: Uuid, waited: Duration) -> Self {
        Self { client_request_id, status: None, waited, resend: 0, may_have_stored: false, claims: None }
    }
}

/// An entity as the service stored it, with what else the answer said.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Created<T> {
    /// The entity, with what the service assigned.
    pub entity: T,
    /// `201 Created` or, from a service that says no more, `200 OK`.
    pub status: StatusCode,
    /// The service's `request-id`: what Microsoft's support asks for.
    pub request_id: Option<String>,
    /// Where the entity is, from the `Location` header.
    pub location: Option<String>,
    /// Every request that was sent for it, the last one answered by this.
    pub attempts: Vec<Attempt>,
}
