//! Faults in the middle, and whether what is told of a file is true.

use std::io::Cursor;
use std::time::Duration;

use graph_entity::http::StatusCode;
use graph_entity::{Disposition, UploadError};
use graph_entity_emulator::{Emulator, Fault, RetryAfter, ScriptedAnswer};
use graph_entity_tests::client::{builder, client};

use super::{STEP, file, sent, upload_error};

fn throttled() -> ScriptedAnswer {
    let refusal = ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "activityLimitReached", "Later.");
    refusal.retry_after(RetryAfter::Seconds(0))
}

/// What can happen to a request, by a number.
fn fault(number: u64) -> ScriptedAnswer {
    match number % 16 {
        0 | 1 => ScriptedAnswer::reset_in_body(),
        2 => Fault::ResetBeforeCommit.answer(),
        3 => Fault::ResetAfterCommit.answer(),
        4 => Fault::ClosedAfterCommit.answer(),
        5 => Fault::Unavailable.answer(),
        6 => Fault::InternalErrorAfterCommit.answer(),
        7 => Fault::BadGateway.answer(),
        8 => Fault::GatewayTimeoutAfterCommit.answer(),
        9 => throttled(),
        10 => Fault::TruncatedBody.answer(),
        11 => Fault::UnavailableRetryAfter.answer_with(Duration::ZERO),
        _ => ScriptedAnswer::ordinary(),
    }
}

/// Each named fault in a chunk, at its start, in the middle of the file, and at its end.
#[tokio::test]
async fn resets_in_the_middle_of_chunks_change_no_byte() {
    let runs = (0..4).map(|chunk| {
        tokio::spawn(async move {
            let emulator = Emulator::start().await.unwrap();
            let (session, file) = (emulator.upload_session(), file(3 * STEP + 1));
            for _ in 0..chunk {
                emulator.answer_next(ScriptedAnswer::ordinary());
            }
            emulator.answer_next(ScriptedAnswer::reset_in_body());
            let upload = client(&emulator).upload(session.url()).reader(Cursor::new(file.clone())).chunk_size(STEP);
            upload.send().await.unwrap();
            assert!(session.content().unwrap() == file, "chunk {chunk}");
            // The session is asked, once, and no chunk that it has is sent again.
            assert_eq!(emulator.requests().iter().filter(|request| request.method == "GET").count(), 1);
            assert_eq!(sent(&emulator).len(), 4);
        })
    });
    for run in runs.collect::<Vec<_>>() {
        run.await.unwrap();
    }
}

#[tokio::test]
async fn a_chunk_that_was_taken_is_not_sent_again() {
    let emulator = Emulator::start().await.unwrap();
    let (session, file) = (emulator.upload_session(), file(3 * STEP));
    emulator.answer_next(Fault::ResetAfterCommit);
    client(&emulator).upload(session.url()).bytes(file.clone()).chunk_size(STEP).send().await.unwrap();
    assert!(session.content().unwrap() == file);
    let ranges = ["bytes 0-327679/983040", "bytes 327680-655359/983040", "bytes 655360-983039/983040"];
    assert_eq!(sent(&emulator), ranges);
}

#[tokio::test]
async fn a_refusal_for_now_is_waited_for_without_a_question() {
    let emulator = Emulator::start().await.unwrap();
    let (session, file) = (emulator.upload_session(), file(2 * STEP));
    for _ in 0..3 {
        emulator.answer_next(throttled());
    }
    client(&emulator).upload(session.url()).bytes(file.clone()).chunk_size(STEP).send().await.unwrap();
    assert!(session.content().unwrap() == file);
    assert!(emulator.requests().iter().all(|request| request.method == "PUT"));

    // More than the retries.
    let session = emulator.upload_session();
    for _ in 0..3 {
        emulator.answer_next(throttled());
    }
    let error = client(&emulator).upload(session.url()).bytes(file).retries(2).send().await.unwrap_err();
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Throttled, 3), "{error}");
}

/// With each chunk that is taken, the retries begin anew.
#[tokio::test]
async fn the_retries_are_those_of_one_chunk() {
    let emulator = Emulator::start().await.unwrap();
    let (session, file) = (emulator.upload_session(), file(4 * STEP));
    for _ in 0..4 {
        emulator.answer_next(throttled());
        emulator.answer_next(ScriptedAnswer::ordinary());
    }
    client(&emulator).upload(session.url()).bytes(file.clone()).chunk_size(STEP).retries(1).send().await.unwrap();
    assert!(session.content().unwrap() == file);
}

