//! Batches: what goes over the wire, and what becomes of each create, whatever becomes of the others.
//!
//! The unit tests of the queue and of the readers have no connection and no clock. The emulator adds both: parts that are
//! lost, refused or late.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod kinds;
mod mixed;
mod oracle;
mod parts;
mod rules;
mod whole;
mod wire;

use std::time::{Duration, Instant};

use graph_entity::http::StatusCode;
use graph_entity::{BatchError, Create, Disposition, Error, ErrorKind, GraphClient};
use graph_entity_emulator::{Emulator, RecordedRequest, ScriptedAnswer};
use graph_entity_tests::answers::{after, throttled};
use graph_entity_tests::client::{builder, client};
use graph_entity_tests::events::{EVENTS, Event};
use graph_entity_tests::operations::{
    self, COLLECTION, DeviceComplianceUserStatus, DeviceConfigurationUserStatus as Status, beta,
};
use serde_json::Value;

/// Statuses that can be told apart: each has its number as its devices.
fn statuses(count: i32) -> Vec<Status> {
    (0..count).map(|number| Status { devices_count: Some(number), ..Status::of_the_document() }).collect()
}

fn creates(statuses: &[Status]) -> impl Iterator<Item = Create<Status>> {
    statuses.iter().map(|status| status.create("7"))
}

/// What came on the wire.
fn on_the_wire(emulator: &Emulator) -> Vec<RecordedRequest> {
    emulator.requests().into_iter().filter(|request| request.part_id.is_none()).collect()
}

fn parts(request: &RecordedRequest) -> Vec<Value> {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    body["requests"].as_array().unwrap().clone()
}

/// The numbers of the statuses that are stored, in order.
fn stored(emulator: &Emulator) -> Vec<i64> {
    let entities = emulator.stored(COLLECTION);
    let mut numbers: Vec<i64> = entities.iter().map(|entity| entity["devicesCount"].as_i64().unwrap()).collect();
    numbers.sort_unstable();
    numbers
}

fn dispositions<T>(outcomes: &[Result<T, Error>]) -> Vec<Option<Disposition>> {
    outcomes.iter().map(|outcome| outcome.as_ref().err().map(Error::disposition)).collect()
}
