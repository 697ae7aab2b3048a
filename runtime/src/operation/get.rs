//! The read of one entity as a value.

use http::Method;

use super::answered::{Answered, Reader};
use super::effect::Effect;
use super::expectation::{Expectation, Expected};
use super::permissions::Permissions;
use super::projection::{project, select_all};
use super::request::Request;
use super::settings::{replicating, settings};
use crate::client::GraphClient;
use crate::errors::disposition::Verdict;
use crate::errors::error::Error;
use crate::json::entity::GraphEntity;
use crate::wire::body;

/// A request to read a `T`, not sent yet: what the methods of `#[graph_get]` return.
///
/// It asks for the properties that `T` declares (`$select`), so that what was not asked for cannot be mistaken for null.
#[must_use = "a get does nothing until it is sent"]
#[derive(Clone)]
pub struct Get<T> {
    request: Box<Request>,
    read: Reader<T>,
}

/// What the methods of `#[graph_get]` call.
pub fn get<T: GraphEntity>(
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Get<T> {
    let expectation = Expectation { effect: Effect::Read, answer: Expected::Entity };
    let permissions = Permissions::new(delegated, application);
    let mut request = Box::new(Request::declared(Method::GET, template, permissions, arguments, expectation));
    project::<T>(&mut request);
    Get { request, read: |bytes| body::read(bytes) }
}

settings!(Get<T>);
replicating!(Get<T>);

impl<T> Get<T> {
    /// Sends it and returns the entity.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]. A read is sent again after every failure that may pass.
    pub async fn send(self, client: &GraphClient) -> Result<T, Error> {
        client.deliver(&self.request).await?.read(self.read).map(|answered| answered.value)
    }

    /// Sends it and returns the entity, or `None` if it does not exist: 404 with Graph's error object.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_optional(self, client: &GraphClient) -> Result<Option<T>, Error> {
        match self.send(client).await {
            Ok(entity) => Ok(Some(entity)),
            Err(error) if error.verdict() == Verdict::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// As [`send`](Self::send), with what else the answer says.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_full(self, client: &GraphClient) -> Result<Answered<T>, Error> {
        client.deliver(&self.request).await?.read(self.read)
    }

    /// Asks for all properties: for endpoints that refuse `$select`. What is marked `expand` is expanded all the same.
    pub fn select_all(mut self) -> Self {
        select_all(&mut self.request);
        self
    }
}
