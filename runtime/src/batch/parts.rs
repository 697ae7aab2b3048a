//! The answer of a batch, taken apart: one slot for each request, whatever came.
//!
//! It is read as far as it can be: the parts before a place where it breaks off are whole and stay.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use super::raw::{self, RawPart};
use crate::edm::Binary;

/// How many of the ids that nothing was asked under are kept, and how many letters of each.
const FOREIGN: (usize, usize) = (20, 64);

/// What the answer says of one request.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Slot {
    /// Nothing.
    #[default]
    Missing,
    /// An answer.
    Part(Part),
    /// Two answers that differ.
    Conflict,
    /// Something under its id that is no answer.
    Malformed,
}

/// The answer to one request.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The batch's answer ends within it.
    pub(super) cut: bool,
}

/// A batch's answer.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// One for each request, in the order of the requests.
    pub(super) slots: Vec<Slot>,
    /// The ids of parts that answer no request; an empty one where a part has none.
    pub(super) foreign: Vec<String>,
    /// Why it ends early.
    pub(super) broken: Option<serde_json::Error>,
}

impl Parts {
    /// Reads the body of an answer to `count` requests, which was sent at this `Date`.
    pub(super) fn read(body: &Bytes, date: Option<&HeaderValue>, count: usize) -> Self {
        // What is not UTF-8 is masked, letter by letter, so that it spoils the one part that it is in.
        let masked: String;
        let text = match std::str::from_utf8(body) {
            Ok(text) => text,
            Err(_) => {
                masked = mask(body);
                &masked
            }
        };
        let (parts, broken) = raw::read(text);
        let mut read = Self { slots: vec![Slot::Missing; count], broken, ..Self::default() };
        for raw in parts {
            // The place in the text is the place in the body.
            let bytes = raw.body.map_or_else(Bytes::new, |raw| {
                let start = raw.as_ptr().addr().saturating_sub(text.as_ptr().addr());
                let end = start.saturating_add(raw.len()).min(body.len());
                body.slice(start.min(end)..end)
            });
            // A number that the text ends in may have had more digits.
            let id = raw.id.filter(|id| !raw.cut || id.starts_with('"')).map_or_else(String::new, id);
            let slot = match id.parse::<usize>() {
                Ok(number) if number.to_string() == id => number.checked_sub(1).and_then(|at| read.slots.get_mut(at)),
                _ => None,
            };
            let Some(slot) = slot else {
                if raw.cut && id.is_empty() {
                    break;
                }
                read.foreign.extend((read.foreign.len() < FOREIGN.0).then(|| id.chars().take(FOREIGN.1).collect()));
                continue;
            };
            let part = raw.part(bytes, date);
            if raw.cut && part == Slot::Malformed {
                break;
            }
            *slot = match std::mem::take(slot) {
                Slot::Missing => part,
                before if before == part => part,
                _ => Slot::Conflict,
            };
        }
        read
    }
}

/// The same number of bytes, with a `?` for each that is not UTF-8.
fn mask(body: &[u8]) -> String {
    let mut text = String::with_capacity(body.len());
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

/// An id, as a string or, from a service that is not strict, as a number.
fn id(raw: &str) -> String {
    serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned())
}

impl RawPart<'_> {
    fn part(&self, body: Bytes, date: Option<&HeaderValue>) -> Slot {
        let status = self.status.and_then(|text| text.trim_matches('"').parse::<u16>().ok());
        let Some(status) = status.and_then(|status| StatusCode::from_u16(status).ok()).filter(|_| !self.twice) else {
            return Slot::Malformed;
        };
        let mut headers = self.headers.map_or_else(HeaderMap::new, headers);
        // A part has no clock of its own.
        if let Some(date) = date.filter(|_| !headers.contains_key(DATE)) {
            headers.insert(DATE, date.clone());
        }
        let body = plain(body, &headers);
        Slot::Part(Part { status, headers, body, cut: self.cut })
    }
}

