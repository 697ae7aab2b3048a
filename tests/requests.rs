//! Requests that no declaration covers: what they send, and what each answer to a read means.
//!
//! The unit tests of `Request` end at its URL and headers. Here the emulator receives them, so a test also covers how the
//! answer is read and when the request is sent again.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::time::Duration;

use graph_entity::http::{Method, StatusCode};
use graph_entity::{Disposition, Effect, ErrorKind, Request};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use graph_entity_tests::client::client;
use graph_entity_tests::operations::DeviceConfigurationUserStatus as Status;
use serde_json::{Value, json};

const COLLECTION: &str = "/deviceManagement/deviceConfigurations/{id}/userStatuses";

fn get(path: &'static str, arguments: &[&str]) -> Request {
    Request::new(Method::GET, path, arguments)
}

#[tokio::test]
async fn what_was_created_is_read_raw_typed_and_in_a_batch() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let created = Status::of_the_document().create("7").send(&graph).await.unwrap();
    let id = created.id.clone().unwrap();

    let one = || get("/deviceManagement/deviceConfigurations/{id}/userStatuses/{id}", &["7", &id]);
    assert_eq!(one().send_as::<Status>(&graph).await.unwrap(), created);
    let raw = one().send_raw(&graph).await.unwrap();
    assert_eq!(raw.status(), StatusCode::OK);
    assert!(raw.headers()["content-type"].to_str().unwrap().starts_with("application/json"));
    assert_eq!(serde_json::from_slice::<Status>(raw.body()).unwrap(), created);

    let all: Value = get(COLLECTION, &["7"]).send_as(&graph).await.unwrap();
    assert_eq!(all["value"].as_array().unwrap().len(), 1);

    let (read, created_too, missing) = graph
        .batch_of((one(), created.create("7"), get("/users/{id}", &["00000000-0000-0000-0000-000000000000"])))
        .await;
    let read = read.unwrap();
    assert_eq!((read.status(), serde_json::from_slice::<Status>(read.body()).unwrap()), (StatusCode::OK, created));
    assert!(read.headers().contains_key("content-type"), "{:?}", read.headers());
    assert!(created_too.is_ok());
    let missing = missing.unwrap_err();
    assert_eq!((missing.disposition(), missing.status()), (Disposition::Rejected, Some(StatusCode::NOT_FOUND)));
    let batch = emulator.requests().into_iter().rfind(|request| request.path_and_query.contains("batch")).unwrap();
    let batch: Value = serde_json::from_slice(&batch.body).unwrap();
    assert_eq!((&batch["requests"][0]["method"], &batch["requests"][0]["body"]), (&json!("GET"), &Value::Null));
}

#[tokio::test]
async fn a_request_has_its_query_headers_and_body() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let read =
        get("/users/{id}", &["a/b"]).beta().query("$select", "id,displayName").query("$filter", "a eq 'O''N & +#?=%'");
    let read = read.header("ConsistencyLevel", "eventual").header("Prefer", "a").header("prefer", "b");
    let _ = read.send_raw(&graph).await;
    let sent = emulator.requests().pop().unwrap();
    assert_eq!(
        sent.path_and_query,
        "/beta/users/a%2Fb?$select=id,displayName&$filter=a%20eq%20%27O%27%27N%20%26%20%2B%23%3F%3D%25%27"
    );
    assert_eq!((sent.header("consistencylevel"), sent.header("prefer")), (Some("eventual"), Some("a, b")));
    assert_eq!((sent.header("content-type"), sent.body.len()), (None, 0));
    assert_eq!(sent.header("authorization"), Some("Bearer secret-token"));
    assert!(sent.header("client-request-id").is_some());

    let created: Value = Request::new(Method::POST, "/groups", &[])
        .json(&json!({"displayName": "Sales"}))
        .send_as(&graph)
        .await
        .unwrap();
    assert_eq!(created["displayName"], "Sales");
    assert_eq!(emulator.requests().pop().unwrap().header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_create_has_headers_of_its_own_alone_and_in_a_batch() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let create = || Status::of_the_document().create("7").header("Prefer", "a").header("prefer", "b");
    assert!(create().send(&graph).await.is_ok());
    let [alone] = &emulator.requests()[..] else { panic!("one request") };
    assert_eq!(alone.headers["prefer"], "a, b");

    let outcomes = graph.batch_of((create(), create().into_request())).await;
    assert_eq!((outcomes.0.is_ok(), outcomes.1.unwrap().status()), (true, StatusCode::CREATED));
    let batch = emulator.requests().into_iter().rfind(|request| request.path_and_query.contains("batch")).unwrap();
    let batch: Value = serde_json::from_slice(&batch.body).unwrap();
    for part in 0..2 {
        assert_eq!(batch["requests"][part]["headers"]["prefer"], "a, b");
    }

    let error = create().header("Authorization", "Bearer secret").send(&graph).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent);
    assert!(error.to_string().contains("the header `Authorization` cannot be set"), "{error}");
}

