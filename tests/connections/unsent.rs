//! A request that no connection took was not sent: it is tried again, and `NotSent` when the retries are used up.

use super::*;
use std::collections::HashSet;
use std::io::Write;
use std::sync::Mutex;

use futures_util::stream::{self, StreamExt};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConnection;

fn is_not_sent(error: &Error, attempts: usize) {
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::NotSent, attempts), "{error}");
    assert!(matches!(error.kind(), ErrorKind::Connect(_)), "{error}");
    assert!(error.to_string().starts_with("not sent: no connection: "), "{error}");
}

/// A server with TLS that never answers the first message of the handshake.
#[tokio::test]
async fn a_handshake_that_is_never_answered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let received = tokio::spawn(async move {
        let mut connections = Vec::new();
        while let Ok((connection, _)) = listener.accept().await {
            connections.push(connection);
        }
    });
    let graph = GraphClient::builder().base_url(base_url).token("t").build().unwrap();
    let error = failed(status(0).create("7").deadline(Duration::from_millis(300)), &graph).await;
    is_not_sent(&error, 1);

    let statuses = [status(0), status(1)];
    let creates = statuses.iter().map(|status| status.create("7").deadline(Duration::from_millis(300)));
    for outcome in graph.batch(creates).await {
        assert_eq!(outcome.unwrap_err().disposition(), Disposition::NotSent);
    }
    received.abort();
}

/// Like an address that drops all packets.
#[tokio::test]
async fn a_connection_that_is_never_accepted() {
    for scheme in ["http", "https"] {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(1).unwrap();
        let address = listener.local_addr().unwrap();
        // The listener does not accept, so that its backlog is full after a few connections.
        let mut waiting = Vec::new();
        while let Ok(connected) = tokio::time::timeout(Duration::from_millis(200), TcpStream::connect(address)).await {
            waiting.push(connected.unwrap());
            assert!(waiting.len() < 100);
        }
        let graph = GraphClient::builder().base_url(format!("{scheme}://{address}")).token("t").build().unwrap();
        let error = failed(status(0).create("7").deadline(Duration::from_millis(300)), &graph).await;
        is_not_sent(&error, 1);
    }
}

#[tokio::test]
async fn a_handshake_that_is_not_answered_in_time_is_begun_again() {
    let (certificate, config) = server::tls();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let log = Arc::new(Log::default());
    let server_log = Arc::clone(&log);
    let serving = tokio::spawn(async move {
        let (_silent, _) = listener.accept().await.unwrap();
        let (tcp, _) = listener.accept().await.unwrap();
        Peer::accept(&TlsAcceptor::from(config), tcp, server_log).await.unwrap().serve().await;
    });
    let graph = GraphClient::builder()
        .base_url(base_url)
        .root_certificate(certificate)
        .token("t")
        .timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    assert_eq!(create(&graph, 0).await.unwrap(), 2);
    assert_eq!(log.stored(), users([0]));
    serving.abort();
}

#[tokio::test]
async fn no_time_at_all() {
    let server = Server::start(|_, peer: Peer| peer.serve()).await;
    let graph = server.builder().timeout(Duration::ZERO).build().unwrap();
    is_not_sent(&failed(status(0).create("7").retries(1), &graph).await, 2);
    assert_eq!(server.log.requests(), []);
}

/// A connection that is in use allows no further stream. The request is not sent, even if a stream is allowed later.
#[tokio::test]
async fn a_connection_that_allows_no_stream() {
    let raise = Arc::new(Notify::new());
    let waits = Arc::clone(&raise);
    let server = Server::start(move |connection, mut peer: Peer| {
        let raise = Arc::clone(&waits);
        async move {
            let request = peer.request().await.unwrap();
            peer.store(request).await;
            if connection == 0 {
                peer.allow_streams(0).await;
                raise.notified().await;
                peer.allow_streams(100).await;
            }
            peer.serve().await;
        }
    })
    .await;
    let graph = server.client();
    assert_eq!(create(&graph, 0).await.unwrap(), 1);
    // For the settings to be in force.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let error = failed(status(1).create("7").deadline(Duration::from_millis(300)), &graph).await;
    is_not_sent(&error, 1);
    raise.notify_one();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(server.log.requests(), [(0, user(0))]);

    assert_eq!(create(&graph, 1).await.unwrap(), 1);
    assert_eq!((server.log.stored(), server.log.connections()), (users([0, 1]), 2));
}

#[tokio::test]
async fn a_create_leaves_a_connection_that_allows_no_stream() {
    let server = Server::start(|connection, mut peer: Peer| async move {
        let request = peer.request().await.unwrap();
        peer.store(request).await;
        if connection == 0 {
            peer.allow_streams(0).await;
        }
        peer.serve().await;
    })
    .await;
    let graph = server.builder().timeout(Duration::from_millis(500)).build().unwrap();
    assert_eq!(create(&graph, 0).await.unwrap(), 1);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(create(&graph, 1).await.unwrap(), 2);
    assert_eq!((server.log.stored(), server.log.connections()), (users([0, 1]), 2));
}

