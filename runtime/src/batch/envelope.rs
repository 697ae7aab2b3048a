//! The request of a batch: parts written side by side into one body, each from bytes that are JSON already.
//!
//! ```json
//! {"requests":[{"id":"1","method":"PATCH","url":"/groups","headers":{"Content-Type":"application/json",
//!  "client-request-id":"…"},"body":{…}}]}
//! ```

use std::io::Write;

use bytes::Bytes;
use http::Method;
use uuid::Uuid;

/// How many parts a batch may have:
/// <https://learn.microsoft.com/graph/json-batching#batch-size-limitations>.
pub(super) const PARTS: usize = 20;

/// How many bytes a batch may have. Graph takes 4 MB, and does not say which.
pub(super) const BYTES: usize = 4_000_000;

/// What a part needs beside its URL and its body, rounded up.
const FRAME: usize = 192;

/// The bytes that a part takes, never too few.
pub(super) fn size(url: &str, body: &[u8]) -> usize {
    // A letter of the URL may be escaped.
    FRAME + 2 * url.len() + body.len()
}

/// The body of a batch, part by part. The ids are `"1"`, `"2"` and so on.
pub(super) struct Envelope {
    body: Vec<u8>,
    parts: usize,
}

impl Envelope {
    /// With room for so many bytes of parts.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        let mut body = Vec::with_capacity(bytes + 32);
        body.extend_from_slice(br#"{"requests":["#);
        Self { body, parts: 0 }
    }

    /// Adds a request of JSON to a URL that is relative to the version, such as `/groups`.
    pub(super) fn push(&mut self, method: &Method, url: &str, client_request_id: &Uuid, body: &[u8]) {
        if self.parts > 0 {
            self.body.push(b',');
        }
        self.parts += 1;
        self.text(r#"{"id":""#);
        // A `Vec` takes all, and of a string all can be written.
        let _ = write!(self.body, "{}", self.parts);
        self.text(r#"","method":""#);
        self.text(method.as_str());
        self.text(r#"","url":"#);
        let _ = serde_json::to_writer(&mut self.body, url);
        self.text(r#","headers":{"Content-Type":"application/json","client-request-id":""#);
        self.text(client_request_id.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
        self.text(r#""},"body":"#);
        self.body.extend_from_slice(body);
        self.body.push(b'}');
    }

    pub(super) fn finish(mut self) -> Bytes {
        self.text("]}");
        self.body.into()
    }

    fn text(&mut self, text: &str) {
        self.body.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const PATCH: Method = Method::PATCH;

    #[test]
    fn a_batch_is_written_as_the_documents_show_it() {
        let mut envelope = Envelope::with_capacity(0);
        envelope.push(&PATCH, "/groups", &Uuid::nil(), br#"{"displayName":"Sales","x":1.50}"#);
        envelope.push(&PATCH, "/a/%2F/b('c')", &Uuid::nil(), b"{}");
        let headers = r#""headers":{"Content-Type":"application/json","client-request-id":"00000000-0000-0000-0000-000000000000"}"#;
        assert_eq!(
            envelope.finish(),
            format!(
                r#"{{"requests":[{{"id":"1","method":"PATCH","url":"/groups",{headers},"body":{{"displayName":"Sales","x":1.50}}}},{{"id":"2","method":"PATCH","url":"/a/%2F/b('c')",{headers},"body":{{}}}}]}}"#
            )
        );
        assert_eq!(Envelope::with_capacity(0).finish(), r#"{"requests":[]}"#);
    }

    proptest! {
        #[test]
        fn every_url_is_kept_and_no_part_is_larger_than_its_size(
            urls in prop::collection::vec("[!-~]{0,200}", 1..PARTS),
            text in "\\PC*",
        ) {
            let body = json!({ "text": text }).to_string();
            let mut envelope = Envelope::with_capacity(0);
            for url in &urls {
                envelope.push(&PATCH, url, &Uuid::nil(), body.as_bytes());
            }
            let written = envelope.finish();
            prop_assert!(written.len() <= 32 + urls.iter().map(|url| size(url, body.as_bytes())).sum::<usize>());
            let read: Value = serde_json::from_slice(&written).unwrap();
            for (index, url) in urls.iter().enumerate() {
                let part = &read["requests"][index];
                prop_assert_eq!(&part["id"], &Value::from((index + 1).to_string()));
                prop_assert_eq!(&part["url"], url);
                prop_assert_eq!(&part["body"]["text"], &text);
            }
        }
    }
}