#[tokio::test]
async fn what_cannot_be_sent_says_why_and_is_not() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    for (request, text) in [
        (get("users", &[]), "the path `users` cannot be sent: it begins with one slash, such as `/users`"),
        (get("//evil.example/users", &[]), "it begins with one slash"),
        (get("/v1.0/users", &[]), "it has a version, which `beta()` chooses"),
        (get("/beta", &[]), "it has a version, which `beta()` chooses"),
        (get("/V1.0/users", &[]), "it has a version, which `beta()` chooses"),
        (get("/users?$top=5", &[]), "a query is set by `query`"),
        (get("/users/../groups", &[]), "it has a segment `.` or `..`"),
        (get("/users/%2e%2E/groups", &[]), "it has a segment `.` or `..`"),
        (get("/users/{id}", &[]), "it does not have as many placeholders as there are arguments"),
        (get("/users", &["7"]), "it does not have as many placeholders as there are arguments"),
        (get("/users/{id", &[]), "its braces are not balanced"),
        (get("/users/}{", &["7"]), "its braces are not balanced"),
        (get("/users/{a{b}}", &["7", "8"]), "its braces are not balanced"),
        (get("/users/a b", &[]), "it has characters that a path cannot have"),
        (get("/users/{id}", &[".."]), "the path's `id` is `..`, which would change the path"),
        (get("/users", &[]).header("Authorization", "Bearer x"), "the header `Authorization` cannot be set"),
        (get("/users", &[]).header("client-request-id", "x"), "the header `client-request-id` cannot be set"),
        (get("/users", &[]).header("x", "a\r\nb"), "its value has characters that a header cannot have"),
    ] {
        let error = request.send_raw(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::NotSent);
        assert!(error.to_string().starts_with("not sent: ") && error.to_string().contains(text), "{error}");
    }
    assert_eq!(emulator.requests().len(), 0);
}

/// A read changes nothing, so it is sent again after any failure that may pass, and in the end it is `Rejected`.
#[tokio::test]
async fn a_read_is_sent_again_and_never_unknown() {
    for answer in [
        ScriptedAnswer::hang_up(),
        ScriptedAnswer::new(StatusCode::INTERNAL_SERVER_ERROR),
        ScriptedAnswer::new(StatusCode::GATEWAY_TIMEOUT),
        ScriptedAnswer::new(StatusCode::SERVICE_UNAVAILABLE),
        ScriptedAnswer::new(StatusCode::REQUEST_TIMEOUT),
    ] {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.answer_next(answer.clone());
        assert!(get(COLLECTION, &["7"]).retries(1).send_raw(&graph).await.is_ok());
        assert_eq!(emulator.requests().len(), 2);

        emulator.answer_next(answer.clone());
        let error = get(COLLECTION, &["7"]).retries(0).send_raw(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Rejected, "{error}");
        assert!(!error.to_string().contains("may exist"), "{error}");
        // One whose effect is stated is none.
        emulator.answer_next(answer);
        let once = get(COLLECTION, &["7"]).effect(Effect::Once).retries(1).send_raw(&graph).await.unwrap_err();
        assert_eq!((once.disposition(), once.attempts().len()), (Disposition::Unknown, 1), "{once}");
    }
}

#[tokio::test]
async fn an_answer_of_another_shape_is_an_error_that_says_so() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(r#"{"id":5}"#));
    let error = get("/me", &[]).send_as::<Status>(&client(&emulator)).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Unreadable(..)), "{error}");
    assert_eq!(error.disposition(), Disposition::Rejected, "a read changed nothing");

    emulator.answer_next(ScriptedAnswer::new(StatusCode::NO_CONTENT));
    let deadline = Duration::from_secs(5);
    Request::new(Method::POST, "/me/sendMail", &[]).deadline(deadline).send_as::<()>(&client(&emulator)).await.unwrap();
}
