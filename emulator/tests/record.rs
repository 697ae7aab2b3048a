//! What is recorded of a request.
//!
//! The client is a raw socket, because an HTTP library normalizes what it sends.

use graph_entity_emulator::Emulator;
use graph_entity_emulator::http::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_request_is_recorded_as_it_came() {
    let graph = Emulator::start().await.unwrap();
    let mut stream = TcpStream::connect(graph.address()).await.unwrap();
    let request = "POST /v1.0/users/a%20b%2Fc/messages?$filter=x%20eq%20'y'&z HTTP/1.1\r\nHost: h\r\n\
                   AUTHORIZATION: Bearer secret-1\r\nX-Twice: 1\r\nX-Twice: 2\r\nContent-Type: application/json\r\n\
                   Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.read_to_end(&mut Vec::new()).await.unwrap();

    let requests = graph.requests();
    let [recorded] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(recorded.method, Method::POST);
    assert_eq!(recorded.path_and_query, "/v1.0/users/a%20b%2Fc/messages?$filter=x%20eq%20'y'&z");
    assert_eq!(recorded.body, r#"{"a":1}"#);
    assert_eq!(recorded.json().unwrap()["a"], 1);
    assert_eq!(recorded.header("authorization"), Some("Bearer secret-1"));
    assert_eq!(recorded.headers.get_all("x-twice").iter().collect::<Vec<_>>(), ["1", "2"]);
    assert!(!format!("{recorded:?}").contains("secret-1"));
    assert!(!format!("{graph:?}").contains("secret-1"));
}

#[tokio::test]
async fn requests_are_in_the_order_of_their_arrival() {
    let graph = Emulator::start().await.unwrap();
    let client = reqwest::Client::new();
    for number in 0..5 {
        client.delete(format!("{}/any/path/{number}", graph.base_url())).send().await.unwrap();
    }
    let paths: Vec<String> = graph.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(paths, ["/any/path/0", "/any/path/1", "/any/path/2", "/any/path/3", "/any/path/4"]);
}

#[tokio::test]
async fn a_request_that_breaks_off_is_not_recorded() {
    let graph = Emulator::start().await.unwrap();
    let mut stream = TcpStream::connect(graph.address()).await.unwrap();
    stream.write_all(b"POST /v1.0/users HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{").await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(answer.is_empty());
    assert!(graph.requests().is_empty());
}
