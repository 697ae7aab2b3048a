//! Ten thousand seeded runs through mixed faults. No create is stored twice unless it was deliberately sent again, no
//! create is reported absent that is stored, and none is lost: by `send`, in a batch, in an import, and in an import that
//! is stopped and resumed. No update is carried out twice, a deleted entity is reported deleted, and a list gives each
//! entity once. Every named fault is also caused alone, with every operation.
//!
//! The other tests cause one fault at a time. Only many mixtures, compared with the emulator's store, show that the rules
//! also hold together.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::stream;
use graph_entity::{
    Attempt, Change, DeltaToken, Disposition, Error, GraphClient, GraphEntity, GraphParameters, Import, graph_action,
    graph_delete, graph_delta, graph_function, graph_get, graph_list, graph_patch, graph_post, graph_ref,
};
use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::Request;
use graph_entity_emulator::serde_json::json;
use graph_entity_emulator::{Committed, Emulator, Fault, Profile, RecordedRequest, References, Reply};
use graph_entity_tests::client::fast_builder;
use graph_entity_tests::events::{EVENTS, Event};
use graph_entity_tests::operations::{COLLECTION, DeviceConfigurationUserStatus as Status};
use graph_entity_tests::oracle::{applied_as_told, stored_as_told};

const RUNS: u64 = 10_000;

/// Many wait at a time, for a deadline or a second of back-off, and few work.
const AT_A_TIME: u64 = 256;

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
            Way::Life | Way::List => {
                emulator.without_profile();
                let whole = Whole { emulator: &emulator, graph: &graph, about: format!("seed {seed}") };
                let failures = match run.way() {
                    Way::Life => whole.life(run.profile()).await,
                    _ => whole.list(run.profile()).await,
                };
                for failure in failures {
                    *outcomes.entry(failure.map(name)).or_default() += 1;
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
        Disposition::Applied => "Applied",
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
        let mixed = Profile::mixed(self.seed).wait(Duration::ZERO).rate(0.35);
        if matches!(self.way(), Way::Import | Way::StoppedImport) {
            // For a day, or for all of a minute in the end, an import would leave the service alone.
            return mixed.weight(Fault::ThrottledHuge, 0).weight(Fault::ThrottledWithoutRetryAfter, 0).into();
        }
        if matches!(self.way(), Way::Life | Way::List) {
            return mixed.weight(Fault::ThrottledWithoutRetryAfter, 0).weight(Fault::EmptyPage, 1).reads().into();
        }
        // Its answer comes after every deadline.
        mixed.weight(Fault::Silent, 1).into()
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

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", application = "Group.Create")]
#[graph_get("/groups/{groupId}", application = "Group.Read.All")]
#[graph_list("/groups", application = "Group.Read.All")]
#[graph_patch("/groups/{groupId}", application = "Group.ReadWrite.All")]
#[graph_delete("/groups/{groupId}", application = "Group.ReadWrite.All")]
#[graph_delta("/groups/delta", application = "Group.Read.All")]
#[graph_ref("/groups/{groupId}/members", application = "GroupMember.ReadWrite.All")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    display_name: Option<String>,
    description: Option<String>,
}

#[derive(GraphParameters)]
#[graph_action("/groups/{groupId}/renew", returns = Vec<String>, application = "Group.ReadWrite.All")]
struct Renew {
    months: i32,
}

#[derive(GraphParameters)]
#[graph_function("/groups/{groupId}/owes(month='{month}')", returns = Vec<String>, application = "Group.Read.All")]
struct Owes;

fn group(number: usize) -> Group {
    Group { id: None, display_name: Some(format!("Group {number}")), description: None }
}

const GROUPS: &str = "/v1.0/groups";

type Failure = Option<Disposition>;

fn failure<T>(result: &Result<T, Error>) -> Failure {
    result.as_ref().err().map(Error::disposition)
}

/// Operations whose outcomes are compared with the emulator's state.
struct Whole<'a> {
    emulator: &'a Emulator,
    graph: &'a GraphClient,
    about: String,
}