#[tokio::test]
async fn a_lost_answer_to_the_last_chunk_is_not_told_as_a_failure() {
    let emulator = Emulator::start().await.unwrap();
    let (session, file) = (emulator.upload_session(), file(STEP + 1));
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(Fault::ResetAfterCommit);
    let error = client(&emulator).upload(session.url()).bytes(file.clone()).chunk_size(STEP).send().await.unwrap_err();
    assert!(session.content().unwrap() == file);
    assert!(matches!(upload_error(&error), UploadError::Gone { may_be_complete: true, .. }), "{error}");
    assert_eq!(error.disposition(), Disposition::Unknown);
    assert!(error.to_string().contains("the end of the file may have been sent before: look for the file"), "{error}");

    // A session that still exists has the item, says what it is, and that is the success.
    let session = emulator.upload_session();
    emulator.answer_next(Fault::ResetAfterCommit);
    emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(r#"{"id":"7","size":327681}"#));
    let upload = client(&emulator).upload(session.url()).bytes(file.clone());
    let item: serde_json::Value = upload.send_as().await.unwrap();
    assert_eq!(item["id"], "7");

    // A gateway that says "later" when the service took it.
    let session = emulator.upload_session();
    emulator.answer_next(throttled().after_commit());
    let error = client(&emulator).upload(session.url()).bytes(file.clone()).send().await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::Unknown, "{error}");

    // Taken, and its answer cannot be read: it is there.
    let session = emulator.upload_session();
    emulator.answer_next(ScriptedAnswer::ordinary().body("<html>"));
    let error = client(&emulator).upload(session.url()).bytes(file).send().await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::Applied, "{error}");
}

/// A service that lost what it had is sent everything again; one that loses it again and again is not.
#[tokio::test]
async fn a_service_that_goes_back_ends_an_upload() {
    let emulator = Emulator::start().await.unwrap();
    let (session, file) = (emulator.upload_session(), file(3 * STEP));
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(ScriptedAnswer::reset_in_body());
    let lost = session.clone();
    let mut first = true;
    let upload = client(&emulator).upload(session.url()).bytes(file.clone()).chunk_size(STEP).progress(move |_| {
        if std::mem::take(&mut first) {
            lost.lose();
        }
    });
    upload.send().await.unwrap();
    assert!(session.content().unwrap() == file);

    let session = emulator.upload_session();
    let again = r#"{"nextExpectedRanges":["0-"]}"#;
    for _ in 0..8 {
        emulator.answer_next(ScriptedAnswer::new(StatusCode::ACCEPTED).body(again));
    }
    let error = client(&emulator).upload(session.url()).bytes(file).send().await.unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::Expected { byte: 0, .. }), "{error}");
    assert_eq!(error.disposition(), Disposition::Rejected);
}

/// What is told of each file is true: complete is complete, and what was refused is not there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_seeded_runs_every_outcome_is_true() {
    let runs: Vec<_> = (0..96u64).map(|seed| tokio::spawn(run(seed))).collect();
    let (mut complete, mut unknown, mut refused) = (0, 0, 0);
    for run in runs {
        match run.await.unwrap() {
            None => complete += 1,
            Some(Disposition::Unknown) => unknown += 1,
            Some(_) => refused += 1,
        }
    }
    assert!(complete > 40 && unknown > 0, "{complete} complete, {unknown} unknown, {refused} refused");
}

async fn run(seed: u64) -> Option<Disposition> {
    let mut number = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move || {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        number >> 33
    };
    let emulator = Emulator::start().await.unwrap();
    let session = emulator.upload_session();
    let size = 1 + usize::try_from(next()).unwrap() % (5 * STEP);
    let file = file(size);
    let mut in_a_row = 0;
    for _ in 0..8 {
        let number = next();
        in_a_row = if number % 16 < 12 { in_a_row + 1 } else { 0 };
        // Longer rows are tried, but rarely: each of them waits.
        emulator.answer_next(if in_a_row > 2 && !seed.is_multiple_of(24) {
            ScriptedAnswer::ordinary()
        } else {
            fault(number)
        });
    }
    let graph = builder(&emulator).build().unwrap();
    let upload = graph.upload(session.url()).chunk_size(STEP * (1 + usize::try_from(next()).unwrap() % 3));
    let upload =
        if seed.is_multiple_of(2) { upload.bytes(file.clone()) } else { upload.reader(Cursor::new(file.clone())) };
    let result = upload.send().await;
    match result {
        Ok(answer) => {
            assert!(session.content().is_some_and(|content| content == file), "seed {seed}: {answer:?}");
            None
        }
        Err(error) => {
            let disposition = error.disposition();
            let text = format!("seed {seed}: {error:#?}");
            assert!(!text.contains("tempauth"), "{text}");
            match disposition {
                Disposition::Unknown => assert!(session.content().is_none_or(|content| content == file), "{text}"),
                Disposition::Applied => assert!(session.content().is_some_and(|content| content == file), "{text}"),
                _ => assert!(session.content().is_none(), "{text}"),
            }
            Some(disposition)
        }
    }
}
