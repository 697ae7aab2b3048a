//! One batch on its way: its creates into one request, its answer into one result for each.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::StatusCode;
use tokio::time::Instant;
use uuid::Uuid;

use super::envelope::Envelope;
use super::failure::BatchError;
use super::item::Item;
use super::parts::{Parts, Slot};
use crate::auth::token::Token;
use crate::client::GraphClient;
use crate::errors::error::{Error, ErrorKind, Unreadable};
use crate::errors::outcome::Attempt;
use crate::operation::permissions::Permissions;
use crate::send::single::{Deadline, Expected, Prepared, SendOptions};
use crate::send::verdict::{Verdict, entity_in};
use crate::wire::answer::Answer;

/// What came back for a create.
pub(super) type Landed = (Item, Result<Answer, ErrorKind>);

impl GraphClient {
    /// Sends creates of one version in one request (where `full`, all heads of its parts are wanted), and again with another
    /// token what was refused for its token alone.
    pub(super) async fn fly(&self, items: Vec<Item>, full: bool) -> Vec<Landed> {
        let (mut items, until, attempt) = begin(items);
        let token = match self.token(until).await {
            Ok(token) => token,
            Err(kind) => return all(items, &failed(kind, Vec::new())),
        };
        let mut landed = self.unfit(&token, &mut items);
        landed.extend(self.once(&token, items, until, attempt, full).await);
        let (refused, mut landed): (Vec<_>, Vec<_>) =
            landed.into_iter().partition(|(item, result)| item.may_replace() && is_unauthorized(result));
        if refused.is_empty()
            && let Some((_, Err(kind))) = landed.iter().find(|(_, result)| is_unauthorized(result))
        {
            self.0.tokens.forget(&token, challenge(kind));
        }
        if let Some((_, Err(kind))) = refused.first() {
            let claims = challenge(kind);
            match until.of(self.0.tokens.replace(&token, claims)).await.flatten() {
                Some(token) => {
                    let (items, until, attempt) = begin(refused.into_iter().map(|(item, _)| item.replaced()).collect());
                    let again = self.once(&token, items, until, attempt, full).await;
                    if let Some((_, Err(kind))) = again.iter().find(|(_, result)| is_unauthorized(result)) {
                        self.0.tokens.forget(&token, challenge(kind));
                    }
                    landed.extend(again);
                }
                None => landed.extend(refused),
            }
        }
        landed
    }

    /// Takes out what the token is no good for.
    fn unfit(&self, token: &Arc<Token>, items: &mut Vec<Item>) -> Vec<Landed> {
        let Some(claims) = token.claims.as_ref() else { return Vec::new() };
        let now = SystemTime::now();
        let check = |item: &Item| self.0.preflight.check(claims, self.0.audience, item.permissions(), now);
        let unfit = items.extract_if(.., |item| check(item).is_err()).collect::<Vec<_>>();
        let land = |mut item: Item| {
            item.sent_with(token);
            let error = check(&item).err()?;
            Some((item, Err(ErrorKind::Unfit(error))))
        };
        unfit.into_iter().filter_map(land).collect()
    }

    /// One request, once.
    async fn once(
        &self,
        token: &Arc<Token>,
        mut items: Vec<Item>,
        until: Deadline,
        mut attempt: Attempt,
        full: bool,
    ) -> Vec<Landed> {
        if items.is_empty() {
            return Vec::new();
        }
        let prepared = self.envelope(&items);
        let result = self.attempt(token, &prepared, &mut attempt, until).await;
        let now = Instant::now();
        for item in &mut items {
            item.ended(now);
            item.sent_with(token);
            item.answered(attempt.status);
        }
        match result {
            Ok(answer) => apart(items, answer, None, attempt, token, full),
            Err(ErrorKind::Unreadable(answer, why)) => apart(items, *answer, Some(why), attempt, token, full),
            Err(kind) => all(items, &failed(kind, vec![attempt])),
        }
    }

    fn envelope(&self, items: &[Item]) -> Prepared {
        let mut body = Envelope::with_capacity(items.iter().map(Item::size).sum());
        for item in items {
            body.push(item.url(), &item.client_request_id(), item.body());
        }
        let version = items.first().map_or("", Item::version);
        let template = if version == "beta" { "/beta/$batch" } else { "/v1.0/$batch" };
        let options = SendOptions { retries: 0, ..self.0.options };
        let (path, body) = (template.to_owned(), body.finish());
        Prepared { path, body, template, permissions: Permissions::default(), expected: Expected::Parts, options }
    }
}

