//! Links between entities through `…/$ref`.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::{Method, Request, Response};
use graph_entity_emulator::{Emulator, Fault};
use serde_json::{Value, json};

const MEMBERS: &str = "/v1.0/groups/g/members";

async fn send(graph: &Emulator, method: Method, path: &str, body: &Value) -> Response<Bytes> {
    let path = path.strip_prefix(graph.base_url()).unwrap_or(path);
    let request = Request::builder().method(method).uri(path).header("authorization", "Bearer t");
    let request = request.header("content-type", "application/json");
    let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    graph.answer(request.body(body).unwrap()).await.unwrap()
}

async fn get(graph: &Emulator, path: &str) -> Value {
    json_of(&send(graph, Method::GET, path, &Value::Null).await)
}

fn json_of(answer: &Response<Bytes>) -> Value {
    serde_json::from_slice(answer.body()).unwrap()
}

fn to(graph: &Emulator, id: &str) -> Value {
    json!({"@odata.id": format!("{}/v1.0/directoryObjects/{id}", graph.base_url())})
}

async fn user(graph: &Emulator, name: &str) -> String {
    let answer = send(graph, Method::POST, "/v1.0/users", &json!({"displayName": name})).await;
    json_of(&answer)["id"].as_str().unwrap().to_owned()
}

async fn add(graph: &Emulator, id: &str) -> u16 {
    send(graph, Method::POST, &format!("{MEMBERS}/$ref"), &to(graph, id)).await.status().as_u16()
}

