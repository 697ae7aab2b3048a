//! Ten thousand seeded runs: mixtures of all faults, compared with the emulator's state.
//!
//! What the oracle expects of the faults that no table of statuses has:
//!
//! - `Silent`: the deadline ends it. A write is `Unknown`, and carried out; a read is `Rejected`. After a time-out before the
//!   deadline, what is safe to repeat is sent again: `outcomes.txt` has that.
//! - `NotReplicated`: what was created is not found for a while. Without `.replicating` a 404 is `Rejected`; with it the request is
//!   sent again, and never ends in a 404.
//! - `NextLinkToItself`, `NextLinkElsewhere`: the stream gives the entities of that page once, and ends in `NotSent`: the link
//!   is not followed.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::stream;
use graph_entity::{Attempt, Disposition, Error, GraphClient, Import};
use graph_entity_emulator::{Emulator, Fault, Profile};
use graph_entity_tests::client::fast_builder;
use graph_entity_tests::operations::{COLLECTION, DeviceConfigurationUserStatus as Status};
use graph_entity_tests::oracle::stored_as_told;

use crate::name;
use crate::operations::Whole;

const RUNS: u64 = 10_000;

/// Many wait at a time, for a deadline or a second of back-off, and few work.
const AT_A_TIME: u64 = 256;

/// Longer than any answer takes on a machine that is busy, but the one of `Silent`. A shorter one has a busy machine make
/// connections instead of requests.
const DEADLINE: Duration = Duration::from_secs(4);

/// For how long what was created is not found.
const REPLICATION: Duration = Duration::from_millis(20);

/// How often each outcome came up.
type Outcomes = BTreeMap<&'static str, usize>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_ten_thousand_seeded_runs_every_outcome_is_true() {
    let workers: Vec<_> = (0..AT_A_TIME).map(|first| tokio::spawn(run_each(first))).collect();
    let (mut runs, mut outcomes) = (0, Outcomes::new());
    for worker in workers {
        let (did, told) = worker.await.unwrap();
        runs += did;
        for (outcome, times) in told {
            *outcomes.entry(outcome).or_default() += times;
        }
    }
    println!("{runs} runs: {outcomes:?}");
    assert_eq!(runs, RUNS);
    // Each of them was put to the test.
    for outcome in ["ok", "Rejected", "Throttled", "Created", "Unknown"] {
        assert!(outcomes.get(outcome).is_some_and(|times| *times > 500), "{outcome}: {outcomes:?}");
    }
    for rare in ["Applied", "NotSent", "waited for what replicates", "wrong next link"] {
        assert!(outcomes.contains_key(rare), "{rare}: {outcomes:?}");
    }
}

/// Every so many runs, from this one, each in a service with a profile of its own.
async fn run_each(first: u64) -> (u64, Outcomes) {
    let emulator = Emulator::start().await.unwrap();
    let graph = fast_builder(&emulator).deadline(DEADLINE).build().unwrap();
    let (mut runs, mut outcomes) = (0, Outcomes::new());
    let step = usize::try_from(AT_A_TIME).unwrap();
    for seed in (first..RUNS).step_by(step) {
        let run = Run { seed, graph: &graph };
        emulator.clear();
        emulator.set_profile(run.profile());
        let told = match run.way() {
            Way::Life | Way::List => {
                emulator.without_profile();
                let whole = Whole::new(&emulator, &graph, format!("seed {seed}"));
                let failures = match run.way() {
                    Way::Life if seed % 2 == 0 => whole.life(run.profile()).await,
                    Way::Life => whole.other_operations(run.profile()).await,
                    _ if seed % 2 == 0 => whole.list(run.profile()).await,
                    _ => whole.delta_query(run.profile()).await,
                };
                for outcome in failures.into_iter().map(name).chain(whole.notes()) {
                    *outcomes.entry(outcome).or_default() += 1;
                }
                runs += 1;
                continue;
            }
            Way::Sends => run.sends().await,
            Way::DeliberateResends => run.deliberate_resends().await,
            Way::Batch => run.batch().await,
            Way::Import => run.import().await,
            Way::StoppedImport => run.import_that_is_stopped().await,
        };
        assert_eq!(told.len(), usize::try_from(run.creates()).unwrap(), "seed {seed}: none is lost");
        for (number, Told { failure, resent }) in told {
            let stored = emulator.oracle(COLLECTION, "userPrincipalName").stored(&run.user(number));
            let expected = stored_as_told(failure);
            let expected = *expected.start()..=*expected.end() + resent;
            assert!(expected.contains(&stored), "seed {seed}, create {number}: stored {stored} times, {failure:?}");
            *outcomes.entry(name(failure)).or_default() += 1;
        }
        runs += 1;
    }
    (runs, outcomes)
}

/// What a create ended in.
struct Told {
    failure: Option<Disposition>,
    /// How often it was sent again though it might exist: as often it may be stored once more.
    resent: u64,
}

impl Told {
    fn of(failure: Option<Disposition>) -> Self {
        Self { failure, resent: 0 }
    }
}

