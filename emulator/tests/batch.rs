//! Batches on the wire: what comes back, what is recorded, what a script changes.
//!
//! The client is `reqwest`, not `graph-entity`: a mistake that the emulator and `graph-entity` share would not be found by
//! testing one with the other.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::time::Duration;

use graph_entity_emulator::http::StatusCode;
use graph_entity_emulator::{Emulator, RetryAfter, ScriptedAnswer};
use serde_json::{Value, json};

const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

async fn post(graph: &Emulator, body: &Value) -> reqwest::Result<reqwest::Response> {
    let request = reqwest::Client::new().post(format!("{}/v1.0/$batch", graph.base_url())).bearer_auth("t");
    request.header("content-type", "application/json").body(body.to_string()).send().await
}

async fn answers(graph: &Emulator, body: &Value) -> Vec<Value> {
    let answer = post(graph, body).await.unwrap();
    assert_eq!(answer.status(), 200);
    let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    body["responses"].as_array().unwrap().clone()
}

/// Creates of users with `id`s from 1 on.
fn creates(number: u32) -> Value {
    let part = |id: u32| {
        json!({"id": id.to_string(), "method": "POST", "url": "/users", "body": {"n": id},
               "headers": {"Content-Type": "application/json"}})
    };
    json!({"requests": (1..=number).map(part).collect::<Vec<Value>>()})
}

fn statuses(answers: &[Value]) -> Vec<(&str, u64)> {
    answers.iter().map(|part| (part["id"].as_str().unwrap(), part["status"].as_u64().unwrap())).collect()
}

