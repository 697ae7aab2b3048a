//! Creates in collections whose `id` the client chooses.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use graph_entity_emulator::Emulator;
use reqwest::{Client, Response};
use serde_json::{Value, json};

async fn post(graph: &Emulator, path: &str, body: &Value) -> Response {
    let request = Client::new().post(format!("{}/v1.0{path}", graph.base_url())).bearer_auth("t");
    request.header("content-type", "application/json").body(body.to_string()).send().await.unwrap()
}

async fn get(url: &str) -> Response {
    Client::new().get(url).bearer_auth("t").send().await.unwrap()
}

async fn json_of(answer: Response) -> Value {
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

/// Each with a body from its page in Graph's reference, shortened.
fn pages() -> Vec<(&'static str, Value)> {
    vec![
        ("/external/connections", json!({"id": "contosohr", "name": "Contoso HR", "description": "HR system"})),
        (
            "/external/connections/contosohr/groups",
            json!({"id": "31bea3d537902000", "displayName": "Contoso Marketing"}),
        ),
        (
            "/external/connections/contosohr/groups/31bea3d537902000/members",
            json!({"id": "1431b9c38ee647f6a", "type": "group", "identitySource": "external"}),
        ),
        ("/domains", json!({"id": "contoso.com"})),
        ("/schemaExtensions", json!({"id": "courses", "targetTypes": ["Group"]})),
        ("/directory/attributeSets", json!({"id": "Engineering", "maxAttributesPerSet": 25})),
        (
            "/directory/customSecurityAttributeDefinitions/Engineering_Project/allowedValues",
            json!({"id": "Alpine", "isActive": true}),
        ),
        (
            "/identity/conditionalAccess/authenticationContextClassReferences",
            json!({"id": "c1", "displayName": "Contoso medium", "isAvailable": true}),
        ),
        ("/identity/b2cUserFlows", json!({"id": "Customer", "userFlowType": "signUpOrSignIn"})),
        ("/identity/b2xUserFlows", json!({"id": "Partner", "userFlowType": "signUpOrSignIn"})),
        ("/trustFramework/keySets", json!({"id": "keyset1"})),
        ("/organization/7/branding/localizations", json!({"id": "fr", "signInPageText": "Bienvenue"})),
        ("/communications/calls/7/audioRoutingGroups", json!({"id": "oneToOne", "routingMode": "oneToOne"})),
        ("/app/calls/7/audioRoutingGroups", json!({"id": "multicast", "routingMode": "multicast"})),
    ]
}

/// The service assigns a key where the body has none.
fn pages_of_optional_keys() -> Vec<(&'static str, Value)> {
    vec![
        ("/teams/7/schedule/shifts", json!({"id": "SHFT_577b75d2", "userId": "c5d0c76b"})),
        ("/teams/7/schedule/openShifts", json!({"id": "OPNSHFT_577b75d2", "schedulingGroupId": "TAG_228940ed"})),
        ("/applications/7/synchronization/templates", json!({"id": "SCIM-Test1"})),
        ("/servicePrincipals/7/synchronization/templates", json!({"id": "SCIM-Test1"})),
        ("/servicePrincipals/7/createPasswordSingleSignOnCredentials", json!({"id": "5793aa3b", "credentials": []})),
        ("/me/drive/items/7/workbook/worksheets/8/charts", json!({"id": "id-value", "height": 99})),
        ("/me/drive/root:/Book.xlsx:/workbook/worksheets/8/charts/", json!({"id": "id-value", "height": 99})),
    ]
}

#[tokio::test]
async fn the_key_is_the_one_in_the_body() {
    let graph = Emulator::start().await.unwrap();
    for (path, body) in pages().into_iter().chain(pages_of_optional_keys()) {
        let answer = post(&graph, path, &body).await;
        assert_eq!(answer.status(), 201, "{path}");
        let location = answer.headers()["location"].to_str().unwrap().to_owned();
        let collection = path.trim_end_matches('/');
        assert_eq!(location, format!("{}/v1.0{collection}/{}", graph.base_url(), body["id"].as_str().unwrap()));
        assert_eq!(answer.text().await.unwrap(), body.to_string(), "the text is the one that was sent");
        assert_eq!(json_of(get(&location).await).await, body);
    }
}

#[tokio::test]
async fn a_key_is_used_once() {
    let graph = Emulator::start().await.unwrap();
    for (path, body) in pages().into_iter().chain(pages_of_optional_keys()) {
        assert_eq!(post(&graph, path, &body).await.status(), 201, "{path}");
        let answer = post(&graph, path, &body).await;
        assert_eq!(answer.status(), 409, "{path}");
        assert_eq!(json_of(answer).await["error"]["code"], "nameAlreadyExists");
        assert_eq!(graph.stored(&format!("/v1.0{path}")).len(), 1, "{path}");
    }
}

#[tokio::test]
async fn without_a_key_the_service_assigns_one_or_refuses() {
    let graph = Emulator::start().await.unwrap();
    for (path, _) in pages() {
        let answer = post(&graph, path, &json!({"name": "x"})).await;
        assert_eq!(answer.status(), 400, "{path}");
        let message = json_of(answer).await["error"]["message"].as_str().unwrap().to_owned();
        assert_eq!(message, "Property 'id' is required: the client chooses it.");
    }
    for (path, _) in pages_of_optional_keys() {
        let answer = post(&graph, path, &json!({"name": "x"})).await;
        assert_eq!(answer.status(), 201, "{path}");
        assert_eq!(json_of(answer).await["id"].as_str().unwrap().len(), 36, "{path}");
    }
}

#[tokio::test]
async fn a_key_of_odd_letters_is_encoded_in_the_location() {
    let graph = Emulator::start().await.unwrap();
    for id in ["a b/c", "100%", "('7')", "größe", "7e323db2-3db2-7e32-b23d-327eb23d327e", "a?b#c"] {
        let answer = post(&graph, "/external/connections", &json!({"id": id})).await;
        assert_eq!(answer.status(), 201, "{id}");
        let location = answer.headers()["location"].to_str().unwrap().to_owned();
        assert_eq!(json_of(get(&location).await).await, json!({"id": id}), "{location}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_key_is_refused() {
    let graph = Emulator::start().await.unwrap();
    for id in [
        json!(""),
        json!(null),
        json!(7),
        json!(["a"]),
        json!("."),
        json!(".."),
        json!("$batch"),
        json!("x".repeat(300)),
    ] {
        let answer = post(&graph, "/external/connections", &json!({"id": id})).await;
        assert_eq!(answer.status(), 400, "{id}");
        assert_eq!(json_of(answer).await["error"]["code"], "BadRequest");
    }
    assert!(graph.stored("/v1.0/external/connections").is_empty());
}

#[tokio::test]
async fn elsewhere_the_service_assigns_it() {
    let graph = Emulator::start().await.unwrap();
    for path in [
        "/users",
        "/external",
        "/external/connections/7",
        "/me/domains",
        "/teams/7/shifts",
        "/workbook/worksheets/charts",
    ] {
        let answer = post(&graph, path, &json!({"id": "7"})).await;
        assert_eq!(answer.status(), 400, "{path}");
        let message = json_of(answer).await["error"]["message"].as_str().unwrap().to_owned();
        assert_eq!(message, "Property 'id' is read-only and cannot be set: the service assigns it.");
    }
}

#[tokio::test]
async fn a_batch_takes_keys_as_well() {
    let graph = Emulator::start().await.unwrap();
    let part = |id: &str| {
        json!({"id": id, "method": "POST", "url": "/external/connections", "body": {"id": "contosohr"},
               "headers": {"Content-Type": "application/json"}})
    };
    let answer = json_of(post(&graph, "/$batch", &json!({"requests": [part("1"), part("2")]})).await).await;
    assert_eq!(answer["responses"][0]["status"], 201);
    assert_eq!(answer["responses"][0]["body"]["id"], "contosohr");
    assert_eq!(answer["responses"][1]["status"], 409);
}
