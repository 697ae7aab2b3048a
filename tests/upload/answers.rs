//! The answers of other services than that of drives, and of none.

use graph_entity::http::StatusCode;
use graph_entity::{Disposition, GraphClient, UploadError};
use graph_entity_tests::raw_server::{RawServer, answer};

use super::{STEP, file, upload_error};

fn graph() -> GraphClient {
    GraphClient::builder().base_url("http://127.0.0.1:9").token("secret-token").build().unwrap()
}

async fn ranges_sent(answers: impl IntoIterator<Item = Vec<u8>>, size: usize) -> (Vec<String>, StatusCode) {
    let server = RawServer::script(answers).await;
    let url = format!("{}/up?authtoken=secret", server.url());
    let response = graph().upload(url).bytes(file(size)).chunk_size(STEP).retries(1).send().await.unwrap();
    let requests = server.requests();
    let mut sent = 0;
    for request in &requests {
        if let Some(range) = request.header("content-range") {
            assert_eq!(request.header("content-type"), Some("application/octet-stream"));
            let bytes = range.strip_prefix("bytes ").and_then(|range| range.split_once('/')).unwrap().0;
            let (first, last) = bytes.split_once('-').unwrap();
            let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
            assert_eq!(request.body, file(size)[first..=last]);
            sent += 1;
        }
    }
    assert!(sent > 0);
    let what = |request: &graph_entity_tests::raw_server::RawRequest| {
        let range = request.header("content-range").unwrap_or_default();
        format!("{} {range}", request.method).trim_end().to_owned()
    };
    (requests.iter().map(what).collect(), response.status())
}