/// What a run does: how its creates are sent, or which other operations.
#[derive(Clone, Copy)]
enum Way {
    Life,
    List,
    Sends,
    DeliberateResends,
    Batch,
    Import,
    StoppedImport,
}

struct Run<'a> {
    seed: u64,
    graph: &'a GraphClient,
}

impl Run<'_> {
    /// All faults; the wait that they ask for is none, but where they ask for none.
    fn profile(&self) -> Profile {
        let mixed = Profile::mixed(self.seed).wait(Duration::ZERO).rate(0.35).weight(Fault::Silent, 1);
        match self.way() {
            // For a day, or for all of a minute in the end, an import would leave the service alone.
            Way::Import | Way::StoppedImport => {
                mixed.weight(Fault::ThrottledHuge, 0).weight(Fault::ThrottledWithoutRetryAfter, 0).into()
            }
            Way::Life | Way::List => {
                // Of many requests few create, and of many pages few are the last.
                let mixed = mixed.weight(Fault::NotReplicated, 5).wait(REPLICATION).reads();
                let mixed = mixed.weight(Fault::EmptyPage, 1).weight(Fault::NextLinkToItself, 1);
                mixed.weight(Fault::NextLinkElsewhere, 1).into()
            }
            Way::Sends | Way::DeliberateResends | Way::Batch => mixed.weight(Fault::NotReplicated, 1).into(),
        }
    }

    fn way(&self) -> Way {
        // The workers do different ones at a time: sends wait most of it, imports and batches work.
        match (self.seed / AT_A_TIME + self.seed) % 16 {
            0..=2 => Way::Sends,
            3..=5 => Way::DeliberateResends,
            6..=7 => Way::Batch,
            8..=11 => Way::Life,
            12..=13 => Way::List,
            14 => Way::Import,
            _ => Way::StoppedImport,
        }
    }

    /// How many creates there are: for a batch two requests.
    fn creates(&self) -> u64 {
        if matches!(self.way(), Way::Sends | Way::DeliberateResends) { 4 } else { 24 }
    }

    fn user(&self, number: u64) -> String {
        format!("user{number}-of-run{}@contoso.com", self.seed)
    }

    fn status(&self, number: u64) -> Status {
        Status { user_principal_name: Some(self.user(number)), ..Status::of_the_document() }
    }

    fn statuses(&self) -> Vec<Status> {
        (0..self.creates()).map(|number| self.status(number)).collect()
    }

    async fn sends(&self) -> Vec<(u64, Told)> {
        let mut told = Vec::new();
        for number in 0..self.creates() {
            let result = self.status(number).create("7").send(self.graph).await;
            told.push((number, Told::of(result.err().as_ref().map(Error::disposition))));
        }
        told
    }

    async fn deliberate_resends(&self) -> Vec<(u64, Told)> {
        let mut told = Vec::new();
        for number in 0..self.creates() {
            let result = self.status(number).create("7").retry_unknown(2).send_full(self.graph).await;
            let attempts: &[Attempt] = match &result {
                Ok(created) => &created.attempts,
                Err(error) => error.attempts(),
            };
            // A 429 was not stored; any other attempt but the last may have been.
            let resent =
                attempts.iter().rev().skip(1).filter(|attempt| attempt.status.is_none_or(|status| status != 429));
            told.push((
                number,
                Told {
                    resent: u64::try_from(resent.count()).unwrap(),
                    ..Told::of(result.err().as_ref().map(Error::disposition))
                },
            ));
        }
        told
    }

    async fn batch(&self) -> Vec<(u64, Told)> {
        let statuses = self.statuses();
        let outcomes = self.graph.batch(statuses.iter().map(|status| status.create("7"))).await;
        let told = outcomes.iter().map(|outcome| Told::of(outcome.as_ref().err().map(Error::disposition)));
        (0..).zip(told).collect()
    }

    fn start(&self) -> Import<'static, Status, Status> {
        self.graph.import(stream::iter(self.statuses())).each(|status| status.create("7"))
    }

    async fn import(&self) -> Vec<(u64, Told)> {
        all_of(self.start()).await
    }

    /// Dropped with creates on their way, then called again with its journal.
    async fn import_that_is_stopped(&self) -> Vec<(u64, Told)> {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("import.jsonl");
        let mut first = self.start().journal(&journal);
        for _ in 0..self.seed % self.creates() {
            first.next().await.unwrap().unwrap();
        }
        drop(first);
        all_of(self.start().journal(&journal)).await
    }
}

/// Every outcome of an import, by index.
async fn all_of(mut import: Import<'_, Status, Status>) -> Vec<(u64, Told)> {
    let mut told = BTreeMap::new();
    while let Some(outcome) = import.next().await {
        let outcome = outcome.unwrap();
        let failure = outcome.result.err().map(|failure| failure.disposition());
        assert!(told.insert(outcome.index, Told::of(failure)).is_none(), "one outcome for each");
    }
    told.into_iter().collect()
}
