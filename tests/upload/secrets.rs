//! What is sent to a session's host, and what is shown of its URL.

use graph_entity::http::StatusCode;
use graph_entity::{Disposition, GraphClient};
use graph_entity_tests::raw_server::{RawServer, answer};

use super::{STEP, file};

/// The URL's path and query, which authorize.
const SECRET: &str = "/up/fe6987415ace7X4e1eF866337?tempauth=v1.eyJzaXRlaWQi";

fn graph(base_url: &str) -> GraphClient {
    let builder = GraphClient::builder().base_url(base_url).token("secret-token").user_agent("contoso/1.0");
    builder.header("Prefer", "IdType=\"ImmutableId\"").header("x-tenant", "contoso").build().unwrap()
}

/// Every header of every request, to another origin and to the client's own.
#[tokio::test]
async fn the_token_and_the_clients_headers_are_not_sent() {
    let next = r#"{"nextExpectedRanges":["327680-"]}"#;
    let script = || {
        [
            answer("202 Accepted", &[], next),
            answer("500 Internal Server Error", &[], ""),
            answer("200 OK", &[], next),
            answer("201 Created", &[], r#"{"id":"7"}"#),
            answer("204 No Content", &[], ""),
        ]
    };
    for own_origin in [false, true] {
        let server = RawServer::script(script()).await;
        let url = format!("{}{SECRET}", server.url());
        let graph = graph(if own_origin { &url[..server.url().len()] } else { "http://127.0.0.1:9" });
        graph.upload(&url).bytes(file(STEP + 1)).chunk_size(STEP).send().await.unwrap();
        graph.upload(&url).cancel().await.unwrap();
        let requests = server.requests();
        let methods: Vec<_> = requests.iter().map(|request| request.method.as_str()).collect();
        assert_eq!(methods, ["PUT", "PUT", "GET", "PUT", "DELETE"]);
        for request in requests {
            assert_eq!(request.target, SECRET);
            let mut names: Vec<_> = request.head.lines().skip(1).filter_map(|line| line.split_once(':')).collect();
            names.retain(|(name, _)| !matches!(*name, "content-length" | "content-range" | "content-type"));
            names.sort_unstable();
            let authority = server.authority();
            let expected =
                [("accept", " application/json"), ("host", &format!(" {authority}")), ("user-agent", " contoso/1.0")];
            assert_eq!(names, expected, "{}", request.head);
            assert!(!request.head.contains("secret-token"));
        }
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = RawServer::script([]).await;
    let location = format!("Location: {}/elsewhere", elsewhere.url());
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let server = RawServer::script([answer(status, &[&location], "")]).await;
        let upload = graph(&server.url()).upload(format!("{}{SECRET}", server.url())).bytes(file(2 * STEP));
        let error = upload.chunk_size(STEP).send().await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Rejected, "{error}");
    }
    assert_eq!(elsewhere.requests().len(), 0);
}

/// Also where the service repeats it.
#[tokio::test]
async fn no_error_shows_the_url() {
    let message = format!("no session at {SECRET}");
    let body = format!(r#"{{"error":{{"code":"x","message":"{message}"}}}}"#);
    let location = format!("Location: {SECRET}");
    for response in [
        answer("400 Bad Request", &[], &body),
        answer("404 Not Found", &[&location], &body),
        answer("200 OK", &[&location], format!("<html>{message}")),
        answer("201 Created", &[], format!(r#"{{"id":"{message}"}}"#)),
        Vec::new(),
    ] {
        let server = RawServer::script([response]).await;
        let upload = graph("http://127.0.0.1:9").upload(format!("{}{SECRET}", server.url())).bytes("x").retries(0);
        let error = upload.send_as::<u8>().await.unwrap_err();
        let text = format!("{error} {error:?} {error:#?} {:?}", error.answer().map(|answer| answer.body.clone()));
        assert!(!text.contains("fe6987415ace7X4e1eF866337") && !text.contains("eyJzaXRlaWQi"), "{text}");
    }
}

/// A connection that is refused names no URL either; nothing was sent.
#[tokio::test]
async fn without_a_connection_nothing_is_sent() {
    let server = RawServer::script([]).await;
    let url = format!("{}{SECRET}", server.url());
    drop(server);
    let error = graph("http://127.0.0.1:9").upload(url).bytes("x").retries(0).send().await.unwrap_err();
    assert!(matches!(error.disposition(), Disposition::NotSent | Disposition::Unknown), "{error}");
    assert_eq!((error.client_request_id(), error.status()), (None, None::<StatusCode>));
    assert!(!format!("{error:#?}").contains("tempauth"), "{error:#?}");
}
