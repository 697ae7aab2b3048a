//! `GET`: an entity, or a collection in pages.

use crate::request::options::Options;
use crate::request::path::ResourcePath;
use crate::request::recorded::RecordedRequest;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::service::context::Context;
use crate::service::page::{collection, selected};
use crate::store::collections::Store;
use crate::store::found::Found;

/// `version` and `rest` are the path, still encoded.
pub(crate) fn read(
    request: &RecordedRequest,
    path: &ResourcePath,
    (version, rest): (&str, &str),
    store: &Store,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
    let options = Options::of(request)?;
    options.place()?;
    let unknown = || GraphError::not_found(path.split_last().0);
    if let Some(linked) = store.linked(path) {
        let (entity, etag) = linked.ok_or_else(unknown)?;
        return Ok(Answer::ok(selected(&entity, Some(&etag), &options)).with_etag(Some(&etag)));
    }
    match store.find(path) {
        _ if store.is_hidden(path, context.now.instant) => Err(unknown()),
        Found::Item(entity) => {
            let etag = store.etag(path);
            Ok(Answer::ok(selected(entity, etag.as_deref(), &options)).with_etag(etag.as_deref()))
        }
        Found::UnknownItem => Err(unknown()),
        Found::Collection(_) => {
            let address = format!("{}/{version}/{rest}", context.origin);
            let described = format!("{}/{version}/$metadata#{rest}", context.origin);
            let page = |after, size| store.page(path, after, size);
            Ok(Answer::ok(collection(request, (&address, &described), page, context)?))
        }
    }
}
