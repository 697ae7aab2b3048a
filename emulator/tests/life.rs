//! Updates, replacements, deletes and reads in pages, without sockets: what each changes and how it is answered.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::time::Duration;

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::{Method, Request, Response};
use graph_entity_emulator::{Committed, Emulator, Fault, Profile};
use serde_json::{Value, json};
use tokio::time::advance;

const ITEM: &str = "/v1.0/external/connections/c/items/i1";

async fn send(graph: &Emulator, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Response<Bytes> {
    let path = path.strip_prefix(graph.base_url()).unwrap_or(path);
    let mut request = Request::builder().method(method).uri(path).header("authorization", "Bearer t");
    if !body.is_empty() {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    graph.answer(request.body(Bytes::copy_from_slice(body.as_bytes())).unwrap()).await.unwrap()
}

async fn get(graph: &Emulator, path: &str) -> Response<Bytes> {
    send(graph, Method::GET, path, &[], "").await
}

fn body(answer: &Response<Bytes>) -> Value {
    serde_json::from_slice(answer.body()).unwrap()
}

fn header<'a>(answer: &'a Response<Bytes>, name: &str) -> &'a str {
    answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Creates a user and gives its path and id.
async fn user(graph: &Emulator, body: &str) -> (String, String) {
    let answer = send(graph, Method::POST, "/v1.0/users", &[], body).await;
    assert_eq!(answer.status(), 201);
    let id = header(&answer, "location").rsplit('/').next().unwrap().to_owned();
    (format!("/v1.0/users/{id}"), id)
}

#[tokio::test]
async fn an_update_merges_and_gives_another_etag() {
    let graph = Emulator::start().await.unwrap();
    let (path, id) = user(&graph, r#"{"@odata.type":"t","a":1.50,"b":{"c":1,"d":2},"e":"x"}"#).await;
    let before = header(&get(&graph, &path).await, "etag").to_owned();
    assert!(before.starts_with("W/\""), "{before}");

    let answer = send(&graph, Method::PATCH, &path, &[], r#"{"b":{"c":3},"e":null,"f":[1]}"#).await;
    assert_eq!((answer.status().as_u16(), answer.body().len()), (204, 0));
    let etag = header(&answer, "etag").to_owned();
    assert_ne!(etag, before);
    let read = get(&graph, &path).await;
    assert_eq!(header(&read, "etag"), etag);
    let expected = format!(
        r#"{{"@odata.type":"t","@odata.etag":{},"id":"{id}","a":1.50,"b":{{"c":3}},"f":[1]}}"#,
        Value::from(etag.as_str())
    );
    assert_eq!(read.body(), expected.as_bytes());

    let prefer = [("prefer", r#"IdType="ImmutableId", return=representation"#)];
    let answer = send(&graph, Method::PATCH, &path, &prefer, r#"{"a":2}"#).await;
    assert_eq!((answer.status().as_u16(), &body(&answer)["a"]), (200, &json!(2)));
    assert_eq!(header(&answer, "preference-applied"), "return=representation");
    assert_eq!(body(&answer)["@odata.etag"], header(&answer, "etag"));

    let changes = graph.changes("/v1.0/users");
    assert_eq!((changes.updated(&id), changes.updated("other"), changes.total_updates()), (2, 0, 2));
    assert_eq!(graph.statistics().updated, 2);
}

#[tokio::test]
async fn an_update_that_is_not_one_is_refused() {
    let graph = Emulator::start().await.unwrap();
    let (path, id) = user(&graph, r#"{"a":1}"#).await;
    for (path, text, status) in [
        ("/v1.0/users/7e323db2-3db2-7e32-b23d-327eb23d327e", r#"{"a":2}"#, 404),
        (path.as_str(), "[]", 400),
        (path.as_str(), r#"{"id":"7"}"#, 400),
        (path.as_str(), r#"{"a":2,"a":3}"#, 400),
        (path.as_str(), "", 415),
    ] {
        let answer = send(&graph, Method::PATCH, path, &[], text).await;
        assert_eq!(answer.status(), status, "{text}");
        assert!(body(&answer)["error"]["code"].is_string());
    }
    assert_eq!(graph.changes("/v1.0/users").updated(&id), 0);
    assert_eq!(graph.stored("/v1.0/users")[0]["a"], 1);
}

#[tokio::test]
async fn another_etag_is_a_failed_precondition() {
    let graph = Emulator::start().await.unwrap();
    let (path, id) = user(&graph, r#"{"a":1}"#).await;
    let first = header(&get(&graph, &path).await, "etag").to_owned();
    let update = |etag: String| {
        let (graph, path) = (&graph, &path);
        async move { send(graph, Method::PATCH, path, &[("if-match", &etag)], r#"{"a":2}"#).await }
    };
    assert_eq!(update(format!("\"x\", {first}")).await.status(), 204);
    let refused = update(first.clone()).await;
    assert_eq!((refused.status().as_u16(), &body(&refused)["error"]["code"]), (412, &json!("PreconditionFailed")));
    assert_eq!(send(&graph, Method::DELETE, &path, &[("if-match", &first)], "").await.status(), 412);
    assert_eq!(update("*".to_owned()).await.status(), 204);
    assert_eq!(graph.changes("/v1.0/users").updated(&id), 2);
    let current = header(&get(&graph, &path).await, "etag").to_owned();
    assert_eq!(send(&graph, Method::DELETE, &path, &[("if-match", &current)], "").await.status(), 204);
}

#[tokio::test]
async fn what_is_deleted_is_not_found() {
    let graph = Emulator::start().await.unwrap();
    let (path, id) = user(&graph, r#"{"a":1}"#).await;
    let (other, _) = user(&graph, r#"{"a":2}"#).await;
    assert_eq!(send(&graph, Method::DELETE, &path, &[], "").await.status(), 204);
    for method in [Method::DELETE, Method::GET, Method::PATCH] {
        let answer = send(&graph, method, &path, &[], "{}").await;
        assert_eq!((answer.status().as_u16(), &body(&answer)["error"]["code"]), (404, &json!("ResourceNotFound")));
    }
    assert_eq!(body(&get(&graph, &other).await)["a"], 2);
    assert_eq!(graph.stored("/v1.0/users").len(), 1);
    assert_eq!(send(&graph, Method::DELETE, "/v1.0/users/alice", &[], "").await.status(), 404);
    let changes = graph.changes("/v1.0/users");
    assert_eq!((changes.deleted(&id), changes.total_deletes(), graph.statistics().deleted), (1, 1, 1));
}

#[tokio::test]
async fn a_put_creates_or_replaces_at_the_key() {
    let graph = Emulator::start().await.unwrap();
    let answer = send(&graph, Method::PUT, ITEM, &[], r#"{"id":"i1","a":1,"b":2}"#).await;
    assert_eq!(answer.status(), 201);
    assert_eq!(header(&answer, "location"), format!("{}{ITEM}", graph.base_url()));
    let first = header(&answer, "etag").to_owned();
    assert_eq!(body(&answer), json!({"@odata.etag": first, "id": "i1", "a": 1, "b": 2}));

    let answer = send(&graph, Method::PUT, ITEM, &[], r#"{"a":3}"#).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(body(&answer), json!({"@odata.etag": header(&answer, "etag"), "id": "i1", "a": 3}));
    assert_ne!(header(&answer, "etag"), first);

    for (headers, text, status) in [
        (&[("prefer", "return=minimal")], r#"{"a":4}"#, 204),
        (&[("if-none-match", "*")], r#"{"a":5}"#, 412),
        (&[("if-match", first.as_str())], r#"{"a":6}"#, 412),
        (&[("accept", "*/*")], r#"{"id":"i2"}"#, 400),
    ] {
        assert_eq!(send(&graph, Method::PUT, ITEM, headers, text).await.status(), status, "{text}");
    }
    let stored = graph.stored("/v1.0/external/connections/c/items");
    assert_eq!((stored.len(), &stored[0]["a"]), (1, &json!(4)));
    assert_eq!(graph.changes("/v1.0/external/connections/c/items").updated("i1"), 2);
    assert_eq!(graph.statistics().created, 1);
}

#[tokio::test]
async fn a_collection_is_read_in_pages_of_selected_properties() {
    let graph = Emulator::builder().page_size(3).start().await.unwrap();
    for number in 0..7 {
        user(&graph, &format!(r#"{{"n":{number},"other":1}}"#)).await;
    }
    for (query, sizes) in [("?$select=n&$count=true", vec![3, 3, 1]), ("?%24top=2&$select=n,id", vec![2, 2, 2, 1])] {
        let (mut numbers, mut pages, mut next) = (Vec::new(), Vec::new(), Some(format!("/v1.0/users{query}")));
        while let Some(link) = next.take().filter(|_| pages.len() < 10) {
            let page = body(&get(&graph, &link).await);
            let entities = page["value"].as_array().unwrap();
            let first_with_count = query.contains("count") && pages.is_empty();
            assert_eq!(page["@odata.count"].as_u64(), first_with_count.then_some(7), "{link}");
            assert!(entities.iter().all(|entity| entity["id"].is_string() && entity.get("other").is_none()));
            // Also of entities that were only created: what a client compares and sends back in `If-Match`.
            let etags: BTreeSet<_> = entities.iter().filter_map(|entity| entity["@odata.etag"].as_str()).collect();
            assert_eq!(etags.len(), entities.len(), "{link}");
            numbers.extend(entities.iter().map(|entity| entity["n"].as_u64().unwrap()));
            pages.push(entities.len());
            next = page["@odata.nextLink"].as_str().map(str::to_owned);
        }
        assert_eq!((numbers, pages), ((0..7).collect(), sizes), "{query}");
    }
    let stored = graph.stored("/v1.0/users");
    let item = format!("/v1.0/users/{}?$select=other", stored[2]["id"].as_str().unwrap());
    let read = get(&graph, &item).await;
    assert_eq!(body(&read), json!({"@odata.etag": header(&read, "etag"), "id": stored[2]["id"], "other": 1}));
    for query in ["$top=0", "$top=x", "$count=1", "$skiptoken=x"] {
        assert_eq!(get(&graph, &format!("/v1.0/users?{query}")).await.status(), 400, "{query}");
    }
}

#[tokio::test]
async fn an_alternate_key_is_updated_or_if_asked_created() {
    let graph = Emulator::start().await.unwrap();
    let path = "/v1.0/groups(uniqueName='O''Neil')";
    let prefer = [("prefer", "return=representation, create-if-missing")];
    for method in [Method::PATCH, Method::DELETE] {
        assert_eq!(send(&graph, method, path, &[], r#"{"a":1}"#).await.status(), 404);
    }
    let answer = send(&graph, Method::PATCH, path, &prefer, r#"{"@odata.type":"t","a":1}"#).await;
    assert_eq!(answer.status(), 201);
    let created = body(&answer);
    assert_eq!((&created["uniqueName"], &created["a"]), (&json!("O'Neil"), &json!(1)));
    let id = created["id"].as_str().unwrap();
    assert_eq!(header(&answer, "location"), format!("{}/v1.0/groups/{id}", graph.base_url()));

    let answer = send(&graph, Method::PATCH, path, &prefer, r#"{"a":2}"#).await;
    assert_eq!((answer.status().as_u16(), &body(&answer)["a"]), (200, &json!(2)));
    assert_eq!(send(&graph, Method::PATCH, path, &[], r#"{"a":3}"#).await.status(), 204);
    assert_eq!(body(&get(&graph, path).await)["a"], json!(3));
    assert_eq!(send(&graph, Method::DELETE, path, &[], "").await.status(), 204);
    assert_eq!(get(&graph, path).await.status(), 404);
    let (oracle, changes) = (graph.oracle("/v1.0/groups", "uniqueName"), graph.changes("/v1.0/groups"));
    assert_eq!((graph.statistics().created, changes.updated(id), changes.deleted(id)), (1, 2, 1));
    assert_eq!(oracle.total(), 0, "it was deleted");
}

/// A delete between two pages moves no entity to a page that was read already.
#[tokio::test]
async fn pages_go_on_behind_the_last_entity() {
    let graph = Emulator::builder().page_size(2).start().await.unwrap();
    let (first, _) = user(&graph, r#"{"n":0}"#).await;
    for number in 1..4 {
        user(&graph, &format!(r#"{{"n":{number}}}"#)).await;
    }
    let next = body(&get(&graph, "/v1.0/users").await)["@odata.nextLink"].as_str().unwrap().to_owned();
    send(&graph, Method::DELETE, &first, &[], "").await;
    let page = body(&get(&graph, &next).await);
    assert_eq!((&page["value"][0]["n"], &page["value"][1]["n"]), (&json!(2), &json!(3)));
    assert_eq!(page.get("@odata.nextLink"), None);
}

#[tokio::test]
async fn pages_have_faults_of_their_own() {
    let graph = Emulator::builder().page_size(1).start().await.unwrap();
    for number in 0..2 {
        user(&graph, &format!(r#"{{"n":{number}}}"#)).await;
    }
    let read = async |path: &str, fault: Fault| {
        graph.answer_next(fault);
        let page = body(&get(&graph, path).await);
        (page["value"].as_array().unwrap().len(), page["@odata.nextLink"].as_str().unwrap().to_owned())
    };
    let (entities, elsewhere) = read("/v1.0/users", Fault::NextLinkElsewhere).await;
    assert!(entities == 1 && elsewhere.starts_with("https://elsewhere.example/v1.0/users?"), "{elsewhere}");
    let (entities, itself) = read("/v1.0/users?$top=1", Fault::NextLinkToItself).await;
    assert_eq!((entities, itself), (1, format!("{}/v1.0/users?$top=1", graph.base_url())));

    let (entities, first) = read("/v1.0/users", Fault::EmptyPage).await;
    let (again, second) = read(&first, Fault::EmptyPage).await;
    assert_eq!((entities, again), (0, 0));
    assert_ne!(first, second);
    assert_eq!(body(&get(&graph, &second).await)["value"][0]["n"], 0, "no entity is left out");
}

#[tokio::test(start_paused = true)]
async fn what_was_created_is_not_found_for_a_while() {
    let graph = Emulator::start().await.unwrap();
    graph.answer_next(Fault::NotReplicated.answer_with(Duration::from_secs(5)));
    let (path, id) = user(&graph, r#"{"a":1}"#).await;
    for method in [Method::GET, Method::PATCH, Method::DELETE] {
        assert_eq!(send(&graph, method, &path, &[], "{}").await.status(), 404);
    }
    advance(Duration::from_secs(5)).await;
    assert_eq!(get(&graph, &path).await.status(), 200);
    assert_eq!(send(&graph, Method::PATCH, &path, &[], "{}").await.status(), 204);
    assert_eq!(graph.changes("/v1.0/users").updated(&id), 1);
}

/// Every fault on every method: what it says about the effect is what the oracle counts.
#[tokio::test(start_paused = true)]
async fn each_fault_commits_what_it_says() {
    let graph = Emulator::start().await.unwrap();
    for fault in Fault::ALL.iter().copied().filter(|fault| !fault.is_for_batches()) {
        for method in [Method::PATCH, Method::PUT, Method::DELETE, Method::GET] {
            graph.clear();
            assert_eq!(send(&graph, Method::PUT, ITEM, &[], "{}").await.status(), 201);
            graph.answer_next(fault);
            let request = Request::builder().method(&method).uri(ITEM).header("authorization", "Bearer t");
            let request = request.header("content-type", "application/json");
            let _ = graph.answer(request.body(Bytes::from_static(br#"{"a":1}"#)).unwrap()).await;
            let changes = graph.changes("/v1.0/external/connections/c/items");
            let expected = u64::from(fault.committed() == Committed::All && method != Method::GET);
            let count = changes.updated("i1") + changes.deleted("i1");
            assert_eq!(count, expected, "{} of a {method}", fault.name());
        }
    }
}

/// On the wire too: a 204 whose body is to be cut off or replaced stays a valid answer.
#[tokio::test]
async fn a_204_has_no_body_under_any_fault() {
    let graph = Emulator::start().await.unwrap();
    for fault in [Fault::TruncatedBody, Fault::HtmlBody, Fault::EmptyBody, Fault::Dripping] {
        graph.clear();
        assert_eq!(send(&graph, Method::PUT, ITEM, &[], "{}").await.status(), 201);
        graph.answer_next(fault.answer_with(Duration::from_millis(1)));
        let delete = reqwest::Client::new().delete(format!("{}{ITEM}", graph.base_url())).bearer_auth("t");
        let answer = delete.send().await.unwrap();
        assert_eq!(answer.status(), 204, "{}", fault.name());
        assert!(answer.bytes().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_batch_takes_any_method() {
    let graph = Emulator::start().await.unwrap();
    let (path, id) = user(&graph, r#"{"a":1}"#).await;
    let url = path.strip_prefix("/v1.0").unwrap();
    let json = json!({"Content-Type": "application/json"});
    let requests = json!({"requests": [
        {"id": "1", "method": "PATCH", "url": url, "headers": json, "body": {"a": 2}},
        {"id": "2", "method": "GET", "url": format!("{url}?$select=a"), "dependsOn": ["1"]},
        {"id": "3", "method": "PUT", "url": "/external/connections/c/items/i1", "headers": json, "body": {"b": 1}},
        {"id": "4", "method": "DELETE", "url": url, "dependsOn": ["2"]},
        {"id": "5", "method": "GET", "url": url, "dependsOn": ["4"]},
        {"id": "6", "method": "GET", "url": "/users", "dependsOn": ["5"]},
    ]});
    let answer = send(&graph, Method::POST, "/v1.0/$batch", &[], &requests.to_string()).await;
    let answer = body(&answer);
    let parts = answer["responses"].as_array().unwrap();
    let statuses: Vec<u64> = parts.iter().map(|part| part["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [204, 200, 201, 204, 404, 424]);
    assert_eq!((parts[0].get("body"), &parts[1]["body"]["a"]), (None, &json!(2)));
    assert_eq!(parts[1]["headers"]["etag"], parts[0]["headers"]["etag"]);
    let changes = graph.changes("/v1.0/users");
    assert_eq!((changes.updated(&id), changes.deleted(&id)), (1, 1));
}

#[tokio::test]
async fn a_profile_takes_every_write_and_reads_if_asked() {
    let faults = Profile::faults(7, [(Fault::Conflict, 1)]).rate(1.0);
    let graph = Emulator::start().await.unwrap();
    assert_eq!(send(&graph, Method::PUT, ITEM, &[], "{}").await.status(), 201);
    graph.set_profile(faults.clone());
    for (method, status) in [(Method::PATCH, 409), (Method::PUT, 409), (Method::DELETE, 409), (Method::GET, 200)] {
        assert_eq!(send(&graph, method.clone(), ITEM, &[], "{}").await.status(), status, "{method}");
    }
    graph.set_profile(faults.reads());
    assert_eq!(get(&graph, ITEM).await.status(), 409);
}
