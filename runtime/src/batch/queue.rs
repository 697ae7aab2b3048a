//! Which creates go into the next batch, and what becomes of those that come back.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::envelope::{BYTES, PARTS};
use super::flight::Landed;
use super::item::Item;
use crate::answer::Answer;
use crate::error::{Error, ErrorKind};
use crate::exchange::Exchange;
use crate::retry::{self, Cause, Next};
use crate::send::Prepared;

/// What a create ended in.
pub(super) type Ended = Result<Exchange, Error>;

/// All creates of one call: those that wait to be sent, those that are to be sent again, and the results.
pub(super) struct Queue {
    /// Not sent yet, or due again; each version of the service has a lane of its own.
    lanes: Vec<Lane>,
    /// To be sent again, and when.
    waiting: Vec<(Instant, Item)>,
    /// Nothing is sent for the first time before this: the service said so.
    hold: Option<Instant>,
    ended: Vec<Option<Ended>>,
}

#[derive(Default)]
struct Lane {
    version: String,
    /// Due again.
    again: VecDeque<Item>,
    fresh: VecDeque<Item>,
}

impl Queue {
    pub(super) fn new(creates: Vec<Result<Prepared, Error>>) -> Self {
        let ended = Vec::with_capacity(creates.len());
        let mut queue = Self { lanes: Vec::new(), waiting: Vec::new(), hold: None, ended };
        for (index, create) in creates.into_iter().enumerate() {
            match create {
                Ok(prepared) => {
                    queue.ended.push(None);
                    let item = Item::new(index, prepared);
                    queue.lane(item.version()).fresh.push_back(item);
                }
                Err(error) => queue.ended.push(Some(Err(error))),
            }
        }
        queue
    }

    fn lane(&mut self, version: &str) -> &mut Lane {
        let at = self.lanes.iter().position(|lane| lane.version == version).unwrap_or_else(|| {
            self.lanes.push(Lane { version: version.to_owned(), ..Lane::default() });
            self.lanes.len() - 1
        });
        // It is there: found, or just pushed.
        #[expect(clippy::indexing_slicing)]
        &mut self.lanes[at]
    }

    /// The creates of the next batch; none where nothing is due now.
    pub(super) fn next(&mut self, now: Instant) -> Option<Vec<Item>> {
        for (_, item) in self.waiting.extract_if(.., |(at, _)| *at <= now).collect::<Vec<_>>() {
            self.lane(item.version()).again.push_back(item);
        }
        let open = self.hold.is_none_or(|hold| hold <= now);
        // The fullest lane first, so that the last batches are few.
        let lane = self.lanes.iter_mut().max_by_key(|lane| lane.due(open))?;
        Some(lane.take(open)).filter(|items| !items.is_empty())
    }

    /// When something is due that waits; none where nothing waits.
    pub(super) fn wake(&self) -> Option<Instant> {
        let fresh = self.lanes.iter().any(|lane| !lane.fresh.is_empty());
        let held = self.hold.filter(|_| fresh);
        self.waiting.iter().map(|(at, _)| *at).chain(held).min()
    }

    /// Sorts what came back: done, or to be sent again.
    pub(super) fn land(&mut self, landed: Vec<Landed>, now: Instant, random: f64) {
        let mut again: Vec<(Duration, Item)> = Vec::new();
        for (mut item, result) in landed {
            let Err(kind) = &result else {
                self.end(item, result);
                continue;
            };
            let cause = Cause::of(kind);
            let left = item.left();
            match retry::next(cause, item.prepared.options, &mut item.progress, left, random) {
                Next::GiveUp => self.end(item, result),
                Next::Again { after } => {
                    if let Cause::Throttled(Some(_)) = cause {
                        self.hold = self.hold.max(now.checked_add(after));
                    }
                    again.push((after, item));
                }
            }
        }
        // All after the longest wait among them, so that they go in one batch again; but for those that have not that long.
        let longest = again.iter().map(|(after, _)| *after).max().unwrap_or_default();
        for (after, item) in again {
            let after = if item.left().is_none_or(|left| longest < left) { longest } else { after };
            // A moment that no clock can hold is none that a deadline allows.
            self.waiting.push((now.checked_add(after).unwrap_or(now), item));
        }
    }

    fn end(&mut self, item: Item, result: Result<Answer, ErrorKind>) {
        let index = item.index;
        if let Some(place) = self.ended.get_mut(index) {
            *place = Some(item.end(result));
        }
    }

    /// One result for each create, in their order; none where a create has not ended.
    pub(super) fn finish(self) -> Vec<Option<Ended>> {
        self.ended
    }
}

impl Lane {
    fn due(&self, open: bool) -> usize {
        self.again.len() + if open { self.fresh.len() } else { 0 }
    }

    /// As many as one batch takes, those first that were sent before. One that is too large for a batch goes alone.
    fn take(&mut self, open: bool) -> Vec<Item> {
        let mut items = Vec::with_capacity(self.due(open).min(PARTS));
        let mut bytes = 0_usize;
        while items.len() < PARTS {
            let lane = if self.again.is_empty() && open { &mut self.fresh } else { &mut self.again };
            let Some(item) = lane.front() else { break };
            bytes = bytes.saturating_add(item.size());
            if bytes > BYTES && !items.is_empty() {
                break;
            }
            items.extend(lane.pop_front());
        }
        items
    }
}
