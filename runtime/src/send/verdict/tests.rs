use super::*;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

const CREATE: Expectation = Expectation { effect: Effect::Once, answer: Expected::Creation };

const ENTITY: &str = r#"{"id":"7"}"#;
const ERROR: &str = r#"{"error":{"code":"BadRequest","message":"No."}}"#;
const COLLECTION: &str = r#"{"@odata.context":"x","value":[{"id":"7"}]}"#;
const PAGE: &str = "<html><title>Sign in</title>";

/// The verdict of an answer with these headers and this body; `None` if it has the entity.
fn verdict(status: u16, headers: &[(HeaderName, &str)], body: &'static str) -> Option<Verdict> {
    let headers: HeaderMap = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
    let answer = Answer::new(StatusCode::from_u16(status).unwrap(), &headers, Bytes::from_static(body.as_bytes()));
    judge(CREATE, Ok(Received { answer: Box::new(answer), broken: None }), None).err().map(|failure| failure.verdict)
}

fn said(seconds: f64) -> Verdict {
    Verdict::Throttled(Some(Duration::from_secs_f64(seconds)))
}

/// Every status that a final answer can have, without a body.
#[test]
fn every_status_has_its_verdict() {
    for status in 200..=999 {
        let expected = match status {
            201 | 204 | 205 => Verdict::Created,
            200 | 202 | 203 | 206..=399 => Verdict::Unclear,
            401 => Verdict::Unauthorized,
            429 => Verdict::Throttled(None),
            400..=407 | 409..=459 | 461..=498 | 501 | 505 | 511 => Verdict::Rejected,
            _ => Verdict::Unknown,
        };
        assert_eq!(verdict(status, &[], ""), Some(expected), "{status}");
    }
}

#[test]
fn a_wait_is_in_the_header_or_in_intunes_error() {
    let after = |value| [(RETRY_AFTER, value)];
    for (status, headers, expected) in [
        (429, &after("315")[..], said(315.0)),
        (429, &after("2.128"), said(2.128)),
        (429, &after("soon"), Verdict::Throttled(None)),
        (429, &[], Verdict::Throttled(None)),
        (503, &after("5"), said(5.0)),
        (503, &[], Verdict::Unknown),
        (503, &after("soon"), Verdict::Unknown),
        (500, &after("5"), Verdict::Unknown),
        (502, &after("5"), Verdict::Unknown),
        (504, &after("5"), Verdict::Unknown),
        (507, &[], Verdict::Unknown),
        (400, &after("5"), Verdict::Rejected),
    ] {
        assert_eq!(verdict(status, headers, ""), Some(expected), "{status} {headers:?}");
    }
    let date = [(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:37 GMT"), (DATE, "Sun, 06 Nov 1994 08:44:22 GMT")];
    assert_eq!(verdict(429, &date, ""), Some(said(315.0)));
    let intune = r#"{"error":{"message":"{\"Message\":\"x\",\"RetryAfter\":20}"}}"#;
    assert_eq!(verdict(429, &after("5"), intune), Some(said(20.0)));
    assert_eq!(verdict(503, &[], intune), Some(said(20.0)));
}

/// 201 is evidence by itself; of a 200, the entity is.
#[test]
fn a_success_needs_evidence() {
    for (status, body, expected) in [
        (200, ENTITY, None),
        (203, ENTITY, None),
        (201, ENTITY, None),
        (200, ERROR, Some(Verdict::Unclear)),
        (200, COLLECTION, Some(Verdict::Unclear)),
        (200, PAGE, Some(Verdict::Unclear)),
        (200, "{}", Some(Verdict::Unclear)),
        (200, "", Some(Verdict::Unclear)),
        (203, PAGE, Some(Verdict::Unclear)),
        (201, ERROR, Some(Verdict::Created)),
        (201, "", Some(Verdict::Created)),
        // With another status, an entity was not created.
        (202, ENTITY, Some(Verdict::Unclear)),
        (400, ENTITY, Some(Verdict::Rejected)),
    ] {
        assert_eq!(verdict(status, &[], body), expected, "{status} {body}");
    }
    // These are read as the entity, which says what is wrong; it exists all the same.
    for body in [COLLECTION, PAGE, "{}"] {
        assert_eq!(verdict(201, &[], body), None, "{body}");
    }
}

#[test]
fn an_answer_that_is_cut_off_is_judged_by_what_arrived() {
    for (status, body, expected) in [
        (201, "", Verdict::Created),
        (201, r#"{"id":"7","na"#, Verdict::Created),
        (200, r#"{"id":"7","na"#, Verdict::Created),
        (200, r#"{"error":{"code":"Ba"#, Verdict::Unclear),
        (200, "<html>", Verdict::Unclear),
        (200, "", Verdict::Unclear),
        (202, r#"{"id":"7"#, Verdict::Unclear),
        (400, r#"{"error":{"code":"Ba"#, Verdict::Rejected),
        (504, "<ht", Verdict::Unknown),
    ] {
        let answer =
            Answer::new(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), Bytes::from_static(body.as_bytes()));
        let seen = Ok(Received { answer: Box::new(answer), broken: Some(Unreadable::TooLarge(1)) });
        assert_eq!(judge(CREATE, seen, None).unwrap_err().verdict, expected, "{status} {body}");
    }
}
