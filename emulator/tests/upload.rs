//! Upload sessions over HTTP: what each request is answered, by another client than the one that the emulator is for.

#![allow(clippy::unwrap_used)]

use graph_entity_emulator::http::StatusCode;
use graph_entity_emulator::{Emulator, Reply, ScriptedAnswer, UploadSession};
use serde_json::Value;

const STEP: usize = 327_680;

async fn put(session: &UploadSession, range: &str, bytes: usize) -> (u16, Value) {
    let request = reqwest::Client::new().put(session.url()).header("Content-Range", range).body(vec![7; bytes]);
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default())
}

async fn send(method: &str, url: &str, token: bool) -> (u16, Value) {
    let mut request = reqwest::Client::new().request(method.parse().unwrap(), url);
    if token {
        request = request.bearer_auth("t");
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default())
}

#[tokio::test]
async fn a_file_is_taken_in_chunks() {
    let graph = Emulator::start().await.unwrap();
    let url = format!("{}/v1.0/drives/d/root:/a.bin:/createUploadSession", graph.base_url());
    assert_eq!(send("POST", &url, false).await.0, 401);
    let (status, made) = send("POST", &url, true).await;
    let session = graph.upload_sessions().pop().unwrap();
    assert_eq!((status, made["uploadUrl"].as_str()), (200, Some(session.url())));
    assert_eq!(made["nextExpectedRanges"][0], "0-");

    let (status, next) = put(&session, "bytes 0-327679/327682", STEP).await;
    assert_eq!((status, &next["nextExpectedRanges"][0]), (202, &Value::from("327680-")));
    assert_eq!((session.received(), session.content()), (STEP, None));
    let (status, next) = send("GET", session.url(), false).await;
    assert_eq!((status, &next["nextExpectedRanges"][0]), (200, &Value::from("327680-")));
    let (status, item) = put(&session, "bytes 327680-327681/327682", 2).await;
    assert_eq!((status, &item["size"]), (201, &Value::from(327_682)));
    assert_eq!(session.content().unwrap(), vec![7; STEP + 2]);
    assert_eq!(send("GET", session.url(), false).await.0, 404);
    assert_eq!(graph.statistics().created, 1);
}

#[tokio::test]
async fn a_tests_own_handler_goes_before() {
    let graph = Emulator::start().await.unwrap();
    graph.on_action("/drives/{id}/items/{id}/createUploadSession", |_| Reply::new(StatusCode::IM_A_TEAPOT));
    let url = |path: &str| format!("{}/v1.0/drives/d/{path}/createUploadSession", graph.base_url());
    assert_eq!(send("POST", &url("items/7"), true).await.0, 418);
    assert_eq!(send("POST", &url("root"), true).await.0, 200);
}

#[tokio::test]
async fn what_is_wrong_with_a_chunk_is_refused() {
    let graph = Emulator::start().await.unwrap();
    let session = graph.upload_session();
    for (range, bytes, status) in [
        ("bytes 0-99/1000000", 100, 400),
        ("bytes 0-327679/1000000", 100, 400),
        ("bytes 0-327679", STEP, 400),
        ("bytes 327680-655359/1000000", STEP, 416),
        ("bytes 0-327679/1000000", STEP, 202),
        ("bytes 0-327679/1000000", STEP, 416),
        ("bytes 327680-655359/1000001", STEP, 400),
    ] {
        let (answered, body) = put(&session, range, bytes).await;
        assert_eq!(answered, status, "{range} {body}");
        assert_eq!(body.get("error").is_some(), status >= 400);
    }
    assert_eq!(send("GET", session.url(), true).await.0, 401);
    assert_eq!(send("GET", session.url().split('?').next().unwrap(), false).await.0, 401);
    assert_eq!(send("POST", session.url(), false).await.0, 405);
    assert_eq!(send("GET", &session.url().replace("sessions/", "sessions/x"), false).await.0, 404);
    assert_eq!(session.received(), STEP);
    assert_eq!(send("DELETE", session.url(), false).await.0, 204);
    assert!(session.is_cancelled());
    assert_eq!(put(&session, "bytes 327680-655359/1000000", STEP).await.0, 404);
}

#[tokio::test]
async fn a_reset_in_a_body_leaves_nothing() {
    let graph = Emulator::start().await.unwrap();
    let session = graph.upload_session();
    graph.answer_next(ScriptedAnswer::reset_in_body());
    graph.answer_next(ScriptedAnswer::new(StatusCode::IM_A_TEAPOT));
    let request = || reqwest::Client::new().put(session.url()).header("Content-Range", "bytes 0-4194303/4194304");
    let result = request().body(vec![7; 4 << 20]).send().await;
    assert!(result.is_err(), "{result:?}");
    assert_eq!((session.received(), graph.requests().len()), (0, 0));
    assert_eq!(request().body(vec![7; 4 << 20]).send().await.unwrap().status(), 418);
}