#[tokio::test]
async fn parts_are_answered_as_requests_are() {
    let graph = Emulator::start().await.unwrap();
    let mut batch = creates(2);
    let more = [
        json!({"id": "get", "method": "GET", "url": "users?$top=5"}),
        json!({"id": "no", "method": "POST", "url": "/users", "body": {"id": "7"},
               "headers": {"content-type": "application/json"}}),
        json!({"id": "gone", "method": "GET", "url": "/users('7')"}),
        json!({"id": "text", "method": "POST", "url": "/users", "body": "aGVsbG8",
               "headers": {"Content-Type": "text/plain"}}),
        json!({"id": "batch", "method": "POST", "url": "/$batch", "body": {},
               "headers": {"Content-Type": "application/json"}}),
    ];
    batch["requests"].as_array_mut().unwrap().extend(more);
    let parts = answers(&graph, &batch).await;
    let expected = [("1", 201), ("2", 201), ("get", 200), ("no", 400), ("gone", 404), ("text", 415), ("batch", 501)];
    assert_eq!(statuses(&parts), expected);

    let stored = graph.stored("/v1.0/users");
    assert_eq!(parts[0]["body"], stored[0]);
    assert_eq!(parts[0]["headers"]["Content-Type"], JSON);
    let location = format!("{}/v1.0/users/{}", graph.base_url(), stored[0]["id"].as_str().unwrap());
    assert_eq!(parts[0]["headers"]["Location"], location.as_str());
    assert_eq!(parts[2]["body"]["value"], Value::from(stored));
    assert_eq!(parts[3]["body"]["error"]["code"], "BadRequest");
    assert_eq!(parts[3]["headers"]["request-id"], parts[3]["body"]["error"]["innerError"]["request-id"]);

    let requests = graph.requests();
    let ids: Vec<_> = requests.iter().map(|request| request.part_id.as_deref()).collect();
    let parts_of = ["1", "2", "get", "no", "gone", "text", "batch"].map(Some);
    assert_eq!(ids[0], None, "the whole");
    assert_eq!(ids[1..], parts_of);
    assert_eq!(requests[0].path(), "/v1.0/$batch");
    assert_eq!(requests[1].path(), "/v1.0/users");
    assert_eq!(requests[1].body, r#"{"n":1}"#);
    assert_eq!(requests[1].header("authorization"), Some("Bearer t"));
    assert_eq!(requests[3].path_and_query, "/v1.0/users?$top=5");
    assert_eq!(requests[6].body, "hello");

    let statistics = graph.statistics();
    assert_eq!((statistics.requests, statistics.parts, statistics.created), (1, 7, 2));
    assert_eq!((statistics.with_status(201), statistics.with_status(200)), (2, 2));
}

#[tokio::test]
async fn a_batch_is_refused_as_a_whole() {
    let graph = Emulator::start().await.unwrap();
    for batch in [creates(21), creates(0), json!({}), json!([]), json!({"requests": [{"id": "1"}]})] {
        let answer = post(&graph, &batch).await.unwrap();
        assert_eq!(answer.status(), 400, "{batch}");
        let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(body["error"]["code"], "BadRequest");
    }
    let mut twice = creates(2);
    twice["requests"][1]["id"] = "1".into();
    let answer = post(&graph, &twice).await.unwrap().text().await.unwrap();
    assert!(answer.contains(r#""Request Id 1 has to be unique in a batch.""#), "{answer}");
    assert!(graph.stored("/v1.0/users").is_empty());

    let url = format!("{}/beta/$batch", graph.base_url());
    let client = reqwest::Client::new();
    assert_eq!(client.post(&url).body("{}").send().await.unwrap().status(), 401);
    assert_eq!(client.post(&url).bearer_auth("t").body("{}").send().await.unwrap().status(), 415);
    assert_eq!(client.get(&url).bearer_auth("t").send().await.unwrap().status(), 405);
    assert_eq!(answers(&graph, &creates(20)).await.len(), 20);
}

#[tokio::test]
async fn what_depends_on_a_failure_fails() {
    let graph = Emulator::start().await.unwrap();
    let mut batch = creates(4);
    batch["requests"][0]["dependsOn"] = json!(["4"]);
    batch["requests"][2]["dependsOn"] = json!(["2"]);
    batch["requests"][1]["body"] = json!({"id": "refused"});
    let parts = answers(&graph, &batch).await;
    assert_eq!(statuses(&parts), [("1", 201), ("2", 400), ("3", 424), ("4", 201)]);
    assert_eq!(parts[2]["body"]["error"]["code"], "FailedDependency");
    let numbers: Vec<_> = graph.stored("/v1.0/users").iter().map(|user| user["n"].clone()).collect();
    assert_eq!(numbers, [json!(4), json!(1)], "in the order in which they were carried out");
}

#[tokio::test]
async fn a_script_changes_single_parts() {
    let graph = Emulator::start().await.unwrap();
    let busy = ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Slow down.");
    graph.answer_next(
        ScriptedAnswer::ordinary()
            .every_part(busy.retry_after(RetryAfter::Fraction(Duration::from_millis(2_128))))
            .part(0, ScriptedAnswer::ordinary())
            .part(2, ScriptedAnswer::new(StatusCode::GATEWAY_TIMEOUT).after_commit())
            .part(3, ScriptedAnswer::ordinary().dropped())
            .part(4, ScriptedAnswer::html(StatusCode::SERVICE_UNAVAILABLE)),
    );
    let parts = answers(&graph, &creates(5)).await;
    assert_eq!(statuses(&parts), [("1", 201), ("2", 429), ("3", 504), ("5", 503)]);
    assert_eq!(parts[1]["headers"]["Retry-After"], "2.128");
    assert_eq!(parts[2].get("body"), None);
    assert!(parts[3]["body"].as_str().unwrap().starts_with("PGh0bWw+"), "base64 of HTML");
    let oracle = graph.oracle("/v1.0/users", "n");
    assert_eq!((oracle.stored("1"), oracle.stored("3"), oracle.stored("4"), oracle.total()), (1, 1, 1, 3));
    assert_eq!(graph.statistics().unanswered, 1);
}

#[tokio::test]
async fn a_script_changes_order_and_number() {
    let graph = Emulator::start().await.unwrap();
    graph.answer_next(ScriptedAnswer::ordinary().shuffled(7));
    let parts = answers(&graph, &creates(6)).await;
    let mut ids: Vec<_> = parts.iter().map(|part| part["id"].as_str().unwrap()).collect();
    assert_ne!(ids, ["1", "2", "3", "4", "5", "6"]);
    ids.sort_unstable();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6"]);

    graph.answer_next(ScriptedAnswer::ordinary().duplicated(1).with_foreign_id("9"));
    let parts = answers(&graph, &creates(2)).await;
    assert_eq!(statuses(&parts), [("1", 201), ("2", 201), ("2", 201), ("9", 201)]);
    assert_eq!(parts[1], parts[2]);
}

#[tokio::test]
async fn a_batch_can_be_lost_as_a_whole() {
    let graph = Emulator::start().await.unwrap();
    graph.answer_next(ScriptedAnswer::ordinary().reset());
    assert!(post(&graph, &creates(3)).await.is_err());
    assert_eq!(graph.stored("/v1.0/users").len(), 3);
    graph.answer_next(ScriptedAnswer::new(StatusCode::BAD_GATEWAY));
    assert_eq!(post(&graph, &creates(3)).await.unwrap().status(), 502);
    assert_eq!(graph.stored("/v1.0/users").len(), 3);
    graph.answer_next(ScriptedAnswer::new(StatusCode::BAD_GATEWAY).after_commit());
    assert_eq!(post(&graph, &creates(3)).await.unwrap().status(), 502);
    assert_eq!(graph.stored("/v1.0/users").len(), 6);
}
