//! What is sent again, and when.

use std::time::{Duration, Instant, SystemTime};

use graph_entity::http::StatusCode;
use graph_entity::http::header::{DATE, HeaderValue, RETRY_AFTER};
use graph_entity::{Disposition, ErrorKind, GraphClient};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use graph_entity_tests::answers::{after, throttled, unavailable};
use serde_json::json;

use super::{COLLECTION, builder, client, status};

#[tokio::test]
async fn a_429_is_sent_again_after_what_it_says() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(after(throttled(), "0.128"));
    let start = Instant::now();
    let created = status().create("7").send_full(&client(&emulator)).await.unwrap();
    assert!(start.elapsed() >= Duration::from_millis(128));

    assert_eq!(created.status, StatusCode::CREATED);
    assert_eq!(emulator.stored(COLLECTION).len(), 1);
    let attempts = &created.attempts;
    assert_eq!(attempts.len(), 2);
    assert_eq!(attempts[0].status, Some(StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(attempts[1].status, Some(StatusCode::CREATED));
    assert_eq!((attempts[0].waited, attempts[1].waited), (Duration::ZERO, Duration::from_millis(128)));
    assert_ne!(attempts[0].client_request_id, attempts[1].client_request_id);
    // Each was sent with an id of its own, and the same body.
    let requests = emulator.requests();
    for (request, attempt) in requests.iter().zip(attempts) {
        assert_eq!(request.header("client-request-id"), Some(attempt.client_request_id.to_string().as_str()));
    }
    assert_eq!(requests[0].body, requests[1].body);
}

#[tokio::test]
async fn a_503_is_sent_again_only_where_it_says_when() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(after(unavailable(), "0"));
    status().create("7").send(&client(&emulator)).await.unwrap();
    assert_eq!(emulator.requests().len(), 2);

    emulator.answer_next(unavailable());
    let error = status().create("7").send(&client(&emulator)).await.unwrap_err();
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Unknown, 1));
    assert_eq!(emulator.requests().len(), 3);
}

#[tokio::test]
async fn what_may_have_been_stored_is_never_sent_again() {
    let faults = [500, 502, 504, 507].map(|status| ScriptedAnswer::new(StatusCode::from_u16(status).unwrap()));
    let faults = faults.into_iter().map(|fault| after(fault, "0"));
    for fault in faults.chain([ScriptedAnswer::hang_up(), ScriptedAnswer::ordinary().dropped()]) {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(fault);
        let error = status().create("7").retries(10).send(&client(&emulator)).await.unwrap_err();
        assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Unknown, 1), "{error}");
        assert_eq!(emulator.requests().len(), 1);
    }
}

#[tokio::test]
async fn retry_unknown_sends_again_and_may_make_a_duplicate() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::ordinary().dropped());
    let created = status().create("7").retries(0).retry_unknown(1).send_full(&client(&emulator)).await.unwrap();
    assert_eq!(created.attempts.len(), 2);
    assert_eq!(created.attempts[0].status, None);
    assert_eq!(emulator.stored(COLLECTION).len(), 2, "the risk that its documentation names");

    for _ in 0..2 {
        emulator.answer_next(ScriptedAnswer::new(StatusCode::GATEWAY_TIMEOUT));
    }
    let error = status().create("7").retry_unknown(1).send(&client(&emulator)).await.unwrap_err();
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Unknown, 2));
}

/// A refusal of the second says nothing of the first, which may be the reason for it.
#[tokio::test]
async fn after_an_attempt_that_may_have_stored_it_no_error_says_that_it_is_not_there() {
    for second in [StatusCode::CONFLICT, StatusCode::TOO_MANY_REQUESTS, StatusCode::BAD_REQUEST] {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ScriptedAnswer::ordinary().dropped());
        emulator.answer_next(after(ScriptedAnswer::new(second), "900"));
        let error = status().create("7").retry_unknown(1).send(&client(&emulator)).await.unwrap_err();
        assert_eq!((error.disposition(), error.status()), (Disposition::Unknown, Some(second)));
        assert!(error.to_string().contains(", and an attempt before may have stored it"), "{error}");
        assert_eq!(emulator.stored(COLLECTION).len(), 1);
    }
}

#[tokio::test]
async fn refusals_and_creations_are_final() {
    for (answer, disposition) in [
        (after(ScriptedAnswer::new(StatusCode::BAD_REQUEST), "0"), Disposition::Rejected),
        (after(ScriptedAnswer::new(StatusCode::CONFLICT), "0"), Disposition::Rejected),
        (after(ScriptedAnswer::ordinary().body("<html>"), "0"), Disposition::Created),
        (after(ScriptedAnswer::ordinary().truncated_to(20), "0"), Disposition::Created),
        (after(ScriptedAnswer::new(StatusCode::ACCEPTED), "0"), Disposition::Unknown),
    ] {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(answer);
        let error = status().create("7").retry_unknown(5).send(&client(&emulator)).await.unwrap_err();
        assert_eq!((error.disposition(), error.attempts().len()), (disposition, 1), "{error}");
    }
}

#[tokio::test]
async fn a_date_is_compared_with_the_answers_own() {
    let emulator = Emulator::start().await.unwrap();
    let dated = |at| {
        throttled().header(DATE, HeaderValue::from_static("Sun, 06 Nov 2044 08:49:37 GMT")).header(RETRY_AFTER, at)
    };
    emulator.answer_next(dated(HeaderValue::from_static("Sun, 06 Nov 2044 08:49:38 GMT")));
    let created = status().create("7").send_full(&client(&emulator)).await.unwrap();
    assert_eq!(created.attempts[1].waited, Duration::from_secs(1));
}

