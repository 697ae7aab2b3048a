//! The bytes of a body as JSON.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Whether a body has nothing but white space.
pub(crate) fn is_blank(body: &[u8]) -> bool {
    body.iter().all(u8::is_ascii_whitespace)
}

/// A body without a byte order mark, which JSON has none of and a reader may pass over
/// ([RFC 8259, section 8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)).
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// A member of an object, whatever the case of its name: services do not agree.
pub(crate) fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    object.as_object()?.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Whether a text has control characters, which no string in JSON has.
pub(crate) fn has_control(text: &[u8]) -> bool {
    // Of all bytes, and not up to the first such one, which is not vectorized.
    text.iter().fold(u8::MAX, |lowest, byte| lowest.min(*byte)) < b' '
}

/// Whether a body is JSON, of any kind.
pub(crate) fn is_json(body: &[u8]) -> bool {
    read::<serde::de::IgnoredAny>(body).is_ok()
}

/// What `Deserialize` makes of a body.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, serde_json::Error> {
    // To check the encoding of the whole body once is a fifth faster than to check that of each string.
    serde_json::from_str(&text(body))
}

/// The text of a body. What is not UTF-8 becomes an escape of no character, which is an error in a string that is read, and none
/// in one that is ignored.
fn text(body: &[u8]) -> Cow<'_, str> {
    let body = without_mark(body);
    if let Ok(text) = str::from_utf8(body) {
        return text.into();
    }
    let mut text = String::with_capacity(body.len());
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            // Behind an open backslash it would be two letters.
            let open = text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
            text.push_str(if open { "x" } else { "\\udc00" });
        }
    }
    text.into()
}

/// Reads the value, or `None` from a body that is empty.
pub(crate) fn read_if_any<T: DeserializeOwned>(body: &[u8]) -> Result<Option<T>, serde_json::Error> {
    if is_blank(body) { Ok(None) } else { read(body).map(Some) }
}

/// The same, if no body stands for `null`.
pub(crate) fn read_or_null<T: DeserializeOwned>(body: &[u8]) -> Result<T, serde_json::Error> {
    read(if is_blank(body) { b"null" } else { body })
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::operation::page::Page;

    #[test]
    fn what_is_not_utf8_is_an_error_only_where_it_is_read() {
        let page: Page<Value> = read(b"{\"other\":[\"\xff\"],\"value\":[\"\xc3\xa9\"]}").unwrap();
        assert_eq!(page.items, ["\u{e9}"]);
        for body in [
            &b"{\"value\":[\"\xff\"]}"[..],
            b"{\"value\":[\"a\xc3\"]}",
            b"{\"value\":[\"\\\xff\"]}",
            b"{\"value\":[\"\\\\\xff\"]}",
            b"{\"value\":[\xff]}",
            b"{\"\xff\":1,\"value\":[]}",
            b"{\"other\":\xff,\"value\":[]}",
            b"\xff",
        ] {
            assert!(read::<Page<Value>>(body).is_err(), "{body:?}");
        }
        assert_eq!(read::<Value>(b"\xef\xbb\xbf[1]").unwrap(), serde_json::json!([1]));
    }
}