impl Whole<'_> {
    async fn life(&self, faults: Profile) -> Vec<Failure> {
        let before = self.add(0).await;
        let id = before.id.clone().unwrap();
        self.emulator.set_profile(faults);
        vec![
            self.create().await,
            self.keyed_create().await,
            self.update(&before, "first", &id).await,
            self.get(&id).await,
            self.update(&before, "second", &id).await,
            self.delete(&id).await,
        ]
    }

    async fn list(&self, faults: Profile) -> Vec<Failure> {
        let expected = self.groups().await;
        self.emulator.set_profile(faults);
        vec![self.list_of(&expected).await]
    }

    /// Seven groups, of which nobody changes any.
    async fn groups(&self) -> Vec<Group> {
        let mut groups = Vec::new();
        for number in 0..7 {
            groups.push(self.add(number).await);
        }
        groups
    }

    /// Adds a group without the client: no fault and no deadline.
    async fn add(&self, number: usize) -> Group {
        let body = serde_json::to_vec(&group(number)).unwrap();
        let request = Request::post(GROUPS).header("authorization", "Bearer t");
        let request = request.header("content-type", "application/json").body(Bytes::from(body)).unwrap();
        serde_json::from_slice(self.emulator.answer(request).await.unwrap().body()).unwrap()
    }

    async fn create(&self) -> Failure {
        let told =
            failure(&Group { display_name: Some(self.about.clone()), ..group(0) }.create().send(self.graph).await);
        let stored = self.emulator.oracle(GROUPS, "displayName").stored(&self.about);
        assert!(stored_as_told(told).contains(&stored), "{}: stored {stored} times, {told:?}", self.about);
        told
    }

    /// The service recognises a resend by its key.
    async fn keyed_create(&self) -> Failure {
        let told = failure(&Event::with_subject(&self.about).create("megan").send(self.graph).await);
        let stored = self.emulator.oracle(EVENTS, "subject").stored(&self.about);
        assert!(stored_as_told(told).contains(&stored), "{}: stored {stored} times, {told:?}", self.about);
        told
    }

    async fn get(&self, id: &str) -> Failure {
        let result = Group::get(id).send(self.graph).await;
        let told = failure(&result);
        self.assert_is_of_a_read(told);
        if let Ok(read) = result {
            let stored = self.emulator.stored(GROUPS);
            let stored = stored.iter().find(|stored| stored.get("id").and_then(|id| id.as_str()) == read.id.as_deref());
            let description = stored.unwrap().get("description").and_then(|text| text.as_str());
            assert_eq!(read.description.as_deref(), description, "{}", self.about);
        }
        told
    }

    /// A read changes nothing, whatever its answer is.
    fn assert_is_of_a_read(&self, told: Failure) {
        let is_of_a_write = matches!(told, Some(Disposition::Created | Disposition::Applied | Disposition::Unknown));
        assert!(!is_of_a_write, "{}: {told:?}", self.about);
    }

    async fn update(&self, before: &Group, description: &str, id: &str) -> Failure {
        let changed = Group { description: Some(description.to_owned()), ..before.clone() };
        let earlier = self.emulator.changes(GROUPS).updated(id);
        let told = failure(&changed.update(id).since(before).returning().send(self.graph).await);
        let times = self.emulator.changes(GROUPS).updated(id) - earlier;
        assert!(applied_as_told(told).contains(&times), "{}: updated {times} times, {told:?}", self.about);
        told
    }

    async fn delete(&self, id: &str) -> Failure {
        let told = failure(&Group::delete(id).send(self.graph).await);
        let times = self.emulator.changes(GROUPS).deleted(id);
        assert!(applied_as_told(told).contains(&times), "{}: deleted {times} times, {told:?}", self.about);
        told
    }

    async fn action(&self, id: &str) -> Failure {
        let calls = Arc::new(AtomicU64::new(0));
        let called = Arc::clone(&calls);
        self.emulator.on_action("/groups/{groupId}/renew", move |_| {
            called.fetch_add(1, Ordering::SeqCst);
            Reply::json(&json!({ "value": ["renewed"] }))
        });
        let result = Renew { months: 6 }.call(id).send(self.graph).await;
        let (told, times) = (failure(&result), calls.load(Ordering::SeqCst));
        assert!(applied_as_told(told).contains(&times), "{}: called {times} times, {told:?}", self.about);
        if let Ok(returned) = result {
            assert_eq!(returned, ["renewed"], "{}", self.about);
        }
        told
    }

    async fn function(&self, id: &str) -> Failure {
        self.emulator.on_action("/groups/{groupId}/owes(month='{month}')", |call| {
            Reply::json(&json!({ "value": [call.value("month")] }))
        });
        let result = Owes::call(id, "may").send(self.graph).await;
        self.assert_is_of_a_read(failure(&result));
        if let Ok(returned) = &result {
            assert_eq!(returned, &["may"], "{}", self.about);
        }
        failure(&result)
    }

    async fn add_reference(&self, id: &str) -> Failure {
        let told = failure(&Group::add_members(id, "ada").send(self.graph).await);
        let times = self.members(id).added("ada");
        assert!(applied_as_told(told).contains(&times), "{}: added {times} times, {told:?}", self.about);
        told
    }

    /// With this, an addition is safe to send again: what is there already is a success.
    async fn add_reference_or_existing(&self, id: &str) -> Failure {
        let told = failure(&Group::add_members(id, "ada").or_existing().send(self.graph).await);
        let times = self.members(id).added("ada");
        assert!(applied_as_told(told).contains(&times), "{}: added {times} times, {told:?}", self.about);
        told
    }

    /// Of a reference that was there.
    async fn remove_reference(&self, id: &str) -> Failure {
        let told = failure(&Group::remove_members(id, "ada").send(self.graph).await);
        let times = self.members(id).removed("ada");
        assert!(applied_as_told(told).contains(&times), "{}: removed {times} times, {told:?}", self.about);
        told
    }

    fn members(&self, id: &str) -> References {
        self.emulator.references(&format!("{GROUPS}/{id}/members"))
    }

    /// Each group comes, none a second time, and the token of a whole round is the end.
    async fn delta(&self, expected: &[Group]) -> Failure {
        let mut changes = Group::delta().top(3).stream(self.graph);
        let (mut read, mut told) = (Vec::new(), None);
        while let Some(next) = changes.next().await {
            assert!(told.is_none() && read.len() <= expected.len(), "{}: it ends", self.about);
            match next {
                Ok(Change::Changed(part)) => read.push(part.read().unwrap()),
                Ok(Change::Removed(removed)) => panic!("{}: {removed:?}", self.about),
                Err(error) => told = Some(error.disposition()),
            }
        }
        self.assert_is_of_a_read(told);
        let is_whole = changes.token().is_some_and(DeltaToken::is_end_of_round);
        assert_eq!(is_whole, told.is_none(), "{}: {told:?}", self.about);
        assert!(expected.starts_with(&read), "{}: each at most once: {read:?}", self.about);
        assert!(told.is_some() || read == expected, "{}: {read:?}", self.about);
        told
    }

    /// `expected` is what the collection has.
    async fn list_of(&self, expected: &[Group]) -> Failure {
        let mut groups = Group::list().top(3).header("x-run", &self.about).stream(self.graph);
        let (mut read, mut told) = (Vec::new(), None);
        while let Some(next) = groups.next().await {
            assert!(told.is_none() && read.len() <= expected.len(), "{}: it ends", self.about);
            match next {
                Ok(group) => read.push(group),
                Err(error) => told = Some(error.disposition()),
            }
        }
        if told.is_none() {
            assert_eq!(read, expected, "{}", self.about);
        } else {
            assert!(expected.starts_with(&read), "{}: each at most once: {read:?}", self.about);
        }
        // A page that was read is not asked for again: a retry follows the request that it repeats.
        // The last one of an earlier run may arrive after its deadline.
        let is_own = |request: &RecordedRequest| request.header("x-run") == Some(&self.about);
        let requests = self.emulator.requests().into_iter().filter(is_own);
        let mut asked: Vec<String> = requests.map(|request| request.path_and_query).collect();
        asked.dedup();
        let different: BTreeSet<&String> = asked.iter().collect();
        assert_eq!(different.len(), asked.len(), "{}: {asked:?}", self.about);
        told
    }
}

