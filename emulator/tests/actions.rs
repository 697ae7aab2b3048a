//! Actions and functions with handlers: what reaches a handler, and how its reply is sent.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::header::LOCATION;
use graph_entity_emulator::http::{Method, Request, Response, StatusCode};
use graph_entity_emulator::{Committed, Emulator, Fault, NoAnswer, Reply};
use serde_json::{Value, json};

async fn try_send(graph: &Emulator, method: Method, path: &str, body: &str) -> Result<Response<Bytes>, NoAnswer> {
    let request = Request::builder().method(method).uri(path).header("authorization", "Bearer t");
    let request = request.header("content-type", "application/json");
    graph.answer(request.body(Bytes::copy_from_slice(body.as_bytes())).unwrap()).await
}

async fn send(graph: &Emulator, method: Method, path: &str, body: &str) -> Response<Bytes> {
    try_send(graph, method, path, body).await.unwrap()
}

fn json_of(answer: &Response<Bytes>) -> Value {
    serde_json::from_slice(answer.body()).unwrap()
}

/// An emulator with an action that counts its calls.
async fn counting() -> (Emulator, Arc<AtomicU64>) {
    let graph = Emulator::start().await.unwrap();
    let calls = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&calls);
    graph.on_action("/v1.0/users/{id}/assignLicense", move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Reply::json(&json!({"id": "7"}))
    });
    (graph, calls)
}

#[tokio::test]
async fn a_handler_gets_the_request_and_the_values_of_the_path() {
    let graph = Emulator::start().await.unwrap();
    graph.on_action("/v1.0/users/{userId}/messages/{messageId}/forward", |call| {
        let all: Vec<_> = call.values().map(|(name, value)| format!("{name}={value}")).collect();
        Reply::json(&json!({
            "method": call.method.as_str(),
            "path": call.path(),
            "values": all,
            "user": call.value("userId"),
            "other": call.value("other"),
            "comment": call.parameter("Comment"),
            "absent": call.parameter("absent"),
            "body": call.json().unwrap(),
        }))
    });
    let path = "/v1.0/users/a%20b/messages/7/microsoft.graph.forward";
    let answer = send(&graph, Method::POST, path, r#"{"comment":"FYI"}"#).await;
    assert_eq!(answer.status(), 200);
    let ids = answer.headers().get("request-id").unwrap().len();
    assert_eq!(ids, 36);
    let expected = json!({
        "method": "POST", "path": path, "values": ["userId=a b", "messageId=7"], "user": "a b", "other": "",
        "comment": "FYI", "absent": null, "body": {"comment": "FYI"},
    });
    assert_eq!(json_of(&answer), expected);
    assert_eq!(graph.requests().len(), 1);
    let statistics = graph.statistics();
    assert_eq!((statistics.called, statistics.created, statistics.with_status(200)), (1, 0, 1));
}

#[tokio::test]
async fn a_function_is_a_get_and_other_methods_are_the_services() {
    let graph = Emulator::start().await.unwrap();
    graph.on_action("/users/{id}/reminderView(StartDateTime='{start}',EndDateTime='{end}')", |call| {
        Reply::json(&json!({"value": [call.value("start"), call.value("end")]}))
    });
    let path = "/beta/users/7/reminderView(StartDateTime='2026-01-01',EndDateTime='2026-01-02')";
    assert_eq!(json_of(&send(&graph, Method::GET, path, "").await), json!({"value": ["2026-01-01", "2026-01-02"]}));
    assert_eq!(send(&graph, Method::DELETE, path, "").await.status(), 404);
    assert_eq!(graph.statistics().called, 1);
}

#[tokio::test]
async fn a_reply_has_a_status_headers_and_a_body() {
    let graph = Emulator::start().await.unwrap();
    graph.on_action("/a", |_| Reply::new(StatusCode::ACCEPTED).header(LOCATION, "https://x.example/7").body("text"));
    graph.on_action("/b", |_| Reply::graph_error(StatusCode::BAD_REQUEST, "BadRequest", "No."));
    graph.on_action("/c", |_| Reply::new(StatusCode::CREATED).body("{}"));
    graph.on_action("/d", |_| Reply::new(StatusCode::OK));
    graph.on_action("/d", |_| Reply::no_content());

    let answer = send(&graph, Method::POST, "/v1.0/a", "").await;
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (202, &b"text"[..]));
    assert_eq!(answer.headers()[LOCATION], "https://x.example/7");
    let answer = send(&graph, Method::POST, "/v1.0/b", "{}").await;
    assert_eq!(answer.status(), 400);
    assert_eq!(json_of(&answer)["error"]["code"], "BadRequest");
    assert_eq!(send(&graph, Method::POST, "/v1.0/c", "{}").await.status(), 201);
    assert_eq!(send(&graph, Method::POST, "/v1.0/d", "{}").await.status(), 204, "the handler given last");
    let statistics = graph.statistics();
    assert_eq!((statistics.called, statistics.created), (4, 0), "a 201 of a handler is not an entity");
    assert!(graph.stored("/v1.0/c").is_empty());
    graph.clear();
    assert_eq!(send(&graph, Method::POST, "/v1.0/c", "{}").await.status(), 201);
    assert_eq!(graph.statistics().called, 1, "a handler outlives `clear`");
}

#[tokio::test]
async fn a_call_is_a_part_of_a_batch_too() {
    let (graph, calls) = counting().await;
    let part = |id: &str, url: &str| json!({"id": id, "method": "POST", "url": url, "body": {}, "headers": {"Content-Type": "application/json"}});
    let batch = json!({"requests": [part("1", "/users/7/assignLicense"), part("2", "/users/7/other")]});
    let answer = json_of(&send(&graph, Method::POST, "/v1.0/$batch", &batch.to_string()).await);
    assert_eq!(answer["responses"][0]["body"], json!({"id": "7"}));
    assert_eq!(answer["responses"][1]["status"], 201, "an action without a handler is a create");
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    let statistics = graph.statistics();
    assert_eq!((statistics.called, statistics.created, statistics.parts), (1, 1, 2));
}

#[tokio::test]
async fn every_fault_applies_to_a_call() {
    for fault in Fault::ALL.iter().copied().filter(|fault| !fault.is_for_batches() && !fault.is_for_pages()) {
        let (graph, calls) = counting().await;
        graph.answer_next(fault.answer_with(std::time::Duration::ZERO).delayed(std::time::Duration::ZERO));
        let _ = try_send(&graph, Method::POST, "/v1.0/users/7/assignLicense", "{}").await;
        let expected = u64::from(fault.committed() == Committed::All);
        assert_eq!(calls.load(Ordering::Relaxed), expected, "{}", fault.name());
        assert_eq!(graph.statistics().called, expected, "{}", fault.name());
    }
}

#[tokio::test]
async fn a_call_is_checked_as_any_request() {
    let (graph, calls) = counting().await;
    let request = Request::post("/v1.0/users/7/assignLicense").body(Bytes::new()).unwrap();
    assert_eq!(graph.answer(request).await.unwrap().status(), 401);
    assert_eq!(calls.load(Ordering::Relaxed), 0);
}
