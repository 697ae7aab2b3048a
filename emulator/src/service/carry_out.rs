//! What the service answers to a request, all checks in their order.

use http::{Method, StatusCode};

use crate::actions::handlers::Handlers;
use crate::request::path::{ResourcePath, split_version};
use crate::request::preference;
use crate::request::recorded::RecordedRequest;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::response::ids::RequestIds;
use crate::service::checks::check;
use crate::service::context::{Context, Done};
use crate::service::{delta, read, references, write};
use crate::store::collections::Store;
use crate::store::found::Found;

/// Carries `request` out.
pub(crate) fn answer(
    request: &RecordedRequest,
    store: &mut Store,
    handlers: &mut Handlers,
    context: &Context<'_>,
) -> (Done, Answer) {
    let ids = RequestIds::new(&request.headers);
    let decided = route(request).and_then(|Route { written, path, is_ref }| {
        if is_ref {
            return references::carry_out(request, &path, written, store, context);
        }
        match handlers.call(request, &path) {
            Some(reply) => Ok((Done::Called, reply.into_answer(&ids, context.now))),
            None => {
                decide(request, path, written, store, context).map(|answer| (done(&request.method, &answer), answer))
            }
        }
    });
    match decided {
        Ok((done, mut answer)) => {
            ids.write_to(&mut answer.headers);
            (done, answer)
        }
        Err(refusal) => (Done::Nothing, refusal.answer(&ids, context.now)),
    }
}

/// Where a request goes.
struct Route<'a> {
    /// The version and the path below it, still encoded.
    written: (&'a str, &'a str),
    /// The path without `/$ref`.
    path: ResourcePath,
    /// Whether the path ends with `/$ref`.
    is_ref: bool,
}

/// Reads the path of a request that passes the checks of every request.
fn route(request: &RecordedRequest) -> Result<Route<'_>, GraphError> {
    let written @ (version, rest) = split_version(request.path())?;
    check(request)?;
    let before_ref = rest.strip_suffix("/$ref").or_else(|| rest.strip_suffix("/%24ref"));
    let path = ResourcePath::parse(version, before_ref.unwrap_or(rest))?;
    Ok(Route { written, path, is_ref: before_ref.is_some() })
}

fn done(method: &Method, answer: &Answer) -> Done {
    match *method {
        _ if answer.status == StatusCode::CREATED => Done::Created,
        Method::PATCH | Method::PUT => Done::Updated,
        Method::DELETE => Done::Deleted,
        _ => Done::Nothing,
    }
}

fn decide(
    request: &RecordedRequest,
    path: ResourcePath,
    (version, rest): (&str, &str),
    store: &mut Store,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
    let address = format!("{}/{version}/{rest}", context.origin);
    let path = match path.alternate_key() {
        // A GET may also be of a function, whose parameter is written alike.
        Some((collection, key)) if request.method != Method::GET || store.has_collection(&collection) => {
            match store.id_of(&collection, &key.property, &key.value) {
                Some(id) => collection.item(id),
                None if request.method == Method::PATCH && preference::prefers_create(request) => {
                    return write::create_if_missing(request, (&collection, key), store, &address, context);
                }
                None => return Err(GraphError::not_found(&key.value)),
            }
        }
        _ => path,
    };
    if request.method == Method::GET
        && let Some(collection) = delta::collection_of(&path, store)
    {
        return delta::read(request, &collection, (version, rest), store, context);
    }
    let is_collection = !path.can_be_an_item() || matches!(store.find(&path), Found::Collection([_, ..]));
    let is_item = store.is_item(&path);
    match request.method {
        Method::GET => read::read(request, &path, (version, rest), store, context),
        Method::POST if !is_item => write::create(request, &path, store, &address, context),
        Method::PATCH if !is_collection => write::update(request, &path, store, context),
        Method::PUT if !is_collection => write::put(request, &path, store, &address),
        Method::DELETE if !is_collection => write::delete(request, &path, store, context),
        _ if is_item => Err(GraphError::method_not_allowed("GET, PATCH, PUT, DELETE")),
        _ => Err(GraphError::method_not_allowed("GET, POST")),
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::header::{AUTHORIZATION, CONTENT_TYPE};

    use super::*;
    use crate::clock::Clock;
    use crate::faults::special::Special;
    use crate::service::delta_token::TokenPolicy;

    #[test]
    fn a_create_without_room_is_refused() {
        let request = http::Request::post("/v1.0/users").header(AUTHORIZATION, "Bearer t");
        let head = request.header(CONTENT_TYPE, "application/json").body(()).unwrap().into_parts().0;
        let request = RecordedRequest::new(head, Some(Bytes::from_static(b"{}")));
        let answer_with = |mut store| {
            let now = Clock::start().now();
            let tokens = &TokenPolicy::default();
            let context = Context { origin: "http://host", now, page_size: 10, special: Special::default(), tokens };
            answer(&request, &mut store, &mut Handlers::default(), &context).1
        };
        assert_eq!(answer_with(Store::with_room_for(1, 100)).status, StatusCode::CREATED);
        for store in [Store::with_room_for(0, 100), Store::with_room_for(1, 10)] {
            assert_eq!(answer_with(store).status, StatusCode::INSUFFICIENT_STORAGE);
        }
    }
}