const OPERATIONS: [&str; 12] = [
    "create",
    "keyed create",
    "get",
    "list",
    "update",
    "delete",
    "action",
    "function",
    "add reference",
    "add reference or existing",
    "remove reference",
    "delta",
];

/// What is not sent again if it may have taken effect.
const ONCE: [&str; 4] = ["create", "update", "action", "add reference"];

/// One fault and one operation at a time: what is told is what happened.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_with_each_operation_is_told_as_it_was() {
    assert!(Fault::ALL.len() > 40);
    let mut told = BTreeSet::new();
    // Most wait, for a deadline or a second of back-off.
    for operations in OPERATIONS.chunks(4) {
        let cases = Fault::ALL.iter().flat_map(|fault| operations.iter().map(|operation| (*fault, *operation)));
        let cases: Vec<_> = cases.map(|(fault, operation)| tokio::spawn(one_operation(fault, operation))).collect();
        for case in cases {
            told.insert(case.await.unwrap());
        }
    }
    // What took effect and has an answer that cannot be read is among them, and what is not sent again.
    for operation in ["update", "action"] {
        assert!(told.contains(&(operation, Some("Applied"))), "{told:?}");
    }
    for operation in ONCE {
        assert!(told.contains(&(operation, Some("Unknown"))), "{told:?}");
    }
    assert_eq!(told.iter().map(|(operation, _)| operation).collect::<BTreeSet<_>>().len(), OPERATIONS.len());
}

