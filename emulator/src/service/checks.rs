//! The checks of every request, whatever its path: its token and the size of its body.

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};

use crate::request::recorded::RecordedRequest;
use crate::response::graph_error::GraphError;

/// Refuses a request without a token, and one whose body is too large.
pub(crate) fn check(request: &RecordedRequest) -> Result<(), GraphError> {
    if !has_token(&request.headers) {
        return Err(GraphError::no_token());
    }
    if request.body_too_large { Err(GraphError::body_too_large()) } else { Ok(()) }
}

/// Whether there is a bearer token. Its value is not checked.
fn has_token(headers: &HeaderMap) -> bool {
    // As bytes: a token that is not ASCII is odd, but there.
    let value = headers.get(AUTHORIZATION).map_or(&b""[..], HeaderValue::as_bytes);
    let mut parts = value.splitn(2, u8::is_ascii_whitespace);
    let is_bearer = parts.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer"));
    is_bearer && parts.next().is_some_and(|token| !token.trim_ascii().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &[u8]) -> HeaderMap {
        HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_bytes(value).unwrap())])
    }

    #[test]
    fn a_bearer_token_is_asked_for_and_not_looked_at() {
        for value in ["Bearer t", "bearer t", "BEARER  t ", "Bearer t u", "Bearer \u{e9}"] {
            assert!(has_token(&headers(value.as_bytes())), "{value}");
        }
        for value in ["", "Bearer", "Bearer ", "Bearer  \t", "Basic dDp0", "t", "BearerToken"] {
            assert!(!has_token(&headers(value.as_bytes())), "{value}");
        }
        assert!(!has_token(&HeaderMap::new()));
    }
}
