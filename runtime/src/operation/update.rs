//! The update of an entity as a value.

use http::Method;

use super::answered::{Answered, Reader};
use super::difference::difference;
use super::effect::Effect;
use super::entity_body;
use super::expectation::{Expectation, Expected};
use super::permissions::Permissions;
use super::request::Request;
use super::settings::{if_match, replicating, settings};
use super::unsendable::Unsendable;
use crate::client::GraphClient;
use crate::errors::error::Error;
#[cfg(doc)]
use crate::errors::error::ErrorKind;
use crate::json::entity::GraphEntity;
use crate::json::mode::WriteMode;
use crate::validate::Invalid;
use crate::wire::body;

/// A request to update a `T`, not sent yet: what the methods of `#[graph_patch]` return.
///
/// It sends every property that is present, without the key and what is `read_only` or `create_only`; or,
/// [`since`](Self::since) an earlier value, what differs. An update takes effect twice if it is carried out twice, so a lost
/// answer is [`Unknown`](crate::Disposition::Unknown).
#[must_use = "an update does nothing until it is sent"]
pub struct Update<T> {
    request: Box<Request>,
    /// What is invalid in the entity, sent or not.
    invalid: Option<Box<Invalid>>,
    read: Reader<Option<T>>,
}

/// What the methods of `#[graph_patch]` call.
pub fn update<T: GraphEntity>(
    entity: &T,
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Update<T> {
    let (body, invalid) = entity_body::write_update(entity, T::ODATA_TYPE);
    let expectation = Expectation { effect: Effect::Once, answer: Expected::EntityOrNothing };
    let permissions = Permissions::new(delegated, application);
    let request = Request::declared(Method::PATCH, template, permissions, arguments, expectation);
    let request = Box::new(request.with_body(body));
    let mut update = Update { request, invalid: invalid.map(Box::new), read: |bytes| body::read_if_any(bytes) };
    update.validate();
    update
}

settings!(Update<T>);
replicating!(Update<T>);
if_match!(Update<T>);

impl<T> Update<T> {
    /// Refuses what is invalid in the body.
    fn validate(&mut self) {
        let sent = self.invalid.as_deref().and_then(|invalid| invalid.clone().of_sent(&self.request.body));
        if let Some(invalid) = sent {
            self.request.set_problem(Unsendable::Invalid(invalid));
        }
    }

    /// Sends it. Returns the entity if the service returns it (200), `None` if not (204), or if nothing differs and nothing was
    /// sent.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`].
    pub async fn send(self, client: &GraphClient) -> Result<Option<T>, Error> {
        if let Some(Unsendable::Unchanged) = self.request.problem.as_deref() {
            return Ok(None);
        }
        client.deliver(&self.request).await?.read(self.read).map(|answered| answered.value)
    }

    /// As [`send`](Self::send), with what else the answer says.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send); [`ErrorKind::Unchanged`] if nothing differs, as nothing is sent then.
    pub async fn send_full(self, client: &GraphClient) -> Result<Answered<Option<T>>, Error> {
        client.deliver(&self.request).await?.read(self.read)
    }

    /// Asks the service to return the entity: `Prefer: return=representation`.
    pub fn returning(self) -> Self {
        self.header("Prefer", "return=representation")
    }
}

impl<T: GraphEntity> Update<T> {
    /// Sends only what differs from an earlier value of the entity.
    ///
    /// A property that became `None` is sent as null, a collection as `[]`. A collection that differs is sent whole, and so is a
    /// complex value, with null for each property that it lost: that is right whether the service merges or replaces it. If
    /// nothing differs, nothing is sent. A value of another type is an error ([`ErrorKind::OtherType`]). Only what is sent is
    /// validated.
    pub fn since(mut self, before: &T) -> Self {
        self.request.drop_invalid();
        if self.request.problem.is_some() {
            return self;
        }
        // What was wrong with the earlier value does not matter: it is not sent.
        let before = WriteMode::Update.run(|| serde_json::to_vec(before)).map_err(Unsendable::Json);
        match before.and_then(|before| difference(&before, &self.request.body)) {
            Ok(body) => {
                self.request.body = body;
                self.validate();
            }
            Err(problem) => self.request.set_problem(problem),
        }
        self
    }
}
