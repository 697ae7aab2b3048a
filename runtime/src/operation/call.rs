//! The call of an action or a function as a value.

use http::Method;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::answered::{AnswerReader, Answered};
use super::effect::Effect;
use super::entity_body;
use super::expectation::{Expectation, Expected};
use super::page::Page;
use super::permissions::Permissions;
use super::request::Request;
use super::settings::settings;
use super::unsendable::Unsendable;
use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::json::entity::GraphParameters;
use crate::json::mode::WriteMode;
use crate::json::returned::{self, Returned};
use crate::json::shape::Shape;
use crate::lists::Pages;
use crate::send::delivered::Delivered;
use crate::wire::answer::Answer;
use crate::wire::body;

/// A call of an action or a function that returns an `R`, not sent yet: what the methods of
/// [`#[graph_action]`](macro@crate::graph_action) and [`#[graph_function]`](macro@crate::graph_function) return.
///
/// An action takes effect each time that it is called, so it is not sent again if it may have taken effect already, unless
/// [`retry_unknown`](Self::retry_unknown) allows it. A function only reads, and is sent again after every failure that may pass.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<R> {
    request: Request,
    shape: Shape,
    read: AnswerReader<R>,
}

/// What the methods of `#[graph_action]` call.
pub fn action<P: GraphParameters, R: Returned>(
    parameters: &P,
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Call<R> {
    let call = call(Method::POST, Effect::Once, template, Permissions::new(delegated, application), arguments);
    if !P::HAS_ANY {
        return call;
    }
    let body = entity_body::write(parameters, P::NAME, WriteMode::Create);
    Call { request: call.request.with_body(body), ..call }
}

/// What the methods of `#[graph_function]` call.
pub fn function<P: GraphParameters, R: Returned>(
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Call<R> {
    call(Method::GET, Effect::Read, template, Permissions::new(delegated, application), arguments)
}

fn call<R: DeserializeOwned>(
    method: Method,
    effect: Effect,
    template: &'static str,
    permissions: Permissions,
    arguments: &[&str],
) -> Call<R> {
    let shape = Shape::of::<R>();
    let answer = if shape == Shape::Redirect { Expected::Redirect } else { Expected::Returned };
    let request = Request::declared(method, template, permissions, arguments, Expectation { effect, answer });
    Call { request, shape, read: read_answer }
}

pub(crate) fn read_answer<R: DeserializeOwned>(answer: &Answer) -> Result<R, serde_json::Error> {
    returned::read(answer.location.as_deref(), &answer.body)
}

/// Reads what came back. The address of a redirect is in the value alone, because it authorizes.
pub(crate) fn read<R>(delivered: Delivered, read: AnswerReader<R>) -> Result<Answered<R>, Error> {
    let is_redirect = delivered.answer.status.is_redirection();
    let answered = delivered.read_answer(read)?;
    let location = answered.location.filter(|_| !is_redirect);
    Ok(Answered { location, ..answered })
}

settings!(Call<R>);

impl<R> Call<R> {
    /// Sends the call and returns its result. If a function returns a collection in several pages, all of them are read.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`].
    pub async fn send(self, client: &GraphClient) -> Result<R, Error> {
        self.send_full(client).await.map(|answered| answered.value)
    }

    /// As [`send`](Self::send), with what else the answer says: such as 202 with the `Location` of a
    /// [monitor](crate::Monitor) if the service goes on with it.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_full(self, client: &GraphClient) -> Result<Answered<R>, Error> {
        let mut delivered = client.deliver(&self.request).await?;
        if self.shape == Shape::Collection && self.request.expectation.effect == Effect::Read {
            self.read_on(client, &mut delivered).await?;
        }
        read(delivered, self.read)
    }

    /// Reads the pages behind the first.
    async fn read_on(&self, client: &GraphClient, first: &mut Delivered) -> Result<(), Error> {
        // A body that cannot be read is reported when the value is read.
        let Ok(Page::<Box<RawValue>> { next: Some(link), .. }) = body::read(&first.answer.body) else { return Ok(()) };
        let next = link.follow(&self.request, Some(&client.shared.base_url));
        let mut next = next.unwrap_or_else(|invalid| self.request.clone().with_problem(Unsendable::Link(invalid)));
        next.expectation.answer = Expected::Page;
        let mut pages = Pages::<Box<RawValue>>::new(client.clone(), next, body::read, false);
        let mut others = Vec::new();
        while let Some(page) = pages.next().await {
            others.append(&mut page?.items);
        }
        if let Ok(whole) = returned::joined(&first.answer.body, &others) {
            first.answer.body = whole.into();
        }
        Ok(())
    }

    /// Adds a query option, such as `$select`, if the function takes it. Name and value are percent-encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.request.join_query(name, value);
        self
    }

    /// Sends an action again, at most so many times, also if it may have taken effect already
    /// ([`Unknown`](crate::Disposition::Unknown)): **it may then take effect twice**, as a mail that is sent twice. Use it for an
    /// action that does no harm when it is repeated, such as `assign`, which sets all assignments at once.
    pub fn retry_unknown(mut self, times: u32) -> Self {
        self.request.options.retry_unknown = Some(times);
        self
    }
}
