//! What the service answers to a request, all checks in their order.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::Value;

use crate::clock::Moment;
use crate::request::path::{ResourcePath, split_version};
use crate::request::recorded::RecordedRequest;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::response::ids::{RequestIds, new_guid};
use crate::response::media_type::{JSON, is_json};
use crate::service::checks::check;
use crate::store::collections::{Found, Store};
use crate::store::entity::Entity;

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
    let id = new_guid();
    let entity = Bytes::from(Entity::parse(&request.body)?.with_id(&id));
    let location = HeaderValue::from_str(&format!("{address}/{id}"));
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

#[cfg(test)]
mod tests {
    use http::header::AUTHORIZATION;

    use super::*;
    use crate::clock::Clock;

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
