//! The write of an entity under a key that the caller chooses, as a value.

use http::Method;

use super::answered::{Answered, Reader};
use super::effect::Effect;
use super::entity_body;
use super::expectation::{Expectation, Expected};
use super::permissions::Permissions;
use super::request::Request;
use super::settings::{if_match, settings};
use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::json::entity::GraphEntity;
use crate::json::mode::WriteMode;
use crate::wire::body;

/// A request to write a `T` under the key in its path, not sent yet: what the methods of `#[graph_put]` return.
///
/// It has the body of a create, and required properties are checked. The service creates the entity or replaces the one that is
/// there. If it is carried out twice, that is the same as once, so it is sent again after a lost answer.
#[must_use = "a put does nothing until it is sent"]
pub struct Put<T> {
    request: Request,
    read: Reader<Option<T>>,
}

/// What the methods of `#[graph_put]` call.
pub fn put<T: GraphEntity>(
    entity: &T,
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Put<T> {
    let body = entity_body::write(entity, T::ODATA_TYPE, WriteMode::Create);
    let expectation = Expectation { effect: Effect::Idempotent, answer: Expected::CreationOrNothing };
    let permissions = Permissions::new(delegated, application);
    let request = Request::declared(Method::PUT, template, permissions, arguments, expectation);
    Put { request: request.with_body(body), read: |bytes| body::read_if_any(bytes) }
}

settings!(Put<T>);
if_match!(Put<T>);

impl<T> Put<T> {
    /// Sends it. Returns the entity if the service returns it, `None` if it does not (204, or 202 without a body).
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`].
    pub async fn send(self, client: &GraphClient) -> Result<Option<T>, Error> {
        self.send_full(client).await.map(|answered| answered.value)
    }

    /// As [`send`](Self::send), with what else the answer says: 201 if the entity is new, 202 if the service goes on.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_full(self, client: &GraphClient) -> Result<Answered<Option<T>>, Error> {
        client.deliver(&self.request).await?.read(self.read)
    }
}
