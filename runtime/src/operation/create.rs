//! A create as a value: an entity, a path and the way to read the answer. No I/O here.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};

use crate::batch::PartOfBatch;
use crate::client::GraphClient;
use crate::client::base_url::BaseUrl;
use crate::errors::error::{Error, ErrorKind};
use crate::errors::outcome::Created;
use crate::json::entity::GraphEntity;
use crate::json::mode::write_create;
use crate::operation::path::{InvalidArgument, fill};
use crate::operation::permissions::Permissions;
use crate::send::single::{Expected, Overrides, Prepared, SendOptions};
use crate::wire::answer;

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
pub struct Create<'a, T> {
    // Behind a trait object, so that what follows is compiled once, and speaks of no bound that a user's mistake could
    // leave unmet at every call.
    entity: &'a (dyn Body + Sync),
    read: Reader<T>,
    path: Result<String, InvalidArgument>,
    template: &'static str,
    permissions: Permissions,
    overrides: Overrides,
}

/// How an entity is read from an answer.
pub(crate) type Reader<T> = fn(&[u8]) -> Result<T, serde_json::Error>;

/// A path that certainly fits into an URI with its origin, in bytes.
const LONGEST_PATH: usize = 60_000;

/// A create without its type, to be written when its turn comes.
pub(crate) struct Unwritten<'a> {
    entity: &'a (dyn Body + Sync),
    path: Result<String, InvalidArgument>,
    permissions: Permissions,
    overrides: Overrides,
}

impl Unwritten<'_> {
    /// Its path, where it has one.
    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_deref().ok()
    }

    /// Validated and written, to be part of a batch.
    pub(crate) fn write(self, client: SendOptions) -> Result<PartOfBatch, Error> {
        let (permissions, options) = (self.permissions, self.overrides.over(client));
        let (path, body) = self.path_and_body()?;
        Ok(PartOfBatch::new(path, body, permissions, options))
    }

    fn path_and_body(self) -> Result<(String, Vec<u8>), ErrorKind> {
        let path = self.path.map_err(ErrorKind::Argument)?;
        let body = self.entity.write()?;
        // Its letters were checked with its template, and encoded: at most it is too long for an URI.
        if path.len() > LONGEST_PATH {
            http::Request::post(path.as_str()).body(()).map_err(ErrorKind::Http)?;
        }
        Ok((path, body))
    }
}

/// What is asked of an entity on its way out.
trait Body {
    fn odata_type(&self) -> &'static str;
    /// Validated.
    fn write(&self) -> Result<Vec<u8>, ErrorKind>;
}

impl<T: GraphEntity> Body for T {
    fn odata_type(&self) -> &'static str {
        T::ODATA_TYPE
    }

    fn write(&self) -> Result<Vec<u8>, ErrorKind> {
        // Most entities fit, and need not be moved while they are written.
        let mut body = Vec::with_capacity(512);
        let (written, flawed) = write_create(|| serde_json::to_writer(&mut body, self));
        // To say of all that is wrong where it is takes a write of its own, and nearly all creates are right.
        if flawed || written.is_err() {
            self.validate().map_err(ErrorKind::Invalid)?;
        }
        written.map(|()| body).map_err(ErrorKind::Body)
    }
}

/// The headers that every request has.
pub(crate) fn headers() -> HeaderMap {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    const CRATE: HeaderValue =
        HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
    HeaderMap::from_iter([(ACCEPT, JSON), (CONTENT_TYPE, JSON), (USER_AGENT, CRATE)])
}

/// What the methods of `#[graph_post]` call.
pub fn create<'a, T: GraphEntity + Sync>(
    entity: &'a T,
    path: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Create<'a, T> {
    Create {
        entity,
        read: |body| answer::read(body),
        path: fill(path, arguments),
        template: path,
        permissions: Permissions::new(delegated, application),
        overrides: Overrides::default(),
    }
}

