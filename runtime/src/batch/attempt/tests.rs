//! Answers taken apart, without a service.

use super::*;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::json;

use crate::auth::credential::AccessToken;
use crate::errors::disposition::Disposition;
use crate::send::delivered::Delivered;
use crate::send::verdict::{Received, judge};

fn items(count: usize) -> Vec<Item> {
    let item = |index| {
        let request = Request { expectation: Expectation::CREATION, ..Request::batch("/v1.0/groups", Bytes::new()) };
        let mut item = Item::new(index, request.into()).unwrap();
        item.begin(Uuid::nil(), Instant::now(), SendOptions::default());
        item
    };
    (0..count).map(item).collect()
}

fn complete(count: usize, body: &str) -> Vec<Result<Delivered, Error>> {
    let headers = HeaderMap::from_iter([("request-id".parse().unwrap(), HeaderValue::from_static("whole"))]);
    let answer = Box::new(Answer::new(StatusCode::OK, &headers, Bytes::copy_from_slice(body.as_bytes())));
    let attempt = Attempt::new(Duration::ZERO);
    let token = Token::new(AccessToken::new("secret-token")).unwrap();
    apart(items(count), answer, None, attempt, &token, true)
        .into_iter()
        .map(|(item, result)| item.end(result))
        .collect()
}

/// The rules of a single create are those of a part, for every status, with and without a body and `Retry-After`.
#[test]
fn a_part_means_what_a_single_answer_means() {
    for status in 100..600_u16 {
        for body in [None, Some(r#"{"id":"7"}"#), Some(r#"{"error":{"code":"C","message":"M"}}"#)] {
            for retry_after in [None, Some("5")] {
                let headers = retry_after.map(|value| (http::header::RETRY_AFTER, HeaderValue::from_static(value)));
                let code = StatusCode::from_u16(status).unwrap();
                let body_bytes = Bytes::from_static(body.unwrap_or_default().as_bytes());
                let answer = Box::new(Answer::new(code, &headers.into_iter().collect(), body_bytes));
                let single = judge(Expectation::CREATION, Ok(Received { answer, broken: None }), None);
                let part = json!({ "responses": [{ "id": "1", "status": status,
                    "headers": retry_after.map(|value| json!({ "retry-after": value })),
                    "body": body.map(|body| serde_json::from_str::<serde_json::Value>(body).unwrap()) }] });
                let batched = complete(1, &part.to_string()).pop().unwrap();
                match (single, batched) {
                    (Ok(single), Ok(batched)) => assert_eq!(single.body, batched.answer.body),
                    (Err(single), Err(batched)) => {
                        let single = Error::after(single.kind, single.verdict, Vec::new(), Permissions::default());
                        assert_eq!(single.disposition(), batched.disposition(), "{status} {body:?} {retry_after:?}");
                        assert_eq!(single.code(), batched.code());
                        assert_eq!(single.retry_at().is_some(), batched.retry_at().is_some());
                        assert_eq!(batched.attempts()[0].status, Some(code));
                    }
                    _ => panic!("{status} {body:?} {retry_after:?}"),
                }
            }
        }
    }
}

#[test]
fn what_has_no_answer_may_exist_and_says_why() {
    let one = r#"{"id":"1","status":201,"headers":{"request-id":"own"},"body":{}}"#;
    let results = complete(
        4,
        &format!(
            r#"{{"responses":[{one},{{"id":"9"}},{{"id":"3","status":201,"body":{{}}}},{{"id":"3","status":429}},{{"id":"4"}}]}}"#
        ),
    );
    let [Ok(first), Err(second), Err(third), Err(fourth)] = &results[..] else { panic!() };
    assert_eq!(first.answer.request_id.as_deref(), Some("own"));
    for (error, text) in [
        (second, r#"the batch's answer has no part for it, so it may exist; parts for no request: ["9"], client-"#),
        (third, "the batch's answer has two parts for it that differ, so it may exist, client-"),
        (fourth, "the batch's answer has a part for it without one status, so it may exist, client-"),
    ] {
        assert_eq!(error.disposition(), Disposition::Unknown);
        assert!(error.to_string().starts_with(text), "{error}");
    }
    let results = complete(2, &format!(r#"{{"responses":[{one},{{"id":"2","status":201,"body":{{"id":"7"#));
    let [Ok(_), Ok(cut)] = &results[..] else { panic!() };
    assert_eq!(cut.answer.request_id.as_deref(), Some("whole"));
    assert_eq!(cut.answer.body, r#"{"id":"7"#);
    for error in complete(2, "<html>").into_iter().filter_map(Result::err) {
        assert_eq!(error.disposition(), Disposition::Unknown);
        assert_eq!(error.request_id(), Some("whole"));
        assert!(error.to_string().starts_with("in a batch: 200 OK, but the answer cannot be read: expected value"));
    }
}
