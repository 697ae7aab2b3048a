//! Creates, and what can be read afterwards.
//!
//! The client is `reqwest`, not `graph-entity`, and the answers are compared with those of Graph's reference.

use graph_entity_emulator::Emulator;
use reqwest::{Client, Response};
use serde_json::{Value, json};

const STATUSES: &str = "/v1.0/deviceManagement/deviceConfigurations/7/userStatuses";

/// The example of Graph's page on this create, with its line ends: 290 bytes.
const STATUS: &str = "{\r\n  \"@odata.type\": \"#microsoft.graph.deviceConfigurationUserStatus\",\r\n  \
                      \"userDisplayName\": \"User Display Name value\",\r\n  \"devicesCount\": 12,\r\n  \
                      \"status\": \"notApplicable\",\r\n  \
                      \"lastReportedDateTime\": \"2017-01-01T00:00:17.7769392-08:00\",\r\n  \
                      \"userPrincipalName\": \"User Principal Name value\"\r\n}";

async fn post(url: &str, body: &str) -> reqwest::Result<Response> {
    let request = Client::new().post(url).bearer_auth("t").header("content-type", "application/json");
    request.body(body.to_owned()).send().await
}

async fn get(url: &str) -> reqwest::Result<Response> {
    Client::new().get(url).bearer_auth("t").send().await
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

#[tokio::test]
async fn a_create_is_answered_as_on_graphs_page() {
    let graph = Emulator::start().await.unwrap();
    let url = format!("{}{STATUSES}", graph.base_url());
    let answer = post(&url, STATUS).await.unwrap();

    assert_eq!(answer.status(), 201);
    assert_eq!(
        header(&answer, "content-type"),
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
    );
    assert_eq!(header(&answer, "content-length"), "339");
    assert_eq!(header(&answer, "request-id").len(), 36);
    assert_eq!(header(&answer, "client-request-id"), header(&answer, "request-id"));
    assert!(header(&answer, "date").ends_with(" GMT"));
    let location = header(&answer, "location").to_owned();
    let id = location.strip_prefix(&format!("{url}/")).unwrap().to_owned();

    let type_line = "deviceConfigurationUserStatus\",\r\n";
    let expected = STATUS.replace(type_line, &format!("{type_line}  \"id\": \"{id}\",\r\n"));
    assert_eq!(answer.text().await.unwrap(), expected);
    assert_eq!(get(&location).await.unwrap().text().await.unwrap(), expected);
}

#[tokio::test]
async fn an_item_is_read_in_both_forms_of_its_address() {
    let graph = Emulator::start().await.unwrap();
    let users = format!("{}/beta/users", graph.base_url());
    post(&users, r#"{"n":1.50}"#).await.unwrap();
    let id = graph.stored("/beta/users")[0]["id"].as_str().unwrap().to_owned();

    for url in
        [format!("{users}/{id}"), format!("{users}('{id}')"), format!("{users}/{id}/"), format!("{users}/{id}?a")]
    {
        let answer = get(&url).await.unwrap();
        assert_eq!(answer.status(), 200, "{url}");
        assert_eq!(answer.text().await.unwrap(), format!(r#"{{"id":"{id}","n":1.50}}"#));
    }
}

#[tokio::test]
async fn a_collection_is_read_in_order() {
    let graph = Emulator::start().await.unwrap();
    let users = format!("{}/v1.0/users", graph.base_url());
    for number in 0..3 {
        post(&users, &format!(r#"{{"number":{number}}}"#)).await.unwrap();
    }
    let answer = get(&users).await.unwrap();
    assert_eq!(answer.status(), 200);
    let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(body["@odata.context"], format!("{}/v1.0/$metadata#users", graph.base_url()));
    assert_eq!(body["value"], Value::from(graph.stored("/v1.0/users")));
    let numbers: Vec<&Value> = body["value"].as_array().unwrap().iter().map(|user| &user["number"]).collect();
    assert_eq!(numbers, [&json!(0), &json!(1), &json!(2)]);
}

#[tokio::test]
async fn a_collection_that_nothing_was_posted_to_is_empty() {
    let graph = Emulator::start().await.unwrap();
    let answer = get(&format!("{}/v1.0/users/7/messages?$top=5", graph.base_url())).await.unwrap();
    assert_eq!(answer.status(), 200);
    let context = format!("{}/v1.0/$metadata#users/7/messages", graph.base_url());
    assert_eq!(answer.text().await.unwrap(), format!(r#"{{"@odata.context":"{context}","value":[]}}"#));
    assert!(graph.stored("/v1.0/users/7/messages").is_empty());
}

#[tokio::test]
async fn versions_and_encoded_ids_are_kept_apart() {
    let graph = Emulator::start().await.unwrap();
    let base = graph.base_url();
    post(&format!("{base}/v1.0/users/a%2Fb/messages"), r#"{"n":1}"#).await.unwrap();
    post(&format!("{base}/v1.0/users/a/b/messages"), r#"{"n":2}"#).await.unwrap();
    post(&format!("{base}/beta/users/a%2fb/messages"), r#"{"n":3}"#).await.unwrap();

    for (path, number) in [
        ("/v1.0/users/a%2fb/messages", 1),
        ("/v1.0/users('a%2Fb')/messages", 1),
        ("/v1.0/users/a/b/messages", 2),
        ("/beta/users/a%2Fb/messages", 3),
    ] {
        let stored = graph.stored(path);
        assert_eq!((stored.len(), &stored[0]["n"]), (1, &json!(number)), "{path}");
    }
    assert!(graph.stored("no path").is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn creates_at_the_same_time_are_all_stored() {
    let graph = Emulator::start().await.unwrap();
    let url = format!("{}/v1.0/users", graph.base_url());
    let mut creates = tokio::task::JoinSet::new();
    for number in 0..50 {
        let url = url.clone();
        creates.spawn(async move { post(&url, &format!(r#"{{"number":{number}}}"#)).await.unwrap().status() });
    }
    assert!(creates.join_all().await.iter().all(|status| *status == 201));
    // The records and the entities have one order.
    let sent: Vec<Value> = graph.requests().iter().map(|r| r.json().unwrap()["number"].clone()).collect();
    let stored: Vec<Value> = graph.stored("/v1.0/users").iter().map(|user| user["number"].clone()).collect();
    assert_eq!(sent.len(), 50);
    assert_eq!(sent, stored);
}

#[tokio::test]
async fn a_guid_of_the_client_is_echoed() {
    let graph = Emulator::start().await.unwrap();
    let request = Client::new().get(format!("{}/v1.0/users", graph.base_url())).bearer_auth("t");
    let answer = request.header("client-request-id", "7e323db2-3db2-7e32-b23d-327eb23d327e").send().await.unwrap();
    assert_eq!(header(&answer, "client-request-id"), "7e323db2-3db2-7e32-b23d-327eb23d327e");
    assert_ne!(header(&answer, "request-id"), "7e323db2-3db2-7e32-b23d-327eb23d327e");
}
