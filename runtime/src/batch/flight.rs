//! One batch on its way: its creates into one request, its answer into one result for each.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{HeaderMap, Request};

use super::envelope::Envelope;
use super::failure::BatchError;
use super::item::Item;
use super::parts::{Part, Parts, Slot};
use crate::answer::Answer;
use crate::client::GraphClient;
use crate::error::{Error, ErrorKind, Unreadable};
use crate::exchange::outcome_of;
use crate::outcome::Attempt;
use crate::permissions::Permissions;
use crate::send::{Deadline, Prepared, SendOptions};

/// What came back for a create.
pub(super) type Landed = (Item, Result<Answer, ErrorKind>);

impl GraphClient {
    /// Sends creates of one version in one request, once.
    pub(super) async fn fly(&self, mut items: Vec<Item>) -> Vec<Landed> {
        // The time of the one that has most: the end of another's would leave all unknown.
        let until =
            items.iter_mut().map(Item::begin).reduce(Deadline::max).unwrap_or(Deadline::after(self.0.options.deadline));
        let prepared = match self.envelope(&items) {
            Ok(prepared) => prepared,
            Err(error) => return all(items, &BatchError::Request(Arc::new(error))),
        };
        let mut attempt = Attempt::new(std::time::Duration::ZERO);
        let result = self.attempt(&prepared, &mut attempt, until).await;
        for item in &mut items {
            item.answered(attempt.status);
        }
        match result {
            Ok(answer) => apart(items, answer, None, attempt),
            Err(ErrorKind::Unreadable(answer, why)) => apart(items, answer, Some(why), attempt),
            Err(kind) => all(items, &failed(kind, attempt)),
        }
    }

    fn envelope(&self, items: &[Item]) -> Result<Prepared, Error> {
        const JSON: HeaderValue = HeaderValue::from_static("application/json");
        const CRATE: HeaderValue =
            HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
        let mut body = Envelope::with_capacity(items.iter().map(Item::size).sum());
        for item in items {
            body.push(item.url(), &item.client_request_id(), item.body());
        }
        let version = items.first().map_or("", Item::version);
        let request = Request::post(format!("{}/{version}/$batch", self.0.base_url))
            .header(ACCEPT, JSON)
            .header(CONTENT_TYPE, JSON)
            .header(USER_AGENT, CRATE)
            .body(body.finish())
            .map_err(ErrorKind::Http)?;
        let template = if version == "beta" { "/beta/$batch" } else { "/v1.0/$batch" };
        let options = SendOptions { retries: 0, ..self.0.options };
        Ok(Prepared { request, template, permissions: Permissions::default(), options })
    }
}

fn failed(kind: ErrorKind, attempt: Attempt) -> BatchError {
    BatchError::Request(Arc::new(Error::after(kind, vec![attempt], Permissions::default())))
}

/// The same for each.
fn all(items: Vec<Item>, error: &BatchError) -> Vec<Landed> {
    items.into_iter().map(|item| (item, Err(ErrorKind::Batch(error.clone())))).collect()
}

/// An answer taken apart: each create has its own part, or the reason why it has none.
fn apart(items: Vec<Item>, answer: Answer, broken: Option<Unreadable>, attempt: Attempt) -> Vec<Landed> {
    let Parts { slots, foreign, broken: syntax } = Parts::read(&answer.body, &HeaderMap::new(), items.len());
    if !foreign.is_empty() {
        let request_id = answer.request_id.as_deref();
        tracing::warn!(?foreign, request_id, "the batch's answer has parts for no request");
    }
    let request_id = answer.request_id.clone();
    let missing = match broken.or(syntax.map(Unreadable::Json)) {
        Some(why) => failed(ErrorKind::Unreadable(answer, why), attempt),
        None => BatchError::Missing { foreign },
    };
    let one = |(mut item, slot): (Item, Slot)| {
        let result = match slot {
            Slot::Part(part) => {
                item.answered(Some(part.status));
                result_of(part, request_id.as_ref())
            }
            Slot::Missing => Err(ErrorKind::Batch(missing.clone())),
            Slot::Conflict => Err(ErrorKind::Batch(BatchError::Conflict)),
            Slot::Malformed => Err(ErrorKind::Batch(BatchError::Malformed)),
        };
        (item, result)
    };
    items.into_iter().zip(slots).map(one).collect()
}

/// What a part says, by the rules of an answer to a single create.
fn result_of(part: Part, request_id: Option<&String>) -> Result<Answer, ErrorKind> {
    let Part { status, headers, mut body, .. } = part;
    if !status.is_success() {
        // An error may be kept for long, and would keep the whole batch's answer with it.
        body = Bytes::copy_from_slice(&body);
    }
    let mut result = outcome_of(Answer::new(status, &headers, body));
    // Support finds a part under the batch's id too.
    if let Ok(answer) | Err(ErrorKind::NoEntity(answer)) = &mut result {
        answer.request_id = answer.request_id.take().or_else(|| request_id.cloned());
    } else if let Err(ErrorKind::Service(answer, error)) = &mut result {
        answer.request_id =
            answer.request_id.take().or_else(|| error.request_id.clone().or_else(|| request_id.cloned()));
    }
    result
}
