//! The media type of JSON: written to answers, recognised in requests and answers.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

/// Graph's, down to the spelling: a client that compares the whole value to `application/json` fails here too.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static(
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
);

/// Whether the media type is `application/json`, with whatever parameters.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let media_type = value.split(|&byte| byte == b';').next().unwrap_or_default();
    media_type.trim_ascii().eq_ignore_ascii_case(b"application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &[u8]) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_bytes(value).unwrap())])
    }

    #[test]
    fn json_is_told_by_its_media_type() {
        for value in ["application/json", "Application/JSON; charset=utf-8", "application/json ;odata.metadata=full"] {
            assert!(is_json(&headers(value.as_bytes())), "{value}");
        }
        for value in ["", "text/json", "application/jsonx", "application/xml; a=application/json", ";application/json"]
        {
            assert!(!is_json(&headers(value.as_bytes())), "{value}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
