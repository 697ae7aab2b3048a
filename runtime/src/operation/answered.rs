//! What operations return, and how it is read.

use http::StatusCode;

use crate::errors::attempt::Attempt;
use crate::wire::answer::Answer;

/// Reads a value from the body of an answer.
pub(crate) type Reader<T> = fn(&[u8]) -> Result<T, serde_json::Error>;

/// Reads a value from an answer, where its head says what the body is.
pub(crate) type AnswerReader<T> = fn(&Answer) -> Result<T, serde_json::Error>;

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

/// What the service answered to an operation other than a create, with what else the answer said.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Answered<T> {
    /// The entity, the page, or what else the operation gives.
    pub value: T,
    /// Such as `200 OK` or `204 No Content`.
    pub status: StatusCode,
    /// The service's `request-id`: what Microsoft's support asks for.
    pub request_id: Option<String>,
    /// The `Location` header.
    pub location: Option<String>,
    /// Every request that was sent for it, the last one answered by this.
    pub attempts: Vec<Attempt>,
}

impl<T> From<Answered<T>> for Created<T> {
    fn from(Answered { value, status, request_id, location, attempts }: Answered<T>) -> Self {
        Self { entity: value, status, request_id, location, attempts }
    }
}
