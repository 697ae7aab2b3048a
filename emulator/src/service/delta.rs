//! `GET …/delta`: what changed in a collection, in pages.
//!
//! <https://learn.microsoft.com/graph/delta-query-overview>

use bytes::Bytes;

use crate::faults::special::PageFault;
use crate::request::options::Options;
use crate::request::path::ResourcePath;
use crate::request::recorded::RecordedRequest;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::service::context::Context;
use crate::service::delta_token::Token;
use crate::service::page::{elsewhere, itself, list, selected};
use crate::store::collections::Store;
use crate::store::delta::{Changed, Position};
use crate::store::found::Found;
use crate::store::members::Members;

/// The collection whose changes `path` asks for; `None` if it does not end with the function `delta`, or is an item.
pub(crate) fn collection_of(path: &ResourcePath, store: &Store) -> Option<ResourcePath> {
    let is_delta =
        matches!(path.split_last().0, "delta" | "delta()" | "microsoft.graph.delta" | "microsoft.graph.delta()");
    path.parent().filter(|_| is_delta && !matches!(store.find(path), Found::Item(_)))
}

/// `version` and `rest` are the path, still encoded.
pub(crate) fn read(
    request: &RecordedRequest,
    collection: &ResourcePath,
    (version, rest): (&str, &str),
    store: &Store,
    context: &Context<'_>,
) -> Result<Answer, GraphError> {
    let options = Options::of(request)?;
    let last_change = store.last_change();
    let address = format!("{}/{version}/{rest}", context.origin);
    let generation = context.tokens.generation;
    let token = match (given(options.skip_token.as_deref()), given(options.delta_token.as_deref())) {
        (None, None) => Token { generation, ..Token::default() },
        (None, Some("latest")) => Token { generation, position: Position::of_round(last_change), empty: 0 },
        (Some(text), _) => Token::parse(text).ok_or_else(|| GraphError::invalid_option("$skiptoken", text))?,
        (None, Some(text)) => Token::parse(text).ok_or_else(|| GraphError::invalid_option("$deltatoken", text))?,
    };
    if token.generation != generation {
        let restart = format!("{address}?{}", Options::query_with(request, "$deltatoken", ""));
        return Err(GraphError::sync_state_gone(&context.tokens.code, &restart));
    }
    // The first page of a round.
    let start = if options.skip_token.is_some() { token.position.start } else { last_change };
    let token = Token { position: Position { start, ..token.position }, ..token };

    let size = options.top.unwrap_or(usize::MAX).min(context.page_size);
    let (changed, next) = store.changed(collection, token.position, size);
    let link = |name: &'static str, token: Token| {
        (name, format!("{address}?{}", Options::query_with(request, option_of(name), &token.text())))
    };
    let (is_empty, (name, link)) = match (context.special.page, next) {
        (Some(PageFault::Empty), _) => {
            (true, link("@odata.nextLink", Token { empty: token.empty.saturating_add(1), ..token }))
        }
        (_, Some(position)) => (false, link("@odata.nextLink", Token { position, empty: 0, ..token })),
        (_, None) => {
            let position = Position::of_round(last_change);
            (false, link("@odata.deltaLink", Token { position, empty: 0, ..token }))
        }
    };
    let (name, link) = match context.special.page {
        Some(PageFault::LinkToItself) => ("@odata.nextLink", itself(request, context.origin)),
        Some(PageFault::LinkElsewhere) => (name, elsewhere(&link, context.origin)),
        Some(PageFault::Empty) | None => (name, link),
    };
    let described = rest.rsplit_once('/').map_or(rest, |(collection, _)| collection);
    let described = format!("{}/{version}/$metadata#{described}", context.origin);
    let items = changed.iter().filter(|_| !is_empty).filter_map(|changed| write(changed, &options));
    Ok(Answer::ok(list(&described, None, Some((name, &link)), items)))
}

/// A token that is not empty: a link after a reset has an empty one.
fn given(token: Option<&str>) -> Option<&str> {
    token.filter(|token| !token.is_empty())
}

fn option_of(link: &str) -> &'static str {
    if link == "@odata.deltaLink" { "$deltatoken" } else { "$skiptoken" }
}

/// The item of a page; `None` if no selected property changed.
fn write(changed: &Changed, options: &Options) -> Option<Bytes> {
    match changed {
        Changed::Whole(entity, etag, names) => {
            let entity = selected(entity, Some(etag), options);
            let Some(mut members) = Some(names).filter(|names| !names.is_empty()).and(Members::parse(&entity)) else {
                return Some(entity);
            };
            for name in names.iter().filter(|name| options.selects(name)) {
                members.add_null(name);
            }
            Some(members.to_string().into())
        }
        Changed::Removed(id) => {
            let id = serde_json::Value::from(id.as_str());
            Some(format!(r#"{{"id":{id},"@removed":{{"reason":"deleted"}}}}"#).into())
        }
        Changed::Properties(entity, _, names) => {
            let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| options.selects(name)).collect();
            if names.is_empty() {
                return None;
            }
            let mut members = Members::parse(entity)?;
            members.select(|name| name == "id" || names.contains(&name));
            for name in names {
                members.add_null(name);
            }
            Some(members.to_string().into())
        }
    }
}

impl Position {
    /// The position behind a round that ended with this change.
    fn of_round(change: u64) -> Self {
        Self { since: Some(change), after: change, start: change }
    }
}
