//! Ten thousand seeded runs through mixed faults. No create is stored twice unless it was deliberately sent again, no
//! create is reported absent that is stored, and none is lost: by `send`, in a batch, in an import, and in an import that
//! is stopped and resumed.
//!
//! The other tests cause one fault at a time. Only many mixtures, compared with the emulator's store, show that the rules
//! also hold together.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::stream;
use graph_entity::{Attempt, Disposition, Error, GraphClient, Import};
use graph_entity_emulator::{Emulator, Fault, Profile};
use graph_entity_tests::client::fast_builder;
use graph_entity_tests::operations::{COLLECTION, DeviceConfigurationUserStatus as Status};
use graph_entity_tests::oracle::stored_as_told;

const RUNS: u64 = 10_000;

/// Many wait at a time, for a deadline or a second of back-off, and few work.
const AT_A_TIME: u64 = 128;

/// How often each outcome came up; none is a success.
type Outcomes = BTreeMap<Option<&'static str>, usize>;

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
    for outcome in [None, Some("Rejected"), Some("Throttled"), Some("Created"), Some("Unknown")] {
        assert!(outcomes.get(&outcome).is_some_and(|times| *times > 500), "{outcome:?}");
    }
}

/// Every so many runs, from this one, each in a service with a profile of its own.
async fn run_each(first: u64) -> (u64, Outcomes) {
    let emulator = Emulator::start().await.unwrap();
    let graph = fast_builder(&emulator).deadline(Duration::from_secs(2)).build().unwrap();
    let (mut runs, mut outcomes) = (0, Outcomes::new());
    let step = usize::try_from(AT_A_TIME).unwrap();
    for seed in (first..RUNS).step_by(step) {
        let run = Run { seed, graph: &graph };
        emulator.clear();
        emulator.set_profile(run.profile());
        let told = match run.way() {
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
            *outcomes.entry(failure.map(name)).or_default() += 1;
        }
        runs += 1;
    }
    (runs, outcomes)
}

fn name(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::NotSent => "NotSent",
        Disposition::Rejected => "Rejected",
        Disposition::Throttled => "Throttled",
        Disposition::Created => "Created",
        Disposition::Unknown => "Unknown",
        other => panic!("{other:?}"),
    }
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

/// How the creates of a run are sent.
enum Way {
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
        let mixed = Profile::mixed(self.seed).wait(Duration::ZERO).rate(0.35);
        if matches!(self.way(), Way::Import | Way::StoppedImport) {
            // For a day, or for all of a minute in the end, an import would leave the service alone.
            return mixed.weight(Fault::ThrottledHuge, 0).weight(Fault::ThrottledWithoutRetryAfter, 0).into();
        }
        // Its answer comes after every deadline.
        mixed.weight(Fault::Silent, 1).into()
    }

    fn way(&self) -> Way {
        match self.seed / AT_A_TIME % 16 {
            0..=6 => Way::Sends,
            7..=10 => Way::DeliberateResends,
            11..=13 => Way::Batch,
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