/// Begins an attempt of each, and of the batch. The time that they have is that of the one that has most: the end of another's
/// would leave all of them unknown. Their ids are the batch's but for the last digits, so that a trace of one leads to the other.
fn begin(mut items: Vec<Item>) -> (Vec<Item>, Deadline, Attempt) {
    let attempt = Attempt::new(Duration::ZERO);
    let now = Instant::now();
    let ids = (1..).map(|number: u128| Uuid::from_u128(attempt.client_request_id.as_u128() ^ number));
    let until = items.iter_mut().zip(ids).map(|(item, id)| item.begin(id, now)).reduce(Deadline::max);
    (items, until.unwrap_or_else(|| Deadline::since(now, Duration::ZERO)), attempt)
}

fn failed(kind: ErrorKind, attempts: Vec<Attempt>) -> BatchError {
    let verdict = Some(Verdict::of(&kind));
    let attempts = attempts.into_iter().map(|attempt| attempt.ended_in(verdict)).collect();
    BatchError::Request(Arc::new(Error::after(kind, attempts, Permissions::default())))
}

/// Whether a create, or the batch that it was part of, was refused for its token.
fn is_unauthorized(result: &Result<Answer, ErrorKind>) -> bool {
    result.as_ref().is_err_and(|kind| answer_of(kind).is_some_and(|answer| answer.status == StatusCode::UNAUTHORIZED))
}

/// What it asks of the next token.
fn challenge(kind: &ErrorKind) -> Option<&str> {
    answer_of(kind)?.claims_challenge.as_deref()
}

fn answer_of(kind: &ErrorKind) -> Option<&Answer> {
    match kind {
        ErrorKind::Service(answer, _) => Some(answer),
        ErrorKind::Batch(error) => answer_of(error.request()?.kind()),
        _ => None,
    }
}

/// The same for each.
fn all(items: Vec<Item>, error: &BatchError) -> Vec<Landed> {
    items.into_iter().map(|item| (item, Err(ErrorKind::Batch(error.clone())))).collect()
}

/// An answer taken apart: each create has its own part, or the reason why it has none.
fn apart(
    items: Vec<Item>,
    answer: Answer,
    broken: Option<Unreadable>,
    attempt: Attempt,
    token: &Token,
    full: bool,
) -> Vec<Landed> {
    let Parts { slots, mut foreign, broken: syntax } = Parts::read(&answer.body, answer.date.as_ref(), items.len());
    for id in &mut foreign {
        token.redact(id);
    }
    if !foreign.is_empty() {
        let request_id = answer.request_id.as_deref();
        tracing::warn!(?foreign, request_id, "the batch's answer has parts for no request");
    }
    let request_id = answer.request_id.clone();
    let missing = match broken.or(syntax.map(Unreadable::Json)) {
        Some(why) => failed(ErrorKind::Unreadable(Box::new(answer), why).without(token), vec![attempt]),
        None => BatchError::Missing { foreign },
    };
    let one = |(mut item, slot): (Item, Slot)| {
        let result = match slot {
            Slot::Part(answer) => {
                item.answered(Some(answer.status));
                result_of(answer, request_id.as_ref(), full)
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
fn result_of(mut answer: Answer, request_id: Option<&String>, full: bool) -> Result<Answer, ErrorKind> {
    if !answer.status.is_success() {
        // An error may be kept for long, and would keep the whole batch's answer with it.
        answer.body = Bytes::copy_from_slice(&answer.body);
    }
    let mut result = entity_in(answer);
    if let (true, Ok(answer)) = (full, &mut result) {
        answer.read_head();
    }
    // Support finds a part under the batch's id too.
    match &mut result {
        Ok(answer) if answer.head.is_none() => {
            answer.request_id = answer.request_id.take().or_else(|| request_id.cloned());
        }
        Err(ErrorKind::NoEntity(answer)) => {
            answer.request_id = answer.request_id.take().or_else(|| request_id.cloned());
        }
        Err(ErrorKind::Service(answer, error)) => {
            let inner = error.request_id.as_ref().or(request_id);
            answer.request_id = answer.request_id.take().or_else(|| inner.cloned());
        }
        _ => {}
    }
    result
}

#[cfg(test)]
mod tests;
