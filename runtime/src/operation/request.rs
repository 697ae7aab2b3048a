//! An operation as data: what is sent, what it does, and what is expected back.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use serde::de::Error as _;
use uuid::Uuid;

use super::expectation::Expectation;
use super::header::InvalidHeader;
use super::link::{self, InvalidLink};
use super::options::Overrides;
use super::path::{InvalidArgument, InvalidPath, fill};
use super::permissions::Permissions;
use crate::client::Shared;
use crate::client::base_url::BaseUrl;
use crate::errors::error::ErrorKind;
use crate::filter::InvalidFilter;
use crate::validate::Invalid;
use crate::wire::headers;

/// A request that is not sent yet: every operation is one, and [`Request::new`] makes one of what no declaration covers.
///
/// It borrows nothing: its body is written when it is made.
///
/// ```no_run
/// use graph_entity::http::Method;
/// use graph_entity::{GraphClient, Request};
///
/// # async fn run(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
/// let photo = Request::new(Method::GET, "/users/{id}/photo/$value", &["megan@contoso.com"]).send_raw(graph).await?;
/// std::fs::write("megan.jpg", photo.body())?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    pub(crate) method: Method,
    /// The path before its placeholders were filled: what a trace may name, as ids may be personal data.
    pub(crate) template: Cow<'static, str>,
    /// With its version. The origin is the client's, whatever stands here.
    pub(crate) path: String,
    /// Percent-encoded, without `?`.
    pub(crate) query: String,
    /// The origin of the link that path and query come from, if they come from one.
    pub(crate) link_origin: Option<String>,
    /// Those of this request alone.
    pub(crate) headers: HeaderMap,
    /// Empty if the request has no body.
    pub(crate) body: Bytes,
    /// What the body refers to: a path with its version. The origin before it is the client's, so the body is written when it
    /// is sent.
    pub(crate) refers_to: Option<String>,
    /// The idempotency key in the body, if it was generated.
    pub(crate) generated_key: Option<Uuid>,
    /// Why it cannot be sent.
    pub(crate) problem: Option<Box<Unsendable>>,
    /// What the path declares.
    pub(crate) permissions: Permissions,
    pub(crate) expectation: Expectation,
    pub(crate) options: Overrides,
    /// In a batch, the positions of the requests that have to succeed before this one is carried out.
    pub(crate) depends_on: Vec<usize>,
}

/// Why a request cannot be sent.
#[derive(Debug)]
pub(crate) enum Unsendable {
    Path(InvalidPath),
    Argument(InvalidArgument),
    Header(InvalidHeader),
    /// Required properties are missing, or a rule refuses the value.
    Invalid(Invalid),
    /// A field's own `Serialize` failed.
    Json(serde_json::Error),
    /// A link to a next page cannot be followed.
    Link(InvalidLink),
    /// A filter cannot be written.
    Filter(InvalidFilter),
    /// An update has nothing to send.
    Unchanged,
    /// An update is since a value of another type.
    OtherType {
        before: String,
        after: String,
    },
}

impl Clone for Unsendable {
    fn clone(&self) -> Self {
        match self {
            Self::Path(invalid) => Self::Path(invalid.clone()),
            Self::Argument(invalid) => Self::Argument(invalid.clone()),
            Self::Header(invalid) => Self::Header(invalid.clone()),
            Self::Invalid(invalid) => Self::Invalid(invalid.clone()),
            Self::Json(error) => Self::Json(serde_json::Error::custom(error)),
            Self::Link(invalid) => Self::Link(invalid.clone()),
            Self::Filter(invalid) => Self::Filter(invalid.clone()),
            Self::Unchanged => Self::Unchanged,
            Self::OtherType { before, after } => Self::OtherType { before: before.clone(), after: after.clone() },
        }
    }
}

impl From<Unsendable> for ErrorKind {
    fn from(problem: Unsendable) -> Self {
        match problem {
            Unsendable::Path(invalid) => Self::Path(invalid),
            Unsendable::Argument(invalid) => Self::Argument(invalid),
            Unsendable::Header(invalid) => Self::Header(invalid),
            Unsendable::Invalid(invalid) => Self::Invalid(invalid),
            Unsendable::Json(error) => Self::Body(error),
            Unsendable::Link(invalid) => Self::Link(invalid),
            Unsendable::Filter(invalid) => Self::Filter(invalid),
            Unsendable::Unchanged => Self::Unchanged,
            Unsendable::OtherType { before, after } => Self::OtherType { before, after },
        }
    }
}

