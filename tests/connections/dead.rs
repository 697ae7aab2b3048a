//! A dead connection is not used again: after a time-out, and if a ping is not answered.

use super::*;
use tokio::sync::Notify;

/// Does not answer on the first connection.
async fn silent_once() -> Server {
    Server::start(|connection, mut peer: Peer| async move {
        peer.answers_pings = false;
        if connection == 0 { peer.ignore().await } else { peer.serve().await }
    })
    .await
}

#[tokio::test]
async fn after_a_time_out_the_next_create_has_another_connection() {
    let server = silent_once().await;
    let graph = server.builder().timeout(Duration::from_millis(500)).build().unwrap();
    let error = failed(status(0).create("7"), &graph).await;
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Unknown, 1), "{error}");
    assert!(matches!(error.kind(), ErrorKind::Lost(_)), "{error}");
    for number in 1..4 {
        assert_eq!(create(&graph, number).await.unwrap(), 1);
    }
    assert_eq!(server.log.requests_on(0), users([0]));
    assert_eq!((server.log.stored(), server.log.connections()), (users(1..4), 2));
}

#[tokio::test]
async fn a_batch_that_is_sent_again_has_another_connection() {
    let server = silent_once().await;
    let graph = server.builder().timeout(Duration::from_millis(500)).build().unwrap();
    let statuses: Vec<_> = (0..3).map(status).collect();
    let outcomes = graph.batch(statuses.iter().map(|status| status.create("7").retry_unknown(1))).await;
    assert_eq!(failures(&outcomes), Vec::<String>::new());
    assert_eq!((server.log.stored(), server.log.connections()), (users(0..3), 2));
}

#[tokio::test]
async fn an_import_loses_only_what_was_in_flight() {
    let server = silent_once().await;
    let graph = server.builder().timeout(Duration::from_millis(500)).build().unwrap();
    let outcomes = import(&graph, 60).await;
    let lost: Vec<_> = outcomes.iter().filter(|outcome| outcome.result.is_err()).collect();
    for outcome in &lost {
        let failure = outcome.result.as_ref().unwrap_err();
        assert_eq!(failure.disposition(), Disposition::Unknown, "{failure}");
    }
    // An import begins with 4 in flight.
    assert!(lost.len() <= 4, "{lost:?}");
    let mut lost: Vec<_> = lost.iter().map(|outcome| outcome.entity.user_principal_name.clone().unwrap()).collect();
    lost.sort();
    let mut silent = server.log.requests_on(0);
    silent.sort();
    assert_eq!(lost, silent);
    let mut all = server.log.stored();
    all.extend(lost);
    all.sort();
    assert_eq!(all, users(0..60));
}

/// A time-out does not end the other requests on its connection.
#[tokio::test]
async fn the_others_in_flight_go_on() {
    let answer = Arc::new(Notify::new());
    let waits = Arc::clone(&answer);
    let server = Server::start(move |connection, mut peer: Peer| {
        let answer = Arc::clone(&waits);
        async move {
            if connection > 0 {
                return peer.serve().await;
            }
            let slow = peer.request().await.unwrap();
            peer.request().await.unwrap();
            answer.notified().await;
            peer.store(slow).await;
            peer.ignore().await;
        }
    })
    .await;
    let graph = server.client();
    let slow = {
        let graph = graph.clone();
        tokio::spawn(async move { create(&graph, 0).await })
    };
    until(&server.log, |log| log.requests().len() == 1).await;
    let error = failed(status(1).create("7").deadline(Duration::from_millis(300)), &graph).await;
    assert_eq!(error.disposition(), Disposition::Unknown, "{error}");
    assert_eq!(create(&graph, 2).await.unwrap(), 1);
    answer.notify_one();
    assert_eq!(slow.await.unwrap().unwrap(), 1);
    assert_eq!((server.log.stored(), server.log.connections()), (users([0, 2]), 2));
    assert_eq!(server.log.requests_on(0), users([0, 1]));
}

/// The clock is stopped while the client waits, and moved by hand.
async fn pass(duration: Duration) {
    tokio::time::pause();
    tokio::time::advance(duration).await;
    tokio::time::resume();
    // For what is due now to happen.
    tokio::time::sleep(Duration::from_millis(50)).await;
}

#[tokio::test]
async fn a_connection_that_answers_no_ping_is_closed() {
    let server = silent_once().await;
    let graph = server.client();
    let create_one = {
        let graph = graph.clone();
        tokio::spawn(async move { create(&graph, 0).await })
    };
    until(&server.log, |log| log.requests().len() == 1).await;
    assert_eq!(server.log.pings(), 0);
    pass(Duration::from_secs(20)).await;
    until(&server.log, |log| log.pings() == 1).await;
    pass(Duration::from_secs(10)).await;
    // Long before its deadline of 100 s.
    let error = create_one.await.unwrap().unwrap_err();
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Unknown, 1), "{error}");
    assert_eq!(create(&graph, 1).await.unwrap(), 1);
    assert_eq!((server.log.stored(), server.log.connections()), (users([1]), 2));
}

#[tokio::test]
async fn a_slow_service_that_answers_pings_keeps_its_connection() {
    let server = Server::start(|_, mut peer: Peer| async move {
        while let Some(request) = peer.request().await {
            // The pings are answered while the next request is waited for.
            let next = peer.request().await;
            peer.store(request).await;
            let Some(next) = next else { return };
            peer.store(next).await;
        }
    })
    .await;
    let graph = server.client();
    let slow = {
        let graph = graph.clone();
        tokio::spawn(async move { create(&graph, 0).await })
    };
    until(&server.log, |log| log.requests().len() == 1).await;
    for pings in 1..4 {
        pass(Duration::from_secs(20)).await;
        until(&server.log, |log| log.pings() >= pings).await;
    }
    assert_eq!(create(&graph, 1).await.unwrap(), 1);
    assert_eq!(slow.await.unwrap().unwrap(), 1);
    assert_eq!((server.log.stored(), server.log.connections()), (users([0, 1]), 1));
}
