//! What a handler gets and what it returns.

use std::ops::Deref;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use crate::clock::Moment;
use crate::request::recorded::RecordedRequest;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::response::ids::RequestIds;
use crate::response::media_type::JSON;

/// A call of an action or a function, given to the handler of [`Emulator::on_action`](crate::Emulator::on_action): the
/// recorded request, to which it dereferences, and the values of the placeholders.
#[derive(Debug)]
pub struct Call<'a> {
    request: &'a RecordedRequest,
    values: Vec<(String, String)>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(request: &'a RecordedRequest, values: Vec<(String, String)>) -> Self {
        Self { request, values }
    }

    /// The request as it was recorded.
    #[must_use]
    pub fn request(&self) -> &'a RecordedRequest {
        self.request
    }

    /// The value of the placeholder of this name, decoded, of several the first; empty if the template has none.
    #[must_use]
    pub fn value(&self, placeholder: &str) -> &str {
        self.values.iter().find(|(name, _)| name == placeholder).map_or("", |(_, value)| value)
    }

    /// The values of all placeholders, decoded, in their order.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The parameter of this name in the JSON body; null if the body has none. An action's parameters are compared in any case,
    /// as Graph does.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Value {
        match self.request.json() {
            Ok(Value::Object(parameters)) => {
                let mut parameters = parameters.into_iter();
                parameters.find(|(other, _)| other.eq_ignore_ascii_case(name)).map_or(Value::Null, |(_, value)| value)
            }
            _ => Value::Null,
        }
    }
}

impl Deref for Call<'_> {
    type Target = RecordedRequest;

    fn deref(&self) -> &RecordedRequest {
        self.request
    }
}

/// What a handler of [`Emulator::on_action`](crate::Emulator::on_action) answers.
///
/// ```
/// use graph_entity_emulator::Reply;
/// use graph_entity_emulator::http::{StatusCode, header::LOCATION};
/// use graph_entity_emulator::serde_json::json;
///
/// Reply::no_content();
/// Reply::json(&json!({"value": ["a", "b"]}));
/// Reply::new(StatusCode::ACCEPTED).header(LOCATION, "https://graph.microsoft.com/v1.0/operations/7");
/// Reply::graph_error(StatusCode::BAD_REQUEST, "BadRequest", "The parameter `message` is missing.");
/// ```
#[derive(Debug, Clone)]
#[must_use = "a reply is used when a handler returns it"]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    error: Option<GraphError>,
}

impl Reply {
    /// A status without a body.
    pub fn new(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new(), error: None }
    }

    /// `204 No Content`, what most actions answer.
    pub fn no_content() -> Self {
        Self::new(StatusCode::NO_CONTENT)
    }

    /// `200 OK` with a JSON body.
    pub fn json(body: &Value) -> Self {
        Self::new(StatusCode::OK).header(CONTENT_TYPE, JSON).body(body.to_string())
    }

    /// An error in [Graph's shape](https://learn.microsoft.com/graph/errors).
    pub fn graph_error(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { error: Some(GraphError::new(status, code, message)), ..Self::new(status) }
    }

    /// Sets the status, in place of the one that the reply has.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Adds a header. One whose value is not valid in a header is left out.
    pub fn header(mut self, name: HeaderName, value: impl TryInto<HeaderValue>) -> Self {
        if let Ok(value) = value.try_into() {
            self.headers.append(name, value);
        }
        self
    }

    /// Sets the body, in place of one that the reply has.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.error = None;
        self
    }

    pub(crate) fn into_answer(self, ids: &RequestIds, now: Moment) -> Answer {
        let mut answer = match self.error {
            Some(error) => error.answer(ids, now),
            None => Answer { status: self.status, headers: HeaderMap::new(), body: self.body },
        };
        answer.status = self.status;
        answer.headers.extend(self.headers);
        answer
    }
}
