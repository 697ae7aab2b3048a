//! A synchronization in a process of its own, killed (SIGKILL) at random moments while the collection changes: at the end, every
//! entity is there as the service has it, and none that it no longer has.

#![cfg(unix)]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::Request;
use graph_entity_emulator::{Emulator, Fault, Profile};
use serde_json::{Value, json};

const KILLS: usize = 60;
const GROUPS: usize = 120;

/// Seeded, so that a failure can be looked at again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

async fn send(emulator: &Emulator, method: &str, path: &str, body: Value) {
    let request = Request::builder().method(method).uri(path).header("authorization", "Bearer x");
    let request = request.header("content-type", "application/json");
    let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    let answer = emulator.answer(request.body(body).unwrap()).await.unwrap();
    assert!(answer.status().is_success(), "{answer:?}");
}

async fn create(emulator: &Emulator, name: u64) {
    send(emulator, "POST", "/v1.0/groups", json!({"displayName": format!("group {name}"), "description": "d"})).await;
}

/// A create, an update of one property or another, or a delete.
async fn change(emulator: &Emulator, random: &mut Random) {
    let stored = emulator.stored("/v1.0/groups");
    let chosen = &stored[usize::try_from(random.below(stored.len() as u64)).unwrap()];
    let path = format!("/v1.0/groups/{}", chosen["id"].as_str().unwrap());
    let number = random.below(u64::MAX);
    match random.below(5) {
        0 => create(emulator, number).await,
        1 => send(emulator, "DELETE", &path, Value::Null).await,
        2 => send(emulator, "PATCH", &path, json!({"description": null})).await,
        3 => send(emulator, "PATCH", &path, json!({"description": number.to_string()})).await,
        _ => send(emulator, "PATCH", &path, json!({"displayName": number.to_string()})).await,
    }
}

fn child(emulator: &Emulator, folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_delta_child"))
        .args([emulator.base_url(), folder.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The groups by their ids, as far as the process knows them.
fn known(folder: &Path) -> BTreeMap<String, (Value, Value)> {
    let text = fs::read(folder.join("groups.json")).unwrap();
    let groups: BTreeMap<String, Value> = serde_json::from_slice(&text).unwrap();
    let properties = |group: &Value| (group["displayName"].clone(), group["description"].clone());
    groups.iter().map(|(id, group)| (id.clone(), properties(group))).collect()
}

fn stored(emulator: &Emulator) -> BTreeMap<String, (Value, Value)> {
    let groups = emulator.stored("/v1.0/groups");
    let properties = |group: &Value| (group["displayName"].clone(), group["description"].clone());
    groups.iter().map(|group| (group["id"].as_str().unwrap().to_owned(), properties(group))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_between_two_pages_loses_nothing() {
    let mut random = Random(0x5eed_0004);
    let emulator = Emulator::builder().page_size(4).start().await.unwrap();
    let kinds = [Fault::GatewayTimeout, Fault::ResetAfterCommit, Fault::TruncatedBody, Fault::EmptyPage];
    for number in 0..GROUPS {
        create(&emulator, number as u64).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let (mut kills, mut amid, mut rounds, began) = (0, 0, 0, Instant::now());
    while kills < KILLS {
        assert!(began.elapsed() < Duration::from_secs(120), "{kills} kills in {:?}", began.elapsed());
        let faults = Profile::faults(random.below(u64::MAX), kinds.map(|fault| (fault, 1))).rate(0.1).reads();
        emulator.set_profile(faults.wait(Duration::ZERO));
        let mut child = child(&emulator, folder.path());
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        for _ in 0..random.below(12) {
            lines.read_line(&mut String::new()).unwrap();
            emulator.without_profile();
            change(&emulator, &mut random).await;
        }
        std::thread::sleep(Duration::from_micros(random.below(4_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        // Its faults are for the process; the changes below are the test's own.
        emulator.without_profile();
        kills += 1;
        let printed: Vec<String> = lines.lines().map_while(Result::ok).collect();
        if printed.last().is_some_and(|line| line == "ends") {
            rounds += 1;
            // Enough for the next round to have pages.
            for _ in 0..40 {
                change(&emulator, &mut random).await;
            }
        } else {
            amid += 1;
        }
    }
    emulator.without_profile();
    // A killed process may have been in the midst of a round; behind it is another.
    for _ in 0..2 {
        let output = child(&emulator, folder.path()).wait_with_output().unwrap();
        assert!(output.status.success());
        assert!(String::from_utf8(output.stdout).unwrap().ends_with("ends\n"));
    }
    println!("{kills} kills in {:?}: {amid} amid a round, {rounds} behind one", began.elapsed());
    assert!(amid > KILLS / 4, "{amid}");
    let (known, stored) = (known(folder.path()), stored(&emulator));
    let wrong: Vec<_> = known.keys().chain(stored.keys()).filter(|id| known.get(*id) != stored.get(*id)).collect();
    assert!(wrong.is_empty(), "{wrong:?}: {known:#?} {stored:#?}");
}
