//! Creates of events, which the service recognises by their `transactionId`.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use graph_entity_emulator::Emulator;
use reqwest::{Client, Response};
use serde_json::{Value, json};

async fn post(graph: &Emulator, path: &str, body: &Value) -> Response {
    let request = Client::new().post(format!("{}/v1.0{path}", graph.base_url())).bearer_auth("t");
    request.header("content-type", "application/json").body(body.to_string()).send().await.unwrap()
}

async fn json_of(answer: Response) -> Value {
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_create_with_the_same_key_is_carried_out_once() {
    let graph = Emulator::start().await.unwrap();
    let event = json!({"subject": "Review", "transactionId": "7E163156"});
    let first = post(&graph, "/me/events", &event).await;
    let location = first.headers()["location"].clone();
    let first = json_of(first).await;
    let second = post(&graph, "/me/events", &event).await;
    assert_eq!((second.status().as_u16(), &second.headers()["location"]), (201, &location));
    assert_eq!(json_of(second).await, first);
    assert_eq!(graph.stored("/v1.0/me/events"), [first]);

    let other = post(&graph, "/me/events", &json!({"subject": "Other", "transactionId": "7E163156"})).await;
    assert_eq!(other.status(), 400);
    assert_eq!(json_of(other).await["error"]["code"], "ErrorDuplicateTransactionId");
    assert_eq!(graph.stored("/v1.0/me/events").len(), 1);
}

#[tokio::test]
async fn without_a_key_or_elsewhere_each_create_is_carried_out() {
    let graph = Emulator::start().await.unwrap();
    for (path, body) in [
        ("/me/events", json!({"subject": "Review"})),
        ("/me/messages", json!({"subject": "Review", "transactionId": "7E163156"})),
    ] {
        for _ in 0..2 {
            assert_eq!(post(&graph, path, &body).await.status(), 201);
        }
        assert_eq!(graph.stored(&format!("/v1.0{path}")).len(), 2, "{path}");
    }
}
