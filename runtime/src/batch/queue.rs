//! Which requests go into the next batch, and what follows from each answer.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use super::attempt::Completed;
use super::dependencies::Dependencies;
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
    dependencies: Dependencies,
    /// Those of the client.
    options: SendOptions,
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
        let dependencies = Dependencies::of(&requests);
        let mut queue =
            Self { lanes: BTreeMap::new(), waiting: Vec::new(), hold: None, dependencies, options, outcomes };
        let count = requests.len();
        for (index, request) in requests.into_iter().enumerate() {
            let item = queue.dependencies.check(index, &request).and_then(|()| Item::new(index, request));
            match item {
                Ok(item) => match queue.lanes.get_mut(item.version()) {
                    Some(lane) => lane.fresh.push_back(item),
                    None => {
                        let version = item.version().to_owned();
                        let mut fresh = VecDeque::with_capacity(count - index);
                        fresh.push_back(item);
                        queue.lanes.insert(version, Lane { fresh, ..Lane::default() });
                    }
                },
                Err(kind) => {
                    // An update with nothing to send is a success.
                    queue.dependencies.settle(index, matches!(kind, ErrorKind::Unchanged));
                    queue.outcomes.store(index, Err(kind.into()));
                }
            }
        }
        queue
    }

    /// The requests of the next batch, or `None` if nothing is due now.
    pub(super) fn next(&mut self, now: Instant) -> Option<Vec<Item>> {
        for (_, item) in self.waiting.extract_if(.., |(at, _)| *at <= now) {
            if let Some(lane) = self.lanes.get_mut(item.version()) {
                lane.push_again(item);
            }
        }
        self.hold = self.hold.filter(|hold| *hold > now);
        let open = self.hold.is_none();
        // The fullest lane first, so that the last batches are few.
        let mut lanes: Vec<&mut Lane> = self.lanes.values_mut().filter(|lane| lane.due(open) > 0).collect();
        lanes.sort_by_key(|lane| Reverse(lane.due(open)));
        // A lane gives nothing if each of its due operations depends on one in flight.
        let dependencies = &self.dependencies;
        lanes.into_iter().map(|lane| lane.take(open, dependencies)).find(|items| !items.is_empty())
    }

    /// When something that waits is due, or `None` if nothing waits.
    pub(super) fn wake(&self) -> Option<Instant> {
        let held = self.hold.filter(|_| self.lanes.values().any(|lane| !lane.fresh.is_empty()));
        self.waiting.iter().map(|(at, _)| *at).chain(held).min()
    }

    /// Takes what a batch ended in: each request has its outcome, or is to be sent again.
    pub(super) fn complete(&mut self, mut completed: Vec<Completed>, now: Instant, random: fn() -> f64) {
        // Each after what it depends on.
        completed.sort_by_key(|(item, _)| item.index);
        let together: Vec<usize> = completed.iter().map(|(item, _)| item.index).collect();
        let options = self.options;
        let mut again: Vec<(Duration, Item)> = Vec::new();
        for (item, result) in completed {
            let completed = if item.request().depends_on.is_empty() {
                Some((item, result))
            } else {
                self.depending(item, result, &together)
            };
            let Some((mut item, result)) = completed else { continue };
            let verdict = result.as_ref().err().map(|failure| failure.verdict);
            item.ended_in(verdict);
            let next = verdict.map(|verdict| {
                let left = item.left();
                item.policy(options).next(verdict, left, random())
            });
            match next {
                Some(Next::Again { after }) => {
                    if let Some(Verdict::Throttled(Some(_))) = verdict {
                        self.hold = self.hold.max(now.checked_add(after));
                    }
                    if let Err(failure) = result {
                        item.keep(failure);
                    }
                    again.push((after, item));
                }
                Some(Next::Done) => {
                    let done = result.or_else(|Failure { kind, verdict }| {
                        kind.into_answer().map_err(|kind| Failure { kind, verdict })
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

    /// What follows for a request from what became of those that it depends on, and of those that were sent together with it; the
    /// request and its result if nothing does.
    fn depending(
        &mut self,
        mut item: Item,
        mut result: Result<Box<Answer>, Failure>,
        together: &[usize],
    ) -> Option<Completed> {
        let is_refused_for_another = result.as_ref().is_err_and(|failure| {
            matches!(&failure.kind, ErrorKind::Service(answer, _) if answer.status == StatusCode::FAILED_DEPENDENCY)
        });
        if let Some(depends_on) = self.dependencies.failed(item.request()) {
            if is_refused_for_another {
                result = Err(item.without(depends_on));
            }
            item.ended_in(result.as_ref().err().map(|failure| failure.verdict));
            self.end(item, result);
            return None;
        }
        // A refusal can be a success, such as that of a reference that exists already: then this one is sent without the other.
        let was_with_another = || item.request().depends_on.iter().any(|position| together.contains(position));
        if is_refused_for_another && (self.dependencies.is_open(item.request()) || was_with_another()) {
            // Or the other is sent again, and this one with it.
            item.ended_in(Some(Verdict::NotSent));
            if let Some(lane) = self.lanes.get_mut(item.version()) {
                lane.push_again(item);
            }
            return None;
        }
        Some((item, result))
    }

    fn end(&mut self, item: Item, result: Result<Box<Answer>, Failure>) {
        let (position, succeeded) = (item.index, result.is_ok());
        self.outcomes.store(position, item.end(result));
        let mut failed = Vec::new();
        if self.dependencies.settle(position, succeeded) {
            failed.push(position);
        }
        while let Some(position) = failed.pop() {
            for mut item in self.remove_dependents(position) {
                let (own, failure) = (item.index, item.without(position));
                self.outcomes.store(own, item.end(Err(failure)));
                if self.dependencies.settle(own, false) {
                    failed.push(own);
                }
            }
        }
    }

    /// Takes out what depends on a request and is not on its way.
    fn remove_dependents(&mut self, position: usize) -> Vec<Item> {
        let depends = |item: &Item| item.request().depends_on.contains(&position);
        let mut removed: Vec<Item> =
            self.waiting.extract_if(.., |(_, item)| depends(item)).map(|(_, item)| item).collect();
        for lane in self.lanes.values_mut() {
            for queue in [&mut lane.again, &mut lane.fresh] {
                let (dependents, others) = std::mem::take(queue).into_iter().partition::<Vec<_>, _>(depends);
                queue.extend(others);
                removed.extend(dependents);
            }
        }
        removed
    }
}

impl Lane {
    /// Adds what is due again, in the order of the input, so that a request goes with those that depend on it.
    fn push_again(&mut self, item: Item) {
        let place = self.again.partition_point(|other| other.index < item.index);
        self.again.insert(place, item);
    }

    fn due(&self, open: bool) -> usize {
        self.again.len() + if open { self.fresh.len() } else { 0 }
    }

    /// As many as one batch takes, those first that were sent before, without those that wait for others. One that is too large
    /// for a batch goes alone.
    fn take(&mut self, open: bool, dependencies: &Dependencies) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::with_capacity(self.due(open).min(PARTS));
        let mut bytes = 0_usize;
        for from in [&mut self.again, &mut self.fresh].into_iter().take(if open { 2 } else { 1 }) {
            let mut passed = 0;
            while items.len() < PARTS
                && let Some(next) = from.get(passed)
            {
                if !dependencies.allow(next.request(), &items) {
                    passed += 1;
                    continue;
                }
                bytes = bytes.saturating_add(next.size);
                if bytes > BYTES && !items.is_empty() {
                    return items;
                }
                items.extend(from.remove(passed));
            }
        }
        items
    }
}

#[cfg(test)]
mod tests;