#[tokio::test]
async fn intunes_inner_wait_is_heeded() {
    let message = json!({"_version": 3, "Message": "Busy - Operation ID: 0", "RetryAfter": "00:00:00.3"}).to_string();
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", message));
    let created = status().create("7").send_full(&client(&emulator)).await.unwrap();
    assert_eq!(created.attempts[1].waited, Duration::from_millis(300));
}

/// The clock is stopped while the client waits, and moved by hand.
#[tokio::test]
async fn a_wait_of_315_seconds_is_not_shortened() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(after(throttled(), "315"));
    let graph = client(&emulator);
    let create = status();
    let task =
        tokio::spawn(async move { create.create("7").deadline(Duration::from_secs(600)).send_full(&graph).await });
    while emulator.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // For the answer to arrive.
    tokio::time::sleep(Duration::from_millis(300)).await;

    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(310)).await;
    tokio::time::resume();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(emulator.requests().len(), 1, "not before 315 s");

    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(5)).await;
    tokio::time::resume();
    let created = task.await.unwrap().unwrap();
    assert_eq!(created.attempts[1].waited, Duration::from_secs(315));
}

#[tokio::test]
async fn a_wait_past_the_deadline_comes_back_at_once() {
    let emulator = Emulator::start().await.unwrap();
    let before = SystemTime::now();
    // The default of 100 s, the client's, and the call's.
    for (wait, seconds, graph) in [
        ("315", 315.0, client(&emulator)),
        ("60", 60.0, builder(&emulator).deadline(Duration::from_secs(50)).build().unwrap()),
        ("2.128", 2.128, client(&emulator)),
    ] {
        emulator.answer_next(after(throttled(), wait));
        let body = status();
        let create = body.create("7");
        let create = if wait == "2.128" { create.deadline(Duration::from_secs(2)) } else { create };
        let error = create.send(&graph).await.unwrap_err();
        assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Throttled, 1));
        assert!(error.retry_at().unwrap() >= before + Duration::from_secs_f64(seconds));
        assert_eq!(error.answer().unwrap().retry_after, Some(Duration::from_secs_f64(seconds)));
    }
    assert!(before.elapsed().unwrap() < Duration::from_secs(20));
}

#[tokio::test]
async fn three_retries_are_the_default_and_0_sends_once() {
    let emulator = Emulator::start().await.unwrap();
    let of_client = builder(&emulator).retries(1).build().unwrap();
    let body = status();
    for (create, graph, sent) in [
        (body.create("7"), client(&emulator), 4),
        (body.create("7").retries(0), client(&emulator), 1),
        (body.create("7"), of_client.clone(), 2),
        (body.create("7").retries(2), of_client, 3),
    ] {
        for _ in 0..sent {
            emulator.answer_next(after(throttled(), "0"));
        }
        let before = emulator.requests().len();
        let error = create.send(&graph).await.unwrap_err();
        assert_eq!(emulator.requests().len() - before, sent);
        // The error has the list of them all, each with an id of its own.
        assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Throttled, sent));
        let mut ids: Vec<_> = error.attempts().iter().map(|attempt| attempt.client_request_id).collect();
        assert_eq!(error.client_request_id(), ids.last().copied());
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), sent);
    }
}

#[tokio::test]
async fn without_a_header_a_429_waits_half_a_second_to_one() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(throttled());
    let created = status().create("7").send_full(&client(&emulator)).await.unwrap();
    let waited = created.attempts[1].waited;
    assert!((Duration::from_millis(500)..=Duration::from_secs(1)).contains(&waited), "{waited:?}");
}

#[tokio::test]
async fn a_refused_connection_is_tried_again() {
    let emulator = Emulator::start().await.unwrap();
    let (address, graph) = (emulator.address(), client(&emulator));
    emulator.stop().await;
    let task = tokio::spawn(async move { status().create("7").send_full(&graph).await });
    tokio::time::sleep(Duration::from_millis(150)).await;
    let emulator = Emulator::builder().port(address.port()).start().await.unwrap();
    let created = task.await.unwrap().unwrap();
    assert!(created.attempts.len() > 1);
    assert_eq!(created.attempts[0].status, None);
    assert_eq!(emulator.stored(COLLECTION).len(), 1);
}

#[tokio::test]
async fn the_deadline_ends_a_slow_answer_and_a_slow_credential() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::ordinary().delayed(Duration::from_secs(30)));
    let body = status();
    let create = || body.create("7").deadline(Duration::from_millis(200));
    let error = create().send(&client(&emulator)).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::Unknown);
    assert!(matches!(error.kind(), ErrorKind::Lost(_)), "{error}");

    let slow = || std::future::pending::<Result<String, std::io::Error>>();
    let graph = GraphClient::builder().base_url(emulator.base_url()).token_from(slow).build().unwrap();
    let error = create().send(&graph).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent);
    assert!(error.to_string().contains("the credential took longer than the deadline"), "{error}");

    let error = body.create("7").deadline(Duration::ZERO).send(&client(&emulator)).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent);
    assert!(matches!(error.kind(), ErrorKind::Deadline), "{error}");
    assert_eq!(emulator.requests().len(), 1);
}
