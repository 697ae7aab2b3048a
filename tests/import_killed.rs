//! Imports in processes of their own, each killed (SIGKILL) at 50 or 100 random moments and resumed: nothing is stored twice, nothing lost.
//!
//! A dropped future still runs its destructors. A killed process runs nothing more, so only here the journal is what an
//! interrupted import leaves.

#![cfg(unix)]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::Request;
use graph_entity_emulator::{Emulator, Fault, Profile};
use graph_entity_tests::operations::user;

const CREATES: u64 = 300;

const GROUPS: &str = "/v1.0/groups";

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

fn child(emulator: &Emulator, journal: &Path, mode: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_import_child"))
        .args([emulator.base_url(), journal.to_str().unwrap(), &CREATES.to_string(), mode])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Begins an import and kills it; whether it was killed before its end.
fn kill(emulator: &Emulator, journal: &Path, mode: &str, random: &mut Random) -> bool {
    let mut child = child(emulator, journal, mode);
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    // Most in the midst of the import, some while the process or the journal is opened.
    if random.below(8) > 0 {
        lines.read_line(&mut String::new()).unwrap();
    }
    std::thread::sleep(Duration::from_micros(random.below(120_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    let printed: Vec<String> = lines.lines().map_while(Result::ok).collect();
    // What the process had sent is stored by now, or never: no look-up is asked before.
    std::thread::sleep(Duration::from_millis(20));
    printed.last().is_none_or(|line| line != "ends")
}

/// Runs an import to its end: what it says of each create.
fn finish(emulator: &Emulator, journal: &Path, mode: &str) -> BTreeMap<u64, String> {
    let output = child(emulator, journal, mode).wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("begins", "ends"));
    let outcomes: BTreeMap<u64, String> = lines[1..lines.len() - 1]
        .iter()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(index, result)| (index.parse().unwrap(), result.to_owned()))
        .collect();
    assert_eq!(outcomes.len(), lines.len() - 2, "each comes out once");
    assert!(outcomes.keys().copied().eq(0..CREATES), "none is lost");
    outcomes
}

fn stored(emulator: &Emulator, number: u64) -> u64 {
    let path = format!("/v1.0/deviceManagement/deviceConfigurations/c{number}/userStatuses");
    let oracle = emulator.oracle(&path, "userPrincipalName");
    assert_eq!(oracle.total(), oracle.stored(&user(number)));
    oracle.total()
}

/// What is there to be updated or deleted.
async fn add_groups(emulator: &Emulator) {
    for number in 0..CREATES {
        let request = Request::put(format!("{GROUPS}/c{number}")).header("authorization", "Bearer x");
        let request = request.header("content-type", "application/json");
        let answer = emulator.answer(request.body(Bytes::from_static(b"{}")).unwrap()).await.unwrap();
        assert_eq!(answer.status(), 201);
    }
}

/// Kills `total` imports, of as many journals as it takes, and lets each come to its end.
async fn killed(mode: &str, total: usize, seed: u64, faults: bool, check: impl Fn(&Emulator, &BTreeMap<u64, String>)) {
    let mut random = Random(seed);
    let (mut kills, mut unknown, began) = (0, 0, Instant::now());
    while kills < total {
        let emulator = Emulator::start().await.unwrap();
        if matches!(mode, "update" | "delete") {
            add_groups(&emulator).await;
        }
        if faults {
            let kinds =
                [Fault::GatewayTimeout, Fault::GatewayTimeoutAfterCommit, Fault::ResetAfterCommit, Fault::Throttled];
            let profile = Profile::faults(random.below(u64::MAX), kinds.map(|fault| (fault, 1)));
            emulator.set_profile(profile.wait(Duration::ZERO).rate(0.02));
        }
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("import.jsonl");
        while kills < total {
            if !kill(&emulator, &journal, mode, &mut random) {
                break;
            }
            kills += 1;
            assert!(began.elapsed() < Duration::from_secs(120), "{kills} kills in {:?}", began.elapsed());
        }
        emulator.without_profile();
        let outcomes = finish(&emulator, &journal, mode);
        unknown += outcomes.values().filter(|result| *result == "Unknown").count();
        check(&emulator, &outcomes);
    }
    println!("{kills} kills in {:?}, {unknown} reported unknown", began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_exist_is_reported_and_nothing_is_stored_twice() {
    killed("report", 50, 0x5eed_0001, false, |emulator, outcomes| {
        for (number, result) in outcomes {
            match result.as_str() {
                "created" | "earlier" => assert_eq!(stored(emulator, *number), 1, "{number} {result}"),
                "Unknown" => assert!(stored(emulator, *number) <= 1, "{number} {result}"),
                _ => panic!("{number} {result}"),
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_look_up_each_is_stored_exactly_once() {
    killed("look-up", 50, 0x5eed_0002, true, |emulator, outcomes| {
        for (number, result) in outcomes {
            assert!(matches!(result.as_str(), "created" | "earlier"), "{number} {result}");
            assert_eq!(stored(emulator, *number), 1, "{number} {result}");
        }
    })
    .await;
}

/// Twice is the same as once, so nothing ends unknown, whatever was lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn puts_are_sent_again_and_none_is_unknown() {
    killed("put", 50, 0x5eed_0003, true, |emulator, outcomes| {
        for (number, result) in outcomes {
            assert!(matches!(result.as_str(), "created" | "earlier"), "{number} {result}");
        }
        assert_eq!(emulator.stored(GROUPS).len(), outcomes.len());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn upserts_are_sent_again_and_none_is_unknown() {
    killed("upsert", 100, 0x5eed_0004, true, |emulator, outcomes| {
        for (number, result) in outcomes {
            assert!(matches!(result.as_str(), "created" | "earlier"), "{number} {result}");
        }
        let oracle = emulator.oracle(GROUPS, "uniqueName");
        assert_eq!((oracle.total(), oracle.more_than_once().len()), (CREATES, 0));
    })
    .await;
}

/// The journal has their keys, so that the service recognises what a killed run had sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn creates_with_a_key_are_sent_again_and_none_is_unknown_or_stored_twice() {
    killed("keyed", 100, 0x5eed_0005, true, |emulator, outcomes| {
        for (number, result) in outcomes {
            assert!(matches!(result.as_str(), "created" | "earlier"), "{number} {result}");
        }
        let oracle = emulator.oracle("/v1.0/users/megan/events", "subject");
        assert_eq!((oracle.total(), oracle.more_than_once().len()), (CREATES, 0));
    })
    .await;
}

/// An update is not repeated, because somebody else may have changed the entity after it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_update_is_carried_out_twice_and_what_may_be_is_reported() {
    killed("update", 50, 0x5eed_0006, true, |emulator, outcomes| {
        for (number, result) in outcomes {
            let times = emulator.changes(GROUPS).updated(&format!("c{number}"));
            match result.as_str() {
                "created" | "earlier" => assert_eq!(times, 1, "{number} {result}"),
                "Unknown" => assert!(times <= 1, "{number} {result}"),
                _ => panic!("{number} {result}, updated {times} times"),
            }
        }
    })
    .await;
}

/// What a killed run deleted is not there for the next one, and that is its success.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deletes_are_sent_again_and_each_is_reported_deleted() {
    killed("delete", 50, 0x5eed_0007, true, |emulator, outcomes| {
        for (number, result) in outcomes {
            let times = emulator.changes(GROUPS).deleted(&format!("c{number}"));
            assert!(matches!(result.as_str(), "created" | "earlier"), "{number} {result}, deleted {times} times");
            assert_eq!(times, 1, "{number} {result}");
        }
        assert_eq!(emulator.stored(GROUPS).len(), 0);
    })
    .await;
}
