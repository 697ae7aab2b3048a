//! The headers that every request has.

use std::sync::LazyLock;

use http::header::{ACCEPT, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) fn of_every_request() -> HeaderMap {
    // To copy them takes a quarter of the time.
    static HEADERS: LazyLock<HeaderMap> = LazyLock::new(headers);
    HEADERS.clone()
}

fn headers() -> HeaderMap {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    const CRATE: HeaderValue =
        HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
    HeaderMap::from_iter([(ACCEPT, JSON), (CONTENT_TYPE, JSON), (USER_AGENT, CRATE)])
}

/// The id of a request, which differs from one attempt to the next.
pub(crate) const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Sets a header. The values of `Prefer` are joined ([RFC 7240, section 2](https://www.rfc-editor.org/rfc/rfc7240#section-2)):
/// one preference does not replace another.
pub(crate) fn add(headers: &mut HeaderMap, name: &HeaderName, value: &HeaderValue) {
    const PREFER: HeaderName = HeaderName::from_static("prefer");
    let earlier = headers.get(name).filter(|_| *name == PREFER);
    let joined = earlier
        .and_then(|earlier| HeaderValue::from_bytes(&[earlier.as_bytes(), b", ", value.as_bytes()].concat()).ok());
    headers.insert(name.clone(), joined.unwrap_or_else(|| value.clone()));
}

/// Where an operation that was accepted goes on, among the headers of a 202.
#[cold]
pub(crate) fn location_of_accepted(headers: &HeaderMap) -> Option<&str> {
    const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");
    let text = |name| headers.get(name)?.to_str().ok().filter(|text| !text.is_empty());
    // Beside it, a `Location` may be that of the result.
    text(OPERATION_LOCATION).or_else(|| text(LOCATION))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_are_joined_and_other_headers_replaced() {
        let mut headers = of_every_request();
        for (name, value) in [("prefer", "a"), ("prefer", "b=\"c, d\""), ("accept", "image/*"), ("x", "1"), ("x", "2")]
        {
            add(&mut headers, &HeaderName::from_static(name), &HeaderValue::from_static(value));
        }
        let all = |name: &str| headers.get_all(name).iter().collect::<Vec<_>>();
        assert_eq!(all("prefer"), ["a, b=\"c, d\""]);
        assert_eq!(all("accept"), ["image/*"]);
        assert_eq!(all("x"), ["2"]);
    }
}
