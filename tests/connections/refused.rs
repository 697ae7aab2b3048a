//! A request that the service states it did not process is sent again, and `NotSent` when the retries are used up.

use super::*;
use futures_util::stream::{self, StreamExt};
use server::{ENHANCE_YOUR_CALM, EVERY_STREAM, NO_ERROR, REFUSED_STREAM};

/// Refuses the stream of the first request.
async fn refuses_once() -> Server {
    Server::start(|connection, mut peer: Peer| async move {
        if connection == 0
            && let Some(request) = peer.request().await
        {
            peer.reset(request.stream, REFUSED_STREAM).await;
        }
        peer.serve().await;
    })
    .await
}

#[tokio::test]
async fn a_refused_stream_is_sent_again() {
    let server = refuses_once().await;
    let graph = server.client();
    assert_eq!(create(&graph, 0).await.unwrap(), 2);
    assert_eq!((server.log.stored(), server.log.connections()), (users([0]), 1));
}

#[tokio::test]
async fn a_refused_stream_is_not_sent_when_the_retries_are_used_up() {
    let server = refuses_once().await;
    let graph = server.client();
    let error = failed(status(0).create("7").retries(0), &graph).await;
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::NotSent, 1), "{error}");
    assert!(matches!(error.kind(), ErrorKind::Unprocessed(_)), "{error}");
    let text = error.to_string();
    assert!(text.starts_with("not processed by the service: ") && text.contains("refused stream"), "{text}");
    assert_eq!(server.log.stored(), users([]));
}

#[tokio::test]
async fn a_refused_batch_is_sent_again() {
    let server = refuses_once().await;
    let statuses: Vec<_> = (0..25).map(status).collect();
    let outcomes = server.client().batch(statuses.iter().map(|status| status.create("7"))).await;
    assert_eq!(failures(&outcomes), Vec::<String>::new());
    assert_eq!(server.log.stored(), users(0..25));
}

#[tokio::test]
async fn an_import_sends_a_refused_stream_again() {
    let server = refuses_once().await;
    let outcomes = import(&server.client(), 10).await;
    assert_eq!(failures(outcomes.iter().map(|outcome| &outcome.result)), Vec::<String>::new());
    assert_eq!(server.log.stored(), users(0..10));
}

/// Two requests are there; the connection ends with a `GOAWAY` that has the first as its last stream, after one that allowed
/// all, as RFC 9113 has it for a graceful end.
#[tokio::test]
async fn a_stream_above_the_last_of_a_goaway_is_sent_again() {
    for code in [NO_ERROR, ENHANCE_YOUR_CALM] {
        let server = Server::start(move |connection, mut peer: Peer| async move {
            if connection > 0 {
                return peer.serve().await;
            }
            let first = peer.request().await.unwrap();
            peer.request().await.unwrap();
            peer.go_away(EVERY_STREAM, code).await;
            peer.go_away(first.stream, code).await;
            peer.store(first).await;
            peer.close().await;
        })
        .await;
        let graph = server.client();
        let first = create(&graph, 0);
        let second = async {
            until(&server.log, |log| log.requests().len() == 1).await;
            create(&graph, 1).await
        };
        let (first, second) = tokio::join!(first, second);
        assert_eq!((first.unwrap(), second.unwrap()), (1, 2));
        assert_eq!((server.log.stored(), server.log.connections()), (users([0, 1]), 2));
        assert_eq!(server.log.requests_on(0), users([0, 1]));
    }
}

#[tokio::test]
async fn a_batch_above_the_last_stream_of_a_goaway_is_sent_again() {
    let server = Server::start(|connection, mut peer: Peer| async move {
        if connection > 0 {
            return peer.serve().await;
        }
        peer.request().await.unwrap();
        peer.go_away(0, NO_ERROR).await;
        peer.close().await;
    })
    .await;
    let statuses: Vec<_> = (0..5).map(status).collect();
    let outcomes = server.client().batch(statuses.iter().map(|status| status.create("7"))).await;
    assert_eq!(failures(&outcomes), Vec::<String>::new());
    assert_eq!(server.log.stored(), users(0..5));
    assert_eq!(server.log.requests_on(0), users(0..5));
}

/// Ends each connection gracefully after 25 requests, as nginx does by `keepalive_requests`.
async fn graceful() -> Server {
    Server::start(|_, mut peer: Peer| async move {
        let (mut served, mut last) = (0, EVERY_STREAM);
        while let Some(request) = peer.request().await {
            // Another that was begun before the last one may come after it.
            if request.stream > last {
                continue;
            }
            served += 1;
            if served == 25 {
                last = request.stream;
                peer.go_away(last, NO_ERROR).await;
            }
            peer.store(request).await;
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_goaway_every_25_requests_costs_no_create() {
    let server = graceful().await;
    let graph = server.builder().retries(10).build().unwrap();
    let outcomes: Vec<_> =
        stream::iter(0..2_000).map(|number| create(&graph, number)).buffer_unordered(16).collect().await;
    assert_eq!(failures(&outcomes), Vec::<String>::new());
    assert_eq!(server.log.stored(), users(0..2_000));
    assert!(server.log.connections() >= 80);
    // Otherwise none was refused, and the test proves nothing.
    assert!(server.log.requests().len() > 2_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_goaway_every_25_requests_costs_an_import_nothing() {
    let server = graceful().await;
    let outcomes = import(&server.client(), 200).await;
    assert_eq!(failures(outcomes.iter().map(|outcome| &outcome.result)), Vec::<String>::new());
    assert_eq!(server.log.stored(), users(0..200));
}
