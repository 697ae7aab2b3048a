//! Scripted answers, byte for byte on the wire.
//!
//! The client is a raw socket, because an HTTP library hides the framing of an answer.

use std::io;
use std::time::{Duration, Instant};

use graph_entity_emulator::http::header::{CONTENT_LENGTH, ETAG, LOCATION, RETRY_AFTER};
use graph_entity_emulator::http::{HeaderValue, StatusCode};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const CREATE: &str = "POST /v1.0/users HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer t\r\n\
                      Content-Type: application/json\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{\"a\":1}";

/// Everything that comes back on a connection of its own, up to its end; the `Date` is left out.
async fn send(graph: &Emulator, request: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(graph.address()).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let date = answer.find("date: ").map(|start| start..start + "date: Sat, 31 Jan 2026 12:00:00 GMT\r\n".len());
    if let Some(date) = date {
        answer.replace_range(date, "");
    }
    Ok(answer)
}

#[tokio::test]
async fn an_answer_is_what_the_script_says_and_no_more() {
    let graph = Emulator::start().await.unwrap();
    let answer = ScriptedAnswer::new(StatusCode::IM_A_TEAPOT).body("tea").header(RETRY_AFTER, 3);
    graph.answer_next(answer.header(ETAG, HeaderValue::from_static("1")).header(ETAG, 2));
    assert_eq!(
        send(&graph, CREATE).await.unwrap(),
        "HTTP/1.1 418 I'm a teapot\r\nretry-after: 3\r\netag: 1\r\netag: 2\r\nconnection: close\r\n\
         content-length: 3\r\n\r\ntea"
    );
    assert!(graph.stored("/v1.0/users").is_empty());
    assert_eq!(graph.requests().len(), 1);
}

#[tokio::test]
async fn answers_are_given_in_order_and_once() {
    let graph = Emulator::start().await.unwrap();
    graph.answer_next(ScriptedAnswer::new(StatusCode::BAD_GATEWAY));
    graph.answer_next(ScriptedAnswer::new(StatusCode::GATEWAY_TIMEOUT));
    // A script comes before all checks, so that it is the answer of an invalid request too.
    assert!(send(&graph, &CREATE.replace("v1.0", "v9")).await.unwrap().starts_with("HTTP/1.1 502 "));
    assert!(send(&graph, CREATE).await.unwrap().starts_with("HTTP/1.1 504 "));
    assert!(send(&graph, CREATE).await.unwrap().starts_with("HTTP/1.1 201 "));
}

