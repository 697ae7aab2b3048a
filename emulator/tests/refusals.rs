//! What is refused, with which status, and in which shape.
//!
//! The client is `reqwest`, because `graph-entity` does not send these requests.

use graph_entity_emulator::http::Method;
use graph_entity_emulator::{Emulator, MAX_BODY_BYTES};
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

fn request(graph: &Emulator, method: Method, path: &str) -> RequestBuilder {
    Client::new().request(method, format!("{}{path}", graph.base_url()))
}

/// A create that is fine but for what the test changes.
fn create(graph: &Emulator, body: impl Into<String>) -> RequestBuilder {
    let request = request(graph, Method::POST, "/v1.0/users").bearer_auth("t");
    request.header("content-type", "application/json").body(body.into())
}

/// Status and code, after the shape of the error was checked against the headers.
async fn refusal(request: RequestBuilder) -> Result<(u16, String), String> {
    let answer = request.send().await.map_err(|error| error.to_string())?;
    let status = answer.status().as_u16();
    let headers = answer.headers().clone();
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("absent");
    let text = answer.text().await.map_err(|error| error.to_string())?;
    let body: Value = serde_json::from_str(&text).map_err(|error| format!("{status}, {error}: {text}"))?;
    let member = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).unwrap_or_default();

    let (code, message) = (member("/error/code"), member("/error/message"));
    let date = member("/error/innerError/date");
    let expected = format!(
        r#"{{"error":{{"code":"{code}","message":{},"innerError":{{"date":"{date}","request-id":"{}","client-request-id":"{}"}}}}}}"#,
        Value::from(message),
        header("request-id"),
        header("client-request-id"),
    );
    // As for example 2026-01-31T12:00:00.
    let date_form: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let is_graphs = text == expected && !message.is_empty() && date_form == "0000-00-00T00:00:00";
    if is_graphs && header("content-type") == "application/json" {
        Ok((status, code.to_owned()))
    } else {
        Err(format!("not an error as Graph's: {headers:?} {text}"))
    }
}

macro_rules! assert_refused {
    ($request:expr, $status:literal, $code:literal) => {
        assert_eq!(refusal($request).await, Ok(($status, $code.to_owned())))
    };
}

#[tokio::test]
async fn an_unknown_version_before_all_else() {
    let graph = Emulator::start().await.unwrap();
    for path in ["/v2.0/users", "/users", "/", "/v1.0x/users"] {
        assert_refused!(request(&graph, Method::POST, path), 400, "BadRequest");
    }
}

#[tokio::test]
async fn no_token() {
    let graph = Emulator::start().await.unwrap();
    for token in [None, Some("Bearer"), Some("Bearer "), Some("Basic dDp0")] {
        let create = || {
            let request = request(&graph, Method::POST, "/v1.0/users").body("not json");
            token.iter().fold(request, |request, token| request.header("authorization", *token))
        };
        assert_refused!(create(), 401, "InvalidAuthenticationToken");
        let answer = create().send().await.unwrap();
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
        assert!(answer.text().await.unwrap().contains("\"Access token is empty.\""));
    }
    assert_eq!(graph.requests().len(), 8, "what is refused is recorded too");
}

#[tokio::test]
async fn a_content_type_other_than_json() {
    let graph = Emulator::start().await.unwrap();
    let create = |content_type: Option<&str>| {
        let request = request(&graph, Method::POST, "/v1.0/users").bearer_auth("t").body("not json");
        content_type.iter().fold(request, |request, value| request.header("content-type", *value))
    };
    for content_type in [None, Some("text/plain"), Some("application/xml"), Some("application/jsonx")] {
        assert_refused!(create(content_type), 415, "RequestBodyRead");
    }
    // The next check is the body's.
    for content_type in ["application/json", "APPLICATION/JSON; charset=utf-8"] {
        assert_refused!(create(Some(content_type)), 400, "BadRequest");
    }
}

#[tokio::test]
async fn a_body_that_is_no_entity() {
    let graph = Emulator::start().await.unwrap();
    for body in ["", "{", "[]", "7", r#"{"a":1,"a":1}"#, &"[".repeat(10_000)] {
        assert_refused!(create(&graph, body), 400, "BadRequest");
    }
    assert_refused!(create(&graph, r#"{"id":"7"}"#), 400, "BadRequest");
    assert!(graph.stored("/v1.0/users").is_empty());
}

#[tokio::test]
async fn a_body_over_the_limit() {
    let graph = Emulator::start().await.unwrap();
    let body = |length: usize| format!("{{{}}}", " ".repeat(length - 2));
    assert_refused!(create(&graph, body(MAX_BODY_BYTES + 1)), 413, "BadRequest");
    assert_refused!(create(&graph, body(5 * MAX_BODY_BYTES)), 413, "BadRequest");
    assert_eq!(create(&graph, body(MAX_BODY_BYTES)).send().await.unwrap().status(), 201);
    let lengths: Vec<usize> = graph.requests().iter().map(|request| request.body.len()).collect();
    assert_eq!(lengths, [0, 0, MAX_BODY_BYTES]);
}

#[tokio::test]
async fn items_that_are_not_there() {
    let graph = Emulator::start().await.unwrap();
    let get = |path: &str| request(&graph, Method::GET, path).bearer_auth("t");
    for path in ["/v1.0/users/7e323db2-3db2-7e32-b23d-327eb23d327e", "/v1.0/users('alice')", "/v1.0", "/beta/"] {
        assert_refused!(get(path), 404, "ResourceNotFound");
    }
    assert_eq!(get("/v1.0/users/alice").send().await.unwrap().status(), 200, "for all that is known, a collection");
    create(&graph, "{}").send().await.unwrap();
    assert_refused!(get("/v1.0/users/alice"), 404, "ResourceNotFound");
}

#[tokio::test]
async fn methods_that_a_path_does_not_take() {
    let graph = Emulator::start().await.unwrap();
    let location = create(&graph, "{}").send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
    let item = location.strip_prefix(graph.base_url()).unwrap();
    let unknown = "/v1.0/users/7e323db2-3db2-7e32-b23d-327eb23d327e";
    for (method, path, allow) in [
        (Method::POST, item, "GET, PATCH, PUT, DELETE"),
        (Method::POST, unknown, "GET, PATCH, PUT, DELETE"),
        (Method::DELETE, "/v1.0/users", "GET, POST"),
        (Method::PATCH, "/v1.0/users", "GET, POST"),
        (Method::PUT, "/v1.0/users", "GET, POST"),
        (Method::OPTIONS, "/v1.0/users", "GET, POST"),
    ] {
        let request = || request(&graph, method.clone(), path).bearer_auth("t").body("{}");
        assert_refused!(request(), 405, "Request_BadRequest");
        assert_eq!(request().send().await.unwrap().headers()["allow"], allow, "{method} {path}");
    }
    let head = request(&graph, Method::HEAD, "/v1.0/users").bearer_auth("t").send().await.unwrap();
    assert_eq!(head.status(), 405);
}

#[tokio::test]
async fn paths_that_are_no_collections() {
    let graph = Emulator::start().await.unwrap();
    let create = |path: &str| {
        let request = request(&graph, Method::POST, path).bearer_auth("t");
        request.header("content-type", "application/json").body("{}")
    };
    for path in ["/v1.0/users/$count", "/beta/users/7/photo/$value"] {
        assert_refused!(create(path), 501, "notSupported");
    }
    for path in ["/v1.0//users", "/v1.0/users//messages", "/v1.0/%FF"] {
        assert_refused!(create(path), 400, "BadRequest");
    }
}