/// What the operation was told.
async fn one_operation(fault: Fault, operation: &'static str) -> (&'static str, Option<&'static str>) {
    let emulator = Emulator::start().await.unwrap();
    let graph = fast_builder(&emulator).deadline(Duration::from_secs(2)).build().unwrap();
    let about = format!("{} of a {operation}", fault.name());
    let whole = Whole { emulator: &emulator, graph: &graph, about };
    let groups = whole.groups().await;
    let first = groups.first().unwrap();
    let id = first.id.as_deref().unwrap();
    if operation == "remove reference" {
        Group::add_members(id, "ada").send(&graph).await.unwrap();
    }
    emulator.answer_next(fault.answer_with(Duration::ZERO));
    let told = match operation {
        "create" => whole.create().await,
        "keyed create" => whole.keyed_create().await,
        "get" => whole.get(id).await,
        "list" => whole.list_of(&groups).await,
        "update" => whole.update(first, "new", id).await,
        "delete" => whole.delete(id).await,
        "action" => whole.action(id).await,
        "function" => whole.function(id).await,
        "add reference" => whole.add_reference(id).await,
        "add reference or existing" => whole.add_reference_or_existing(id).await,
        "remove reference" => whole.remove_reference(id).await,
        "delta" => whole.delta(&groups).await,
        other => panic!("{other} is not an operation"),
    };
    let is_repeatable = !ONCE.contains(&operation);
    // What comes whole and is not Graph's would come again, and `Silent` outlasts the deadline.
    let is_final = matches!(fault, Fault::HtmlBody | Fault::EmptyBody | Fault::Silent) || fault.is_for_pages();
    if is_repeatable && fault.committed() == Committed::All && !is_final {
        // What says that it created is not sent again, though it lacks the entity.
        let is_created = operation == "keyed create" && told == Some(Disposition::Created);
        assert!(told.is_none() || is_created, "{}: the operation is safe to send again, {told:?}", whole.about);
    }
    (operation, told.map(name))
}
