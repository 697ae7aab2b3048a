//! References between entities: adding, setting and removing one, as a value.

use std::marker::PhantomData;

use http::Method;

use super::answered::Answered;
use super::effect::Effect;
use super::expectation::{Expectation, Expected};
use super::path::{End, fill};
use super::permissions::Permissions;
use super::request::Request;
use super::settings::{replicating, settings};
use super::unsendable::Unsendable;
use crate::client::GraphClient;
use crate::errors::error::Error;

/// A request to add, set or remove a reference of a `T` to another entity, not sent yet: what the functions of
/// [`#[graph_ref]`](macro@crate::graph_ref) return.
///
/// A removal is idempotent: it is sent again after a lost connection, and a 404 after that is a success. A request that adds or
/// sets a reference is not sent again if it may have taken effect. The service refuses a reference that exists already with 400;
/// [`Error::is_existing_reference`] tells this from other refusals, and [`or_existing`](Self::or_existing) makes it a success.
#[must_use = "a reference is not changed until this is sent"]
pub struct Reference<T> {
    request: Request,
    of: PhantomData<fn() -> T>,
}

/// What the functions that add a reference call.
pub fn add_reference<T>(
    template: &'static str,
    target: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
    id: &str,
) -> Reference<T> {
    refer(Method::POST, (template, target), Permissions::new(delegated, application), arguments, id)
}

/// What the functions that set the only reference call.
pub fn set_reference<T>(
    template: &'static str,
    target: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
    id: &str,
) -> Reference<T> {
    refer(Method::PUT, (template, target), Permissions::new(delegated, application), arguments, id)
}

/// What the functions that remove a reference call.
pub fn remove_reference<T>(
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Reference<T> {
    let expectation = Expectation { effect: Effect::Idempotent, answer: Expected::Nothing };
    let permissions = Permissions::new(delegated, application);
    let request = Request::declared(Method::DELETE, template, permissions, arguments, expectation);
    Reference { request, of: PhantomData }
}

fn refer<T>(
    method: Method,
    (template, target): (&'static str, &'static str),
    permissions: Permissions,
    arguments: &[&str],
    id: &str,
) -> Reference<T> {
    let expectation = Expectation { effect: Effect::Once, answer: Expected::Reference };
    let mut request = Request::declared(method, template, permissions, arguments, expectation);
    match fill(target, &[id], End::Entity) {
        Ok(target) => request.refers_to = Some(target),
        Err(invalid) => request.set_problem(Unsendable::Argument(invalid)),
    }
    Reference { request, of: PhantomData }
}

settings!(Reference<T>);
replicating!(Reference<T>);

impl<T> Reference<T> {
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

    /// Takes the refusal of a reference that exists already as a success. So a request that adds or sets one is safe to repeat,
    /// and is sent again after a lost answer. A removal stays as it is.
    pub fn or_existing(mut self) -> Self {
        if self.request.expectation.answer == Expected::Reference {
            self.request.expectation =
                Expectation { effect: Effect::Idempotent, answer: Expected::ReferenceOrExisting };
        }
        self
    }
}
