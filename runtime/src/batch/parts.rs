//! The answer of a batch, taken apart: one slot for each request, whatever came.
//!
//! It is read as far as it can be: the parts before a place where it breaks off are whole and stay.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::raw::{self, RawPart};
use crate::edm::Binary;
use crate::wire::answer::Answer;
use crate::wire::body::without_mark;
use crate::wire::part_head::part_headers;

/// How many of the ids that nothing was asked under are kept, and how many letters of each.
const FOREIGN: (usize, usize) = (20, 64);

/// What the answer says of one request.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Slot {
    /// Nothing.
    #[default]
    Missing,
    /// An answer. Where the batch's ends within it, its body is as much as came.
    Part(Box<Answer>),
    /// Two answers that differ.
    Conflict,
    /// Something under its id that is not an answer.
    Malformed,
}

/// A batch's answer.
#[derive(Debug)]
pub(crate) struct BatchAnswer {
    /// One for each request, in the order of the requests.
    pub(crate) slots: Vec<Slot>,
    /// The ids of parts that answer no request; an empty one where a part has none.
    pub(super) foreign: Vec<String>,
    /// Why it ends early.
    pub(super) broken: Option<serde_json::Error>,
}

impl BatchAnswer {
    /// Reads the body of an answer to `count` requests, which was sent at this `Date`. The heads of entities are read when
    /// they are needed.
    pub(crate) fn read(body: &Bytes, date: Option<&HeaderValue>, count: usize) -> Self {
        let body = &body.slice_ref(without_mark(body));
        // What is not UTF-8 is masked, letter by letter, so that it spoils the one part that it is in.
        let masked: String;
        let text = match std::str::from_utf8(body) {
            Ok(text) => text,
            Err(_) => {
                masked = mask(body);
                &masked
            }
        };
        let (parts, broken) = raw::read(text, count);
        let mut foreign = Vec::new();
        // For each request the parts under its id: the first, and whether another differs.
        let mut found: Vec<Option<(&RawPart<'_>, bool)>> = vec![None; count];
        for part in &parts {
            match part.number().and_then(|number| found.get_mut(number.checked_sub(1)?)) {
                Some(place) => {
                    let differs = place.is_some_and(|(first, differs)| differs || part.differs_from(first));
                    *place = Some((place.map_or(part, |(first, _)| first), differs));
                }
                None if part.cut => {}
                None if foreign.len() < FOREIGN.0 => foreign.push(part.name().chars().take(FOREIGN.1).collect()),
                None => {}
            }
        }
        let slot = |found: Option<(&RawPart<'_>, bool)>| match found {
            None => Slot::Missing,
            Some((_, true)) => Slot::Conflict,
            Some((part, false)) => slot(part, |piece| place(text, body, piece), date),
        };
        Self { slots: found.into_iter().map(slot).collect(), foreign, broken }
    }
}

/// The bytes of the body in the place that a piece has in the text.
fn place(text: &str, body: &Bytes, piece: &str) -> Bytes {
    let start = piece.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let end = start.saturating_add(piece.len()).min(body.len());
    body.slice(start.min(end)..end)
}

/// What a part is. `place` finds the bytes of a piece of it.
fn slot(part: &RawPart<'_>, place: impl Fn(&str) -> Bytes, date: Option<&HeaderValue>) -> Slot {
    let Some(status) = status(part) else {
        return if part.cut { Slot::Missing } else { Slot::Malformed };
    };
    let body = part.body.map(&place).unwrap_or_default();
    if matches!(status, StatusCode::OK | StatusCode::CREATED) && body.first() == Some(&b'{') {
        return Slot::Part(Box::new(Answer::created(status, body, part.headers.map(place))));
    }
    let mut headers = part.headers.map_or_else(HeaderMap::new, |raw| part_headers(raw.as_bytes()));
    // A part has no clock of its own.
    if let Some(date) = date.filter(|_| !headers.contains_key(DATE)) {
        headers.insert(DATE, date.clone());
    }
    let body = plain(body, &headers);
    let answer = Answer::new(status, &headers, body);
    Slot::Part(Box::new(Answer { headers: Some(Box::new(headers)), ..answer }))
}

/// The status of a part, or `None` if it does not have exactly one.
fn status(part: &RawPart<'_>) -> Option<StatusCode> {
    let status = part.status?.trim_matches('"').parse().ok().filter(|_| !part.twice)?;
    StatusCode::from_u16(status).ok()
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

/// The body of a part as HTTP would have it: JSON as it stands; a string is the base64 of what is not JSON, or that itself.
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
        // Short texts may be base64 by chance, but what they decode to is not text then.
        Ok(bytes) if binary || is_text(&bytes) => bytes.into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(text: impl AsRef<[u8]>, count: usize) -> BatchAnswer {
        BatchAnswer::read(&Bytes::copy_from_slice(text.as_ref()), None, count)
    }

    /// The one part of an answer to one request.
    fn part(text: &str) -> Answer {
        let read = read(format!(r#"{{"responses":[{text}]}}"#), 1);
        let Some(Slot::Part(part)) = read.slots.into_iter().next() else { panic!("{text}") };
        *part
    }

    #[test]
    fn a_part_has_its_status_headers_and_body() {
        let date = HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT");
        let body = r#"{"responses":[{"id":"1","status":429,"headers":{"Retry-After":"5"},
            "body": {"a" : 1.50}}]}"#;
        let read = BatchAnswer::read(&format!("\u{feff}{body}").into(), Some(&date), 1);
        let [Slot::Part(part)] = read.slots.as_slice() else { panic!("{read:?}") };
        assert_eq!((part.status, &part.body[..]), (StatusCode::TOO_MANY_REQUESTS, &br#"{"a" : 1.50}"#[..]));
        assert_eq!(part.retry_after, Some(std::time::Duration::from_secs(5)));
        assert_eq!(part.date.as_ref(), Some(&date));
        let headers = part_headers(br#"{"x":7,"y":["a","b"],"":"-","z":"\n"}"#);
        assert_eq!((headers.len(), &headers["x"]), (3, &HeaderValue::from_static("7")));
        assert_eq!(headers.get_all("y").iter().collect::<Vec<_>>(), ["a", "b"]);
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
        assert_eq!(cut.body, r#"{"id":"a","x":"#);
        assert_eq!(whole.body, r#"{"id":"b"}"#);
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
                if let (Slot::Part(less), Slot::Part(all)) = (less, all) {
                    prop_assert_eq!(less.status, all.status);
                    prop_assert!(all.body.starts_with(&less.body));
                } else {
                    prop_assert_eq!(less, &Slot::Missing);
                }
            }
        }
    }
}