/// The server's `SETTINGS` and the end of the connection come with the last message of its handshake, so that the client has
/// both when it has its connection.
#[tokio::test]
async fn a_connection_that_is_closed_after_its_settings() {
    let (certificate, config) = server::tls();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let serving = std::thread::spawn(move || {
        let mut closed = 0;
        // Two attempts.
        for connection in listener.incoming().take(2) {
            let mut tcp = connection.unwrap();
            let mut tls = ServerConnection::new(Arc::clone(&config)).unwrap();
            while tls.is_handshaking() && !tls.wants_write() {
                tls.read_tls(&mut tcp).unwrap();
                tls.process_new_packets().unwrap();
            }
            // An empty `SETTINGS` frame.
            tls.writer().write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).unwrap();
            tls.send_close_notify();
            let mut flight = Vec::new();
            while tls.wants_write() {
                tls.write_tls(&mut flight).unwrap();
            }
            tcp.write_all(&flight).unwrap();
            tcp.shutdown(std::net::Shutdown::Write).unwrap();
            // Until the client closes.
            let _ = std::io::copy(&mut tcp, &mut std::io::sink());
            closed += 1;
        }
        closed
    });
    let graph = GraphClient::builder().base_url(base_url).root_certificate(certificate).token("t").build().unwrap();
    is_not_sent(&failed(status(0).create("7").retries(1), &graph).await, 2);
    assert_eq!(serving.join().unwrap(), 2);
}

/// Whatever its deadline: a create that is `NotSent` never arrived, and one that is created arrived once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_sent_never_arrives() {
    const CREATES: usize = 600;
    let server = Server::start(|_, mut peer: Peer| async move {
        while let Some(request) = peer.request().await {
            tokio::time::sleep(Duration::from_millis(u64::from(request.stream % 3))).await;
            peer.store(request).await;
        }
    })
    .await;
    // Connections are made again and again.
    let clients: Vec<_> = (0..12).map(|_| server.client()).collect();
    let outcomes: Vec<_> = stream::iter(0..CREATES)
        .map(|number| {
            let graph = &clients[number * clients.len() / CREATES];
            async move {
                let time = Duration::from_micros(100 * u64::try_from(number * 7 % 150).unwrap());
                let outcome = status(number).create("7").deadline(time).retries(0).send(graph).await;
                (number, outcome.map_or_else(|error| error.disposition(), |_| Disposition::Created))
            }
        })
        .buffer_unordered(16)
        .collect()
        .await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let arrived = server.log.requests();
    for (number, disposition) in outcomes {
        let times = arrived.iter().filter(|(_, arrived)| *arrived == user(number)).count();
        match disposition {
            Disposition::NotSent => assert_eq!(times, 0, "{number}"),
            Disposition::Created => assert_eq!(times, 1, "{number}"),
            Disposition::Unknown => assert!(times <= 1, "{number}"),
            other => panic!("{other:?}"),
        }
    }
    assert!(create(&clients[0], CREATES).await.is_ok());
}

/// The same with HTTP/1.1. Not even the head of a request that is `NotSent` arrives.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_sent_never_arrives_over_http_1() {
    const CREATES: usize = 600;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let arrived = Arc::new(Mutex::new(String::new()));
    let all = Arc::clone(&arrived);
    let serving = tokio::spawn(async move {
        while let Ok((mut tcp, _)) = listener.accept().await {
            let all = Arc::clone(&all);
            tokio::spawn(async move {
                // Nothing is answered: each request is a connection's only one.
                let mut buffer = [0; 4_096];
                while let Ok(count @ 1..) = tcp.read(&mut buffer).await {
                    all.lock().unwrap().push_str(str::from_utf8(&buffer[..count]).unwrap());
                }
            });
        }
    });
    let graph = GraphClient::builder().base_url(base_url).token("t").build().unwrap();
    let outcomes: Vec<_> = stream::iter(0..CREATES)
        .map(|number| {
            let graph = &graph;
            async move {
                let time = Duration::from_micros(100 * u64::try_from(number * 7 % 60).unwrap());
                status(number).create("7").deadline(time).retries(0).send(graph).await.unwrap_err()
            }
        })
        .buffer_unordered(16)
        .collect()
        .await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let arrived = arrived.lock().unwrap().clone();
    assert!(arrived.contains("content-length: ") && !arrived.contains("transfer-encoding"));
    let mut dispositions = HashSet::new();
    for error in outcomes {
        let id = error.client_request_id().unwrap().to_string();
        match error.disposition() {
            Disposition::NotSent => assert!(!arrived.contains(&id), "{error}"),
            disposition => assert_eq!(disposition, Disposition::Unknown, "{error}"),
        }
        dispositions.insert(format!("{:?}", error.disposition()));
    }
    assert_eq!(dispositions.len(), 2, "{dispositions:?}");
    serving.abort();
}
