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
fn part(status: u16, retry_after: Option<&str>) -> Result<Box<Answer>, Failure> {
    let value = retry_after.map(|value| (http::header::RETRY_AFTER, value.parse().unwrap()));
    let headers: HeaderMap = value.into_iter().collect();
    let answer = Answer::new(StatusCode::from_u16(status).unwrap(), &headers, Bytes::from_static(ENTITY.as_bytes()));
    judge(Expectation::CREATION, Ok(Received { answer: Box::new(answer), broken: None }), None)
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

/// What a service does with the parts of a batch whose answers a test chose: one is carried out after those that it depends on, or
/// answered with 424.
struct Service<'a> {
    /// The status, `Retry-After`, and whether it is carried out if the status leaves that open.
    answers: std::iter::Cycle<std::slice::Iter<'a, (u16, Option<u32>, bool)>>,
    /// How often each request was carried out.
    carried_out: Vec<u64>,
    /// Whether each request had an answer of its own, no 424.
    answered: Vec<bool>,
    /// Those whose success the client knows of.
    succeeded: Vec<bool>,
}

impl Service<'_> {
    fn carry_out(&mut self, items: Vec<Item>) -> Vec<Completed> {
        let in_batch = indexes(&items);
        let mut failed = Vec::new();
        let mut completed = Vec::new();
        for item in items {
            let depends_on = item.request().depends_on.clone();
            let own = in_batch.iter().position(|index| *index == item.index).unwrap();
            for position in &depends_on {
                let goes_before = in_batch[..own].contains(position);
                assert!(goes_before || self.succeeded[*position], "{} is sent without {position}", item.index);
            }
            if depends_on.iter().any(|position| failed.contains(position)) {
                failed.push(item.index);
                completed.push((item, part(424, None)));
                continue;
            }
            let (status, after, open) = *self.answers.next().unwrap();
            let after = after.map(|after| after.to_string());
            let (is_carried_out, result) = match status {
                // It is lost.
                299 => {
                    let kind = ErrorKind::Batch(BatchError::Conflict);
                    (open, Err(Failure::new(Expectation::CREATION, kind, None)))
                }
                200..=298 => (true, part(status, None)),
                // That of a request that does not depend on another would be another refusal.
                424 => (false, part(409, None)),
                429 | 501 | 505 | 511 => (false, part(status, after.as_deref())),
                503 if after.is_some() => (false, part(status, after.as_deref())),
                408 | 460 | 499 | 500.. | 300..=399 => (open, part(status, None)),
                _ => (false, part(status, None)),
            };
            self.carried_out[item.index] += u64::from(is_carried_out);
            self.answered[item.index] = !matches!((status, &after), (429, _) | (503, Some(_)));
            self.succeeded[item.index] = result.is_ok();
            let is_success = if status == 299 { open } else { (200..=298).contains(&status) };
            if !is_success {
                failed.push(item.index);
            }
            completed.push((item, result));
        }
        completed
    }
}

proptest! {
    /// Whatever is answered, and in whatever order: each ends, nothing is sent before what it depends on succeeded, an outcome says
    /// what the service did, and what was not sent for another's failure is `NotSent`.
    #[test]
    fn what_depends_on_others_ends_as_the_service_did(
        depends_on in prop::collection::vec(prop::collection::vec(0_usize..30, 0..3), 0..70),
        answers in prop::collection::vec(
            (
                prop_oneof![6 => Just(201_u16), 2 => Just(429), 1 => Just(503), 3 => 200_u16..600],
                prop::option::of(0_u32..20),
                any::<bool>(),
            ),
            1..50,
        ),
        newest_first in any::<bool>(),
    ) {
        let count = depends_on.len();
        let before = |index: usize, back: usize| index.checked_sub(back + 1);
        let requests = depends_on.iter().enumerate().map(|(index, back)| {
            let create = create::create(&Blank(2), "/v1.0/groups", "", "", &[]);
            let positions = back.iter().filter_map(|back| before(index, *back));
            positions.fold(create, create::Create::depends_on).into_boxed()
        });
        let requests: Vec<Box<Request>> = requests.collect();
        let positions: Vec<Vec<usize>> = requests.iter().map(|request| request.depends_on.clone()).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let mut results = Results::new();
            let mut stored = Stored(&mut results);
            let mut queue = Queue::new(requests, SendOptions::default(), &mut stored);
            let (answers, none) = (answers.iter().cycle(), vec![false; count]);
            let (answered, succeeded) = (none.clone(), none);
            let mut service = Service { answers, carried_out: vec![0; count], answered, succeeded };
            let mut in_flight = VecDeque::new();
            // Each request is sent four times at most, and again after each of those that it depends on.
            for round in 0.. {
                assert!(round < 10_000, "it ends");
                while in_flight.len() < 4 && let Some(items) = queue.next(Instant::now()) {
                    in_flight.push_back(begun(items));
                }
                let items = if newest_first { in_flight.pop_back() } else { in_flight.pop_front() };
                if let Some(items) = items {
                    let completed = service.carry_out(items);
                    queue.complete(completed, Instant::now(), || 0.3);
                } else {
                    let Some(wake) = queue.wake() else { break };
                    tokio::time::advance(wake.saturating_duration_since(Instant::now())).await;
                }
            }
            let failures = dispositions(results);
            assert_eq!(failures.len(), count);
            for (index, failure) in failures.iter().enumerate() {
                let expected = match failure {
                    None | Some(Disposition::Created) => 1..=1,
                    Some(Disposition::Unknown) => 0..=1,
                    Some(_) => 0..=0,
                };
                let times = service.carried_out[index];
                assert!(expected.contains(&times), "{index} was carried out {times} times: {failure:?}");
                let is_without = positions[index].iter().any(|position| failures[*position].is_some());
                if is_without && !service.answered[index] && failure != &Some(Disposition::Throttled) {
                    assert_eq!(*failure, Some(Disposition::NotSent), "{index}");
                }
            }
        });
    }
}