/// Outlook: 200 with a single number, and 201 with a `Location` and no body.
#[tokio::test]
async fn outlooks_answers_are_understood() {
    let next = |byte: usize| answer("200 OK", &[], format!(r#"{{"NextExpectedRanges":["{byte}"]}}"#));
    let answers = [next(STEP), next(2 * STEP), answer("201 Created", &["Location: https://outlook.office.com/x"], "")];
    let (sent, status) = ranges_sent(answers, 2 * STEP + 9).await;
    let ranges = ["PUT bytes 0-327679/655369", "PUT bytes 327680-655359/655369", "PUT bytes 655360-655368/655369"];
    assert_eq!((sent.as_slice(), status), (&ranges.map(str::to_owned)[..], StatusCode::CREATED));
}

/// A range that ends behind the file, and one that leaves out what was never sent.
#[tokio::test]
async fn ranges_that_cannot_be_true_neither_lose_nor_hide_a_file() {
    let next = |ranges: &str| answer("202 Accepted", &[], format!(r#"{{"nextExpectedRanges":{ranges}}}"#));
    let answers = [next(r#"["327680-9999999"]"#), answer("200 OK", &[], r#"{"id":"7"}"#)];
    let (sent, status) = ranges_sent(answers, STEP + 1).await;
    let expected = ["PUT bytes 0-327679/327681", "PUT bytes 327680-327680/327681"];
    assert_eq!((sent.as_slice(), status), (&expected.map(str::to_owned)[..], StatusCode::OK));

    let answers = [next(r#"["327680-327689"]"#), answer("202 Accepted", &[], ""), answer("204 No Content", &[], "")];
    let (sent, status) = ranges_sent(answers, STEP + 20).await;
    let expected = ["PUT bytes 0-327679/327700", "PUT bytes 327680-327689/327700", "PUT bytes 327690-327699/327700"];
    assert_eq!((sent.as_slice(), status), (&expected.map(str::to_owned)[..], StatusCode::NO_CONTENT));
}

#[tokio::test]
async fn gaps_are_filled_in_order() {
    let json = |status: &str, ranges: &str| answer(status, &[], format!(r#"{{"nextExpectedRanges":{ranges}}}"#));
    let answers = [
        answer("416 Requested Range Not Satisfiable", &[], ""),
        json("200 OK", r#"["983040-","327680-655359"]"#),
        json("202 Accepted", r#"["983040-"]"#),
        answer("204 No Content", &[], ""),
    ];
    let (sent, status) = ranges_sent(answers, 3 * STEP + 1).await;
    let expected =
        ["PUT bytes 0-327679/983041", "GET", "PUT bytes 327680-655359/983041", "PUT bytes 983040-983040/983041"];
    assert_eq!((sent.as_slice(), status), (&expected.map(str::to_owned)[..], StatusCode::NO_CONTENT));
}

/// Answers that leave out what is expected next, and a session that cannot be asked.
#[tokio::test]
async fn without_ranges_the_next_chunk_follows() {
    let answers = [
        answer("202 Accepted", &[], ""),
        answer("500 Internal Server Error", &[], ""),
        answer("405 Method Not Allowed", &[], ""),
        answer("202 Accepted", &[], "{}"),
        answer("200 OK", &[], r#"{"id":"7"}"#),
    ];
    // `{}` is not what a service answers to a chunk: an empty object is no evidence that it was taken.
    let server = RawServer::script(answers).await;
    let upload = graph().upload(server.url()).bytes(file(2 * STEP + 1)).chunk_size(STEP);
    let error = upload.send().await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::Rejected, "{error}");

    let answers = [
        answer("202 Accepted", &[], ""),
        answer("500 Internal Server Error", &[], ""),
        answer("405 Method Not Allowed", &[], ""),
        answer("202 Accepted", &[], ""),
        answer("200 OK", &[], r#"{"id":"7"}"#),
    ];
    let (sent, status) = ranges_sent(answers, 2 * STEP + 1).await;
    let expected = [
        "PUT bytes 0-327679/655361",
        "PUT bytes 327680-655359/655361",
        "GET",
        "PUT bytes 327680-655359/655361",
        "PUT bytes 655360-655360/655361",
    ];
    assert_eq!((sent.as_slice(), status), (&expected.map(str::to_owned)[..], StatusCode::OK));
}

/// A page of a network that wants a sign-in is not a chunk that was taken.
#[tokio::test]
async fn a_page_is_not_a_success() {
    for (size, disposition) in [(STEP + 1, Disposition::Rejected), (STEP, Disposition::Unknown)] {
        let server = RawServer::script([answer("200 OK", &["Content-Type: text/html"], "<html>Sign in</html>")]).await;
        let error = graph().upload(server.url()).bytes(file(size)).chunk_size(STEP).send().await.unwrap_err();
        assert_eq!(error.disposition(), disposition, "{error}");
        assert!(error.to_string().contains("HTML or XML"), "{error}");
    }
}

#[tokio::test]
async fn a_name_that_exists_is_a_refusal() {
    let body = r#"{"error":{"code":"nameAlreadyExists","message":"Another file exists with the same name."}}"#;
    let server = RawServer::script([answer("409 Conflict", &[], body)]).await;
    let error = graph().upload(server.url()).bytes("x").send().await.unwrap_err();
    assert_eq!((error.disposition(), error.code()), (Disposition::Rejected, Some("nameAlreadyExists")));
}

/// A service that calls a file complete, of which it never got the end.
#[tokio::test]
async fn a_file_whose_end_was_never_sent_is_not_complete() {
    for answers in [
        vec![answer("201 Created", &[], r#"{"id":"7"}"#)],
        vec![answer("500 Internal Server Error", &[], ""), answer("200 OK", &[], r#"{"nextExpectedRanges":[]}"#)],
    ] {
        let server = RawServer::script(answers).await;
        let error = graph().upload(server.url()).bytes(file(2 * STEP)).chunk_size(STEP).send().await.unwrap_err();
        let UploadError::Incomplete { sent, total } = upload_error(&error) else { panic!("{error}") };
        assert_eq!((*sent, *total), (STEP as u64, 2 * STEP as u64), "{error}");
        assert_eq!(error.disposition(), Disposition::Unknown, "{error}");
    }
}
