//! Which creates go into the next batch, and what becomes of those that come back.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::envelope::{BYTES, PARTS};
use super::flight::Landed;
use super::item::{Item, PartOfBatch};
use crate::answer::Answer;
use crate::error::{Error, ErrorKind};
use crate::exchange::Exchange;
use crate::retry::{self, Cause, Next};

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
    pub(super) fn new(creates: Vec<Result<PartOfBatch, Error>>) -> Self {
        let ended = Vec::with_capacity(creates.len());
        let mut queue = Self { lanes: Vec::new(), waiting: Vec::new(), hold: None, ended };
        for (index, create) in creates.into_iter().enumerate() {
            match create {
                Ok(part) => {
                    queue.ended.push(None);
                    let item = Item::new(index, part);
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
            match retry::next(cause, item.options(), &mut item.progress, left, random) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};
    use proptest::prelude::*;

    use crate::Disposition;
    use crate::batch::BatchError;
    use crate::exchange::outcome_of;
    use crate::permissions::Permissions;
    use crate::send::SendOptions;

    const ENTITY: &str = r#"{"id":"7"}"#;

    fn create(path: &str, bytes: usize, options: SendOptions) -> Result<PartOfBatch, Error> {
        Ok(PartOfBatch::new(path.parse().unwrap(), vec![b' '; bytes], Permissions::default(), options))
    }

    fn creates(count: usize) -> Vec<Result<PartOfBatch, Error>> {
        (0..count).map(|_| create("/v1.0/groups", 2, SendOptions::default())).collect()
    }

    /// What a part with this status says.
    fn part(status: u16, retry_after: Option<&str>) -> Result<Answer, ErrorKind> {
        let value = retry_after.map(|value| (http::header::RETRY_AFTER, value.parse().unwrap()));
        let headers: HeaderMap = value.into_iter().collect();
        outcome_of(Answer::new(StatusCode::from_u16(status).unwrap(), &headers, Bytes::from_static(ENTITY.as_bytes())))
    }

    fn begun(mut items: Vec<Item>) -> Vec<Item> {
        for item in &mut items {
            item.begin(uuid::Uuid::nil(), Instant::now());
        }
        items
    }

    fn indexes(items: &[Item]) -> Vec<usize> {
        items.iter().map(|item| item.index).collect()
    }

    fn dispositions(queue: Queue) -> Vec<Option<Disposition>> {
        let disposition =
            |ended: Option<Ended>| ended.expect("each create ends").err().map(|error| error.disposition());
        queue.finish().into_iter().map(disposition).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn a_batch_has_twenty_creates_of_one_version_and_four_megabytes() {
        let options = SendOptions::default();
        let mut all = creates(45);
        all.insert(3, create("/beta/groups", 2, options));
        all.insert(9, Err(ErrorKind::NoCredential.into()));
        all.push(create("/beta/a%20b/c?d", 3_000_000, options));
        all.push(create("/beta/groups", 900_000, options));
        all.push(create("/beta/groups", 5_000_000, options));
        all.push(create("/beta/groups", 2, options));
        let mut queue = Queue::new(all);
        let now = Instant::now();
        let mut batches = Vec::new();
        while let Some(items) = queue.next(now) {
            assert!(items.iter().all(|item| item.version() == items[0].version()));
            batches.push((items[0].version().to_owned(), items.len()));
            if items[0].version() == "beta" && batches.len() == 3 {
                assert_eq!(items[1].url(), "/a%20b/c?d");
            }
        }
        batches.sort();
        let expected = [("beta", 1), ("beta", 1), ("beta", 3), ("v1.0", 5), ("v1.0", 20), ("v1.0", 20)];
        assert_eq!(batches, expected.map(|(version, count)| (version.to_owned(), count)));
        assert!(queue.wake().is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_throttled_goes_again_together_after_the_longest_wait() {
        let mut queue = Queue::new(creates(25));
        let items = begun(queue.next(Instant::now()).unwrap());
        let status = |index| match index {
            2 => part(429, Some("2.128")),
            5 => part(429, Some("7")),
            6 => part(503, Some("1")),
            7 => part(503, None),
            8 => part(400, None),
            // Longer than the deadline.
            9 => part(429, Some("315")),
            _ => part(201, None),
        };
        let now = Instant::now();
        let landed = items.into_iter().map(|item| (status(item.index), item)).map(|(result, item)| (item, result));
        queue.land(landed.collect(), now, 0.5);
        // What was never sent waits too.
        assert!(queue.next(now).is_none());
        assert_eq!(queue.wake(), Some(now + Duration::from_secs(7)));
        tokio::time::advance(Duration::from_secs(7)).await;
        let items = begun(queue.next(Instant::now()).unwrap());
        assert_eq!(indexes(&items), [2, 5, 6, 20, 21, 22, 23, 24]);
        assert!(queue.next(Instant::now()).is_none());
        queue.land(items.into_iter().map(|item| (item, part(201, None))).collect(), Instant::now(), 0.5);
        let dispositions = dispositions(queue);
        for (index, disposition) in dispositions.into_iter().enumerate() {
            let expected = match index {
                7 => Some(Disposition::Unknown),
                8 => Some(Disposition::Rejected),
                9 => Some(Disposition::Throttled),
                _ => None,
            };
            assert_eq!(disposition, expected, "{index}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn each_create_has_its_own_retries_and_deadline() {
        let options = SendOptions::default();
        let short = SendOptions { deadline: Duration::from_secs(3), ..options };
        let once = SendOptions { retries: 0, ..options };
        let mut queue = Queue::new([options, short, once].map(|options| create("/v1.0/groups", 2, options)).into());
        let retry_after = ["6", "1", "1"];
        let mut rounds = Vec::new();
        while let Some(items) = queue.next(Instant::now()) {
            let items = begun(items);
            rounds.push(indexes(&items));
            let answers = items.into_iter().map(|item| (part(429, Some(retry_after[item.index])), item));
            queue.land(answers.map(|(result, item)| (item, result)).collect(), Instant::now(), 0.5);
            let Some(wake) = queue.wake() else { break };
            tokio::time::advance(wake - Instant::now()).await;
        }
        // The short one cannot wait six seconds with the other, and has no time for a third retry.
        assert_eq!(rounds, [vec![0, 1, 2], vec![1], vec![1], vec![0], vec![0], vec![0]]);
        let ended = queue.finish();
        let attempts: Vec<usize> = ended
            .iter()
            .map(|ended| match ended {
                Some(Err(error)) => error.attempts().len(),
                _ => 0,
            })
            .collect();
        assert_eq!(attempts, [4, 3, 1]);
    }

    proptest! {
        /// Whatever is answered, nothing that may exist is sent again, and each create ends.
        #[test]
        fn every_create_ends_and_none_that_may_exist_is_sent_again(
            count in 0_usize..70,
            answers in prop::collection::vec((200_u16..600, prop::option::of(0_u32..200)), 1..50),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
            runtime.block_on(async {
                let mut queue = Queue::new(creates(count));
                let mut answers = answers.iter().cycle();
                let mut settled = vec![false; count];
                loop {
                    while let Some(items) = queue.next(Instant::now()) {
                        assert!(items.len() <= PARTS);
                        let mut landed = Vec::new();
                        for item in begun(items) {
                            assert!(!std::mem::replace(&mut settled[item.index], true), "sent again");
                            let (status, after) = answers.next().unwrap();
                            let after = after.map(|after| after.to_string());
                            settled[item.index] = !matches!((status, &after), (429, _) | (503, Some(_)));
                            let result = match status {
                                299 => Err(ErrorKind::Batch(BatchError::Conflict)),
                                _ => part(*status, after.as_deref()),
                            };
                            landed.push((item, result));
                        }
                        queue.land(landed, Instant::now(), 0.3);
                    }
                    let Some(wake) = queue.wake() else { break };
                    tokio::time::advance(wake.saturating_duration_since(Instant::now())).await;
                }
                assert_eq!(dispositions(queue).len(), count);
            });
        }
    }
}
