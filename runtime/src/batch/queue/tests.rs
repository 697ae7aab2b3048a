//! The queue on a clock of its own: who goes with whom, and when.

use super::*;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use proptest::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Disposition;
use crate::GraphEntity;
use crate::errors::error::{BatchError, ErrorKind};
use crate::operation::create;
use crate::operation::expectation::Expectation;
use crate::send::verdict::{Received, judge};

const ENTITY: &str = r#"{"id":"7"}"#;

type Results = Vec<Option<Outcome>>;

struct Stored<'r>(&'r mut Results);

impl Outcomes for Stored<'_> {
    fn store(&mut self, index: usize, outcome: Outcome) {
        if self.0.len() <= index {
            self.0.resize_with(index + 1, || None);
        }
        assert!(self.0[index].replace(outcome).is_none(), "ended twice");
    }
}

/// An entity of so many letters.
struct Blank(usize);

impl Serialize for Blank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&" ".repeat(self.0))
    }
}

impl<'de> Deserialize<'de> for Blank {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Self(0))
    }
}

impl GraphEntity for Blank {
    const ODATA_TYPE: &'static str = "blank";
}

fn create(path: &'static str, entity: &'static Blank) -> Box<Request> {
    create::create(entity, path, "", "", &[]).into_boxed()
}

fn creates(count: usize) -> Vec<Box<Request>> {
    (0..count).map(|_| create("/v1.0/groups", &Blank(2))).collect()
}

/// What a part with this status says.
fn part(status: u16, retry_after: Option<&str>) -> Result<Answer, Failure> {
    let value = retry_after.map(|value| (http::header::RETRY_AFTER, value.parse().unwrap()));
    let headers: HeaderMap = value.into_iter().collect();
    let answer = Answer::new(StatusCode::from_u16(status).unwrap(), &headers, Bytes::from_static(ENTITY.as_bytes()));
    judge(Expectation::CREATION, Ok(Received { answer, broken: None }), None)
}

fn begun(mut items: Vec<Item>) -> Vec<Item> {
    for item in &mut items {
        item.begin(uuid::Uuid::nil(), Instant::now(), SendOptions::default());
    }
    items
}

fn indexes(items: &[Item]) -> Vec<usize> {
    items.iter().map(|item| item.index).collect()
}

fn dispositions(results: Results) -> Vec<Option<Disposition>> {
    let disposition = |ended: Option<Outcome>| ended.expect("each create ends").err().map(|error| error.disposition());
    results.into_iter().map(disposition).collect()
}

#[tokio::test(start_paused = true)]
async fn a_batch_has_twenty_creates_of_one_version_and_four_megabytes() {
    let mut all = creates(45);
    all.insert(3, create("/beta/groups", &Blank(2)));
    all.insert(9, create::create(&Blank(2), "/v1.0/{id}", "", "", &[""]).into_boxed());
    all.push(create("/beta/a%20b/c?d", &Blank(3_000_000)));
    all.push(create("/beta/groups", &Blank(900_000)));
    all.push(create("/beta/groups", &Blank(5_000_000)));
    all.push(create("/beta/groups", &Blank(2)));
    let mut results = Results::new();
    let mut stored = Stored(&mut results);
    let mut queue = Queue::new(all, SendOptions::default(), &mut stored);
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
    // What has no path ended, and nothing else.
    assert_eq!(results.iter().position(Option::is_some), Some(9));
    assert_eq!(results.len(), 10);
}

#[tokio::test(start_paused = true)]
async fn what_is_throttled_goes_again_together_after_the_longest_wait() {
    let mut results = Results::new();
    let mut stored = Stored(&mut results);
    let mut queue = Queue::new(creates(25), SendOptions::default(), &mut stored);
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
    let completed = items.into_iter().map(|item| (status(item.index), item)).map(|(result, item)| (item, result));
    queue.complete(completed.collect(), now, || 0.5);
    // What was never sent waits too.
    assert!(queue.next(now).is_none());
    assert_eq!(queue.wake(), Some(now + Duration::from_secs(7)));
    tokio::time::advance(Duration::from_secs(7)).await;
    let items = begun(queue.next(Instant::now()).unwrap());
    assert_eq!(indexes(&items), [2, 5, 6, 20, 21, 22, 23, 24]);
    assert!(queue.next(Instant::now()).is_none());
    queue.complete(items.into_iter().map(|item| (item, part(201, None))).collect(), Instant::now(), || 0.5);
    for (index, disposition) in dispositions(results).into_iter().enumerate() {
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
    let create = || create::create(&Blank(2), "/v1.0/groups", "", "", &[]);
    let all = [create(), create().deadline(Duration::from_secs(3)), create().retries(0)];
    let mut results = Results::new();
    let mut stored = Stored(&mut results);
    let mut queue = Queue::new(all.map(create::Create::into_boxed).into(), SendOptions::default(), &mut stored);
    let retry_after = ["6", "1", "1"];
    let mut rounds = Vec::new();
    while let Some(items) = queue.next(Instant::now()) {
        let items = begun(items);
        rounds.push(indexes(&items));
        let answers = items.into_iter().map(|item| (part(429, Some(retry_after[item.index])), item));
        queue.complete(answers.map(|(result, item)| (item, result)).collect(), Instant::now(), || 0.5);
        let Some(wake) = queue.wake() else { break };
        tokio::time::advance(wake - Instant::now()).await;
    }
    // The short one cannot wait six seconds with the other, and has no time for a third retry.
    assert_eq!(rounds, [vec![0, 1, 2], vec![1], vec![1], vec![0], vec![0], vec![0]]);
    let attempts: Vec<usize> = results
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
            let mut results = Results::new();
            let mut stored = Stored(&mut results);
            let mut queue = Queue::new(creates(count), SendOptions::default(), &mut stored);
            let mut answers = answers.iter().cycle();
            let mut settled = vec![false; count];
            loop {
                while let Some(items) = queue.next(Instant::now()) {
                    assert!(items.len() <= PARTS);
                    let mut completed = Vec::new();
                    for item in begun(items) {
                        assert!(!std::mem::replace(&mut settled[item.index], true), "sent again");
                        let (status, after) = answers.next().unwrap();
                        let after = after.map(|after| after.to_string());
                        settled[item.index] = !matches!((status, &after), (429, _) | (503, Some(_)));
                        let result = match status {
                            299 => {
                                let kind = ErrorKind::Batch(BatchError::Conflict);
                                Err(Failure::new(Expectation::CREATION, kind, None))
                            }
                            _ => part(*status, after.as_deref()),
                        };
                        completed.push((item, result));
                    }
                    queue.complete(completed, Instant::now(), || 0.3);
                }
                let Some(wake) = queue.wake() else { break };
                tokio::time::advance(wake.saturating_duration_since(Instant::now())).await;
            }
            assert_eq!(dispositions(results).len(), count);
        });
    }
}