fn names(page: &Value) -> Vec<&str> {
    page["value"].as_array().unwrap().iter().map(|entity| entity["displayName"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn members_are_added_once_listed_and_removed() {
    let graph = Emulator::builder().page_size(2).start().await.unwrap();
    let mut ids = Vec::new();
    for name in ["ada", "bob", "eve"] {
        ids.push(user(&graph, name).await);
        assert_eq!(add(&graph, &ids[ids.len() - 1]).await, 204);
    }
    assert_eq!(add(&graph, "not-stored").await, 204);

    let again = send(&graph, Method::POST, &format!("{MEMBERS}/$ref"), &to(&graph, &ids[0])).await;
    assert_eq!(again.status(), 400);
    let error = &json_of(&again)["error"];
    assert_eq!(error["code"], "Request_BadRequest");
    let message = "One or more added object references already exist for the following modified properties: 'members'.";
    assert_eq!(error["message"], message);

    let first = get(&graph, MEMBERS).await;
    assert_eq!(names(&first), ["ada", "bob"]);
    let second = get(&graph, first["@odata.nextLink"].as_str().unwrap()).await;
    assert_eq!(names(&second), ["eve"]);
    assert!(second.get("@odata.nextLink").is_none(), "what is not stored is on no page");
    let selected = get(&graph, &format!("{MEMBERS}?$select=id&$top=1")).await;
    assert_eq!(selected["value"][0].get("displayName"), None);
    assert_eq!(get(&graph, &format!("{MEMBERS}/{}", ids[1])).await["displayName"], "bob");

    let references = get(&graph, &format!("{MEMBERS}/$ref")).await;
    assert_eq!(references["value"], json!([to(&graph, &ids[0]), to(&graph, &ids[1])]));
    assert!(references["@odata.nextLink"].is_string());

    let path = format!("{MEMBERS}/{}/$ref", ids[1]);
    assert_eq!(send(&graph, Method::DELETE, &path, &Value::Null).await.status(), 204);
    let gone = send(&graph, Method::DELETE, &path, &Value::Null).await;
    assert_eq!((gone.status().as_u16(), &json_of(&gone)["error"]["code"]), (404, &json!("Request_ResourceNotFound")));
    assert_eq!(add(&graph, &ids[1]).await, 204);

    let members = graph.references(MEMBERS);
    assert_eq!(members.ids(), [&ids[0], &ids[2], "not-stored", &ids[1]]);
    assert_eq!((members.added(&ids[0]), members.added(&ids[1]), members.removed(&ids[1])), (1, 2, 1));
    assert_eq!((members.total_added(), members.total_removed()), (5, 1));
    assert!(members.contains("not-stored") && !members.contains("other"));
    let statistics = graph.statistics();
    assert_eq!((statistics.linked, statistics.unlinked, statistics.created, statistics.deleted), (5, 1, 3, 0));
}

#[tokio::test]
async fn a_single_reference_is_set_read_and_removed() {
    let graph = Emulator::start().await.unwrap();
    let (ada, bob) = (user(&graph, "ada").await, user(&graph, "bob").await);
    let manager = "/v1.0/users/7/manager";
    let set = |id: &str| {
        let (graph, body) = (&graph, to(&graph, id));
        async move { send(graph, Method::PUT, &format!("{manager}/$ref"), &body).await.status().as_u16() }
    };
    assert_eq!(set(&ada).await, 204);
    assert_eq!(set(&ada).await, 204, "setting it again is allowed");
    assert_eq!(set(&bob).await, 204);
    assert_eq!(get(&graph, manager).await["displayName"], "bob");
    assert_eq!(get(&graph, &format!("{manager}/$ref")).await["@odata.id"], to(&graph, &bob)["@odata.id"]);
    let references = graph.references(manager);
    assert_eq!((references.ids(), references.added(&ada), references.removed(&ada)), (vec![bob.as_str()], 2, 0));

    let path = format!("{manager}/$ref");
    assert_eq!(send(&graph, Method::DELETE, &path, &Value::Null).await.status(), 204);
    assert_eq!(send(&graph, Method::DELETE, &path, &Value::Null).await.status(), 404);
    assert_eq!(set("not-stored").await, 204);
    assert_eq!(send(&graph, Method::GET, manager, &Value::Null).await.status(), 404);
    assert_eq!(graph.statistics().updated, 0);
}

#[tokio::test]
async fn what_is_not_the_address_of_an_object_here_is_refused() {
    let graph = Emulator::start().await.unwrap();
    let origin = graph.base_url().to_owned();
    for (body, code) in [
        (json!({"@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/7"}), "Request_BadRequest"),
        (json!({"@odata.id": format!("{origin}0/v1.0/directoryObjects/7")}), "Request_BadRequest"),
        (json!({"@odata.id": format!("{origin}/v2.0/directoryObjects/7")}), "Request_BadRequest"),
        (json!({"@odata.id": format!("{origin}/v1.0/directoryObjects")}), "Request_BadRequest"),
        (json!({"@odata.id": "/v1.0/directoryObjects/7"}), "Request_BadRequest"),
        (json!({"@odata.id": 7}), "BadRequest"),
        (json!({}), "BadRequest"),
    ] {
        for method in [Method::POST, Method::PUT] {
            let answer = send(&graph, method, &format!("{MEMBERS}/$ref"), &body).await;
            assert_eq!((answer.status().as_u16(), &json_of(&answer)["error"]["code"]), (400, &json!(code)), "{body}");
        }
    }
    assert_eq!(send(&graph, Method::PATCH, &format!("{MEMBERS}/$ref"), &json!({})).await.status(), 405);
    assert_eq!(send(&graph, Method::GET, "/v1.0/$ref", &Value::Null).await.status(), 501);
    assert_eq!(graph.references(MEMBERS).total_added(), 0);
}

#[tokio::test]
async fn faults_and_batches_apply_to_references() {
    let graph = Emulator::start().await.unwrap();
    graph.answer_next(Fault::GatewayTimeoutAfterCommit);
    assert_eq!(add(&graph, "a").await, 504);
    assert_eq!(graph.references(MEMBERS).added("a"), 1, "stored in spite of the answer");
    graph.answer_next(Fault::GatewayTimeout);
    assert_eq!(add(&graph, "b").await, 504);
    assert_eq!(graph.references(MEMBERS).added("b"), 0);

    let part = |id: &str, to: Value| {
        let headers = json!({"Content-Type": "application/json"});
        json!({"id": id, "method": "POST", "url": "/groups/g/members/$ref", "body": to, "headers": headers})
    };
    let parts = [part("1", to(&graph, "a")), part("2", to(&graph, "b"))];
    let answer = json_of(&send(&graph, Method::POST, "/v1.0/$batch", &json!({"requests": parts})).await);
    assert_eq!((&answer["responses"][0]["status"], &answer["responses"][1]["status"]), (&json!(400), &json!(204)));
    assert_eq!(graph.references(MEMBERS).ids(), ["a", "b"]);
}

#[tokio::test]
async fn the_references_of_a_deleted_entity_go_with_it() {
    let graph = Emulator::start().await.unwrap();
    let connection = json!({"id": "c"});
    send(&graph, Method::POST, "/v1.0/external/connections", &connection).await;
    let path = "/v1.0/external/connections/c/members";
    send(&graph, Method::POST, &format!("{path}/$ref"), &to(&graph, "a")).await;
    assert_eq!(add(&graph, "a").await, 204);
    let deleted = send(&graph, Method::DELETE, "/v1.0/external/connections/c", &Value::Null).await;
    assert_eq!(deleted.status(), 204);
    assert!(graph.references(path).ids().is_empty());
    assert_eq!(graph.references(MEMBERS).ids(), ["a"]);
    graph.clear();
    assert!(graph.references(MEMBERS).ids().is_empty());
}
