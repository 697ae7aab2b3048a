//! The service's refusals, in the shape of <https://learn.microsoft.com/graph/errors>.

use http::header::{ALLOW, CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use crate::clock::Moment;
use crate::response::answer::Answer;
use crate::response::ids::RequestIds;

/// A refusal: what becomes the status and the `error` object of an answer.
#[derive(Debug, Clone)]
pub(crate) struct GraphError {
    status: StatusCode,
    code: String,
    message: String,
    /// The header that belongs to this status, if any.
    header: Option<Box<(HeaderName, HeaderValue)>>,
}

impl GraphError {
    pub(crate) fn new(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into(), header: None }
    }

    fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some(Box::new((name, HeaderValue::from_static(value))));
        self
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub(crate) fn invalid_version(segment: &str) -> Self {
        Self::bad_request(format!("Invalid version: {segment}"))
    }

    pub(crate) fn no_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "Access token is empty.")
            .with_header(WWW_AUTHENTICATE, "Bearer")
    }

    pub(crate) fn body_too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "BadRequest", "The maximum request length supported is 4MB.")
    }

    pub(crate) fn not_emulated(segment: &str) -> Self {
        Self::new(StatusCode::NOT_IMPLEMENTED, "notSupported", format!("The emulator does not support '{segment}'."))
    }

    pub(crate) fn not_found(segment: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "ResourceNotFound", format!("Resource '{segment}' does not exist."))
    }

    pub(crate) fn method_not_allowed(allowed: &'static str) -> Self {
        let message = "Specified HTTP method is not allowed for the request target.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "Request_BadRequest", message).with_header(ALLOW, allowed)
    }

    pub(crate) fn not_json_content() -> Self {
        let message = "A supported MIME type could not be found that matches the content type of the request. \
                       The supported type is 'application/json'.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "RequestBodyRead", message)
    }

    pub(crate) fn unreadable_json(detail: &str) -> Self {
        Self::bad_request(format!(
            "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid \
             JSON format. ({detail})"
        ))
    }

    pub(crate) fn invalid_batch(detail: &str) -> Self {
        // The first sentence is Graph's whole message; the emulator adds the cause.
        Self::bad_request(format!("Invalid batch payload format. ({detail})"))
    }

    pub(crate) fn too_many_parts(most: usize) -> Self {
        Self::bad_request(format!("Number of batch request steps exceeds the maximum value of {most}."))
    }

    pub(crate) fn part_id_twice(id: &str) -> Self {
        Self::bad_request(format!("Request Id {id} has to be unique in a batch."))
    }

    pub(crate) fn part_without_body(id: &str) -> Self {
        Self::bad_request(format!("Write request id : {id} does not contain Content-Type header or body."))
    }

    pub(crate) fn failed_dependency() -> Self {
        let message = "The request was not carried out because a request that it depends on failed.";
        Self::new(StatusCode::FAILED_DEPENDENCY, "FailedDependency", message)
    }

    pub(crate) fn duplicate_key() -> Self {
        let message = "Your request can't be completed. The TransactionId specified in the request has already been used \
                       to create a different event.";
        Self::new(StatusCode::BAD_REQUEST, "ErrorDuplicateTransactionId", message)
    }

    pub(crate) fn has_id() -> Self {
        Self::bad_request("Property 'id' is read-only and cannot be set: the service assigns it.")
    }

    pub(crate) fn lacks_id() -> Self {
        Self::bad_request("Property 'id' is required: the client chooses it.")
    }

    pub(crate) fn not_a_key() -> Self {
        Self::bad_request("Property 'id' has to be a string that can be a key: not empty, not over 256 bytes.")
    }

    pub(crate) fn key_exists(key: &str) -> Self {
        let message = format!("Another object with the id '{key}' already exists.");
        Self::new(StatusCode::CONFLICT, "nameAlreadyExists", message)
    }

    pub(crate) fn invalid_option(name: &str, value: &str) -> Self {
        Self::bad_request(format!("Invalid value '{value}' for {name} query option found."))
    }

    /// A delta token has expired; `restart` is the address that begins anew.
    pub(crate) fn sync_state_gone(code: &str, restart: &str) -> Self {
        let message = "The state of the synchronization was not found. Start again with a full synchronization.";
        // The address is of a path that came in a request line, which a header can hold too.
        let header = HeaderValue::from_str(restart).ok().map(|location| Box::new((LOCATION, location)));
        Self { header, ..Self::new(StatusCode::GONE, code, message) }
    }

    pub(crate) fn no_reference() -> Self {
        Self::bad_request("Property '@odata.id' is required: the address of the object that is referred to.")
    }

    pub(crate) fn invalid_reference(url: &str) -> Self {
        let message =
            format!("Invalid URL '{url}' in '@odata.id': it is not the address of an object of this service.");
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// The text is Graph's own.
    pub(crate) fn invalid_binding(property: &str) -> Self {
        let message = format!("Invalid URL format specified in @odata.bind for {property}");
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// The text is Graph's own.
    pub(crate) fn empty_binding() -> Self {
        let message = "The value of 'odata.bind' property annotation is an empty array. The 'odata.bind' property annotation \
                       must have a non-empty array as its value.";
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    pub(crate) fn too_many_bindings(most: usize) -> Self {
        let message =
            format!("The request has more than {most} references by '@odata.bind', the most that a create takes.");
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// The text is Graph's own.
    pub(crate) fn reference_exists(property: &str) -> Self {
        let message = format!(
            "One or more added object references already exist for the following modified properties: '{property}'."
        );
        Self::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// The text is Graph's own.
    pub(crate) fn reference_not_found(id: &str) -> Self {
        let message =
            format!("Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
        Self::new(StatusCode::NOT_FOUND, "Request_ResourceNotFound", message)
    }

    pub(crate) fn other_id() -> Self {
        Self::bad_request("Property 'id' is not the key in the path.")
    }

    pub(crate) fn precondition_failed() -> Self {
        let message = "The condition in `If-Match` or `If-None-Match` is not met: the resource has another ETag.";
        Self::new(StatusCode::PRECONDITION_FAILED, "PreconditionFailed", message)
    }

    /// Dev Proxy's: the status's name as the code, and always this message.
    pub(crate) fn of_dev_proxy(status: StatusCode) -> Self {
        Self::new(status, status.canonical_reason().unwrap_or_default(), "Some error was generated by the proxy.")
    }

    pub(crate) fn store_full() -> Self {
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "quotaLimitReached", "The emulator's store is full.")
    }

    /// The refusal as the answer to the request of `ids`.
    pub(crate) fn answer(self, ids: &RequestIds, now: Moment) -> Answer {
        let body = self.body(&now.in_an_error(), ids);
        let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        ids.write_to(&mut headers);
        if let Some(header) = self.header {
            let (name, value) = *header;
            headers.insert(name, value);
        }
        Answer { status: self.status, headers, body: body.into() }
    }

    /// Written by hand: the members keep Graph's order whether or not some crate of the build turns on `serde_json`'s
    /// `preserve_order`.
    fn body(&self, date: &str, ids: &RequestIds) -> String {
        format!(
            r#"{{"error":{{"code":{},"message":{},"innerError":{{"date":"{date}","request-id":"{}","client-request-id":"{}"}}}}}}"#,
            Value::from(self.code.as_str()),
            Value::from(self.message.as_str()),
            ids.request,
            ids.client,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_written_as_graph_writes_it() {
        let ids = RequestIds { request: "r".to_owned(), client: "c".to_owned() };
        let error = GraphError::bad_request("a \"quoted\"\n\u{1} segment");
        assert_eq!(
            error.body("2026-01-31T12:00:00", &ids),
            concat!(
                r#"{"error":{"code":"BadRequest","message":"a \"quoted\"\n\u0001 segment","#,
                r#""innerError":{"date":"2026-01-31T12:00:00","request-id":"r","client-request-id":"c"}}}"#
            )
        );
    }
}
