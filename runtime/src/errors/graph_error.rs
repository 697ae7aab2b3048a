//! Graph's error object: <https://learn.microsoft.com/graph/errors>.

use std::time::{Duration, SystemTime};

use http::StatusCode;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::errors::intune;
use crate::json::repair::salvage;
use crate::wire::body::without_mark;

/// How many errors inside an error are looked into, one in the other.
const DEPTH: usize = 16;

/// How many details are kept.
const DETAILS: usize = 100;

/// What the service says of a request that it refused.
///
/// What is read is bounded: 16 errors inside one another, 100 details. The body as it came is [`Answer::body`].
///
/// [`Answer::body`]: crate::Answer::body
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct GraphError {
    /// Such as `BadRequest` or `InvalidAuthenticationToken`.
    pub code: Option<String>,
    /// A sentence for a developer. Intune's, which comes as JSON inside the JSON, is taken out of it.
    pub message: Option<String>,
    /// What the error is about, such as a property.
    pub target: Option<String>,
    /// More errors that led to this one.
    pub details: Vec<ErrorDetail>,
    /// The codes of the errors inside this one (`innerError`), from the outer to the inner.
    pub inner_codes: Vec<String>,
    /// The `request-id` inside the error, which the header repeats.
    pub request_id: Option<String>,
    /// When it happened. Graph writes it without an offset and means UTC.
    pub date: Option<SystemTime>,
    /// How long Intune asks to be left alone, from inside its message.
    pub retry_after: Option<Duration>,
    /// The service behind Graph that refused it, where Intune says so.
    pub service: Option<String>,
}

/// One of several errors that led to one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Such as `MissingProperty`.
    pub code: Option<String>,
    /// A sentence for a developer.
    pub message: Option<String>,
    /// What it is about, such as a property.
    pub target: Option<String>,
}

impl GraphError {
    /// Whether this refuses a reference because it exists already. Graph has no code of its own for that
    /// ([add members](https://learn.microsoft.com/graph/api/group-post-members#response)).
    pub(crate) fn is_existing_reference(&self, status: StatusCode) -> bool {
        let says = |message: &str| message.contains("already exist");
        status == StatusCode::BAD_REQUEST && self.message.as_deref().is_some_and(says)
    }

    /// Reads the body of an answer, also one that breaks off; of a proxy's HTML, the title. Empty where there is neither.
    pub(crate) fn read(body: &[u8]) -> Self {
        let body = without_mark(body);
        let value = match serde_json::from_slice::<Value>(body) {
            Ok(value) => Some(value),
            Err(_) => salvage(body).filter(Value::is_object),
        };
        match value {
            Some(value) => value.get("error").filter(|error| error.is_object()).map_or_else(Self::default, Self::of),
            None => Self { message: html_title(body), ..Self::default() },
        }
    }

    fn of(error: &Value) -> Self {
        let mut read = Self {
            code: text(error, "code"),
            // Older services wrap it: `{"lang": "en", "value": "…"}`.
            message: text(error, "message").or_else(|| text(error.get("message")?, "value")),
            target: text(error, "target"),
            details: details(error),
            ..Self::default()
        };
        let mut inner = inner_error(error);
        for _ in 0..DEPTH {
            let Some(error) = inner else { break };
            read.inner_codes.extend(text(error, "code"));
            read.message = read.message.or_else(|| text(error, "message"));
            read.request_id = read.request_id.or_else(|| text(error, "request-id"));
            read.date = read.date.or_else(|| date(error.get("date")?.as_str()?));
            inner = inner_error(error);
        }
        read.unwrap_message()
    }

    /// Takes what Intune says out of the message.
    fn unwrap_message(mut self) -> Self {
        let inner = self.message.as_deref().and_then(|message| intune::unwrap(message, SystemTime::now()));
        if let Some(inner) = inner {
            self.message = inner.message;
            self.inner_codes.extend(inner.phrase);
            self.retry_after = inner.retry_after;
            self.service = inner.service;
            self.request_id = self.request_id.or(inner.activity_id);
        }
        self
    }
}

fn text(of: &Value, name: &str) -> Option<String> {
    Some(of.get(name)?.as_str()?.to_owned()).filter(|text| !text.is_empty())
}

/// Spelled in two ways, also within one service.
fn inner_error(of: &Value) -> Option<&Value> {
    ["innerError", "innererror"].iter().find_map(|name| of.get(*name)).filter(|inner| inner.is_object())
}

fn details(error: &Value) -> Vec<ErrorDetail> {
    let details = error.get("details").and_then(Value::as_array);
    let details = details.into_iter().flatten().filter(|detail| detail.is_object()).take(DETAILS);
    details
        .map(|detail| ErrorDetail {
            code: text(detail, "code"),
            message: text(detail, "message"),
            target: text(detail, "target"),
        })
        .collect()
}

/// `2026-01-31T12:00:00`, in UTC, or with an offset.
fn date(text: &str) -> Option<SystemTime> {
    let read = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok().map(SystemTime::from);
    read(text).or_else(|| read(&format!("{text}Z")))
}

