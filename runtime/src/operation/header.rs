//! Headers that a user sets.

use std::fmt;

use http::header::{AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{HeaderName, HeaderValue};

/// A header that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidHeader {
    name: String,
    why: &'static str,
}

impl InvalidHeader {
    pub(crate) fn media_type() -> Self {
        Self { name: CONTENT_TYPE.to_string(), why: "the media type has characters that a header cannot have" }
    }

    /// The name, as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for InvalidHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}` cannot be set: {}", self.name.escape_debug(), self.why)
    }
}

impl std::error::Error for InvalidHeader {}

/// A header as a user may set it: not one that this crate or the HTTP client writes. The value is never part of the error.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), InvalidHeader> {
    let invalid = |why| InvalidHeader { name: name.to_owned(), why };
    let parsed = HeaderName::try_from(name).map_err(|_| invalid("it is not a valid name"))?;
    if let Some((_, why)) = OWNED.iter().find(|(owned, _)| parsed == *owned) {
        return Err(invalid(why));
    }
    let value =
        HeaderValue::try_from(value).map_err(|_| invalid("its value has characters that a header cannot have"))?;
    Ok((parsed, value))
}

const OWNED: [(HeaderName, &str); 7] = [
    (AUTHORIZATION, "the client sets it from its credential, see `GraphClientBuilder::credential`"),
    (HeaderName::from_static("client-request-id"), "each attempt has its own, see `Attempt::client_request_id`"),
    (HOST, "it follows from the base URL, see `GraphClientBuilder::base_url`"),
    (CONTENT_TYPE, "it follows from the body, see `Request::json` and `Request::bytes`"),
    (CONTENT_LENGTH, "it follows from the body"),
    (TRANSFER_ENCODING, "the HTTP client sets it"),
    (CONNECTION, "the HTTP client sets it"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_crate_writes_cannot_be_set() {
        for name in ["Authorization", "HOST", "content-type", "Client-Request-Id", "Content-Length", "Connection"] {
            let error = header(name, "secret").unwrap_err();
            assert_eq!(error.name(), name);
            let text = format!("{error} {error:?}");
            assert!(
                text.starts_with(&format!("the header `{name}` cannot be set: ")) && !text.contains("secret"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_no_header_can_be_is_an_error() {
        for (name, value, text) in [
            ("", "x", "the header `` cannot be set: it is not a valid name"),
            ("a b", "x", "the header `a b` cannot be set: it is not a valid name"),
            ("a\r\nb", "x", "the header `a\\r\\nb` cannot be set: it is not a valid name"),
            (
                "Prefer",
                "a\r\nb",
                "the header `Prefer` cannot be set: its value has characters that a header cannot have",
            ),
        ] {
            assert_eq!(header(name, value).unwrap_err().to_string(), text);
        }
        assert!(header("Prefer", r#"IdType="ImmutableId""#).is_ok());
        assert!(header("ConsistencyLevel", "eventual").is_ok());
    }
}
