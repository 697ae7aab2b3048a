//! A create as a value.

use bytes::Bytes;
use http::Method;

use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::json::entity::GraphEntity;
use crate::json::mode::{KeyOfCreate, WriteMode};
use crate::operation::answered::{Created, Reader};
use crate::operation::entity_body;
use crate::operation::expectation::Expectation;
use crate::operation::permissions::Permissions;
use crate::operation::request::Request;
use crate::operation::settings::settings;
use crate::operation::unsendable::Unsendable;
use crate::wire::body;

/// A request to create a `T`, not sent yet: what the methods of `#[graph_post]` return.
///
/// ```
/// # use graph_entity::{GraphEntity, graph_post};
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_post("/groups", application = "Group.ReadWrite.All")]
/// struct Group { display_name: Option<String> }
///
/// let group = Group { display_name: Some("Sales".to_owned()) };
/// let request = group.create().to_http(&"https://graph.microsoft.com".parse()?)?;
/// assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/groups");
/// assert_eq!(request.body(), r##"{"@odata.type":"#microsoft.graph.group","displayName":"Sales"}"##);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a create does nothing until it is sent"]
pub struct Create<T> {
    // A batch moves many of these.
    request: Box<Request>,
    read: Reader<T>,
}

/// What the methods of `#[graph_post]` call.
pub fn create<T: GraphEntity>(
    entity: &T,
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Create<T> {
    // Only what depends on the type is here: it is compiled for each.
    let body = entity_body::write_with_key(entity, T::ODATA_TYPE, WriteMode::CreateWithKey);
    let permissions = Permissions::new(delegated, application);
    Create { request: Box::new(request(template, permissions, arguments, body)), read: |bytes| body::read(bytes) }
}

fn request(
    template: &'static str,
    permissions: Permissions,
    arguments: &[&str],
    body: Result<(Bytes, KeyOfCreate), Unsendable>,
) -> Request {
    let key = body.as_ref().map_or(KeyOfCreate::None, |(_, key)| *key);
    let (expectation, generated_key) = match key {
        KeyOfCreate::None => (Expectation::CREATION, None),
        KeyOfCreate::Given => (Expectation::KEYED_CREATION, None),
        KeyOfCreate::Generated(key) => (Expectation::CREATION_WITH_OWN_KEY, Some(key)),
    };
    let mut request = Request::declared(Method::POST, template, permissions, arguments, expectation);
    request.generated_key = generated_key;
    request.set_body(body.map(|(body, _)| body));
    request
}

settings!(Create<T>);

impl<T> Create<T> {
    /// Sends the create and returns the entity as the service stored it.
    ///
    /// Where the service or the network refused it and nothing was stored, it is sent again, as often as
    /// [`retries`](Self::retries) says. Where it may have been stored, it is not.
    ///
    /// ```no_run
    /// # use graph_entity::{GraphClient, GraphEntity, graph_post};
    /// # #[derive(GraphEntity)]
    /// # #[graph_entity("microsoft.graph.group")]
    /// # #[graph_post("/groups")]
    /// # struct Group { display_name: Option<String> }
    /// # async fn send(group: Group, graph: GraphClient) -> Result<(), graph_entity::Error> {
    /// use std::time::Duration;
    ///
    /// let created = group.create().retries(8).deadline(Duration::from_secs(600)).send(&graph).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]: what became of the entity.
    pub async fn send(self, client: &GraphClient) -> Result<T, Error> {
        // Not by `send_full`, whose future would hold the create a second time.
        client.deliver(&self.request).await?.read(self.read).map(|answered| answered.value)
    }

    /// As [`send`](Self::send), with what else the answer says: request-id, location, status, attempts.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]: what became of the entity.
    pub async fn send_full(self, client: &GraphClient) -> Result<Created<T>, Error> {
        client.deliver(&self.request).await?.read(self.read).map(Created::from)
    }

    /// Sends this create again, so many times, also where it may exist already
    /// ([`Unknown`](crate::Disposition::Unknown)): after a lost connection, a 408, 499, 500, 502 or 504, a 503 without
    /// `Retry-After`; not after an answer that would be the same again, such as a redirect.
    ///
    /// **The risk is a duplicate**: if the first request was carried out and only its answer was lost, the second makes another
    /// entity. A type with an [`idempotency_key`](derive@crate::GraphEntity#idempotency_key) has neither the risk nor a use for
    /// this: its creates are sent again anyway. For others it is safe where the service itself refuses a second one, as the
    /// entity has a property that has to be unique (a user's `userPrincipalName`; the second is then refused with 400 or 409,
    /// and that refusal may mean that the first was stored), and where duplicates do no harm. An error that comes back after
    /// such a second request is [`Unknown`](crate::Disposition::Unknown), whatever was said to the second. Elsewhere, look
    /// first:
    ///
    /// ```no_run
    /// # use graph_entity::{Disposition, Error, GraphClient, GraphEntity, graph_post};
    /// # #[derive(GraphEntity)]
    /// # #[graph_entity("microsoft.graph.group")]
    /// # #[graph_post("/groups")]
    /// # struct Group { display_name: Option<String> }
    /// # async fn find(_: Option<&str>) -> Option<Group> { None }
    /// # async fn send(group: Group, graph: GraphClient) -> Result<Group, Error> {
    /// match group.create().send(&graph).await {
    ///     Err(error) if error.disposition() == Disposition::Unknown => match find(group.display_name.as_deref()).await {
    ///         Some(created) => Ok(created),
    ///         None => group.create().send(&graph).await,
    ///     },
    ///     result => result,
    /// }
    /// # }
    /// ```
    pub fn retry_unknown(mut self, times: u32) -> Self {
        self.request.options.retry_unknown = Some(times);
        self
    }
}