/// What stands in `<title>`.
fn html_title(body: &[u8]) -> Option<String> {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(body.get(..body.len().min(HEAD))?);
    // ASCII alone changes its case: the places in both texts are the same.
    let lower = head.to_ascii_lowercase();
    let start = lower.find("<title>")? + "<title>".len();
    let end = start + lower.get(start..)?.find("</title>")?;
    Some(head.get(start..end)?.trim().to_owned()).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn the_error_object_is_read() {
        for inner in ["innerError", "innererror"] {
            let body = json!({"error": {
                "code": "BadRequest", "message": "No.", "target": "displayName",
                "details": [{"code": "Missing", "message": "It is missing.", "target": "name"}, 5, {}],
                inner: {"date": "2026-01-31T12:00:00", "request-id": "b3ee1e2a", "client-request-id": "c",
                    "code": "First", inner: {"code": "Second", "request-id": "not this"}},
            }});
            let read = GraphError::read(body.to_string().as_bytes());
            assert_eq!(read, GraphError::read(format!("\u{feff}{body}").as_bytes()));
            assert_eq!(read.code.as_deref(), Some("BadRequest"));
            assert_eq!(read.message.as_deref(), Some("No."));
            assert_eq!(read.target.as_deref(), Some("displayName"));
            assert_eq!(read.details.len(), 2);
            assert_eq!(read.details[0].target.as_deref(), Some("name"));
            assert_eq!(read.inner_codes, ["First", "Second"]);
            assert_eq!(read.request_id.as_deref(), Some("b3ee1e2a"));
            assert_eq!(read.date, date("2026-01-31T12:00:00Z"));
            assert!(read.date.is_some());
        }
    }

    #[test]
    fn dates_are_read_with_and_without_an_offset() {
        let at = date("2026-01-31T12:00:00Z");
        assert!(at.is_some());
        assert_eq!(date("2026-01-31T12:00:00"), at);
        assert_eq!(date("2026-01-31T13:00:00.0000000+01:00"), at);
        assert_eq!(date("yesterday"), None);
    }

    #[test]
    fn intunes_message_is_taken_out_of_its_json() {
        let message = "{\r\n  \"_version\": 3,\r\n  \"Message\": \"An error has occurred - Operation ID (for customer \
            support): 00000000-0000-0000-0000-000000000000 - Activity ID: 25b4ae6c - Url: https://fef.x\",\r\n  \
            \"CustomApiErrorPhrase\": \"Phrase\",\r\n  \"RetryAfter\": 315,\r\n  \"ErrorSourceService\": \"Svc\",\r\n  \
            \"HttpHeaders\": \"{}\"\r\n}";
        let body = json!({"error": {"code": "ResourceNotFound", "message": message, "innerError": {}}});
        let read = GraphError::read(body.to_string().as_bytes());
        assert_eq!(read.code.as_deref(), Some("ResourceNotFound"));
        assert_eq!(read.message.as_deref(), Some("An error has occurred"));
        assert_eq!(read.inner_codes, ["Phrase"]);
        assert_eq!(read.service.as_deref(), Some("Svc"));
        assert_eq!(read.request_id.as_deref(), Some("25b4ae6c"));
        assert_eq!(read.retry_after, Some(Duration::from_secs(315)));
    }

    #[test]
    fn nesting_is_bounded() {
        let mut error = json!({"code": "innermost"});
        for _ in 0..100 {
            error = json!({"code": "x", "innerError": error});
        }
        assert_eq!(GraphError::of(&error).inner_codes.len(), DEPTH);
        let many = json!({"details": vec![json!({"code": "x"}); 1_000]});
        assert_eq!(GraphError::of(&many).details.len(), DETAILS);
    }

    #[test]
    fn what_came_of_a_body_that_breaks_off_is_read() {
        let read = GraphError::read(br#"{"error":{"code":"BadRequest","message":"The prop"#);
        assert_eq!((read.code.as_deref(), read.message.as_deref()), (Some("BadRequest"), Some("The prop")));
    }

    #[test]
    fn of_html_the_title_is_read() {
        let read = GraphError::read(b"<!DOCTYPE html><HTML><head><Title> Service\nUnavailable </title>");
        assert_eq!((read.code, read.message.as_deref()), (None, Some("Service\nUnavailable")));
    }

    #[test]
    fn other_bodies_are_no_error_object() {
        for body in
            ["", "<html>", "null", "[]", "{}", r#"{"error":null}"#, r#"{"error":"x"}"#, r#"{"error":{"code":5}}"#]
        {
            assert_eq!(GraphError::read(body.as_bytes()), GraphError::default(), "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_body_breaks_the_reader(body: Vec<u8>, text in "\\PC*") {
            GraphError::read(&body);
            GraphError::read(format!("<title>{text}</title>").as_bytes());
            let whole = json!({"error": {"code": text, "message": text, "details": [text], "innererror": {"date": text}}});
            let whole = whole.to_string();
            prop_assert_eq!(GraphError::read(whole.as_bytes()).code, Some(text).filter(|text| !text.is_empty()));
            for end in 0..whole.len().min(200) {
                GraphError::read(&whole.as_bytes()[..end]);
            }
        }
    }
}
