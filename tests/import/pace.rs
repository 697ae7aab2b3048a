//! The pace: the rate that is found, refusals and what they pause.

use super::*;

#[tokio::test]
async fn a_refusal_pauses_every_clone_of_the_client() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let throttled = error(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Fraction(Duration::from_millis(700)));
    emulator.answer_next(throttled);
    let began = Instant::now();
    let mut first = import(&graph, 1);
    // Until the refusal is there.
    assert!(tokio::time::timeout(Duration::from_millis(100), first.next()).await.is_err());
    let other = graph.clone();
    let second = tokio::spawn(async move { outcomes(import(&other, 5)).await.len() });
    assert_eq!(outcomes(first).await.len(), 1);
    assert_eq!(second.await.unwrap(), 5);
    assert!(began.elapsed() >= Duration::from_millis(700), "{:?}", began.elapsed());
    assert_eq!(emulator.requests().len(), 7);
}

#[tokio::test]
async fn a_refusal_is_sent_again_and_listed() {
    let emulator = Emulator::start().await.unwrap();
    for _ in 0..2 {
        emulator.answer_next(error(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Seconds(0)));
    }
    emulator.answer_next(error(StatusCode::SERVICE_UNAVAILABLE).retry_after(RetryAfter::Seconds(0)));
    let all = outcomes(import(&client(&emulator), 1)).await;
    let Ok(Imported::Created(created)) = &all[0].result else { panic!("{all:?}") };
    let statuses: Vec<_> = created.attempts.iter().map(|attempt| attempt.status.unwrap().as_u16()).collect();
    assert_eq!(statuses, [429, 429, 503, 201]);
    let ids: HashSet<_> = created.attempts.iter().map(|attempt| attempt.client_request_id).collect();
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn an_import_gives_up_on_what_is_always_refused() {
    let emulator = Emulator::start().await.unwrap();
    for _ in 0..3 {
        emulator.answer_next(error(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Seconds(0)));
    }
    let all = outcomes(import(&client(&emulator), 1).refusals(2)).await;
    assert_eq!(disposition(&all[0]), Disposition::Throttled);
    let Err(ImportFailure::Now(failure)) = &all[0].result else { panic!("{all:?}") };
    assert_eq!(failure.attempts().len(), 3);
}

#[tokio::test]
async fn without_a_connection_nothing_is_sent_and_all_wait() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    emulator.stop().await;
    let began = Instant::now();
    let all = outcomes(import(&graph, 2).refusals(1)).await;
    assert!(all.iter().all(|outcome| disposition(outcome) == Disposition::NotSent));
    assert!(began.elapsed() >= Duration::from_secs(1));
}

/// 300 a second: as the goal of the benches, in less time.
#[tokio::test]
async fn the_rate_is_found() {
    let emulator = Emulator::start().await.unwrap();
    emulator.set_profile(Profile::intune().writes(300).window(Duration::from_secs(1)));
    let graph = graph_entity_tests::client::client(&emulator);
    let began = Instant::now();
    let all = outcomes(import(&graph, 900)).await;
    assert!(all.iter().all(|outcome| outcome.result.is_ok()));
    let refused = emulator.statistics().with_status(429);
    // Times are the benches' to state; this is far from them.
    assert!(refused <= 45, "{refused} refused in {:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}
