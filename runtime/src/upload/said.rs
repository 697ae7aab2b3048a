//! What an answer says of a session: what it still expects, or that the file is complete.

use http::StatusCode;
use serde_json::Value;

use crate::send::verdict::evidence::{Evidence, evidence};
use crate::upload::ranges::Ranges;
use crate::wire::answer::Answer;
use crate::wire::body::{member, without_mark};

/// A chunk.
pub(crate) struct Chunk {
    pub(crate) start: u64,
    /// Behind its last byte.
    pub(crate) end: u64,
    /// Whether the file is complete with it, as far as it is known.
    pub(crate) completes: bool,
}

/// What an answer says of the session.
pub(crate) enum Said {
    /// The file is complete.
    Complete(Box<Answer>),
    Missing(Ranges),
    Nothing,
}

impl Said {
    /// By the answer to a chunk, a success.
    pub(crate) fn by_chunk(answer: Box<Answer>, chunk: &Chunk) -> Self {
        match Ranges::read(&answer.body, chunk.start) {
            Some(ranges) if ranges.first().is_some() => Self::Missing(ranges),
            _ if chunk.completes || answer.status == StatusCode::CREATED => Self::Complete(answer),
            _ => Self::Missing(Ranges::from(chunk.end)),
        }
    }

    /// By the session itself, which was asked. `start` is the first byte that it did not have before.
    pub(crate) fn by_session(answer: Box<Answer>, start: u64, may_be_complete: bool) -> Self {
        match Ranges::read(&answer.body, start) {
            Some(ranges) if ranges.first().is_some() => Self::Missing(ranges),
            Some(_) => Self::Complete(answer),
            None if may_be_complete && is_item(&answer.body) => Self::Complete(answer),
            None => Self::Nothing,
        }
    }
}

/// Whether a body is what was uploaded, and not the session.
fn is_item(body: &[u8]) -> bool {
    let session = |value: &Value| ["uploadUrl", "expirationDateTime"].iter().any(|name| member(value, name).is_some());
    let value = serde_json::from_slice::<Value>(without_mark(body));
    evidence(body) == Evidence::Entity && value.is_ok_and(|value| !session(&value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use http::HeaderMap;

    fn answer(status: u16, body: &'static str) -> Box<Answer> {
        let body = Bytes::from_static(body.as_bytes());
        Box::new(Answer::new(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), body))
    }

    fn text(said: Said) -> String {
        match said {
            Said::Complete(_) => "complete".to_owned(),
            Said::Missing(ranges) => ranges.first().map_or(0, |(start, _)| start).to_string(),
            Said::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn the_answer_to_a_chunk_says_what_is_next() {
        for (status, body, in_the_middle, at_the_end) in [
            (202, r#"{"nextExpectedRanges":["7-"]}"#, "7", "7"),
            (200, r#"{"nextExpectedRanges":["7"]}"#, "7", "7"),
            (202, r#"{"nextExpectedRanges":["?"]}"#, "5", "5"),
            (202, r#"{"nextExpectedRanges":[]}"#, "9", "complete"),
            (202, "", "9", "complete"),
            (204, "", "9", "complete"),
            (200, r#"{"id":"7"}"#, "9", "complete"),
            (201, r#"{"id":"7"}"#, "complete", "complete"),
            (201, "", "complete", "complete"),
        ] {
            for (completes, expected) in [(false, in_the_middle), (true, at_the_end)] {
                let chunk = Chunk { start: 5, end: 9, completes };
                assert_eq!(text(Said::by_chunk(answer(status, body), &chunk)), expected, "{status} {body} {completes}");
            }
        }
    }

    #[test]
    fn a_session_that_is_asked_says_what_it_has() {
        for (body, before_the_end, behind_it) in [
            (r#"{"nextExpectedRanges":["7-"]}"#, "7", "7"),
            (r#"{"nextExpectedRanges":[]}"#, "complete", "complete"),
            (r#"{"id":"7"}"#, "nothing", "complete"),
            (r#"{"uploadUrl":"x"}"#, "nothing", "nothing"),
            (r#"{"ExpirationDateTime":"x"}"#, "nothing", "nothing"),
            ("", "nothing", "nothing"),
        ] {
            for (may_be_complete, expected) in [(false, before_the_end), (true, behind_it)] {
                let said = Said::by_session(answer(200, body), 5, may_be_complete);
                assert_eq!(text(said), expected, "{body} {may_be_complete}");
            }
        }
    }
}
