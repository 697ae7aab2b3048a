//! `…/$ref`: links between entities are added, set, removed and listed.

use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};

use crate::request::path::ResourcePath;
use crate::request::recorded::RecordedRequest;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::service::context::{Context, Done};
use crate::service::page::collection;
use crate::service::write::{no_content, require_json};
use crate::store::collections::Store;
use crate::store::entity::Entity;
use crate::store::references::Target;

/// `path` is that before `/$ref`; `version` and `rest` are the whole path, still encoded.
pub(crate) fn carry_out(
    request: &RecordedRequest,
    path: &ResourcePath,
    (version, rest): (&str, &str),
    store: &mut Store,
    context: &Context<'_>,
) -> Result<(Done, Answer), GraphError> {
    match request.method {
        Method::GET => Ok((Done::Nothing, list(request, path, (version, rest), store, context)?)),
        Method::POST => {
            let target = target(request, context.origin)?;
            if store.add_reference(path, target).map_err(|_| GraphError::store_full())? {
                Ok((Done::Linked, no_content()))
            } else {
                Err(GraphError::reference_exists(path.split_last().0))
            }
        }
        Method::PUT => {
            let target = target(request, context.origin)?;
            store.set_reference(path, target).map_err(|_| GraphError::store_full())?;
            Ok((Done::Linked, no_content()))
        }
        Method::DELETE if store.remove_reference(path) => Ok((Done::Unlinked, no_content())),
        Method::DELETE => Err(GraphError::reference_not_found(path.split_last().0)),
        _ => Err(GraphError::method_not_allowed("GET, POST, PUT, DELETE")),
    }
}

/// What `@odata.id` of the body leads to: an entity of this origin.
fn target(request: &RecordedRequest, origin: &str) -> Result<Target, GraphError> {
    require_json(request)?;
    Entity::parse(&request.body)?;
    let body: Value =
        serde_json::from_slice(&request.body).map_err(|error| GraphError::unreadable_json(&error.to_string()))?;
    let url = body.get("@odata.id").and_then(Value::as_str).ok_or_else(GraphError::no_reference)?;
    Target::at(url, origin).ok_or_else(|| GraphError::invalid_reference(url))
}

fn list(
    request: &RecordedRequest,
    path: &ResourcePath,
    (version, rest): (&str, &str),
    store: &Store,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
    let url = |target: &Target| format!("{}{}", context.origin, target.address);
    let metadata = format!("{}/{version}/$metadata#", context.origin);
    if let Some(target) = store.relationship(path).and_then(|relationship| relationship.single()) {
        let body = json!({"@odata.context": format!("{metadata}$ref"), "@odata.id": url(target)});
        return Ok(Answer::ok(body.to_string().into()));
    }
    let write = |target: &Target| Bytes::from(json!({"@odata.id": url(target)}).to_string());
    let addresses = (&*format!("{}/{version}/{rest}", context.origin), &*format!("{metadata}Collection($ref)"));
    let page = |after, size| store.page_of_references(path, after, size, write);
    Ok(Answer::ok(collection(request, addresses, page, context)?))
}
