//! An operation as data: what is sent, what it does, and what is expected back.

use std::fmt;

use bytes::Bytes;
use http::Method;
use serde::de::Error as _;

use super::options::Overrides;
use super::path::InvalidArgument;
use super::permissions::Permissions;
use crate::client::base_url::BaseUrl;
use crate::errors::error::ErrorKind;
use crate::validate::Invalid;
use crate::wire::headers;

/// A request that is not sent yet. It borrows nothing: its body is written when it is made.
// No `Debug` of the body: it may hold personal data.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// The path before its placeholders were filled: what a trace may name, as ids may be personal data.
    pub(crate) template: &'static str,
    /// The path with its version, or why it cannot be filled.
    pub(crate) path: Result<String, InvalidArgument>,
    /// The JSON that is sent, empty if there is none, or why it cannot be written.
    pub(crate) body: Result<Bytes, Unwritable>,
    /// What the path declares.
    pub(crate) permissions: Permissions,
    pub(crate) expectation: Expectation,
    pub(crate) options: Overrides,
}

/// What a request does, and what its success holds: all that is needed to judge an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Expectation {
    pub(crate) effect: Effect,
    pub(crate) answer: Expected,
}

impl Expectation {
    /// Of a create.
    pub(crate) const CREATION: Self = Self { effect: Effect::Once, answer: Expected::Creation };

    /// Of a batch. Its parts have their own.
    pub(crate) const BATCH: Self = Self { effect: Effect::Once, answer: Expected::Parts };
}

/// What happens if a request is carried out twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing: a read.
    Read,
    /// The same as if it were carried out once.
    Idempotent,
    /// It takes effect twice.
    Once,
}

/// What the body of a success holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The entity that was created.
    Creation,
    /// The answers to the parts of a batch.
    Parts,
}

/// Why a body cannot be written.
#[derive(Debug)]
pub(crate) enum Unwritable {
    /// Required properties are missing, or a rule refuses the value.
    Invalid(Invalid),
    /// A field's own `Serialize` failed.
    Json(serde_json::Error),
}

impl Clone for Unwritable {
    fn clone(&self) -> Self {
        match self {
            Self::Invalid(invalid) => Self::Invalid(invalid.clone()),
            Self::Json(error) => Self::Json(serde_json::Error::custom(error)),
        }
    }
}

impl From<Unwritable> for ErrorKind {
    fn from(unwritable: Unwritable) -> Self {
        match unwritable {
            Unwritable::Invalid(invalid) => Self::Invalid(invalid),
            Unwritable::Json(error) => Self::Body(error),
        }
    }
}

/// A path that certainly fits into a URI with its origin, in bytes.
const LONGEST_PATH: usize = 60_000;

impl Request {
    /// A batch of requests, <https://learn.microsoft.com/graph/json-batching>. The path has no placeholders.
    pub(crate) fn batch(path: &'static str, body: Bytes) -> Self {
        Self {
            method: Method::POST,
            template: path,
            path: Ok(path.to_owned()),
            body: Ok(body),
            permissions: Permissions::default(),
            expectation: Expectation::BATCH,
            options: Overrides::default(),
        }
    }

    /// The path and the body.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be sent.
    pub(crate) fn path_and_body(&self) -> Result<(&str, &Bytes), ErrorKind> {
        let path = self.path.as_ref().map_err(|invalid| ErrorKind::Argument(invalid.clone()))?;
        let body = self.body.as_ref().map_err(|unwritable| ErrorKind::from(unwritable.clone()))?;
        // Its letters were checked with its template, and encoded: at most it is too long for a URI.
        if path.len() > LONGEST_PATH {
            http::Request::builder().uri(path.as_str()).body(()).map_err(ErrorKind::Http)?;
        }
        Ok((path, body))
    }

    /// The request as it is sent to this origin, but for the headers of each attempt.
    pub(crate) fn to_http(&self, base_url: &BaseUrl) -> Result<http::Request<Bytes>, ErrorKind> {
        let (path, body) = self.path_and_body()?;
        let request = http::Request::builder().method(self.method.clone()).uri(format!("{base_url}{path}"));
        let mut request = request.body(body.clone()).map_err(ErrorKind::Http)?;
        *request.headers_mut() = headers::of_every_request();
        Ok(request)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("expectation", &self.expectation)
            .finish_non_exhaustive()
    }
}
