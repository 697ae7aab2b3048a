//! One batch on its way: its requests into one, its answer into one result for each.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use tokio::time::Instant;
use uuid::Uuid;

use super::envelope::Envelope;
use super::item::Item;
use super::parts::{BatchAnswer, Slot};
use crate::auth::token::Token;
use crate::client::GraphClient;
use crate::errors::attempt::Attempt;
use crate::errors::disposition::Verdict;
use crate::errors::error::{BatchError, Error, ErrorKind, Unreadable};
use crate::operation::effect::Effect;
use crate::operation::expectation::Expectation;
use crate::operation::options::SendOptions;
use crate::operation::permissions::Permissions;
use crate::operation::request::Request;
use crate::send::deadline::Deadline;
use crate::send::policy::Next;
use crate::send::verdict::{Failure, judge_whole};
use crate::wire::answer::Answer;
use crate::wire::exchange::{Challenge, challenge};

/// A request with what its part of a batch was answered.
pub(super) type Completed = (Item, Result<Box<Answer>, Failure>);

impl GraphClient {
    /// Sends requests of one version in one batch (if `full`, all heads of its parts are wanted), and again with another token
    /// what was refused for its token alone.
    pub(super) async fn send_batch(&self, items: Vec<Item>, full: bool) -> Vec<Completed> {
        let options = self.shared.options;
        let (mut items, until, attempt) = begin(items, options);
        let token = match self.token(until).await {
            Ok(token) => token,
            Err(kind) => return all(items, &whole(Failure::before_sending(kind), Vec::new()), None),
        };
        let unfit = self.unfit(&token, &mut items);
        let mut completed = self.once(&token, items, until, attempt, full).await;
        completed.extend(unfit);
        let is_refused = |(item, result): &mut Completed| {
            let is_unauthorized = result.as_ref().is_err_and(|failure| failure.verdict == Verdict::Unauthorized);
            is_unauthorized && item.policy(options).next(Verdict::Unauthorized, None, 0.0) == Next::Reauthorize
        };
        let refused: Vec<Completed> = completed.extract_if(.., is_refused).collect();
        let Some(Challenge { claims }) = challenge_in(&refused) else {
            self.forget(&token, &completed);
            return completed;
        };
        match until.of(self.tokens.replace(&token, claims)).await.flatten() {
            Some(token) => {
                let (items, until, attempt) = begin(refused.into_iter().map(|(item, _)| item).collect(), options);
                let again = self.once(&token, items, until, attempt, full).await;
                self.forget(&token, &again);
                completed.extend(again);
            }
            None => completed.extend(refused),
        }
        completed
    }

    /// Does not keep a token that was refused.
    fn forget(&self, token: &Arc<Token>, completed: &[Completed]) {
        if let Some(Challenge { claims }) = challenge_in(completed) {
            self.tokens.forget(token, claims);
        }
    }

    /// Takes out what the token's own claims exclude, and what depends on that.
    fn unfit(&self, token: &Arc<Token>, items: &mut Vec<Item>) -> Vec<Completed> {
        let Some(claims) = token.claims.as_ref() else { return Vec::new() };
        let now = SystemTime::now();
        let check = |item: &Item| self.shared.preflight.check(claims, self.shared.audience, item.permissions(), now);
        let mut out: Vec<usize> = Vec::new();
        let is_unfit = |item: &mut Item| {
            let is_unfit =
                check(item).is_err() || item.request().depends_on.iter().any(|position| out.contains(position));
            if is_unfit {
                out.push(item.index);
            }
            is_unfit
        };
        let unfit = items.extract_if(.., is_unfit).collect::<Vec<_>>();
        let complete = |mut item: Item| {
            item.sent_with(token);
            let kind = match check(&item) {
                Err(error) => ErrorKind::Unfit(error),
                Ok(()) => {
                    let depends_on = *item.request().depends_on.iter().find(|position| out.contains(position))?;
                    ErrorKind::Dependency { depends_on }
                }
            };
            Some((item, Err(Failure::before_sending(kind))))
        };
        unfit.into_iter().filter_map(complete).collect()
    }

    /// One batch, once.
    async fn once(
        &self,
        token: &Arc<Token>,
        mut items: Vec<Item>,
        until: Deadline,
        mut attempt: Attempt,
        full: bool,
    ) -> Vec<Completed> {
        if items.is_empty() {
            return Vec::new();
        }
        let result = self.attempt(token, &request(&items), &mut attempt, until).await;
        let now = Instant::now();
        for item in &mut items {
            item.sent_with(token);
            item.answered(attempt.status, now);
        }
        match result {
            Ok(answer) => apart(items, answer, None, attempt, token, full),
            Err(Failure { kind: ErrorKind::Unreadable(answer, why), .. }) => {
                apart(items, answer, Some(why), attempt, token, full)
            }
            Err(failure) => all(items, &whole(failure, vec![attempt]), Some(token)),
        }
    }
}

