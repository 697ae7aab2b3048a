//! Failures that prove nothing: the create is `Unknown`, and is sent once.

use super::*;
use server::{CANCEL, EVERY_STREAM, INTERNAL_ERROR, NO_ERROR};

/// A create whose request ends like this, then one that succeeds.
async fn is_unknown<F, Fut>(end: F)
where
    F: Fn(u32, Peer) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send,
{
    let server = Server::start(move |connection, mut peer: Peer| {
        let end = end.clone();
        async move {
            if connection > 0 {
                return peer.serve().await;
            }
            let request = peer.request().await.unwrap();
            end(request.stream, peer).await;
        }
    })
    .await;
    let graph = server.client();
    let error = failed(status(0).create("7"), &graph).await;
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Unknown, 1), "{error}");
    assert!(matches!(error.kind(), ErrorKind::Lost(_)), "{error}");
    assert!(error.to_string().starts_with("sent, then lost, so it may exist: "), "{error}");
    create(&graph, 1).await.unwrap();
    assert_eq!(server.log.stored(), users([1]));
    let sent: Vec<_> = server.log.requests().into_iter().map(|(_, user)| user).collect();
    assert_eq!(sent, users([0, 1]));
}

#[tokio::test]
async fn a_reset_with_another_code() {
    for code in [NO_ERROR, INTERNAL_ERROR, CANCEL] {
        is_unknown(move |stream, mut peer: Peer| async move {
            peer.reset(stream, code).await;
            peer.serve().await;
        })
        .await;
    }
}

#[tokio::test]
async fn a_goaway_that_allows_the_stream() {
    for last in [None, Some(EVERY_STREAM)] {
        for code in [NO_ERROR, INTERNAL_ERROR] {
            is_unknown(move |stream, mut peer: Peer| async move {
                peer.go_away(last.unwrap_or(stream), code).await;
                peer.close().await;
            })
            .await;
        }
    }
}

/// An error that the client detects does not show what the service did.
#[tokio::test]
async fn a_goaway_of_the_client_itself() {
    is_unknown(|_, mut peer: Peer| async move {
        peer.break_the_protocol().await;
        peer.ignore().await;
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_is_closed_after_the_request() {
    is_unknown(|_, peer: Peer| peer.close()).await;
    // With a TCP reset, or without the end of TLS.
    is_unknown(|_, peer: Peer| async move { drop(peer) }).await;
}

#[tokio::test]
async fn a_batch_whose_stream_is_reset() {
    let server = Server::start(|_, mut peer: Peer| async move {
        let request = peer.request().await.unwrap();
        peer.reset(request.stream, INTERNAL_ERROR).await;
        peer.serve().await;
    })
    .await;
    let statuses: Vec<_> = (0..3).map(status).collect();
    for outcome in server.client().batch(statuses.iter().map(|status| status.create("7"))).await {
        assert_eq!(outcome.unwrap_err().disposition(), Disposition::Unknown);
    }
    assert_eq!((server.log.stored(), server.log.requests().len()), (users([]), 3));
}
