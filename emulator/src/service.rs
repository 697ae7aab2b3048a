//! What the service answers to a request, all checks in their order.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::answer::Answer;
use crate::client_keys::KeySource;
use crate::clock::Moment;
use crate::entity::Entity;
use crate::graph_error::GraphError;
use crate::record::RecordedRequest;
use crate::request_ids::{RequestIds, new_guid};
use crate::resource_path::{ResourcePath, split_version};
use crate::store::{Found, Store};

/// Graph's, down to the spelling: a client that compares the whole value to `application/json` fails here too.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static(
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
);

/// What is encoded in a path segment: all but the unreserved characters (RFC 3986, 2.3).
const OUTSIDE_OF_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Carries `request` out. `origin` is what the addresses in the answer begin with.
pub(crate) fn answer(request: &RecordedRequest, store: &mut Store, origin: &str, now: Moment) -> Answer {
    let ids = RequestIds::new(&request.headers);
    match decide(request, store, origin) {
        Ok(mut answer) => {
            ids.write_to(&mut answer.headers);
            answer
        }
        Err(refusal) => refusal.answer(&ids, now),
    }
}

fn decide(request: &RecordedRequest, store: &mut Store, origin: &str) -> Result<Answer, GraphError> {
    let (version, rest) = split_version(request.path())?;
    check(request)?;
    let path = ResourcePath::parse(version, rest)?;
    match request.method {
        Method::GET => match store.find(&path) {
            Found::Item(entity) => Ok(ok(entity.clone())),
            Found::UnknownItem => Err(GraphError::not_found(path.split_last().0)),
            Found::Collection(entities) => {
                let context = format!("{origin}/{version}/$metadata#{rest}");
                Ok(ok(list(&context, entities)))
            }
        },
        _ if store.is_item(&path) => Err(GraphError::method_not_allowed("GET")),
        Method::POST => create(request, &path, store, &format!("{origin}/{version}/{rest}")),
        _ => Err(GraphError::method_not_allowed("GET, POST")),
    }
}

/// What is asked of every request, whatever its path.
pub(crate) fn check(request: &RecordedRequest) -> Result<(), GraphError> {
    if !has_token(&request.headers) {
        return Err(GraphError::no_token());
    }
    if request.body_too_large { Err(GraphError::body_too_large()) } else { Ok(()) }
}

/// `address` is the collection's, still encoded.
fn create(
    request: &RecordedRequest,
    path: &ResourcePath,
    store: &mut Store,
    address: &str,
) -> Result<Answer, GraphError> {
    if !is_json(&request.headers) {
        return Err(GraphError::not_json_content());
    }
    let entity = Entity::parse(&request.body)?;
    let (id, text) = match KeySource::of(path).key(entity.id())? {
        Some(key) if store.has_item(path, key) => return Err(GraphError::key_exists(key)),
        Some(key) => (key.to_owned(), entity.text().to_owned()),
        None => {
            let id = new_guid();
            let text = entity.with_id(&id);
            (id, text)
        }
    };
    let entity = Bytes::from(text);
    let location = HeaderValue::from_str(&format!("{address}/{}", utf8_percent_encode(&id, OUTSIDE_OF_SEGMENT)));
    store.insert(path, id, entity.clone()).map_err(|_| GraphError::store_full())?;

    let mut answer = Answer { status: StatusCode::CREATED, ..ok(entity) };
    // The address is of a path that came in a request line, which a header can hold too.
    if let Ok(location) = location {
        answer.headers.insert(LOCATION, location);
    }
    Ok(answer)
}

fn ok(body: Bytes) -> Answer {
    Answer { status: StatusCode::OK, headers: HeaderMap::from_iter([(CONTENT_TYPE, JSON)]), body }
}

fn list(context: &str, entities: &[Bytes]) -> Bytes {
    let mut body = format!(r#"{{"@odata.context":{},"value":["#, Value::from(context)).into_bytes();
    for (position, entity) in entities.iter().enumerate() {
        if position > 0 {
            body.push(b',');
        }
        body.extend_from_slice(entity);
    }
    body.extend_from_slice(b"]}");
    body.into()
}

/// Whether there is a bearer token; any is good enough.
fn has_token(headers: &HeaderMap) -> bool {
    // As bytes: a token that is not ASCII is odd, but there.
    let value = headers.get(AUTHORIZATION).map_or(&b""[..], HeaderValue::as_bytes);
    let mut parts = value.splitn(2, u8::is_ascii_whitespace);
    let is_bearer = parts.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer"));
    is_bearer && parts.next().is_some_and(|token| !token.trim_ascii().is_empty())
}

/// Whether the media type is `application/json`, with whatever parameters.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let media_type = value.split(|&byte| byte == b';').next().unwrap_or_default();
    media_type.trim_ascii().eq_ignore_ascii_case(b"application/json")
}

#[cfg(test)]
mod tests {
    use http::HeaderName;

    use super::*;
    use crate::clock::Clock;

    fn headers(name: HeaderName, value: &[u8]) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_bytes(value).unwrap())])
    }

    #[test]
    fn a_bearer_token_is_asked_for_and_not_looked_at() {
        for value in ["Bearer t", "bearer t", "BEARER  t ", "Bearer t u", "Bearer \u{e9}"] {
            assert!(has_token(&headers(AUTHORIZATION, value.as_bytes())), "{value}");
        }
        for value in ["", "Bearer", "Bearer ", "Bearer  \t", "Basic dDp0", "t", "BearerToken"] {
            assert!(!has_token(&headers(AUTHORIZATION, value.as_bytes())), "{value}");
        }
        assert!(!has_token(&HeaderMap::new()));
    }

    #[test]
    fn json_is_told_by_its_media_type() {
        for value in ["application/json", "Application/JSON; charset=utf-8", "application/json ;odata.metadata=full"] {
            assert!(is_json(&headers(CONTENT_TYPE, value.as_bytes())), "{value}");
        }
        for value in ["", "text/json", "application/jsonx", "application/xml; a=application/json", ";application/json"]
        {
            assert!(!is_json(&headers(CONTENT_TYPE, value.as_bytes())), "{value}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }

    #[test]
    fn a_create_without_room_is_refused() {
        let request = http::Request::post("/v1.0/users").header(AUTHORIZATION, "Bearer t");
        let head = request.header(CONTENT_TYPE, "application/json").body(()).unwrap().into_parts().0;
        let request = RecordedRequest::new(head, Some(Bytes::from_static(b"{}")));
        let answer_with = |mut store| answer(&request, &mut store, "http://host", Clock::start().now());
        assert_eq!(answer_with(Store::with_room_for(1, 100)).status, StatusCode::CREATED);
        for store in [Store::with_room_for(0, 100), Store::with_room_for(1, 10)] {
            assert_eq!(answer_with(store).status, StatusCode::INSUFFICIENT_STORAGE);
        }
    }

    #[test]
    fn a_list_is_json_whatever_its_address() {
        let body =
            list("http://host/v1.0/$metadata#a\"b", &[Bytes::from_static(b"{\"a\":1.0}"), Bytes::from_static(b"{}")]);
        assert_eq!(body, r#"{"@odata.context":"http://host/v1.0/$metadata#a\"b","value":[{"a":1.0},{}]}"#);
    }
}
