//! Delta queries: pages, what changed since, replays, and tokens that have expired.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::header::LOCATION;
use graph_entity_emulator::http::{Method, Request, Response};
use graph_entity_emulator::{Emulator, Fault};
use serde_json::{Value, json};

async fn send(graph: &Emulator, method: Method, path: &str, body: &Value) -> Response<Bytes> {
    let path = path.strip_prefix(graph.base_url()).unwrap_or(path);
    let request = Request::builder().method(method).uri(path).header("authorization", "Bearer t");
    let request = request.header("content-type", "application/json");
    let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    graph.answer(request.body(body).unwrap()).await.unwrap()
}

async fn get(graph: &Emulator, path: &str) -> Value {
    let answer = send(graph, Method::GET, path, &Value::Null).await;
    assert_eq!(answer.status(), 200, "{path}: {answer:?}");
    serde_json::from_slice(answer.body()).unwrap()
}

async fn create(graph: &Emulator, name: &str) -> String {
    let body = json!({"displayName": name, "description": "d"});
    let answer = send(graph, Method::POST, "/v1.0/groups", &body).await;
    serde_json::from_slice::<Value>(answer.body()).unwrap()["id"].as_str().unwrap().to_owned()
}

async fn update(graph: &Emulator, id: &str, body: Value) {
    assert_eq!(send(graph, Method::PATCH, &format!("/v1.0/groups/{id}"), &body).await.status(), 204);
}

async fn delete(graph: &Emulator, id: &str) {
    assert_eq!(send(graph, Method::DELETE, &format!("/v1.0/groups/{id}"), &Value::Null).await.status(), 204);
}

/// Follows next links to the delta link; the items, without `@odata.etag`, and that link.
async fn round(graph: &Emulator, from: &str) -> (Vec<Value>, String) {
    let (mut items, mut path) = (Vec::new(), from.to_owned());
    for _ in 0..100 {
        let page = get(graph, &path).await;
        items.extend(page["value"].as_array().unwrap().iter().cloned());
        match page.get("@odata.nextLink") {
            Some(next) => {
                assert!(page.get("@odata.deltaLink").is_none() && next.as_str().unwrap().contains("$skiptoken="));
                next.as_str().unwrap().clone_into(&mut path);
            }
            None => {
                for item in &mut items {
                    item.as_object_mut().unwrap().remove("@odata.etag");
                }
                return (items, page["@odata.deltaLink"].as_str().unwrap().to_owned());
            }
        }
    }
    panic!("no end");
}

#[tokio::test]
async fn a_round_gives_everything_and_the_next_what_changed() {
    let graph = Emulator::builder().page_size(2).start().await.unwrap();
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        ids.push(create(&graph, name).await);
    }
    let (items, delta) = round(&graph, "/v1.0/groups/delta").await;
    assert_eq!(items.len(), 5);
    assert_eq!(items[0], json!({"id": ids[0], "displayName": "a", "description": "d"}));
    assert!(delta.contains("$deltatoken="), "{delta}");
    assert_eq!(graph.requests().len(), 5 + 3, "three pages");

    update(&graph, &ids[1], json!({"displayName": "b2"})).await;
    update(&graph, &ids[2], json!({"description": null})).await;
    delete(&graph, &ids[0]).await;
    let new = create(&graph, "f").await;
    let short_lived = create(&graph, "g").await;
    delete(&graph, &short_lived).await;
    update(&graph, &ids[1], json!({"visibility": "Private"})).await;
    update(&graph, &ids[3], json!({"displayName": "d"})).await;
    let expected = [
        json!({"id": ids[2], "description": null}),
        json!({"id": ids[0], "@removed": {"reason": "deleted"}}),
        json!({"id": new, "displayName": "f", "description": "d"}),
        // A client that lost its token knows it, if it was on a page before.
        json!({"id": short_lived, "@removed": {"reason": "deleted"}}),
        json!({"id": ids[1], "displayName": "b2", "visibility": "Private"}),
    ];
    for _ in 0..2 {
        let (items, next) = round(&graph, &delta).await;
        assert_eq!(items, expected, "a link can be followed again");
        assert_eq!(round(&graph, &next).await.0, [Value::Null; 0]);
    }
}

#[tokio::test]
async fn who_asks_for_a_page_again_hears_of_what_was_on_it_and_is_deleted() {
    for before in [0, 1] {
        let graph = Emulator::start().await.unwrap();
        for _ in 0..before {
            create(&graph, "a").await;
        }
        let (_, delta) = round(&graph, "/v1.0/groups/delta").await;
        let new = create(&graph, "b").await;
        assert_eq!(round(&graph, &delta).await.0.len(), 1, "the client is killed before it stores the next token");
        delete(&graph, &new).await;
        assert_eq!(round(&graph, &delta).await.0, [json!({"id": new, "@removed": {"reason": "deleted"}})]);
        let (anew, _) = round(&graph, "/v1.0/groups/delta").await;
        assert_eq!(anew.len(), before, "who begins knows nothing that could be deleted");
    }
}