/// The request of a batch.
fn request(items: &[Item]) -> Request {
    let mut body = Envelope::with_capacity(items.iter().map(|item| item.size).sum());
    for item in items {
        // What is not in this batch succeeded before.
        let part = |position: &usize| items.iter().position(|item| item.index == *position).map(|index| index + 1);
        let depends_on = item.request().depends_on.iter().filter_map(part);
        body.push(item.request(), &item.url(), &item.client_request_id(), depends_on);
    }
    let version = items.first().map_or("", Item::version);
    let template = if version == "beta" { "/beta/$batch" } else { "/v1.0/$batch" };
    Request::batch(template, body.finish())
}

/// Begins an attempt of each, and of the batch. The time that they have is that of the one that has most: the end of another's
/// would leave all of them unknown. Their ids are the batch's but for the last digits, so that a trace of one leads to the other.
fn begin(mut items: Vec<Item>, client: SendOptions) -> (Vec<Item>, Deadline, Attempt) {
    let attempt = Attempt::new(Duration::ZERO);
    let now = Instant::now();
    let ids = (1..).map(|number: u128| Uuid::from_u128(attempt.client_request_id.as_u128() ^ number));
    let until = items.iter_mut().zip(ids).map(|(item, id)| item.begin(id, now, client)).reduce(Deadline::max);
    (items, until.unwrap_or_else(|| Deadline::since(now, Duration::ZERO)), attempt)
}

/// The failure of a batch as a whole.
fn whole(Failure { kind, verdict }: Failure, attempts: Vec<Attempt>) -> BatchError {
    let attempts = attempts.into_iter().map(|attempt| attempt.ended_in(Effect::Once, Some(verdict))).collect();
    BatchError::Request(Arc::new(Error::after(kind, verdict, attempts, Permissions::default())))
}

/// The first refusal of the token among these.
fn challenge_in(completed: &[Completed]) -> Option<Challenge<'_>> {
    completed.iter().find_map(|(_, result)| challenge(&result.as_ref().err()?.kind))
}

/// The same failure for each.
fn all(items: Vec<Item>, error: &BatchError, token: Option<&Token>) -> Vec<Completed> {
    let fail = |item: Item| {
        let failure = Failure::new(item.expectation(), ErrorKind::Batch(error.clone()), token);
        (item, Err(failure))
    };
    items.into_iter().map(fail).collect()
}

/// An answer taken apart: each request has its own part, or the reason why it has none.
fn apart(
    items: Vec<Item>,
    answer: Box<Answer>,
    broken: Option<Unreadable>,
    attempt: Attempt,
    token: &Token,
    full: bool,
) -> Vec<Completed> {
    let BatchAnswer { slots, mut foreign, broken: syntax } =
        BatchAnswer::read(&answer.body, answer.date.as_ref(), items.len());
    for id in &mut foreign {
        token.redact(id);
    }
    if !foreign.is_empty() {
        let request_id = answer.request_id.as_deref();
        tracing::warn!(?foreign, request_id, "the batch's answer has parts for no request");
    }
    let request_id = answer.request_id.clone();
    let missing = match broken.or(syntax.map(Unreadable::Json)) {
        Some(why) => {
            let kind = ErrorKind::Unreadable(answer, why);
            whole(Failure::new(Expectation::BATCH, kind, Some(token)), vec![attempt])
        }
        None => BatchError::Missing { foreign },
    };
    let mut completed = Vec::with_capacity(items.len());
    for (mut item, slot) in items.into_iter().zip(slots) {
        let failed = |error| Err(Failure::new(item.expectation(), ErrorKind::Batch(error), Some(token)));
        let result = match slot {
            Slot::Part(answer) => {
                item.answered_with(answer.status);
                judge_part(item.expectation(), answer, request_id.as_ref(), token, full)
            }
            Slot::Missing => failed(missing.clone()),
            Slot::Conflict => failed(BatchError::Conflict),
            Slot::Malformed => failed(BatchError::Malformed),
        };
        completed.push((item, result));
    }
    completed
}

/// What a part says, by the rules of an answer to a single request.
fn judge_part(
    expectation: Expectation,
    mut answer: Box<Answer>,
    request_id: Option<&String>,
    token: &Token,
    full: bool,
) -> Result<Box<Answer>, Failure> {
    if !answer.status.is_success() {
        // An error may be kept for long, and would keep the whole batch's answer with it.
        answer.body = Bytes::copy_from_slice(&answer.body);
    }
    let mut result = judge_whole(expectation, answer, Some(token));
    if let (true, Ok(answer)) = (full, &mut result) {
        answer.read_head();
    }
    // Support finds a part under the batch's id too.
    match result.as_mut().map_err(|failure| &mut failure.kind) {
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
