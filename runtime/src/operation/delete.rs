//! The deletion of an entity as a value.

use std::marker::PhantomData;

use http::Method;

use super::answered::Answered;
use super::effect::Effect;
use super::expectation::{Expectation, Expected};
use super::permissions::Permissions;
use super::request::Request;
use super::settings::{if_match, replicating, settings};
use crate::client::GraphClient;
use crate::errors::error::Error;

/// A request to delete a `T`, not sent yet: what the methods of `#[graph_delete]` return.
///
/// A delete is idempotent: it is sent again after a lost connection, and a 404 after that is a success, as an attempt before may
/// have deleted the entity. A 404 to the first attempt is an error.
#[must_use = "a delete does nothing until it is sent"]
pub struct Delete<T> {
    request: Request,
    deleted: PhantomData<fn() -> T>,
}

/// What the methods of `#[graph_delete]` call.
pub fn delete<T>(
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Delete<T> {
    let expectation = Expectation { effect: Effect::Idempotent, answer: Expected::Nothing };
    let permissions = Permissions::new(delegated, application);
    let request = Request::declared(Method::DELETE, template, permissions, arguments, expectation);
    Delete { request, deleted: PhantomData }
}

settings!(Delete<T>);
replicating!(Delete<T>);
if_match!(Delete<T>);

impl<T> Delete<T> {
    /// Sends it.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`].
    pub async fn send(self, client: &GraphClient) -> Result<(), Error> {
        self.send_full(client).await.map(|answered| answered.value)
    }

    /// As [`send`](Self::send), with what else the answer says.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_full(self, client: &GraphClient) -> Result<Answered<()>, Error> {
        client.deliver(&self.request).await?.read(|_| Ok(()))
    }
}
