//! The request of a batch: parts written side by side into one body, each from bytes that are JSON already.
//!
//! ```json
//! {"requests":[{"id":"1","method":"PATCH","url":"/groups","headers":{"Content-Type":"application/json",
//!  "client-request-id":"…"},"body":{…}}]}
//! ```

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use uuid::Uuid;

use crate::operation::request::Request;
use crate::wire::body::has_control;

/// How many parts a batch may have:
/// <https://learn.microsoft.com/graph/json-batching#batch-size-limitations>.
pub(super) const PARTS: usize = 20;

/// How many bytes a batch may have. Graph takes 4 MB, and does not say which.
pub(super) const BYTES: usize = 4_000_000;

/// What a part needs beside its URL and its body, rounded up.
const FRAME: usize = 192;

/// The bytes that a part takes, never too few.
pub(super) fn size(request: &Request, url: &str) -> usize {
    // A letter of the URL or of a header may be escaped.
    let headers: usize = request.headers.iter().map(|(name, value)| 8 + name.as_str().len() + 6 * value.len()).sum();
    let is_json = !request.headers.contains_key(CONTENT_TYPE);
    let body = if is_json { request.body.len() } else { request.body.len().saturating_mul(4) / 3 + 8 };
    FRAME + 2 * url.len() + headers + body + 20 * request.depends_on.len()
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

    /// Adds a request under this id, to a URL that is relative to the version, such as `/groups`. It depends on these parts.
    pub(super) fn push(
        &mut self,
        request: &Request,
        url: &str,
        client_request_id: &Uuid,
        depends_on: impl Iterator<Item = usize>,
    ) {
        if self.parts > 0 {
            self.body.push(b',');
        }
        self.parts += 1;
        self.text(r#"{"id":""#);
        // A `Vec` takes all, and of a string all can be written.
        let _ = write!(self.body, "{}", self.parts);
        self.text(r#"","method":""#);
        self.text(request.method.as_str());
        let mut before = r#"","dependsOn":[""#;
        for part in depends_on {
            let _ = write!(self.body, "{before}{part}");
            before = r#"",""#;
        }
        self.text(if before == r#"",""# { r#""],"url":"# } else { r#"","url":"# });
        self.json(url);
        self.text(r#","headers":{"#);
        let media_type = request.headers.get(CONTENT_TYPE);
        // Graph refuses a batch with a write that has no body.
        let is_missing = request.body.is_empty() && request.is_write() && media_type.is_none();
        let body: &[u8] = if is_missing { b"{}" } else { &request.body };
        if media_type.is_none() && !body.is_empty() {
            self.text(r#""Content-Type":"application/json","#);
        }
        for (name, value) in &request.headers {
            self.json(name.as_str());
            self.body.push(b':');
            self.json(&String::from_utf8_lossy(value.as_bytes()));
            self.body.push(b',');
        }
        self.text(r#""client-request-id":""#);
        self.text(client_request_id.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
        self.text(r#""}"#);
        match (media_type, body.is_empty()) {
            (_, true) => {}
            (None, false) => {
                self.text(r#","body":"#);
                self.body.extend_from_slice(body);
            }
            // What is not JSON is a string of base64.
            (Some(_), false) => {
                self.text(r#","body":"#);
                self.json(&STANDARD.encode(body));
            }
        }
        self.body.push(b'}');
    }

    fn json(&mut self, text: &str) {
        // As nearly all URLs are.
        let is_plain = memchr::memchr2(b'"', b'\\', text.as_bytes()).is_none() && !has_control(text.as_bytes());
        if is_plain {
            self.body.push(b'"');
            self.text(text);
            self.body.push(b'"');
        } else {
            let _ = serde_json::to_writer(&mut self.body, text);
        }
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
    use http::Method;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn patch(url: &str, body: &[u8]) -> Request {
        let body = Bytes::copy_from_slice(body);
        Request::new(Method::PATCH, url.to_owned(), &[]).with_body(Ok(body))
    }

    #[test]
    fn a_batch_is_written_as_the_documents_show_it() {
        let mut envelope = Envelope::with_capacity(0);
        envelope.push(
            &patch("/groups", br#"{"displayName":"Sales","x":1.50}"#),
            "/groups",
            &Uuid::nil(),
            std::iter::empty(),
        );
        envelope.push(&patch("/a/%2F/b('c')", b"{}"), "/a/%2F/b('c')", &Uuid::nil(), std::iter::empty());
        envelope.push(
            &Request::new(Method::GET, "/me", &[]).header("Prefer", "a=\"b\""),
            "/me",
            &Uuid::nil(),
            std::iter::empty(),
        );
        let photo = Request::new(Method::PUT, "/me/photo/$value", &[]).bytes("image/jpeg", vec![0xff, 0xd8]);
        envelope.push(&photo, "/me/photo/$value", &Uuid::nil(), std::iter::empty());
        envelope.push(&Request::new(Method::GET, "/me", &[]), "/me", &Uuid::nil(), [1, 3].into_iter());
        let json = r#""Content-Type":"application/json","#;
        let id = r#""client-request-id":"00000000-0000-0000-0000-000000000000""#;
        let parts = [
            format!(
                r#"{{"id":"1","method":"PATCH","url":"/groups","headers":{{{json}{id}}},"body":{{"displayName":"Sales","x":1.50}}}}"#
            ),
            format!(r#"{{"id":"2","method":"PATCH","url":"/a/%2F/b('c')","headers":{{{json}{id}}},"body":{{}}}}"#),
            format!(r#"{{"id":"3","method":"GET","url":"/me","headers":{{"prefer":"a=\"b\"",{id}}}}}"#),
            format!(
                r#"{{"id":"4","method":"PUT","url":"/me/photo/$value","headers":{{"content-type":"image/jpeg",{id}}},"body":"/9g="}}"#
            ),
            format!(r#"{{"id":"5","method":"GET","dependsOn":["1","3"],"url":"/me","headers":{{{id}}}}}"#),
        ];
        assert_eq!(envelope.finish(), format!(r#"{{"requests":[{}]}}"#, parts.join(",")));
        assert_eq!(Envelope::with_capacity(0).finish(), r#"{"requests":[]}"#);
    }

    proptest! {
        #[test]
        fn every_url_is_kept_and_no_part_is_larger_than_its_size(
            urls in prop::collection::vec("[!-~]{0,200}", 1..PARTS),
            text in "\\PC*",
            bytes in prop::option::of(prop::collection::vec(any::<u8>(), 1..100)),
        ) {
            let json = json!({ "text": text }).to_string();
            let request = match bytes {
                Some(bytes) => patch("/x", b"").bytes("image/jpeg", bytes),
                None => patch("/x", json.as_bytes()),
            };
            let mut envelope = Envelope::with_capacity(0);
            for url in &urls {
                envelope.push(&request, url, &Uuid::nil(), std::iter::empty());
            }
            let written = envelope.finish();
            prop_assert!(written.len() <= 32 + urls.iter().map(|url| size(&request, url)).sum::<usize>());
            let read: Value = serde_json::from_slice(&written).unwrap();
            for (index, url) in urls.iter().enumerate() {
                let part = &read["requests"][index];
                prop_assert_eq!(&part["id"], &Value::from((index + 1).to_string()));
                prop_assert_eq!(&part["url"], url);
                prop_assert!(part["body"].is_string() || part["body"]["text"] == text);
            }
        }
    }
}
