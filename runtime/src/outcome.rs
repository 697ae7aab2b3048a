//! What a create ended in: the entity with what the answer said, or what became of it.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use uuid::Uuid;

use crate::claims::{Claims, Grants};
use crate::client_request_id::client_request_id;

/// What became of an entity whose create returned an error.
///
/// Creates in Graph are not idempotent: sending again what was stored makes a duplicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Disposition {
    /// Nothing reached the service: a property is missing, an argument is bad, no token, no connection.
    NotSent,
    /// The service refused it: a status such as 400, 401, 403, 404 or 409.
    Rejected,
    /// The service refused it for now: 429, or 503 with `Retry-After`. [`Error::retry_at`](crate::Error::retry_at) says when.
    Throttled,
    /// It exists, but the answer could not be read. [`Error::id`](crate::Error::id) is its id where that could be found.
    Created,
    /// It may exist: the connection was lost after sending, or a status such as 500, 502, 504, or 503 without
    /// `Retry-After`.
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
    /// Whether it may have stored the entity, though another followed.
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
