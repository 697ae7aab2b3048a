//! What comes out: each entity once, with what became of it.

use super::*;

#[tokio::test]
async fn each_entity_comes_out_once() {
    let emulator = Emulator::start().await.unwrap();
    let all = outcomes(import(&client(&emulator), 500)).await;
    for (number, outcome) in (0..).zip(&all) {
        assert_eq!(outcome.index, number);
        assert_eq!(outcome.entity, status(number));
        let Ok(Imported::Created(created)) = &outcome.result else { panic!("{outcome:?}") };
        assert_eq!(created.entity.user_principal_name, outcome.entity.user_principal_name);
        assert_eq!(created.status, StatusCode::CREATED);
        assert_eq!(created.attempts.len(), 1);
    }
    let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
    assert_eq!((all.len(), oracle.total(), oracle.distinct()), (500, 500, 500));
}

#[tokio::test]
async fn what_the_stream_gives_can_hold_the_entity() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let prefix = "configuration".to_owned();
    let rows = stream::iter((0..3).map(|number| (format!("{prefix}-{number}"), status(number))));
    // The closure and the stream borrow, and the import with them.
    let mut import = graph.import(rows).each(|(configuration, status)| status.create(configuration));
    while let Some(outcome) = import.next().await {
        assert!(outcome.unwrap().result.is_ok());
    }
    for number in 0..3 {
        let path = format!("/v1.0/deviceManagement/deviceConfigurations/configuration-{number}/userStatuses");
        assert_eq!(emulator.stored(&path).len(), 1);
    }
}

#[tokio::test]
async fn a_failure_is_one_entity_s_own() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let entities = [Status { user_principal_name: None, ..status(0) }, status(1), status(2), status(3)];
    emulator.answer_next(error(StatusCode::CONFLICT));
    emulator.answer_next(error(StatusCode::GATEWAY_TIMEOUT).after_commit());
    let import = graph.import(stream::iter(entities)).each(|status| status.create("7")).max_in_flight(1);
    let all = outcomes(import).await;
    let dispositions: Vec<_> = all.iter().map(disposition).collect();
    let expected = [Disposition::NotSent, Disposition::Rejected, Disposition::Unknown, Disposition::Created];
    assert_eq!(dispositions, expected);
    assert!(all[0].result.as_ref().unwrap_err().to_string().contains("userPrincipalName"));
    assert_eq!(emulator.requests().len(), 3, "none is sent twice");
}

#[tokio::test]
async fn a_create_says_itself_how_often_it_is_sent_though_it_may_exist() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    emulator.answer_next(error(StatusCode::GATEWAY_TIMEOUT));
    let import = graph.import(stream::iter([status(0)])).each(|status| status.create("7").retry_unknown(1));
    let all = outcomes(import).await;
    let Ok(Imported::Created(created)) = &all[0].result else { panic!("{all:?}") };
    assert_eq!(created.attempts.len(), 2);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_created() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::ordinary().halved());
    let all = outcomes(import(&client(&emulator), 1)).await;
    assert_eq!(disposition(&all[0]), Disposition::Created);
    assert_eq!(emulator.requests().len(), 1);
}

#[tokio::test]
async fn an_import_is_a_stream_and_can_be_spawned() {
    use futures_util::StreamExt;
    let emulator = Emulator::start().await.unwrap();
    let import = import(&client(&emulator), 20);
    let count = tokio::spawn(import.filter(|outcome| std::future::ready(outcome.is_ok())).count()).await.unwrap();
    assert_eq!(count, 20);
}
