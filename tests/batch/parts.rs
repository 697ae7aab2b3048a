//! What becomes of a part of a batch, and that it harms no other.

use super::*;

#[tokio::test]
async fn what_is_refused_or_invalid_is_so_in_its_place_and_the_others_go_on() {
    let emulator = Emulator::start().await.unwrap();
    let conflict = ScriptedAnswer::graph_error(StatusCode::CONFLICT, "NameAlreadyExists", "There is one.");
    emulator.answer_next(ScriptedAnswer::ordinary().part(1, conflict));
    let mut statuses = statuses(6);
    statuses[3].user_principal_name = None;
    let ids = ["7", "7", "..", "7", "7", "7"];
    let creates = statuses.iter().zip(ids).map(|(status, id)| status.create(id));
    let outcomes = client(&emulator).batch(creates).await;
    let (not_sent, rejected) = (Some(Disposition::NotSent), Some(Disposition::Rejected));
    assert_eq!(dispositions(&outcomes), [None, rejected, not_sent, not_sent, None, None]);
    let error = |index: usize| outcomes[index].as_ref().unwrap_err();
    assert_eq!(error(1).code(), Some("NameAlreadyExists"));
    assert!(error(1).request_id().is_some() && error(1).attempts().len() == 1);
    assert!(matches!(error(2).kind(), ErrorKind::Argument(_)));
    assert_eq!(error(3).to_string(), statuses[3].create("7").send(&client(&emulator)).await.unwrap_err().to_string());
    assert_eq!(stored(&emulator), [0, 4, 5]);
    assert_eq!(on_the_wire(&emulator).len(), 1);
}

#[tokio::test]
async fn throttled_parts_alone_are_sent_again_after_the_longest_wait_among_them() {
    let emulator = Emulator::start().await.unwrap();
    emulator
        .answer_next(ScriptedAnswer::ordinary().part(2, after(throttled(), "0.4")).part(5, after(throttled(), "0.1")));
    let statuses = statuses(8);
    let began = Instant::now();
    let outcomes = client(&emulator).batch(creates(&statuses)).full().await;
    assert!(began.elapsed() >= Duration::from_millis(400));
    assert_eq!(dispositions(&outcomes), [None; 8]);
    assert_eq!(stored(&emulator), (0..8).collect::<Vec<_>>());
    let requests = on_the_wire(&emulator);
    assert_eq!((requests.len(), parts(&requests[1]).len()), (2, 2));
    for (index, created) in outcomes.iter().map(|outcome| outcome.as_ref().unwrap()).enumerate() {
        assert_eq!(created.entity.devices_count, Some(i32::try_from(index).unwrap()));
        let statuses: Vec<_> = created.attempts.iter().map(|attempt| attempt.status.unwrap().as_u16()).collect();
        assert_eq!(statuses, if index == 2 || index == 5 { vec![429, 201] } else { vec![201] });
    }
    let twice = &outcomes[5].as_ref().unwrap().attempts;
    assert_ne!(twice[0].client_request_id, twice[1].client_request_id);
    assert!(twice[1].waited >= Duration::from_millis(400));
}

#[tokio::test]
async fn a_wait_past_the_deadline_comes_back_at_once() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::ordinary().part(0, after(throttled(), "315")));
    let statuses = statuses(2);
    let began = Instant::now();
    let outcomes = client(&emulator).batch(creates(&statuses)).await;
    assert!(began.elapsed() < Duration::from_secs(30));
    assert_eq!(dispositions(&outcomes), [Some(Disposition::Throttled), None]);
    assert!(outcomes[0].as_ref().unwrap_err().retry_at().is_some());
}

#[tokio::test]
async fn every_status_means_what_it_means_for_a_single_create() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let status = Status::of_the_document();
    // A 304 has no body that could be compared.
    let statuses = (200..227).chain(300..304).chain(305..309).chain(400..432).chain([451, 460, 499]).chain(500..512);
    for code in statuses {
        let code = StatusCode::from_u16(code).unwrap();
        let answer = ScriptedAnswer::graph_error(code, "Code", "Message.");
        emulator.answer_next(answer.clone());
        let single = status.create("7").send(&graph).await;
        emulator.answer_next(ScriptedAnswer::ordinary().every_part(answer));
        let batched = graph.batch([status.create("7")]).await.remove(0);
        let says = |outcome: &Result<Status, Error>| {
            outcome.as_ref().err().map(|error| (error.disposition(), error.code().map(str::to_owned), error.status()))
        };
        assert_eq!(says(&batched), says(&single), "{code}");
    }
}

#[tokio::test]
async fn a_created_part_that_cannot_be_read_is_created() {
    let emulator = Emulator::start().await.unwrap();
    let odd = ScriptedAnswer::new(StatusCode::CREATED).body(r#"{"id":"7e32","devicesCount":"Integer"}"#);
    emulator.answer_next(ScriptedAnswer::ordinary().part(0, odd));
    let statuses = statuses(2);
    let outcomes = client(&emulator).batch(creates(&statuses)).await;
    assert_eq!(dispositions(&outcomes), [Some(Disposition::Created), None]);
    assert_eq!(outcomes[0].as_ref().unwrap_err().id().as_deref(), Some("7e32"));
}

#[tokio::test]
async fn missing_doubled_and_foreign_parts_are_found() {
    let emulator = Emulator::start().await.unwrap();
    let missing = ScriptedAnswer::ordinary().dropped();
    emulator.answer_next(ScriptedAnswer::ordinary().part(1, missing).duplicated(2).with_foreign_id("99"));
    let all = statuses(4);
    let outcomes = client(&emulator).batch(creates(&all)).await;
    // A part that came twice in the same words came once.
    assert_eq!(dispositions(&outcomes), [None, Some(Disposition::Unknown), None, None]);
    let ErrorKind::Batch(BatchError::Missing { foreign }) = outcomes[1].as_ref().unwrap_err().kind() else {
        panic!("{outcomes:?}");
    };
    assert_eq!(foreign, &["99"]);
    // It was not sent again, and is there.
    assert_eq!(stored(&emulator), [0, 1, 2, 3]);

    let two = r#"{"responses":[{"id":"1","status":201,"body":{}},{"id":"2","status":429},{"id":"2","status":400}]}"#;
    emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(two));
    let outcomes = client(&emulator).batch(creates(&all[..2])).await;
    assert_eq!(dispositions(&outcomes), [None, Some(Disposition::Unknown)]);
    assert!(matches!(outcomes[1].as_ref().unwrap_err().kind(), ErrorKind::Batch(BatchError::Conflict)));
}
