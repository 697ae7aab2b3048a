//! `POST`, `PATCH`, `PUT` and `DELETE`: what each changes.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{HeaderName, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::request::path::{AlternateKey, ResourcePath};
use crate::request::preference;
use crate::request::recorded::RecordedRequest;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::response::ids::new_guid;
use crate::response::media_type::is_json;
use crate::service::bindings::Bindings;
use crate::service::client_keys::KeySource;
use crate::service::context::Context;
use crate::service::idempotency_keys::created_before;
use crate::store::collections::Store;
use crate::store::entity::Entity;
use crate::store::found::Found;
use crate::store::members::Members;

/// What is encoded in a path segment: all but the unreserved characters (RFC 3986, 2.3).
const OUTSIDE_OF_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `address` is the collection's, still encoded.
pub(crate) fn create(
    request: &RecordedRequest,
    path: &ResourcePath,
    store: &mut Store,
    address: &str,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
    require_json(request)?;
    let sent = Entity::parse(&request.body)?;
    let (bindings, body) = Bindings::take(&request.body, store, context.origin)?;
    let entity = match &body {
        Cow::Borrowed(_) => sent,
        Cow::Owned(body) => Entity::parse(body)?,
    };
    if let Some((id, stored)) = created_before(&entity, path, store)? {
        return Ok(created(stored, &location_of(address, &id)));
    }
    insert(&entity, bindings, (path, address), store, context)
}

/// Creates an entity with the alternate key of the path, which no entity of the collection has. `address` is that of
/// the request.
pub(crate) fn create_if_missing(
    request: &RecordedRequest,
    (collection, key): (&ResourcePath, &AlternateKey),
    store: &mut Store,
    address: &str,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
    require_json(request)?;
    Entity::parse(&request.body)?;
    preference::check(request, None)?;
    let with_key = json!({ key.property.as_str(): key.value }).to_string();
    let (Some(mut entity), Some(with_key)) = (Members::parse(&request.body), Members::parse(with_key.as_bytes()))
    else {
        return Err(GraphError::unreadable_json("not an object"));
    };
    entity.merge(with_key);
    // Only the last segment has the key, and a name has no parenthesis.
    let start = address.rfind('/').unwrap_or(0);
    let end = address.get(start..).and_then(|segment| segment.find('(')).map_or(address.len(), |length| start + length);
    let address = address.get(..end).unwrap_or(address);
    let entity = entity.to_string();
    let (bindings, body) = Bindings::take(entity.as_bytes(), store, context.origin)?;
    insert(&Entity::parse(&body)?, bindings, (collection, address), store, context)
}

/// `address` is the collection's, still encoded.
fn insert(
    entity: &Entity<'_>,
    bindings: Bindings,
    (path, address): (&ResourcePath, &str),
    store: &mut Store,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
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
    let location = location_of(address, &id);
    let etag = store.next_etag();
    // First: if the store is full, the create leaves nothing.
    let inserted = bindings.add_to(store, path, &id).and_then(|()| store.insert(path, id.clone(), entity.clone()));
    if inserted.is_err() {
        store.remove_references_below(&path.below(&[&id]));
        return Err(GraphError::store_full());
    }
    if let Some(delay) = context.special.replication {
        // A delay beyond the clock's range is ignored.
        if let Some(until) = context.now.instant.checked_add(delay) {
            store.hide(path, &id, until);
        }
    }
    Ok(created(entity, &location).with_etag(Some(&etag)))
}

pub(crate) fn update(
    request: &RecordedRequest,
    path: &ResourcePath,
    store: &mut Store,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
    let current = existing(path, store, context)?;
    require_json(request)?;
    if Entity::parse(&request.body)?.id().is_some() {
        return Err(GraphError::has_id());
    }
    preference::check(request, store.etag(path).as_deref())?;
    let (Some(mut entity), Some(mut changes)) = (Members::parse(&current), Members::parse(&request.body)) else {
        return Err(GraphError::unreadable_json("not an object"));
    };
    changes.remove("@odata.etag");
    entity.merge(changes);
    let etag = store.next_etag();
    let text = Bytes::from(entity.write(&etag, path.split_last().0));
    store.replace(path, text.clone()).map_err(|_| GraphError::store_full())?;
    let answer = if preference::prefers(request, "representation") {
        applied(Answer::ok(text), "return=representation")
    } else {
        no_content()
    };
    Ok(answer.with_etag(Some(&etag)))
}

/// Creates or replaces the entity whose key is the last segment. `address` is its own, still encoded.
pub(crate) fn put(
    request: &RecordedRequest,
    path: &ResourcePath,
    store: &mut Store,
    address: &str,
) -> Result<Answer, GraphError> {
    require_json(request)?;
    let (id, _) = path.split_last();
    let is_other = Entity::parse(&request.body)?.id().is_some_and(|other| other != id);
    let members = Members::parse(&request.body).ok_or_else(|| GraphError::unreadable_json("not an object"))?;
    if is_other {
        return Err(GraphError::other_id());
    }
    preference::check(request, store.etag(path).as_deref())?;
    let etag = store.next_etag();
    let text = Bytes::from(members.write(&etag, id));
    if store.replace(path, text.clone()).map_err(|_| GraphError::store_full())? {
        let answer = if preference::prefers(request, "minimal") {
            applied(no_content(), "return=minimal")
        } else {
            Answer::ok(text)
        };
        return Ok(answer.with_etag(Some(&etag)));
    }
    let collection = path.parent().ok_or_else(|| GraphError::method_not_allowed("GET, POST"))?;
    store.insert(&collection, id.to_owned(), text.clone()).map_err(|_| GraphError::store_full())?;
    Ok(created(text, address).with_etag(Some(&etag)))
}

pub(crate) fn delete(
    request: &RecordedRequest,
    path: &ResourcePath,
    store: &mut Store,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
    existing(path, store, context)?;
    preference::check(request, store.etag(path).as_deref())?;
    store.remove(path);
    Ok(no_content())
}

/// The text of the entity at `path`, or 404.
fn existing(path: &ResourcePath, store: &Store, context: &Context<'_>) -> Result<Bytes, GraphError> {
    match store.find(path) {
        Found::Item(entity) if !store.is_hidden(path, context.now.instant) => Ok(entity.clone()),
        _ => Err(GraphError::not_found(path.split_last().0)),
    }
}

pub(crate) fn require_json(request: &RecordedRequest) -> Result<(), GraphError> {
    if is_json(&request.headers) { Ok(()) } else { Err(GraphError::not_json_content()) }
}

fn location_of(collection: &str, id: &str) -> String {
    format!("{collection}/{}", utf8_percent_encode(id, OUTSIDE_OF_SEGMENT))
}

fn created(entity: Bytes, location: &str) -> Answer {
    let mut answer = Answer { status: StatusCode::CREATED, ..Answer::ok(entity) };
    // The address is of a path that came in a request line, which a header can hold too.
    if let Ok(location) = HeaderValue::from_str(location) {
        answer.headers.insert(LOCATION, location);
    }
    answer
}

pub(crate) fn no_content() -> Answer {
    Answer { status: StatusCode::NO_CONTENT, headers: HeaderMap::new(), body: Bytes::new() }
}

fn applied(mut answer: Answer, preference: &'static str) -> Answer {
    let name = HeaderName::from_static("preference-applied");
    answer.headers.insert(name, HeaderValue::from_static(preference));
    answer
}
