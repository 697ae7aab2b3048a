//! An answer: its head, its body, and what they say of the entity.

use std::cell::RefCell;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{DATE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::auth::challenge;
use crate::wire::body::without_mark;
use crate::wire::headers::location_of_accepted;
use crate::wire::part_head::{part_headers, two_headers};
use crate::wire::retry_after;

static REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
static LIMIT_USED: HeaderName = HeaderName::from_static("x-ms-throttle-limit-percentage");

/// What came back from the service.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The service's `request-id`: what Microsoft's support asks for.
    pub request_id: Option<String>,
    /// The `Location` header; of a 202, the `Operation-Location` if it has one.
    pub location: Option<String>,
    /// How long the service asks to be left alone: `Retry-After`, in seconds, with a fraction, or as a date (compared with the
    /// answer's own), or what Intune says inside its error, whichever is longer.
    pub retry_after: Option<Duration>,
    /// The moment when that time is over.
    pub retry_at: Option<SystemTime>,
    /// The body as it came, as much of it as came and as the client reads: 16 MiB of an entity, 1 MiB of an error.
    pub body: Bytes,
    /// The claims that a 401 asks of the next token, as JSON.
    pub(crate) claims_challenge: Option<String>,
    /// The service's clock, if it said so.
    pub(crate) date: Option<HeaderValue>,
    /// All of them, if the request asks for the answer as it came.
    pub(crate) headers: Option<Box<HeaderMap>>,
    /// Headers that were not read yet, as JSON: they are for who asks, and most of all creates in a batch are not asked.
    pub(crate) head: Option<Bytes>,
    /// The share of a limit that is used, such as `0.85`, if the service announces it.
    pub(crate) limit_used: Option<String>,
}

impl Answer {
    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, body: Bytes) -> Self {
        let (mut request_id, mut location, mut limit_used, mut date, mut waits) = (None, None, None, None, false);
        // One pass over them takes less time than to look up each. Names are compared, not their texts: most are of `http`'s table.
        for (name, value) in headers {
            let first = if *name == REQUEST_ID {
                &mut request_id
            } else if *name == LOCATION {
                &mut location
            } else if *name == LIMIT_USED {
                &mut limit_used
            } else if *name == DATE {
                &mut date
            } else {
                waits |= *name == RETRY_AFTER;
                continue;
            };
            first.get_or_insert(value);
        }
        let text = |value: Option<&HeaderValue>| value?.to_str().ok().map(str::to_owned);
        let wait = if waits { wait(headers, date) } else { None };
        Self {
            status,
            request_id: text(request_id),
            location: if status == StatusCode::ACCEPTED {
                location_of_accepted(headers).map(str::to_owned)
            } else {
                text(location)
            },
            retry_after: wait.map(|(after, _)| after),
            retry_at: wait.and_then(|(after, now)| now.checked_add(after)),
            limit_used: text(limit_used),
            claims_challenge: (status == StatusCode::UNAUTHORIZED).then(|| challenge::claims(headers)).flatten(),
            date: date.cloned(),
            headers: None,
            head: None,
            body,
        }
    }

    /// Of an entity that was created with a batch: the head is JSON, and is not [read](Self::read_head) yet.
    pub(crate) fn created(status: StatusCode, body: Bytes, head: Option<Bytes>) -> Self {
        Self {
            status,
            request_id: None,
            location: None,
            retry_after: None,
            retry_at: None,
            body,
            claims_challenge: None,
            limit_used: None,
            date: None,
            headers: None,
            head,
        }
    }

    /// The answer as it came.
    pub(crate) fn into_response(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = match (self.headers, self.head) {
            (Some(headers), _) => *headers,
            (None, Some(head)) => part_headers(&head),
            (None, None) => HeaderMap::new(),
        };
        response
    }

    /// Reads the head of a part of a batch.
    pub(crate) fn read_head(&mut self) {
        let Some(head) = self.head.take() else { return };
        [self.request_id, self.location] = two_headers(&head, ["request-id", LOCATION.as_str()]);
        if self.status == StatusCode::ACCEPTED {
            self.location = location_of_accepted(&part_headers(&head)).map(str::to_owned);
        }
    }

    /// Reads every header of a part of a batch: a failure needs more of them than an entity does.
    pub(crate) fn read_whole_head(&mut self) {
        if let Some(head) = self.head.take() {
            *self = Self::new(self.status, &part_headers(&head), std::mem::take(&mut self.body));
        }
    }

    /// Takes over what the body says of a wait, if that is longer.
    pub(crate) fn take_retry_after(&mut self, inner: Option<Duration>) {
        if inner > self.retry_after {
            self.retry_after = inner;
            self.retry_at = inner.and_then(|after| SystemTime::now().checked_add(after));
        }
    }

    /// The entity's id, from as much of the body as can be read, or from the location.
    pub(crate) fn id(&self) -> Option<String> {
        id_in_body(&self.body).or_else(|| id_in_location(self.location.as_deref()?))
    }
}

