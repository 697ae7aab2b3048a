//! References that a create makes: `…@odata.bind`.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::{Method, Request, Response};
use graph_entity_emulator::{Emulator, Fault};
use serde_json::{Value, json};

async fn send(graph: &Emulator, method: Method, path: &str, body: &Value) -> Response<Bytes> {
    let request = Request::builder().method(method).uri(path).header("authorization", "Bearer t");
    let request = request.header("content-type", "application/json").header("prefer", "create-if-missing");
    let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    graph.answer(request.body(body).unwrap()).await.unwrap()
}

fn json_of(answer: &Response<Bytes>) -> Value {
    serde_json::from_slice(answer.body()).unwrap()
}

async fn post(graph: &Emulator, path: &str, body: &Value) -> (u16, Value) {
    let answer = send(graph, Method::POST, path, body).await;
    (answer.status().as_u16(), json_of(&answer))
}

/// The addresses of so many new users.
async fn users(graph: &Emulator, count: usize) -> Vec<String> {
    let mut addresses = Vec::new();
    for number in 0..count {
        let (_, user) = post(graph, "/v1.0/users", &json!({"displayName": number.to_string()})).await;
        addresses.push(format!("{}/v1.0/users/{}", graph.base_url(), user["id"].as_str().unwrap()));
    }
    addresses
}

fn id_of(address: &str) -> &str {
    address.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn a_create_makes_references() {
    let graph = Emulator::start().await.unwrap();
    let users = users(&graph, 3).await;
    let owner = users[2].replace(graph.base_url(), "https://graph.microsoft.com");
    let body = json!({"displayName": "a", "members@odata.bind": users[..2], "owners@odata.bind": [owner]});
    let (status, group) = post(&graph, "/v1.0/groups", &body).await;
    let id = group["id"].as_str().unwrap();
    assert_eq!((status, &group), (201, &json!({"id": id, "displayName": "a"})), "they are not part of the entity");
    assert_eq!(graph.stored("/v1.0/groups"), std::slice::from_ref(&group));

    let path = format!("/v1.0/groups/{id}/members");
    let members = send(&graph, Method::GET, &format!("{path}/$ref"), &Value::Null).await;
    assert_eq!(json_of(&members)["value"], json!([{"@odata.id": users[0]}, {"@odata.id": users[1]}]));
    let members = json_of(&send(&graph, Method::GET, &path, &Value::Null).await);
    assert_eq!((&members["value"][0]["displayName"], &members["value"][1]["displayName"]), (&json!("0"), &json!("1")));
    assert_eq!(graph.references(&path).added(id_of(&users[0])), 1);
    assert_eq!(graph.references(&format!("/v1.0/groups/{id}/owners")).ids(), [id_of(&owner)]);

    let (status, user) = post(&graph, "/v1.0/users", &json!({"manager@odata.bind": users[0]})).await;
    assert_eq!(status, 201);
    let path = format!("/v1.0/users/{}/manager", user["id"].as_str().unwrap());
    let manager = json_of(&send(&graph, Method::GET, &path, &Value::Null).await);
    assert_eq!(manager["displayName"], "0");

    let upsert = json!({"members@odata.bind": [users[0]]});
    let created = send(&graph, Method::PATCH, "/v1.0/groups(uniqueName='x')", &upsert).await;
    assert_eq!(created.status(), 201);
    let path = format!("/v1.0/groups/{}/members", json_of(&created)["id"].as_str().unwrap());
    assert_eq!(graph.references(&path).ids(), [id_of(&users[0])]);
}

#[tokio::test]
async fn what_cannot_be_bound_creates_nothing() {
    let graph = Emulator::start().await.unwrap();
    let users = users(&graph, 21).await;
    let missing = format!("{}/v1.0/users/nobody", graph.base_url());
    for (value, status, code, message) in [
        (json!([users[0], missing]), 404, "Request_ResourceNotFound", "Resource 'nobody' does not exist"),
        (json!(missing), 404, "Request_ResourceNotFound", "Resource 'nobody' does not exist"),
        (json!([]), 400, "Request_BadRequest", "is an empty array"),
        (json!(null), 400, "Request_BadRequest", "Invalid URL format specified in @odata.bind for members"),
        (json!([7]), 400, "Request_BadRequest", "Invalid URL format"),
        (json!(["https://elsewhere.example/v1.0/users/7"]), 400, "Request_BadRequest", "Invalid URL format"),
        (json!([format!("{}/v1.0/users", graph.base_url())]), 400, "Request_BadRequest", "Invalid URL format"),
        (json!([users[0], users[0]]), 400, "Request_BadRequest", "already exist"),
        (json!(users), 400, "Request_BadRequest", "more than 20 references"),
    ] {
        let (answered, body) = post(&graph, "/v1.0/groups", &json!({"members@odata.bind": value})).await;
        assert_eq!((answered, &body["error"]["code"]), (status, &json!(code)), "{value}");
        assert!(body["error"]["message"].as_str().unwrap().contains(message), "{body}");
    }
    let split = json!({"members@odata.bind": users[..20], "owners@odata.bind": users[20..]});
    assert_eq!(post(&graph, "/v1.0/groups", &split).await.0, 400, "of all properties together");
    assert!(graph.stored("/v1.0/groups").is_empty());
    assert_eq!(post(&graph, "/v1.0/groups", &json!({"members@odata.bind": users[..20]})).await.0, 201);
}

#[tokio::test]
async fn a_fault_makes_the_references_or_not_as_the_create() {
    let graph = Emulator::start().await.unwrap();
    let users = users(&graph, 1).await;
    let body = json!({"members@odata.bind": users});
    for (fault, created) in [(Fault::GatewayTimeout, 0), (Fault::GatewayTimeoutAfterCommit, 1)] {
        graph.answer_next(fault);
        assert_eq!(post(&graph, "/v1.0/groups", &body).await.0, 504);
        assert_eq!(graph.stored("/v1.0/groups").len(), created, "{fault:?}");
    }
    let id = graph.stored("/v1.0/groups")[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(graph.references(&format!("/v1.0/groups/{id}/members")).ids(), [id_of(&users[0])]);
}

/// Where entities are only counted, what is bound is not known.
#[tokio::test]
async fn what_only_counts_takes_any() {
    let graph = Emulator::builder().count_only("displayName").start().await.unwrap();
    let body = json!({"displayName": "a", "members@odata.bind": [format!("{}/v1.0/users/7", graph.base_url())]});
    assert_eq!(post(&graph, "/v1.0/groups", &body).await.0, 201);
    assert_eq!(graph.oracle("/v1.0/groups", "displayName").stored("a"), 1);
}