impl<'a, T> Create<'a, T> {
    /// Sends the create and returns the entity as the service stored it.
    ///
    /// Where the service or the network refused it and nothing was stored, it is sent again, as often as
    /// [`retries`](Self::retries) says. Where it may have been stored, it is not.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]: what became of the entity.
    pub async fn send(self, client: &GraphClient) -> Result<T, Error> {
        // Not by `send_full`, whose future would hold the create a second time.
        let read = self.read;
        let prepared = self.prepare(client)?;
        client.deliver(&prepared).await?.read(read).map(|created| created.entity)
    }

    /// As [`send`](Self::send), with what else the answer says: request-id, location, status, attempts.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]: what became of the entity.
    pub async fn send_full(self, client: &GraphClient) -> Result<Created<T>, Error> {
        let read = self.read;
        let prepared = self.prepare(client)?;
        client.deliver(&prepared).await?.read(read)
    }

    /// How often this create is sent again where it was refused for now and nothing was stored; 0 sends it once. See
    /// [`GraphClientBuilder::retries`](crate::GraphClientBuilder::retries), which is for all creates of a client.
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
    pub fn retries(mut self, retries: u32) -> Self {
        self.overrides.retries = Some(retries);
        self
    }

    /// How long this create may take in all. See [`GraphClientBuilder::deadline`](crate::GraphClientBuilder::deadline), which is
    /// for all creates of a client.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.overrides.deadline = Some(deadline);
        self
    }

    /// Sends this create again, so many times, also where it may exist already
    /// ([`Unknown`](crate::Disposition::Unknown)): after a lost connection, a 408, 499, 500, 502 or 504, a 503 without
    /// `Retry-After`; not after an answer that would be the same again, such as a redirect.
    ///
    /// **The risk is a duplicate.** Graph has no idempotency key: where the first request was carried out and only its
    /// answer was lost, the second makes another entity. It is safe where the service itself refuses a second one, as the
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
        self.overrides.retry_unknown = Some(times);
        self
    }

    /// Validated and written, to be [delivered](GraphClient::deliver).
    pub(crate) fn prepare(self, client: &GraphClient) -> Result<Prepared, Error> {
        let (template, permissions, options) = (self.template, self.permissions, self.overrides.over(client.0.options));
        let (path, body) = self.unwritten().path_and_body()?;
        Ok(Prepared { path, body: body.into(), template, permissions, expected: Expected::Entity, options })
    }

    /// Without its type.
    pub(crate) fn unwritten(self) -> Unwritten<'a> {
        let Self { entity, path, permissions, overrides, .. } = self;
        Unwritten { entity, path, permissions, overrides }
    }

    /// How the entity is read from an answer.
    pub(crate) fn reader(&self) -> Reader<T> {
        self.read
    }

    /// The request as it would be sent, but for the headers that each attempt has of its own: `Authorization` and
    /// `client-request-id`.
    ///
    /// # Errors
    ///
    /// Those of a [`NotSent`](crate::Disposition::NotSent) entity: [`Invalid`](ErrorKind::Invalid) where required
    /// properties are missing, [`Argument`](ErrorKind::Argument) where a path's argument is empty, `.` or `..`,
    /// [`Body`](ErrorKind::Body) where a field's own `Serialize` fails.
    pub fn to_http(&self, base_url: &BaseUrl) -> Result<http::Request<Bytes>, Error> {
        let path = self.path.as_ref().map_err(|invalid| ErrorKind::Argument(invalid.clone()))?;
        let body = Bytes::from(self.entity.write()?);
        let mut request = http::Request::post(format!("{base_url}{path}")).body(body).map_err(ErrorKind::Http)?;
        *request.headers_mut() = headers();
        Ok(request)
    }

    /// The permissions that the path declares.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        self.permissions
    }
}

impl<T> fmt::Debug for Create<'_, T> {
    /// The type and the path; the entity's content may be personal data and is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Create").field("type", &self.entity.odata_type()).field("path", &self.path).finish()
    }
}