impl fmt::Debug for Answer {
    /// Without the body, which may hold personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("location", &self.location)
            .field("retry_after", &self.retry_after)
            .field("retry_at", &self.retry_at)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// How long the service asks to be left alone, and since when.
#[cold]
fn wait(headers: &HeaderMap, date: Option<&HeaderValue>) -> Option<(Duration, SystemTime)> {
    let now = SystemTime::now();
    let date = date.and_then(|date| date.to_str().ok());
    let values = headers.get_all(RETRY_AFTER).iter().filter_map(|value| value.to_str().ok());
    // A gateway may add one to the service's: the longest counts.
    Some((values.filter_map(|value| retry_after::parse(value, date, now)).max()?, now))
}

/// The `id` of a JSON object, also of one that breaks off behind it.
fn id_in_body(body: &[u8]) -> Option<String> {
    struct Object<'a>(&'a RefCell<Option<String>>);

    impl<'de> Visitor<'de> for Object<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(name) = map.next_key::<String>()? {
                if name == "id" {
                    self.0.replace(Some(map.next_value()?));
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(())
        }
    }

    let id = RefCell::new(None);
    let mut deserializer = serde_json::Deserializer::from_slice(without_mark(body));
    // Where it ends early, what was found before stays.
    deserializer.deserialize_map(Object(&id)).unwrap_or_default();
    id.into_inner().filter(|id| !id.is_empty())
}

/// The id at the end of `…/userStatuses/7e323db2` or `…/userStatuses('7e323db2')`.
fn id_in_location(location: &str) -> Option<String> {
    let path = location.split(['?', '#']).next()?;
    let (_, last) = path.trim_end_matches('/').rsplit_once('/')?;
    let id = match last.split_once("('") {
        Some((_, key)) => key.strip_suffix("')")?,
        None => last,
    };
    let id = percent_encoding::percent_decode_str(id).decode_utf8().ok()?;
    Some(id.into_owned()).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_id_is_found_also_in_a_broken_body() {
        for (body, id) in [
            (r#"{"@odata.type":"x","id":"7e32","devicesCount":"Integer"}"#, Some("7e32")),
            (r#"{"id":"7e32","userDisplayName":"User Dis"#, Some("7e32")),
            (r#"{"a":{"id":"inner"},"id":"7e32"}"#, Some("7e32")),
            (r#"{"a":{"id":"inner"}}"#, None),
            ("\u{feff}{\"id\":\"7e32\"}", Some("7e32")),
            (r#"{"id":"7e3"#, None),
            (r#"{"id":5}"#, None),
            (r#"{"id":""}"#, None),
            ("<html>", None),
            ("", None),
        ] {
            assert_eq!(id_in_body(body.as_bytes()).as_deref(), id, "{body}");
        }
    }

    #[test]
    fn the_id_is_found_in_a_location() {
        for (location, id) in [
            ("https://graph.microsoft.com/v1.0/a/1/userStatuses/7e32", Some("7e32")),
            ("https://graph.microsoft.com/v1.0/a/1/userStatuses('7e32')?x=/1", Some("7e32")),
            ("/v1.0/users/a%20b/", Some("a b")),
            ("7e32", None),
            ("", None),
        ] {
            assert_eq!(id_in_location(location).as_deref(), id, "{location}");
        }
    }

    #[test]
    fn the_location_of_a_202_is_that_of_the_operation_also_in_a_batch() {
        let both = r#"{"request-id":"7","Location":"/result","Operation-Location":"https://a.example/9"}"#;
        for (status, head, location) in [
            (StatusCode::ACCEPTED, both, Some("https://a.example/9")),
            (StatusCode::ACCEPTED, r#"{"request-id":"7","location":"/operations/9"}"#, Some("/operations/9")),
            (StatusCode::ACCEPTED, r#"{"request-id":"7","Operation-Location":""}"#, None),
            (StatusCode::CREATED, both, Some("/result")),
        ] {
            let head = Bytes::from_static(head.as_bytes());
            let mut part = Answer::created(status, Bytes::new(), Some(head.clone()));
            part.read_head();
            assert_eq!((part.request_id.as_deref(), part.location.as_deref()), (Some("7"), location));
            let mut whole = Answer::created(status, Bytes::new(), Some(head));
            whole.read_whole_head();
            assert_eq!(whole.location.as_deref(), location);
        }
    }

    #[test]
    fn the_greater_wait_counts() {
        let mut headers = HeaderMap::new();
        for value in ["0", "soon", "5", "2.5"] {
            headers.append(RETRY_AFTER, HeaderValue::from_static(value));
        }
        let answer = Answer::new(StatusCode::TOO_MANY_REQUESTS, &headers, Bytes::new());
        assert_eq!(answer.retry_after, Some(Duration::from_secs(5)));
        for (inner, wait) in [(None, 5), (Some(3), 5), (Some(315), 315)] {
            let before = SystemTime::now();
            let mut answer = answer.clone();
            answer.take_retry_after(inner.map(Duration::from_secs));
            assert_eq!(answer.retry_after, Some(Duration::from_secs(wait)));
            assert!(answer.retry_at.unwrap() > before + Duration::from_secs(wait) - Duration::from_secs(1));
        }
    }

    proptest! {
        #[test]
        fn no_header_or_body_breaks_the_reader(value in "\\PC*", body: Vec<u8>) {
            id_in_location(&value);
            id_in_body(&body);
        }
    }
}