#[tokio::test]
async fn an_error_has_graphs_shape_and_the_requests_ids() {
    let graph = Emulator::start().await.unwrap();
    let throttled = ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Slow down.");
    graph.answer_next(throttled.header(RETRY_AFTER, 10));
    let id = "7e323db2-3db2-7e32-b23d-327eb23d327e";
    let answer =
        send(&graph, &CREATE.replace("Host: h", &format!("Host: h\r\nclient-request-id: {id}"))).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 429 Too Many Requests\r\n"), "{answer}");
    assert!(answer.contains("\r\nretry-after: 10\r\n"), "{answer}");
    assert!(answer.contains(&format!("\r\nclient-request-id: {id}\r\n")), "{answer}");
    assert!(answer.contains(r#"{"error":{"code":"TooManyRequests","message":"Slow down.","innerError":{"#), "{answer}");
    assert!(answer.ends_with(&format!(r#""client-request-id":"{id}"}}}}}}"#)), "{answer}");
}

#[tokio::test]
async fn a_create_can_be_answered_without_a_length() {
    let graph = Emulator::start().await.unwrap();
    graph.answer_next(ScriptedAnswer::ordinary().chunked());
    let answer = send(&graph, CREATE).await.unwrap();
    let stored = graph.stored("/v1.0/users");
    let body = format!(r#"{{"id":{},"a":1}}"#, stored[0]["id"]);

    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    assert!(answer.contains("\r\ntransfer-encoding: chunked\r\n"), "{answer}");
    assert!(!answer.contains("content-length"), "{answer}");
    assert!(answer.ends_with(&format!("\r\n\r\n{:X}\r\n{body}\r\n0\r\n\r\n", body.len())), "{answer}");

    graph.answer_next(ScriptedAnswer::new(StatusCode::OK).chunked());
    assert!(send(&graph, CREATE).await.unwrap().ends_with("\r\n\r\n0\r\n\r\n"), "an empty body is chunked too");
}

#[tokio::test]
async fn an_ordinary_answer_can_be_changed() {
    let graph = Emulator::start().await.unwrap();
    let location = HeaderValue::from_static("elsewhere");
    graph.answer_next(ScriptedAnswer::ordinary().body("<html>").header(LOCATION, location).header(CONTENT_LENGTH, 99));
    let answer = send(&graph, CREATE).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    assert_eq!(answer.matches("location: ").count(), 1, "{answer}");
    assert!(answer.contains("\r\nlocation: elsewhere\r\n") && answer.contains("\r\ncontent-length: 6\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n<html>"), "{answer}");
    assert_eq!(graph.stored("/v1.0/users").len(), 1, "it was carried out");
}

#[tokio::test]
async fn a_body_can_be_cut_off() {
    let graph = Emulator::start().await.unwrap();
    // No `Connection: close` from here on: that the connection ends is the fault, not the request's wish.
    let create = CREATE.replace("Connection: close\r\n", "");
    let answer = ScriptedAnswer::new(StatusCode::CREATED).body(r#"{"id":"7","a":1}"#);
    graph.answer_next(answer.clone().truncated_to(9));
    assert_eq!(send(&graph, &create).await.unwrap(), "HTTP/1.1 201 Created\r\ncontent-length: 16\r\n\r\n{\"id\":\"7\"");
    graph.answer_next(answer.truncated_to(0));
    assert_eq!(send(&graph, &create).await.unwrap(), "HTTP/1.1 201 Created\r\ncontent-length: 16\r\n\r\n");

    graph.answer_next(ScriptedAnswer::ordinary().truncated_to(5));
    assert!(send(&graph, &create).await.unwrap().ends_with("\r\n\r\n{\"id\""));
    assert_eq!(graph.stored("/v1.0/users").len(), 1);
    graph.answer_next(ScriptedAnswer::ordinary().truncated_to(5));
    let url = format!("{}/v1.0/users", graph.base_url());
    let answer = reqwest::Client::new().get(url).bearer_auth("t").send().await.unwrap();
    assert!(answer.text().await.is_err(), "a client sees the fault");
}

#[tokio::test]
async fn a_request_can_be_left_without_an_answer() {
    let graph = Emulator::start().await.unwrap();
    let create = CREATE.replace("Connection: close\r\n", "");
    graph.answer_next(ScriptedAnswer::hang_up());
    assert_eq!(send(&graph, &create).await.unwrap(), "");
    assert!(graph.stored("/v1.0/users").is_empty(), "it was not carried out");

    graph.answer_next(ScriptedAnswer::ordinary().dropped());
    assert_eq!(send(&graph, &create).await.unwrap(), "");
    assert_eq!(graph.stored("/v1.0/users").len(), 1, "it was carried out");
    assert_eq!(graph.requests().len(), 2);

    assert!(send(&graph, CREATE).await.unwrap().starts_with("HTTP/1.1 201 "), "other connections are served");
}

#[tokio::test]
async fn an_answer_can_be_late() {
    let graph = Emulator::start().await.unwrap();
    graph.answer_next(ScriptedAnswer::ordinary().delayed(Duration::from_millis(80)));
    let start = Instant::now();
    assert!(send(&graph, CREATE).await.unwrap().starts_with("HTTP/1.1 201 "));
    assert!(start.elapsed() >= Duration::from_millis(80));

    graph.answer_next(ScriptedAnswer::hang_up().delayed(Duration::from_secs(3600)));
    let slow = send(&graph, CREATE);
    assert!(tokio::time::timeout(Duration::from_millis(80), slow).await.is_err());
    assert_eq!(graph.requests().len(), 2, "recorded before the wait");
}

#[tokio::test]
async fn no_status_harms_the_emulator() {
    let graph = Emulator::start().await.unwrap();
    for status in [100, 101, 102, 204, 205, 304, 599, 999] {
        let answer = ScriptedAnswer::new(StatusCode::from_u16(status).unwrap()).body("{}");
        for answer in [answer.clone(), answer.clone().chunked(), answer.truncated_to(1)] {
            graph.answer_next(answer);
            let _ = send(&graph, CREATE).await;
        }
    }
    assert!(send(&graph, CREATE).await.unwrap().starts_with("HTTP/1.1 201 "));
}