/// The body that refers to an entity, by its address
/// ([OData JSON format 4.01, section
/// 14](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_EntityReference)).
fn reference(address: &str) -> Bytes {
    let address = serde_json::Value::from(address);
    format!(r#"{{"@odata.id":{address}}}"#).into()
}

/// A path that certainly fits into a URI with its origin, in bytes.
const LONGEST_PATH: usize = 30_000;

impl Request {
    /// A request without a body, for this path.
    pub(crate) fn with_path(
        method: Method,
        template: Cow<'static, str>,
        path: Result<String, InvalidArgument>,
        expectation: Expectation,
    ) -> Self {
        let (path, problem) = match path {
            Ok(path) => (path, None),
            Err(invalid) => (String::new(), Some(Unsendable::Argument(invalid).into())),
        };
        Self {
            method,
            template,
            path,
            query: String::new(),
            link_origin: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            refers_to: None,
            generated_key: None,
            problem,
            permissions: Permissions::default(),
            expectation,
            options: Overrides::default(),
            depends_on: Vec::new(),
        }
    }

    /// A request without a body, as an attribute declares it.
    pub(crate) fn declared(
        method: Method,
        template: &'static str,
        permissions: Permissions,
        arguments: &[&str],
        expectation: Expectation,
    ) -> Self {
        let path = fill(template, arguments, expectation.end_of_path(&method));
        let mut request = Self::with_path(method, template.into(), path, expectation);
        request.permissions = permissions;
        request
    }

    /// A batch of requests, <https://learn.microsoft.com/graph/json-batching>. The path has no placeholders.
    pub(crate) fn batch(path: &'static str, body: Bytes) -> Self {
        Self { body, ..Self::with_path(Method::POST, path.into(), Ok(path.to_owned()), Expectation::BATCH) }
    }

    /// With this body, or with the reason why it could not be written. The first problem of a request counts.
    pub(crate) fn with_body(mut self, body: Result<Bytes, Unsendable>) -> Self {
        match body {
            Ok(body) => self.body = body,
            Err(problem) => self.set_problem(problem),
        }
        self
    }

    /// Replaces the idempotency key that was generated: the service may know the request by this one.
    pub(crate) fn replace_generated_key(&mut self, key: Uuid) {
        let Some(generated) = self.generated_key else { return };
        let (generated_text, text) = (generated.to_string(), key.to_string());
        let mut body = Vec::from(std::mem::take(&mut self.body));
        // No other text in the body is the same 122 random bits.
        let place = body.windows(text.len()).position(|window| window == generated_text.as_bytes());
        if let Some(place) = place.and_then(|start| body.get_mut(start..)?.get_mut(..text.len())) {
            place.copy_from_slice(text.as_bytes());
            self.generated_key = Some(key);
        }
        self.body = body.into();
    }

    /// The body as it is sent to this base URL.
    pub(crate) fn content(&self, base_url: &BaseUrl) -> Bytes {
        match &self.refers_to {
            Some(path) => reference(&format!("{base_url}{path}")),
            None => self.body.clone(),
        }
    }

    pub(crate) fn has_content(&self) -> bool {
        !self.body.is_empty() || self.refers_to.is_some()
    }

    /// With a problem: it cannot be sent.
    pub(crate) fn with_problem(mut self, problem: Unsendable) -> Self {
        self.set_problem(problem);
        self
    }

    /// The first problem counts, but for an invalid body, which an update since an earlier value replaces.
    pub(crate) fn set_problem(&mut self, problem: Unsendable) {
        let is_replaced = match self.problem.as_deref() {
            None => true,
            Some(Unsendable::Invalid(_)) => !matches!(problem, Unsendable::Invalid(_)),
            Some(_) => false,
        };
        if is_replaced {
            self.problem = Some(problem.into());
        }
    }

    /// Forgets what is invalid in the body, before it is replaced.
    pub(crate) fn drop_invalid(&mut self) {
        self.problem.take_if(|problem| matches!(**problem, Unsendable::Invalid(_)));
    }

    /// Whether it can be sent to this origin.
    ///
    /// # Errors
    ///
    /// The reason why it cannot.
    pub(crate) fn check_for(&self, base_url: &BaseUrl) -> Result<(), ErrorKind> {
        if let Some(origin) = &self.link_origin {
            link::check_origin(origin, base_url.origin()).map_err(ErrorKind::Link)?;
        }
        self.check()
    }

    /// The same request as a part of a batch of this client, with the client's headers; if it comes from a link that the client
    /// must not follow, with that as its problem.
    pub(crate) fn as_part_of(mut self: Box<Self>, client: &Shared) -> Box<Self> {
        let base_url = &client.base_url;
        if let Some(Err(invalid)) = self.link_origin.as_deref().map(|link| link::check_origin(link, base_url.origin()))
        {
            self.set_problem(Unsendable::Link(invalid));
        }
        self.leave_out_path_of(base_url);
        if self.refers_to.is_some() {
            self.body = self.content(base_url);
            self.refers_to = None;
        }
        if !client.headers.is_empty() {
            let own = std::mem::replace(&mut self.headers, client.headers.clone());
            for (name, value) in &own {
                headers::add(&mut self.headers, name, value);
            }
        }
        self
    }

    /// Leaves out the path of this base URL, if the request comes from a link that has it.
    pub(crate) fn leave_out_path_of(&mut self, base_url: &BaseUrl) {
        let own = self.own_path(base_url);
        if own.len() < self.path.len() {
            self.path = own.to_owned();
        }
    }

    /// The path with its version, which stands behind this base URL.
    pub(crate) fn own_path(&self, base_url: &BaseUrl) -> &str {
        match &self.link_origin {
            Some(origin) => base_url.own_path(origin, &self.path),
            None => &self.path,
        }
    }

    /// Whether it can be sent, wherever.
    ///
    /// # Errors
    ///
    /// The reason why it cannot.
    pub(crate) fn check(&self) -> Result<(), ErrorKind> {
        if let Some(problem) = &self.problem {
            return Err(Unsendable::clone(problem).into());
        }
        // Its letters were checked with its template, and encoded: at most it is too long for a URI.
        if self.path.len() > LONGEST_PATH || self.query.len() > LONGEST_PATH {
            http::Uri::try_from(self.path_and_query().as_ref()).map_err(http::Error::from).map_err(ErrorKind::Http)?;
        }
        Ok(())
    }

    /// Whether its method is one of those that have a body, so that its absence is said.
    pub(crate) fn is_write(&self) -> bool {
        matches!(self.method, Method::POST | Method::PUT | Method::PATCH)
    }

    /// The path with its version, and the query.
    pub(crate) fn path_and_query(&self) -> Cow<'_, str> {
        self.with_query(&self.path)
    }

    fn with_query<'a>(&self, path: &'a str) -> Cow<'a, str> {
        if self.query.is_empty() { path.into() } else { format!("{path}?{}", self.query).into() }
    }

    /// Adds the headers of this request to those that every one has.
    pub(crate) fn extend_headers(&self, headers: &mut HeaderMap) {
        // RFC 9110, section 8.6: without it, servers answer 411. The HTTP client writes none of its own.
        if !self.has_content() && self.is_write() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        for (name, value) in &self.headers {
            headers::add(headers, name, value);
        }
    }

    /// The request as it is sent to this origin, but for the headers of each attempt.
    pub(crate) fn to_http_request(&self, base_url: &BaseUrl) -> Result<http::Request<Bytes>, ErrorKind> {
        self.check_for(base_url)?;
        let uri = [base_url.as_str(), &self.with_query(self.own_path(base_url))].concat();
        let request = http::Request::builder().method(self.method.clone()).uri(uri).body(self.content(base_url));
        let mut request = request.map_err(ErrorKind::Http)?;
        *request.headers_mut() = headers::of_every_request();
        if !self.has_content() {
            request.headers_mut().remove(CONTENT_TYPE);
        }
        self.extend_headers(request.headers_mut());
        Ok(request)
    }
}

impl fmt::Debug for Request {
    /// Without the query and the body, which may hold personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("effect", &self.expectation.effect)
            .finish_non_exhaustive()
    }
}
