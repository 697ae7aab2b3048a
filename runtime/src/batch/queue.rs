//! Which requests go into the next batch, and what follows from each answer.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::attempt::Completed;
use super::envelope::{BYTES, PARTS};
use super::item::Item;
use crate::errors::disposition::Verdict;
use crate::errors::error::{Error, ErrorKind};
use crate::operation::options::SendOptions;
use crate::operation::request::Request;
use crate::send::delivered::Delivered;
use crate::send::policy::Next;
use crate::send::verdict::Failure;
use crate::wire::answer::Answer;

/// What a request ended in.
pub(super) type Outcome = Result<Delivered, Error>;

/// Stores each outcome at its index.
pub(super) trait Outcomes: Send {
    fn store(&mut self, index: usize, outcome: Outcome);
}

/// All requests of one call: those that wait to be sent, and those that are to be sent again.
pub(super) struct Queue<'q> {
    /// Not sent yet, or due again; each version of the service has a lane of its own.
    lanes: BTreeMap<String, Lane>,
    /// To be sent again, and when.
    waiting: Vec<(Instant, Item)>,
    /// Nothing is sent for the first time before this: the service said so.
    hold: Option<Instant>,
    outcomes: &'q mut dyn Outcomes,
}

#[derive(Default)]
struct Lane {
    /// Due again.
    again: VecDeque<Item>,
    fresh: VecDeque<Item>,
}

impl<'q> Queue<'q> {
    /// All requests. What cannot be sent ends here.
    pub(super) fn new(requests: Vec<Box<Request>>, options: SendOptions, outcomes: &'q mut dyn Outcomes) -> Self {
        let mut queue = Self { lanes: BTreeMap::new(), waiting: Vec::new(), hold: None, outcomes };
        for (index, request) in requests.into_iter().enumerate() {
            match Item::new(index, request, options) {
                Ok(item) => match queue.lanes.get_mut(item.version()) {
                    Some(lane) => lane.fresh.push_back(item),
                    None => {
                        let version = item.version().to_owned();
                        queue.lanes.insert(version, Lane { fresh: VecDeque::from([item]), ..Lane::default() });
                    }
                },
                Err(kind) => queue.outcomes.store(index, Err(kind.into())),
            }
        }
        queue
    }

    /// The requests of the next batch, or `None` if nothing is due now.
    pub(super) fn next(&mut self, now: Instant) -> Option<Vec<Item>> {
        for (_, item) in self.waiting.extract_if(.., |(at, _)| *at <= now) {
            if let Some(lane) = self.lanes.get_mut(item.version()) {
                lane.again.push_back(item);
            }
        }
        let open = self.hold.is_none_or(|hold| hold <= now);
        // The fullest lane first, so that the last batches are few.
        let lane = self.lanes.values_mut().max_by_key(|lane| lane.due(open)).filter(|lane| lane.due(open) > 0)?;
        Some(lane.take(open))
    }

    /// When something that waits is due, or `None` if nothing waits.
    pub(super) fn wake(&self) -> Option<Instant> {
        let held = self.hold.filter(|_| self.lanes.values().any(|lane| !lane.fresh.is_empty()));
        self.waiting.iter().map(|(at, _)| *at).chain(held).min()
    }

    /// Takes what a batch ended in: each request has its outcome, or is to be sent again.
    pub(super) fn complete(&mut self, completed: Vec<Completed>, now: Instant, random: fn() -> f64) {
        let mut again: Vec<(Duration, Item)> = Vec::new();
        for (mut item, result) in completed {
            let verdict = result.as_ref().err().map(|failure| failure.verdict);
            item.ended_in(verdict);
            let next = verdict.map(|verdict| {
                let left = item.left();
                item.policy.next(verdict, left, random())
            });
            match next {
                Some(Next::Again { after }) => {
                    if let Some(Verdict::Throttled(Some(_))) = verdict {
                        self.hold = self.hold.max(now.checked_add(after));
                    }
                    again.push((after, item));
                }
                Some(Next::Done) => {
                    let done = result.or_else(|failure| match failure.kind {
                        ErrorKind::Service(answer, _) => Ok(*answer),
                        _ => Err(failure),
                    });
                    self.end(item, done);
                }
                // Another token was tried where there was one.
                None | Some(Next::GiveUp | Next::Reauthorize) => self.end(item, result),
            }
        }
        // All after the longest wait among them, so that they go in one batch again; but for those that have not that long.
        let longest = again.iter().map(|(after, _)| *after).max().unwrap_or_default();
        for (after, item) in again {
            let after = if item.left().is_none_or(|left| longest < left) { longest } else { after };
            // A deadline allows no moment that a clock cannot hold.
            self.waiting.push((now.checked_add(after).unwrap_or(now), item));
        }
    }

    fn end(&mut self, item: Item, result: Result<Answer, Failure>) {
        self.outcomes.store(item.index, item.end(result));
    }
}

impl Lane {
    fn due(&self, open: bool) -> usize {
        self.again.len() + if open { self.fresh.len() } else { 0 }
    }

    /// As many as one batch takes, those first that were sent before. One that is too large for a batch goes alone.
    fn take(&mut self, open: bool) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::with_capacity(self.due(open).min(PARTS));
        let mut bytes = 0_usize;
        while items.len() < PARTS {
            let from = if self.again.is_empty() && open { &mut self.fresh } else { &mut self.again };
            let Some(next) = from.front() else { break };
            bytes = bytes.saturating_add(next.size());
            if bytes > BYTES && !items.is_empty() {
                break;
            }
            items.extend(from.pop_front());
        }
        items
    }
}

#[cfg(test)]
mod tests;
