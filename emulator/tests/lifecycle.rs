//! Starting and stopping.
//!
//! The unit tests have no sockets; these tests need ports and open connections.

use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use graph_entity_emulator::http::StatusCode;
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let graph = Emulator::start().await.unwrap();
    assert_eq!(graph.address().ip(), Ipv4Addr::LOCALHOST);
    assert_eq!(graph.base_url(), format!("http://127.0.0.1:{}", graph.address().port()));
}

#[tokio::test]
async fn two_emulators_share_nothing_but_the_machine() {
    let (one, two) = (Emulator::start().await.unwrap(), Emulator::start().await.unwrap());
    assert_ne!(one.base_url(), two.base_url());
    reqwest::get(format!("{}/v1.0/users", one.base_url())).await.unwrap();
    assert_eq!((one.requests().len(), two.requests().len()), (1, 0));
}

#[tokio::test]
async fn a_port_in_use_is_an_error() {
    let one = Emulator::start().await.unwrap();
    let error = Emulator::bind(one.address().port()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_closes_the_port_and_the_connections() {
    let graph = Emulator::start().await.unwrap();
    let address = graph.address();
    graph.answer_next(ScriptedAnswer::hang_up().delayed(std::time::Duration::from_secs(3600)));
    let mut waiting = TcpStream::connect(address).await.unwrap();
    waiting.write_all(b"GET /v1.0/users HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    while graph.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    graph.stop().await;
    assert_eq!(TcpStream::connect(address).await.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    assert_eq!(waiting.read(&mut [0; 16]).await.unwrap_or(0), 0, "the connection is closed");
    // The port is free for the next.
    Emulator::bind(address.port()).await.unwrap().stop().await;
}

#[tokio::test]
async fn a_drop_leaves_no_task_behind() {
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let before = tasks();
    let graph = Emulator::start().await.unwrap();
    let mut idle = TcpStream::connect(graph.address()).await.unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    assert!(idle.read(&mut [0; 4096]).await.unwrap() > 0);
    assert!(tasks() > before);

    drop(graph);
    assert_eq!(idle.read(&mut [0; 16]).await.unwrap_or(0), 0, "the connection is closed");
    while tasks() > before {
        tokio::task::yield_now().await;
    }
}

#[test]
fn outside_of_a_runtime_a_start_is_an_error() {
    let mut start = std::pin::pin!(Emulator::start());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = start.as_mut().poll(&mut context) else { panic!("no error") };
    assert_eq!(error.kind(), ErrorKind::Other);
}

#[tokio::test]
async fn an_observer_sees_each_answer() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let observer = Arc::clone(&seen);
    let graph = Emulator::builder()
        .port(0)
        .on_answer(move |request, status| observer.lock().unwrap().push((request.path().to_owned(), status)))
        .start()
        .await
        .unwrap();
    reqwest::get(format!("{}/v1.0/users?a", graph.base_url())).await.unwrap();
    graph.answer_next(ScriptedAnswer::hang_up());
    reqwest::get(format!("{}/v1.0/groups", graph.base_url())).await.unwrap_err();
    let expected = [("/v1.0/users".to_owned(), Some(StatusCode::UNAUTHORIZED)), ("/v1.0/groups".to_owned(), None)];
    assert_eq!(*seen.lock().unwrap(), expected);
}
