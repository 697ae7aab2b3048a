//! An operation as data: what is sent, what it does, and what is expected back.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderValue, Method};
use uuid::Uuid;

use super::expectation::Expectation;
use super::options::Overrides;
use super::path::{InvalidArgument, fill};
use super::permissions::Permissions;
use super::unsendable::Unsendable;
use crate::errors::error::ErrorKind;
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
        self.set_body(body);
        self
    }

    pub(crate) fn set_body(&mut self, body: Result<Bytes, Unsendable>) {
        match body {
            Ok(body) => self.body = body,
            Err(problem) => self.set_problem(problem),
        }
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

    /// This path, and the query.
    pub(crate) fn with_query<'a>(&self, path: &'a str) -> Cow<'a, str> {
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