#[tokio::test]
async fn what_changes_between_two_pages_is_on_a_later_one() {
    let graph = Emulator::builder().page_size(2).start().await.unwrap();
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        ids.push(create(&graph, name).await);
    }
    let first = get(&graph, "/v1.0/groups/delta").await;
    assert_eq!(first["value"].as_array().unwrap().len(), 2);
    update(&graph, &ids[0], json!({"displayName": "a2", "description": null})).await;
    delete(&graph, &ids[1]).await;
    let (items, delta) = round(&graph, first["@odata.nextLink"].as_str().unwrap()).await;
    let expected = [
        json!({"id": ids[2], "displayName": "c", "description": "d"}),
        json!({"id": ids[0], "displayName": "a2", "description": null}),
        json!({"id": ids[1], "@removed": {"reason": "deleted"}}),
    ];
    assert_eq!(items, expected, "the client may have the first two already");
    let (items, _) = round(&graph, &delta).await;
    assert_eq!(items, [Value::Null; 0]);
}

#[tokio::test]
async fn a_selection_limits_properties_and_changes() {
    let graph = Emulator::start().await.unwrap();
    let (one, other) = (create(&graph, "a").await, create(&graph, "b").await);
    let (items, delta) = round(&graph, "/v1.0/groups/delta()?$select=displayName&$top=1").await;
    assert_eq!(items, [json!({"id": one, "displayName": "a"}), json!({"id": other, "displayName": "b"})]);
    assert!(delta.contains("$select=displayName"), "{delta}");
    update(&graph, &one, json!({"description": "x"})).await;
    update(&graph, &other, json!({"description": "x", "displayName": "c"})).await;
    assert_eq!(round(&graph, &delta).await.0, [json!({"id": other, "displayName": "c"})]);
}

#[tokio::test]
async fn a_round_can_begin_now() {
    let graph = Emulator::start().await.unwrap();
    create(&graph, "a").await;
    for name in ["$deltatoken", "$deltaToken"] {
        let (items, delta) = round(&graph, &format!("/v1.0/groups/microsoft.graph.delta()?{name}=latest")).await;
        assert_eq!(items, [Value::Null; 0]);
        let new = create(&graph, "b").await;
        let (items, _) = round(&graph, &delta).await;
        assert_eq!((items.len(), &items[0]["id"]), (1, &json!(new)));
    }
    let (items, _) = round(&graph, "/v1.0/users/delta").await;
    assert_eq!(items, [Value::Null; 0], "of a collection without entities");
}

#[tokio::test]
async fn an_expired_token_is_gone_and_says_where_to_begin() {
    let graph = Emulator::builder().page_size(1).start().await.unwrap();
    create(&graph, "a").await;
    create(&graph, "b").await;
    let first = get(&graph, "/v1.0/groups/delta?$select=displayName").await;
    let next = first["@odata.nextLink"].as_str().unwrap();
    let (_, delta) = round(&graph, next).await;
    for (code, link) in [("resyncRequired", next), ("syncStateNotFound", &delta)] {
        graph.expire_delta_tokens(code);
        let answer = send(&graph, Method::GET, link, &Value::Null).await;
        assert_eq!(answer.status(), 410);
        let error: Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(error["error"]["code"], code);
        let restart = answer.headers()[LOCATION].to_str().unwrap();
        assert!(restart.ends_with("/v1.0/groups/delta?$select=displayName&$deltatoken="), "{restart}");
        assert_eq!(round(&graph, restart).await.0.len(), 2);
    }
    let (_, delta) = round(&graph, "/v1.0/groups/delta").await;
    graph.clear();
    assert_eq!(send(&graph, Method::GET, &delta, &Value::Null).await.status(), 410);
}

#[tokio::test]
async fn what_is_not_a_token_is_refused() {
    let graph = Emulator::start().await.unwrap();
    for query in ["$deltatoken=x", "$skiptoken=1.0", "$top=0"] {
        let answer = send(&graph, Method::GET, &format!("/v1.0/groups/delta?{query}"), &Value::Null).await;
        assert_eq!(answer.status(), 400, "{query}");
    }
}

#[tokio::test]
async fn faults_of_pages_apply() {
    let graph = Emulator::builder().page_size(1).start().await.unwrap();
    create(&graph, "a").await;
    create(&graph, "b").await;
    graph.answer_next(Fault::EmptyPage);
    let page = get(&graph, "/v1.0/groups/delta").await;
    assert_eq!(page["value"], json!([]));
    let (items, delta) = round(&graph, page["@odata.nextLink"].as_str().unwrap()).await;
    assert_eq!(items.len(), 2);
    graph.answer_next(Fault::NextLinkElsewhere);
    let page = get(&graph, &delta).await;
    assert!(page["@odata.deltaLink"].as_str().unwrap().starts_with("https://elsewhere.example/v1.0/groups/delta?"));
    graph.answer_next(Fault::NextLinkToItself);
    assert_eq!(get(&graph, &delta).await["@odata.nextLink"], delta);
}

#[tokio::test]
async fn an_item_of_that_name_is_read() {
    let graph = Emulator::start().await.unwrap();
    let item = json!({"id": "delta"});
    send(&graph, Method::POST, "/v1.0/external/connections", &item).await;
    assert_eq!(get(&graph, "/v1.0/external/connections/delta").await, item);
    assert_eq!(get(&graph, "/v1.0/external/connections/delta()").await["value"], json!([item]));
}
