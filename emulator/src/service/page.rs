//! What an answer to a `GET` is made of: the selected part of an entity, and pages of a collection with their links.

use bytes::Bytes;
use serde_json::Value;

use crate::faults::special::PageFault;
use crate::request::options::{Options, SkipToken};
use crate::request::recorded::RecordedRequest;
use crate::response::graph_error::GraphError;
use crate::service::context::Context;
use crate::store::members::Members;
use crate::store::page::Page;

/// A page of a collection, which `page_behind` gives for the serial number of the last entity before it, and its size.
pub(crate) fn collection(
    request: &RecordedRequest,
    (address, described): (&str, &str),
    page_behind: impl FnOnce(u64, usize) -> Page,
    context: &Context<'_>,
) -> Result<Bytes, GraphError> {
    let options = Options::of(request)?;
    let size = options.top.unwrap_or(usize::MAX).min(context.page_size);
    let place = options.place()?;
    let token = place.unwrap_or_default();
    let page = page_behind(token.after, size);
    let link = |token: SkipToken| format!("{address}?{}", Options::query_with(request, "$skiptoken", &token.text()));
    let next = page.last.map(|last| SkipToken { after: last, empty: 0 });
    let (is_empty, next) = match context.special.page {
        // The link differs from the page's own, so that a client can tell progress from a loop.
        Some(PageFault::Empty) => (true, Some(link(SkipToken { empty: token.empty.saturating_add(1), ..token }))),
        Some(PageFault::LinkToItself) => (false, Some(itself(request, context.origin))),
        Some(PageFault::LinkElsewhere) => (false, Some(elsewhere(&link(next.unwrap_or(token)), context.origin))),
        None => (false, next.map(link)),
    };
    let count = (options.count && place.is_none()).then_some(page.total);
    let entities = page.entities.iter().filter(|_| !is_empty);
    let entities = entities.map(|(entity, etag)| selected(entity, Some(etag), &options));
    Ok(list(described, count, next.as_deref().map(|next| ("@odata.nextLink", next)), entities))
}

pub(crate) fn itself(request: &RecordedRequest, origin: &str) -> String {
    format!("{origin}{}", request.path_and_query)
}

/// The same link on a host that is reserved for examples and never answers.
pub(crate) fn elsewhere(link: &str, origin: &str) -> String {
    format!("https://elsewhere.example{}", link.strip_prefix(origin).unwrap_or(link))
}

/// The text of the entity, or the selected part of it. `id` and the `ETag` are always parts, as in Graph.
pub(crate) fn selected(entity: &Bytes, etag: Option<&str>, options: &Options) -> Bytes {
    if options.select.is_none() {
        return entity.clone();
    }
    // What is stored is an object, so that it can be parsed.
    let Some(mut members) = Members::parse(entity) else { return entity.clone() };
    members.select(|name| name == "id" || options.selects(name));
    // The text of an entity that was only created has no ETag.
    match (etag, id_of(&members)) {
        (Some(etag), Some(id)) => members.write(etag, &id).into(),
        _ => members.to_string().into(),
    }
}

fn id_of(members: &Members) -> Option<String> {
    serde_json::from_str(members.get("id")?).ok()
}

pub(crate) fn list(
    described: &str,
    count: Option<usize>,
    link: Option<(&str, &str)>,
    entities: impl Iterator<Item = Bytes>,
) -> Bytes {
    let count = count.map(|count| format!(r#""@odata.count":{count},"#)).unwrap_or_default();
    let link = link.map(|(name, link)| format!(r#""{name}":{},"#, Value::from(link))).unwrap_or_default();
    let body = format!(r#"{{"@odata.context":{},{count}{link}"value":["#, Value::from(described));
    let mut body = body.into_bytes();
    for (position, entity) in entities.enumerate() {
        if position > 0 {
            body.push(b',');
        }
        body.extend_from_slice(&entity);
    }
    body.extend_from_slice(b"]}");
    body.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_json_whatever_its_address() {
        let entities = [Bytes::from_static(b"{\"a\":1.0}"), Bytes::from_static(b"{}")];
        let body = list("http://host/v1.0/$metadata#a\"b", None, None, entities.into_iter());
        assert_eq!(body, r#"{"@odata.context":"http://host/v1.0/$metadata#a\"b","value":[{"a":1.0},{}]}"#);
    }
}
