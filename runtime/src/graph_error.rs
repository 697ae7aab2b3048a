//! Graph's error object: <https://learn.microsoft.com/graph/errors>.

use serde_json::Value;

/// What the service says of a request that it refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct GraphError {
    /// Such as `BadRequest` or `InvalidAuthenticationToken`.
    pub code: Option<String>,
    /// A sentence for a developer.
    pub message: Option<String>,
    /// The `request-id` inside the error, which the header repeats.
    pub request_id: Option<String>,
}

impl GraphError {
    /// Reads the body of an answer; empty where it is no error object, such as a proxy's HTML.
    pub(crate) fn read(body: &[u8]) -> Self {
        let Ok(body) = serde_json::from_slice::<Value>(body) else { return Self::default() };
        let error = body.get("error");
        let text = |of: Option<&Value>, name: &str| {
            let text = of?.get(name)?.as_str()?;
            Some(text.to_owned()).filter(|text| !text.is_empty())
        };
        let inner = error.and_then(|error| error.get("innerError").or_else(|| error.get("innererror")));
        Self { code: text(error, "code"), message: text(error, "message"), request_id: text(inner, "request-id") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_object_is_read() {
        let body = br#"{"error":{"code":"BadRequest","message":"No.","innerError":{"date":"2026-01-31T12:00:00",
            "request-id":"b3ee1e2a","client-request-id":"c"}}}"#;
        let read = GraphError::read(body);
        assert_eq!(read.code.as_deref(), Some("BadRequest"));
        assert_eq!(read.message.as_deref(), Some("No."));
        assert_eq!(read.request_id.as_deref(), Some("b3ee1e2a"));
    }

    #[test]
    fn other_bodies_are_no_error_object() {
        for body in
            ["", "<html>", "null", "[]", "{}", r#"{"error":null}"#, r#"{"error":"x"}"#, r#"{"error":{"code":5}}"#]
        {
            assert_eq!(GraphError::read(body.as_bytes()), GraphError::default(), "{body}");
        }
    }
}
