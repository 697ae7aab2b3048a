//! What the emulator's oracle says of each fault that there is: one create is stored as its outcome tells, and never twice.

use std::time::Duration;

use graph_entity::Error;
use graph_entity_emulator::{Committed, Emulator, Fault};
use graph_entity_tests::oracle::stored_as_told;

use super::*;

async fn told_as_it_is(fault: Fault) {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(fault.answer_with(Duration::ZERO));
    let graph = builder(&emulator).deadline(Duration::from_secs(3)).build().unwrap();
    let result = status().create("7").send(&graph).await;
    let stored = emulator.oracle(COLLECTION, "userPrincipalName").total();
    let told = stored_as_told(result.as_ref().err().map(Error::disposition));
    assert!(told.contains(&stored), "{}: stored {stored} times, {result:?}", fault.name());
    if fault.committed() == Committed::All {
        assert_eq!(emulator.requests().len(), 1, "{}: sent again though it is stored", fault.name());
    }
}

#[tokio::test]
async fn every_fault_is_told_as_it_is() {
    let faults: Vec<Fault> = Fault::ALL.iter().copied().filter(|fault| !fault.is_for_batches()).collect();
    assert!(faults.len() > 30);
    for fault in faults.into_iter().map(told_as_it_is).map(tokio::spawn).collect::<Vec<_>>() {
        fault.await.unwrap();
    }
}
