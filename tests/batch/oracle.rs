//! What the emulator's oracle says: each create was stored once or not at all, and as its outcome tells.

use super::*;
use graph_entity_emulator::{Committed, Fault, Profile};
use graph_entity_tests::oracle::stored_as_told;

/// Creates so many in a service that is prepared so, and holds each outcome against what is stored.
async fn hold_against(count: i32, what: &str, prepare: impl FnOnce(&Emulator)) -> Vec<Result<Status, Error>> {
    let emulator = Emulator::start().await.unwrap();
    prepare(&emulator);
    let statuses = statuses(count);
    let outcomes = client(&emulator).batch(creates(&statuses)).await;
    assert_eq!(outcomes.len(), statuses.len());
    let oracle = emulator.oracle(COLLECTION, "devicesCount");
    for (number, outcome) in outcomes.iter().enumerate() {
        let stored = oracle.stored(&number.to_string());
        if let Ok(created) = outcome {
            assert_eq!(created.devices_count, Some(i32::try_from(number).unwrap()));
        }
        let expected = stored_as_told(outcome.as_ref().err().map(Error::disposition));
        assert!(expected.contains(&stored), "{what}: {number} is stored {stored} times: {outcome:?}");
    }
    outcomes
}

fn faults() -> impl Iterator<Item = Fault> {
    Fault::ALL.iter().copied().filter(|fault| *fault != Fault::Silent)
}

#[tokio::test]
async fn every_fault_of_a_batch_is_told_as_it_is() {
    for fault in faults() {
        let answer = |emulator: &Emulator| emulator.answer_next(fault.answer_with(Duration::ZERO));
        let outcomes = hold_against(25, fault.name(), answer).await;
        // At most one of the two batches is struck.
        assert!(outcomes.iter().filter(|outcome| outcome.is_ok()).count() >= 5, "{fault:?}");
    }
}

#[tokio::test]
async fn every_fault_of_a_part_is_told_as_it_is_and_harms_no_other() {
    for fault in faults().filter(|fault| fault.is_for_parts()) {
        let part = ScriptedAnswer::ordinary().part(3, fault.answer_with(Duration::ZERO));
        let outcomes = hold_against(6, fault.name(), |emulator| emulator.answer_next(part)).await;
        for (number, outcome) in outcomes.iter().enumerate() {
            let error = outcome.as_ref().err().map(Error::disposition);
            assert!(number == 3 || error.is_none(), "{fault:?}: {outcome:?}");
            if number == 3 && fault.committed() != Committed::None {
                assert_ne!(error, Some(Disposition::Rejected), "{fault:?}");
            }
        }
    }
}

#[tokio::test]
async fn in_a_hundred_seeded_runs_none_is_stored_twice_or_told_wrong() {
    let run = |seed| async move {
        // Without a `Retry-After` a retry waits for seconds.
        let faults = faults().filter(|fault| *fault != Fault::ThrottledWithoutRetryAfter).map(|fault| (fault, 1));
        let profile = Profile::faults(seed, faults).wait(Duration::ZERO);
        hold_against(45, &format!("seed {seed}"), |emulator| emulator.set_profile(profile)).await;
    };
    for run in (0..100).map(run).map(tokio::spawn).collect::<Vec<_>>() {
        run.await.unwrap();
    }
}
