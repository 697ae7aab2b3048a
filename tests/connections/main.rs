//! Connections that fail, and what each failure proves. The server writes and reads HTTP/2 frame by frame, over TLS; the other
//! tests use the emulator, over HTTP/1.1.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod certificates;
mod dead;
mod refused;
mod server;
mod settings;
mod unknown;
mod unsent;

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use graph_entity::{Create, Disposition, Error, ErrorKind, GraphClient, ImportOutcome};
use graph_entity_tests::operations::DeviceConfigurationUserStatus as Status;
use server::{Log, Peer, Server};

fn user(number: usize) -> String {
    format!("user{number}@contoso.com")
}

fn users(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    let mut users: Vec<_> = numbers.into_iter().map(user).collect();
    users.sort();
    users
}

fn status(number: usize) -> Status {
    Status { user_principal_name: Some(user(number)), ..Status::of_the_document() }
}

/// One create, with its number of attempts.
async fn create(graph: &GraphClient, number: usize) -> Result<usize, Error> {
    let created = status(number).create("7").send_full(graph).await?;
    assert_eq!(created.entity.id, created.entity.user_principal_name);
    Ok(created.attempts.len())
}

async fn failed(create: Create<Status>, graph: &GraphClient) -> Error {
    create.send(graph).await.unwrap_err()
}

/// The texts of all errors.
fn failures<'a, T: 'a, E: Display + 'a>(outcomes: impl IntoIterator<Item = &'a Result<T, E>>) -> Vec<String> {
    outcomes.into_iter().filter_map(|outcome| outcome.as_ref().err()).map(ToString::to_string).collect()
}

/// All outcomes of an import of this many, in their order.
async fn import(graph: &GraphClient, count: usize) -> Vec<ImportOutcome<Status, Status>> {
    let entities = futures_util::stream::iter((0..count).map(status));
    let mut import = graph.import(entities).each(|status| status.create("7"));
    let mut outcomes = Vec::new();
    while let Some(outcome) = import.next().await {
        outcomes.push(outcome.unwrap());
    }
    outcomes.sort_by_key(|outcome| outcome.index);
    outcomes
}

/// Waits until a server has seen something.
async fn until(log: &Log, seen: impl Fn(&Log) -> bool) {
    for _ in 0..1_000 {
        if seen(log) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the server has not seen it: {:?}, {} pings", log.requests(), log.pings());
}
