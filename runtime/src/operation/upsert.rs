//! An update that creates what does not exist, as a value.

use http::{Method, StatusCode};
use serde::de::DeserializeOwned;

use super::answered::{AnswerReader, Answered};
use super::effect::Effect;
use super::entity_body;
use super::expectation::{Expectation, Expected};
use super::permissions::Permissions;
use super::request::Request;
use super::settings::settings;
use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::json::entity::GraphEntity;
use crate::json::mode::WriteMode;
use crate::wire::answer::Answer;
use crate::wire::body;

/// What an upsert did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Upserted<T> {
    /// There was no such entity, and this created it (201).
    Created(T),
    /// There was one, and this updated it (200, 204); with the entity if the service returned it.
    ///
    /// If the answer to an earlier attempt was lost, it may be that attempt which had created it.
    Updated(Option<T>),
}

impl<T> Upserted<T> {
    /// The entity, if the service returned it.
    pub fn into_entity(self) -> Option<T> {
        match self {
            Self::Created(entity) => Some(entity),
            Self::Updated(entity) => entity,
        }
    }
}

/// A request to update a `T`, or to create it if it does not exist, not sent yet: what the methods of `#[graph_upsert]` return.
///
/// It has the body of a create, and required properties are checked. If it is carried out twice, that is the same as once, so it
/// is sent again after a lost answer: this is how Graph offers a create that is safe to repeat
/// ([upsert](https://learn.microsoft.com/graph/api/group-upsert)).
#[must_use = "an upsert does nothing until it is sent"]
pub struct Upsert<T> {
    request: Request,
    read: AnswerReader<Upserted<T>>,
}

/// What the methods of `#[graph_upsert]` call.
pub fn upsert<T: GraphEntity>(
    entity: &T,
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Upsert<T> {
    let body = entity_body::write(entity, T::ODATA_TYPE, WriteMode::Create);
    let expectation = Expectation { effect: Effect::Idempotent, answer: Expected::CreationOrNothing };
    let permissions = Permissions::new(delegated, application);
    let request = Request::declared(Method::PATCH, template, permissions, arguments, expectation);
    Upsert { request: request.with_body(body).header("Prefer", "create-if-missing"), read }
}

/// A 201 has the entity; any other success may have it.
pub(crate) fn read<T: DeserializeOwned>(answer: &Answer) -> Result<Upserted<T>, serde_json::Error> {
    match answer.status {
        StatusCode::CREATED => body::read(&answer.body).map(Upserted::Created),
        _ => body::read_if_any(&answer.body).map(Upserted::Updated),
    }
}

settings!(Upsert<T>);

impl<T> Upsert<T> {
    /// Sends it. Returns whether the entity was created or updated.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`].
    pub async fn send(self, client: &GraphClient) -> Result<Upserted<T>, Error> {
        self.send_full(client).await.map(|answered| answered.value)
    }

    /// As [`send`](Self::send), with what else the answer says.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_full(self, client: &GraphClient) -> Result<Answered<Upserted<T>>, Error> {
        client.deliver(&self.request).await?.read_answer(self.read)
    }

    /// Asks the service to return the entity: `Prefer: return=representation`.
    pub fn returning(self) -> Self {
        self.header("Prefer", "return=representation")
    }
}
