//! Imports: each entity comes out once and right, at a pace that the service takes, and a journal resumes them.
//!
//! The unit tests cover the rate and the journal one at a time. Here they run together, and the emulator's store tells what
//! was created.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod endings;
mod faults;
mod flow;
mod journal_file;
mod journals;
mod keyed;
mod operations;
mod outcomes;
mod pace;
mod sources;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::stream;
use graph_entity::http::StatusCode;
use graph_entity::{
    Changed, Disposition, GraphClient, Import, ImportError, ImportFailure, ImportOutcome, ImportProgress, Imported,
    LookUp,
};
use graph_entity_emulator::{Emulator, Fault, Profile, RetryAfter, ScriptedAnswer};
use graph_entity_tests::client::fast_client as client;
use graph_entity_tests::operations::{COLLECTION, DeviceConfigurationUserStatus as Status, user};
use graph_entity_tests::oracle::stored_as_told;

type Outcome = ImportOutcome<Status, Status>;

fn status(number: u64) -> Status {
    Status { user_principal_name: Some(user(number)), ..Status::of_the_document() }
}

fn import<'a>(graph: &GraphClient, count: u64) -> Import<'a, Status, Status> {
    graph.import(stream::iter((0..count).map(status))).each(|status| status.create("7"))
}

/// All outcomes by index, and the error at the end.
async fn run(mut import: Import<'_, Status, Status>) -> (Vec<Outcome>, Option<ImportError>) {
    let mut outcomes = Vec::new();
    let mut error = None;
    while let Some(outcome) = import.next().await {
        match outcome {
            Ok(outcome) => outcomes.push(outcome),
            Err(fatal) => error = Some(fatal),
        }
    }
    assert!(import.next().await.is_none(), "the end stays the end");
    outcomes.sort_by_key(|outcome| outcome.index);
    (outcomes, error)
}

/// Fails in place of a hang.
async fn bounded<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), future).await.expect("the import does not hang")
}

async fn outcomes(import: Import<'_, Status, Status>) -> Vec<Outcome> {
    let (outcomes, error) = run(import).await;
    assert!(error.is_none(), "{error:?}");
    outcomes
}

async fn fatal(import: Import<'_, Status, Status>) -> ImportError {
    run(import).await.1.unwrap()
}

fn error(status: StatusCode) -> ScriptedAnswer {
    ScriptedAnswer::graph_error(status, "SomeCode", "Some message about user0@contoso.com.")
}

fn disposition(outcome: &Outcome) -> Disposition {
    match &outcome.result {
        Ok(_) => Disposition::Created,
        Err(failure) => failure.disposition(),
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn journal(&self) -> PathBuf {
        self.0.path().join("import.jsonl")
    }
}
