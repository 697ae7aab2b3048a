//! What becomes of a batch as a whole, and that it harms no other.

use super::*;

/// 45 creates in three batches, one after the other, the second of them answered so.
async fn second(answer: ScriptedAnswer) -> (Emulator, Vec<Result<Status, Error>>) {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(answer);
    let statuses = statuses(45);
    let outcomes = client(&emulator).batch(creates(&statuses)).in_flight(1).await;
    assert_eq!(outcomes.len(), 45);
    (emulator, outcomes)
}

/// All of the second batch, and nothing else, ended so, in the words of one error.
fn assert_second(outcomes: &[Result<Status, Error>], disposition: Disposition, text: &str) {
    for (index, outcome) in outcomes.iter().enumerate() {
        match outcome {
            Ok(_) => assert!(!(20..40).contains(&index), "{index}"),
            Err(error) => {
                assert!((20..40).contains(&index), "{index}: {error}");
                assert_eq!(error.disposition(), disposition);
                assert!(error.to_string().starts_with(text), "{error}");
                assert_eq!(error.attempts().len(), 1);
                assert!(matches!(error.kind(), ErrorKind::Batch(BatchError::Request(_))));
                assert!(!format!("{error:#?}").contains("secret-token"));
            }
        }
    }
}

#[tokio::test]
async fn a_lost_answer_makes_its_creates_unknown_and_keeps_all_others() {
    let (emulator, outcomes) = second(ScriptedAnswer::ordinary().dropped()).await;
    assert_second(&outcomes, Disposition::Unknown, "in a batch: sent, then lost, so it may exist");
    // They were carried out, and none twice.
    assert_eq!(stored(&emulator), (0..45).collect::<Vec<_>>());
    assert_eq!(on_the_wire(&emulator).len(), 3);
}

/// The service recognises them by their keys.
#[tokio::test]
async fn a_lost_answer_to_creates_with_a_key_is_followed_by_the_same_creates() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::ordinary().dropped());
    let events: Vec<Event> = (0..20).map(|number| Event::with_subject(format!("Review {number}"))).collect();
    let outcomes = client(&emulator).batch(events.iter().map(|event| event.create("megan"))).await;
    let created: Vec<Event> = outcomes.into_iter().collect::<Result<_, _>>().unwrap();
    assert!(created.iter().zip(&events).all(|(created, event)| created.subject == event.subject));
    assert_eq!((emulator.stored(EVENTS).len(), on_the_wire(&emulator).len()), (20, 2));
}

#[tokio::test]
async fn a_server_error_makes_its_creates_unknown() {
    for status in [500, 502, 503, 504] {
        let status = StatusCode::from_u16(status).unwrap();
        let (emulator, outcomes) = second(ScriptedAnswer::graph_error(status, "C", "M")).await;
        assert_second(
            &outcomes,
            Disposition::Unknown,
            &format!("in a batch: {status}, C: M, so it may exist, request-id "),
        );
        let error = outcomes[20].as_ref().unwrap_err();
        assert_eq!((error.status(), error.code()), (Some(status), Some("C")));
        assert!(error.request_id().is_some());
        assert_eq!(on_the_wire(&emulator).len(), 3);
    }
    let (_, outcomes) = second(ScriptedAnswer::new(StatusCode::OK).body("<html>")).await;
    assert_second(&outcomes, Disposition::Unknown, "in a batch: 200 OK, but the answer cannot be read: ");
    let (_, outcomes) = second(ScriptedAnswer::new(StatusCode::ACCEPTED)).await;
    assert_second(&outcomes, Disposition::Unknown, "in a batch: 202 Accepted, without the entity");
    let (_, outcomes) = second(ScriptedAnswer::new(StatusCode::NO_CONTENT)).await;
    assert_second(&outcomes, Disposition::Unknown, "in a batch: 204 No Content");
}

#[tokio::test]
async fn a_refused_batch_rejects_its_creates() {
    let (emulator, outcomes) = second(ScriptedAnswer::graph_error(StatusCode::BAD_REQUEST, "C", "M")).await;
    assert_second(&outcomes, Disposition::Rejected, "in a batch: 400 Bad Request, C: M");
    assert_eq!(stored(&emulator).len(), 25);
}

#[tokio::test]
async fn a_throttled_batch_is_sent_again_whole() {
    for answer in [throttled(), ScriptedAnswer::new(StatusCode::SERVICE_UNAVAILABLE)] {
        let (emulator, outcomes) = second(after(answer, "0.1")).await;
        assert!(outcomes.iter().all(Result::is_ok));
        assert_eq!(stored(&emulator), (0..45).collect::<Vec<_>>());
        let ids: Vec<String> = on_the_wire(&emulator)
            .iter()
            .map(|request| request.header("client-request-id").unwrap().to_owned())
            .collect();
        assert_eq!((ids.len(), ids[1] == ids[2]), (4, false));
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_keeps_the_parts_that_came() {
    let (emulator, outcomes) = second(ScriptedAnswer::ordinary().truncated_to(2_000)).await;
    let unknown = dispositions(&outcomes).iter().filter(|d| **d == Some(Disposition::Unknown)).count();
    assert!((1..20).contains(&unknown), "{unknown}");
    assert!(outcomes[..21].iter().chain(&outcomes[40..]).all(Result::is_ok));
    let error = outcomes[39].as_ref().unwrap_err();
    assert!(error.to_string().starts_with("in a batch: 200 OK, but the answer cannot be read: "), "{error}");
    // The one that it breaks off in was created, as its head says, or is unknown.
    assert!(dispositions(&outcomes).iter().filter(|d| **d == Some(Disposition::Created)).count() <= 1);
    assert_eq!(stored(&emulator), (0..45).collect::<Vec<_>>());
}

#[tokio::test]
async fn without_a_connection_nothing_is_sent() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    emulator.stop().await;
    let outcomes = graph.batch(creates(&statuses(3))).await;
    assert_eq!(dispositions(&outcomes), [Some(Disposition::NotSent); 3]);
    // A refused connection is tried again, as for a single create.
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().unwrap_err().attempts().len() == 4));
    let token = || async { Err::<String, _>(std::io::Error::other("no identity here")) };
    let graph = GraphClient::builder().token_from(token).build().unwrap();
    let outcomes = graph.batch(creates(&statuses(3))).await;
    assert_eq!(dispositions(&outcomes), [Some(Disposition::NotSent); 3]);
    let text = outcomes[0].as_ref().unwrap_err().to_string();
    assert!(text.starts_with("in a batch: not sent: no token: no identity here"), "{text}");
}
