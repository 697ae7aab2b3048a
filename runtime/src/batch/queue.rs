//! Which creates go into the next batch, and what becomes of those that come back.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::envelope::{BYTES, PARTS};
use super::flight::Landed;
use super::item::{Item, split};
use crate::answer::Answer;
use crate::error::{Error, ErrorKind};
use crate::exchange::Exchange;
use crate::request::Unwritten;
use crate::retry::{self, Next};
use crate::send::SendOptions;
use crate::verdict::Verdict;

/// What a create ended in.
pub(super) type Ended = Result<Exchange, Error>;

/// Where creates end.
pub(super) trait Landing: Send {
    fn land(&mut self, index: usize, ended: Ended);
}

/// All creates of one call: those that wait to be sent, and those that are to be sent again.
pub(super) struct Queue<'q, 'a> {
    /// Not sent yet, or due again; each version of the service has a lane of its own.
    lanes: Vec<Lane<'a>>,
    /// To be sent again, and when.
    waiting: Vec<(Instant, Item)>,
    /// Nothing is sent for the first time before this: the service said so.
    hold: Option<Instant>,
    /// What the client says of sending.
    options: SendOptions,
    landing: &'q mut dyn Landing,
}

#[derive(Default)]
struct Lane<'a> {
    version: String,
    /// Due again.
    again: VecDeque<Item>,
    /// Written, and too large for the batch before.
    next: Option<Item>,
    /// Not written before their turn, so that few bodies are kept at a time.
    fresh: VecDeque<(usize, Unwritten<'a>)>,
}

impl<'q, 'a> Queue<'q, 'a> {
    pub(super) fn new(creates: Vec<Unwritten<'a>>, options: SendOptions, landing: &'q mut dyn Landing) -> Self {
        let mut queue = Self { lanes: Vec::new(), waiting: Vec::new(), hold: None, options, landing };
        for (index, create) in creates.into_iter().enumerate() {
            // One without a path ends when its turn comes, wherever that is.
            let version = create.path().map_or("", |path| split(path).0);
            let known = queue.lanes.iter().position(|lane| lane.version == version);
            let at = known.unwrap_or_else(|| {
                queue.lanes.push(Lane { version: version.to_owned(), ..Lane::default() });
                queue.lanes.len() - 1
            });
            if let Some(lane) = queue.lanes.get_mut(at) {
                lane.fresh.push_back((index, create));
            }
        }
        queue
    }

    /// The creates of the next batch; none where nothing is due now.
    pub(super) fn next(&mut self, now: Instant) -> Option<Vec<Item>> {
        for (_, item) in self.waiting.extract_if(.., |(at, _)| *at <= now) {
            if let Some(lane) = self.lanes.iter_mut().find(|lane| lane.version == item.version()) {
                lane.again.push_back(item);
            }
        }
        let open = self.hold.is_none_or(|hold| hold <= now);
        loop {
            // The fullest lane first, so that the last batches are few.
            let lane = self.lanes.iter_mut().max_by_key(|lane| lane.due(open)).filter(|lane| lane.due(open) > 0)?;
            let items = lane.take(open, self.options, self.landing);
            if !items.is_empty() {
                return Some(items);
            }
        }
    }

    /// When something is due that waits; none where nothing waits.
    pub(super) fn wake(&self) -> Option<Instant> {
        let fresh = self.lanes.iter().any(|lane| lane.due(true) > lane.again.len());
        let held = self.hold.filter(|_| fresh);
        self.waiting.iter().map(|(at, _)| *at).chain(held).min()
    }

    /// Sorts what came back: done, or to be sent again.
    pub(super) fn land(&mut self, landed: Vec<Landed>, now: Instant, random: fn() -> f64) {
        let mut again: Vec<(Duration, Item)> = Vec::new();
        for (mut item, result) in landed {
            let Err(kind) = &result else {
                item.ended_in(None);
                self.end(item, result);
                continue;
            };
            let verdict = Verdict::of(kind);
            item.ended_in(Some(verdict));
            let left = item.left();
            match retry::next(verdict, item.options(), &mut item.progress, left, random()) {
                Next::GiveUp => self.end(item, result),
                Next::Again { after } => {
                    if let Verdict::Throttled(Some(_)) = verdict {
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
        self.landing.land(item.index, item.end(result));
    }
}

impl Lane<'_> {
    fn due(&self, open: bool) -> usize {
        self.again.len() + if open { usize::from(self.next.is_some()) + self.fresh.len() } else { 0 }
    }

    /// As many as one batch takes, those first that were sent before. One that is too large for a batch goes alone.
    fn take(&mut self, open: bool, options: SendOptions, landing: &mut dyn Landing) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::with_capacity(self.due(open).min(PARTS));
        let mut bytes = 0_usize;
        while items.len() < PARTS {
            let again = self.again.pop_front();
            let is_again = again.is_some();
            let Some(item) = again.or_else(|| self.write_next(open, options, landing)) else { break };
            bytes = bytes.saturating_add(item.size());
            if bytes > BYTES && !items.is_empty() {
                if is_again {
                    self.again.push_front(item);
                } else {
                    self.next = Some(item);
                }
                break;
            }
            items.push(item);
        }
        items
    }

    /// The next of those that were not sent yet. What cannot be written ends here.
    fn write_next(&mut self, open: bool, options: SendOptions, landing: &mut dyn Landing) -> Option<Item> {
        if !open {
            return None;
        }
        if let Some(item) = self.next.take() {
            return Some(item);
        }
        loop {
            let (index, create) = self.fresh.pop_front()?;
            match create.write(options) {
                Ok(part) => return Some(Item::new(index, part)),
                Err(error) => landing.land(index, Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests;