/// The headers of a part; none where they are no object.
fn headers(raw: &str) -> HeaderMap {
    let Ok(Value::Object(object)) = serde_json::from_str(raw) else { return HeaderMap::new() };
    let mut headers = HeaderMap::with_capacity(object.len());
    for (name, value) in object {
        let values = if let Value::Array(values) = value { values } else { vec![value] };
        for value in values {
            let text = if let Value::String(text) = value { text } else { value.to_string() };
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(&name), HeaderValue::try_from(text)) {
                headers.append(name, value);
            }
        }
    }
    headers
}

/// The body of a part as HTTP would have it: JSON as it stands; a string is the base64 of what is no JSON, or that itself.
fn plain(body: Bytes, headers: &HeaderMap) -> Bytes {
    if body == "null" {
        return Bytes::new();
    }
    if body.first() != Some(&b'"') {
        return body;
    }
    let Ok(text) = serde_json::from_slice::<String>(&body) else { return body };
    let is_text = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok();
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let binary = !declared.is_empty() && !declared.starts_with("text/") && !declared.contains("json");
    match text.parse::<Binary>().map(Vec::from) {
        // Short texts may be base64 by chance, but what they decode to is no text then.
        Ok(bytes) if binary || is_text(&bytes) => bytes.into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(text: impl AsRef<[u8]>, count: usize) -> Parts {
        Parts::read(&Bytes::copy_from_slice(text.as_ref()), None, count)
    }

    /// The one part of an answer to one request.
    fn part(text: &str) -> Part {
        let read = read(format!(r#"{{"responses":[{text}]}}"#), 1);
        let Some(Slot::Part(part)) = read.slots.into_iter().next() else { panic!("{text}") };
        part
    }

    #[test]
    fn a_part_has_its_status_headers_and_body() {
        let date = HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT");
        let body = r#"{"responses":[{"id":"1","status":429,"headers":{"Retry-After":"5","x":7,"y":["a","b"],"":"-"},
            "body": {"a" : 1.50}}]}"#;
        let read = Parts::read(&Bytes::from_static(body.as_bytes()), Some(&date), 1);
        let [Slot::Part(part)] = read.slots.as_slice() else { panic!("{read:?}") };
        assert_eq!((part.status, &part.body[..]), (StatusCode::TOO_MANY_REQUESTS, &br#"{"a" : 1.50}"#[..]));
        assert_eq!(part.headers["retry-after"], "5");
        assert_eq!(part.headers["x"], "7");
        assert_eq!(part.headers.get_all("y").iter().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(part.headers[DATE], "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!((read.foreign.len(), read.broken.is_none()), (0, true));
    }

    #[test]
    fn a_body_is_json_or_base64_or_text() {
        for (kind, body, expected) in [
            ("", "null", ""),
            ("", "[1]", "[1]"),
            ("", r#""eyJhIjoxfQ==""#, r#"{"a":1}"#),
            ("text/html", r#""PGh0bWw+""#, "<html>"),
            ("text/html", r#""<html>""#, "<html>"),
            ("application/json", r#""{\"a\":1}""#, r#"{"a":1}"#),
            ("", r#""Unauthorized""#, "Unauthorized"),
        ] {
            let part =
                part(&format!(r#"{{"id":"1","status":201,"headers":{{"Content-Type":"{kind}"}},"body":{body}}}"#));
            assert_eq!(part.body, expected, "{body}");
        }
        let png = part(r#"{"id":"1","status":200,"headers":{"Content-Type":"image/png"},"body":"iVBORw=="}"#);
        assert_eq!(png.body, &b"\x89PNG"[..]);
        assert_eq!(part(r#"{"id":1,"status":"204"}"#).body, "");
    }

    #[test]
    fn what_does_not_match_is_found() {
        let one = r#"{"id":"1","status":201}"#;
        let slots = |text: &str| read(format!(r#"{{"x":[],"responses":[{text}],"y":{{}}}}"#), 2).slots;
        assert!(matches!(slots(one)[..], [Slot::Part(_), Slot::Missing]));
        assert!(matches!(slots(&format!("{one},{one}"))[..], [Slot::Part(_), Slot::Missing]));
        assert!(matches!(slots(&format!(r#"{one},{{"id":"1","status":429}},{one}"#))[..], [Slot::Conflict, _]));
        for text in [
            r#"{"id":"1"}"#,
            r#"{"id":"1","status":7}"#,
            r#"{"id":"1","status":null}"#,
            r#"{"id":"1","status":201,"status":201}"#,
        ] {
            assert_eq!(slots(text), [Slot::Malformed, Slot::Missing], "{text}");
        }
        let foreign = r#"{"id":"3"},{"id":"0"},{"id":"01"},{"id":"+1"},{"status":201},null,7,-7,1.5,"x",[{}],true,"#;
        let read = read(format!(r#"{{"responses":[{foreign}{one}]}}"#), 1);
        assert_eq!(read.foreign[..4], ["3", "0", "01", "+1"]);
        assert_eq!(read.foreign.len(), 12);
        assert!(matches!(read.slots[..], [Slot::Part(_)]));
    }

    #[test]
    fn a_broken_answer_keeps_what_came() {
        let text = r#"{"responses":[{"id":"2","status":201,"body":{"id":"b"}},{"id":"1","status":201,"headers":{},"body":{"id":"a","x":"#;
        let parts = read(text, 3);
        let [Slot::Part(cut), Slot::Part(whole), Slot::Missing] = &parts.slots[..] else { panic!("{parts:?}") };
        assert_eq!((cut.cut, &cut.body[..]), (true, &br#"{"id":"a","x":"#[..]));
        assert_eq!((whole.cut, &whole.body[..]), (false, &br#"{"id":"b"}"#[..]));
        assert!(parts.broken.is_some());
        for text in ["", "<html>", "[]", "{}", r#"{"responses":{}}"#, r#"{"responses":[{"status":201,"id":1"#] {
            let parts = read(text, 1);
            assert_eq!((&parts.slots[..], parts.foreign.len()), (&[Slot::Missing][..], 0), "{text}");
            assert!(parts.broken.is_some());
        }
    }

    #[test]
    fn letters_that_are_no_utf8_stay_in_their_part() {
        let body =
            b"{\"responses\":[{\"id\":\"2\",\"status\":201,\"body\":{\"a\":\"\xe9\"}},{\"id\":\"1\",\"status\":201}]}";
        let parts = read(body, 2);
        let [Slot::Part(_), Slot::Part(second)] = &parts.slots[..] else { panic!("{parts:?}") };
        assert_eq!(second.body, &b"{\"a\":\"\xe9\"}"[..]);
    }

    proptest! {
        #[test]
        fn no_answer_breaks_the_reader(body: Vec<u8>, text in "\\PC*") {
            read(body, 3);
            read(format!(r#"{{"responses":[{text}"#), 3);
        }

        #[test]
        fn any_subset_in_any_order_cut_anywhere(order in prop::collection::vec(0_usize..25, 0..30), cut: prop::sample::Index) {
            let parts: Vec<_> = order.iter().map(|at| json!({ "id": (at + 1).to_string(), "status": 201, "body": { "id": at } })).collect();
            let text = json!({ "responses": parts }).to_string();
            let whole = read(&text, 20);
            prop_assert!(whole.broken.is_none());
            for (at, slot) in whole.slots.iter().enumerate() {
                match slot {
                    Slot::Missing => prop_assert!(!order.contains(&at)),
                    Slot::Part(part) => prop_assert_eq!(&part.body, &format!(r#"{{"id":{at}}}"#)),
                    other => prop_assert!(false, "{:?}", other),
                }
            }
            prop_assert_eq!(whole.foreign.len(), order.iter().filter(|at| **at >= 20).count());
            // What is read of less is what is read of all, or nothing.
            let less = read(text.get(..cut.index(text.len())).unwrap_or_default(), 20);
            for (less, all) in less.slots.iter().zip(&whole.slots) {
                match less {
                    Slot::Part(part) if !part.cut => prop_assert_eq!(less, all),
                    _ => {}
                }
            }
        }
    }
}
