//! Errors that a person can act on.

use graph_entity::http::header::LOCATION;
use graph_entity::http::{HeaderValue, StatusCode};
use graph_entity::{Disposition, Error, ErrorKind, GraphError};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use serde_json::{Value, json};

use super::{PERMISSION, builder, client, jwt, status};

async fn error_of(code: u16, body: impl Into<String>) -> Error {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::new(StatusCode::from_u16(code).unwrap()).body(body.into()));
    status().create("7").retries(0).send(&client(&emulator)).await.unwrap_err()
}

fn parts(error: &Error) -> &GraphError {
    let ErrorKind::Service(_, parts) = error.kind() else { panic!("{error}") };
    parts
}

fn intune(code: &str, message: &str) -> String {
    let message = json!({
        "_version": 3,
        "Message": format!("{message} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - \
            Activity ID: 25b4ae6c-0b1d-4c4f-8b3c-d3f0c21bd4b0 - Url: https://fef.msua01.manage.microsoft.com/x"),
        "CustomApiErrorPhrase": "", "RetryAfter": null, "ErrorSourceService": "", "HttpHeaders": "{}",
    });
    let message = serde_json::to_string_pretty(&message).unwrap();
    json!({"error": {"code": code, "message": message, "innerError": {"date": "2026-01-31T12:00:00",
        "request-id": "25b4ae6c-0b1d-4c4f-8b3c-d3f0c21bd4b0"}}})
    .to_string()
}

#[tokio::test]
async fn intunes_message_is_one_readable_line() {
    let body = intune("ResourceNotFound", "An error has occurred");
    let error = error_of(404, body.clone()).await;
    let line = error.to_string();
    let expected = "404 Not Found, ResourceNotFound: An error has occurred, request-id \
        25b4ae6c-0b1d-4c4f-8b3c-d3f0c21bd4b0, client-request-id ";
    assert!(line.starts_with(expected), "{line}");
    assert_eq!(line.lines().count(), 1);
    assert_eq!(error.answer().unwrap().body, body);
    assert!(parts(&error).date.is_some());
}

#[tokio::test]
async fn both_spellings_nesting_and_details_are_read() {
    for inner in ["innerError", "innererror"] {
        let body = json!({"error": {
            "code": "BadRequest", "message": "No.",
            "details": [{"code": "Missing", "target": "status", "message": "It is missing."}],
            inner: {"request-id": "b3ee1e2a", "date": "2026-01-31T12:00:00", inner: {"code": "Deeper"}},
        }});
        let error = error_of(400, body.to_string()).await;
        assert_eq!((error.code(), error.request_id()), (Some("BadRequest"), Some("b3ee1e2a")));
        let parts = parts(&error);
        assert_eq!(parts.details[0].target.as_deref(), Some("status"));
        assert_eq!(parts.inner_codes, ["Deeper"]);
        assert!(!error.to_string().contains("Missing"), "the details are fields");
    }
}

#[tokio::test]
async fn no_body_is_too_strange() {
    for (body, text) in [
        ("", "400 Bad Request, client-request-id"),
        (r#"{"error":null}"#, "400 Bad Request, client-request-id"),
        (r#"{"error":{"code":null,"message":[]}}"#, "400 Bad Request, client-request-id"),
        ("<html><title>Bad\nGateway</title>", "400 Bad Request: Bad Gateway, client-request-id"),
        (
            r#"{"error":{"code":"BadRequest","message":"It breaks of"#,
            "400 Bad Request, BadRequest: It breaks of, client",
        ),
    ] {
        let error = error_of(400, body).await;
        assert!(error.to_string().starts_with(text), "{error}");
        assert_eq!(error.answer().unwrap().body, body);
    }
    let long = json!({"error": {"code": "X", "message": "word ".repeat(100_000)}});
    let error = error_of(400, long.to_string()).await;
    assert!(error.to_string().chars().count() < 2_200);
}

#[tokio::test]
async fn an_error_about_permissions_says_what_is_needed_and_what_is_there() {
    let send = async |claims: Option<Value>, code: u16, body: String| {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ScriptedAnswer::new(StatusCode::from_u16(code).unwrap()).body(body));
        let token = claims.map_or_else(|| "opaque".to_owned(), |claims| jwt(&claims));
        let graph = builder(&emulator).token(token.clone()).preflight(false).build().unwrap();
        let error = status().create("7").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Rejected);
        assert!(!format!("{error} {error:?} {error:#?}").contains(&token));
        error
    };
    let needs = format!("it needs {PERMISSION} (delegated), {PERMISSION} (application)");
    let denied = |code: &str| json!({"error": {"code": code, "message": "Denied."}}).to_string();
    let application = json!({"roles": ["User.Read.All", "Group.Create"]});

    let error = send(Some(application.clone()), 403, intune("Forbidden", "Application is not authorized")).await;
    let text = format!(
        "403 Forbidden, Forbidden: Application is not authorized ({needs}, the token has User.Read.All, Group.Create \
         (application))"
    );
    assert!(error.to_string().starts_with(&text), "{error}");
    assert_eq!(error.granted().unwrap().permissions, ["User.Read.All", "Group.Create"]);

    let error = send(Some(json!({"scp": "User.Read"})), 403, String::new()).await;
    assert!(error.to_string().contains(&format!("({needs}, the token has User.Read (delegated))")), "{error}");
    // Also where a service says so with another status.
    let error = send(Some(application.clone()), 400, denied("Authorization_RequestDenied")).await;
    assert!(error.to_string().contains(&needs), "{error}");
    let error = send(None, 403, denied("Forbidden")).await;
    assert!(error.to_string().contains(&format!("({needs})")) && error.granted().is_none(), "{error}");
    let error = send(Some(application), 404, denied("NotFound")).await;
    assert!(!error.to_string().contains("it needs"), "{error}");
}

/// A service may echo what it was sent. Wherever its text is shown, the token is not in it.
#[tokio::test]
async fn a_token_that_the_service_echoes_is_not_shown() {
    let token = jwt(&json!({"roles": ["Group.Create"]}));
    let echo = json!({"error": {"code": format!("C {token}"), "message": format!("Bearer {token} is not valid."),
        "target": token, "details": [{"code": token, "message": token, "target": token}],
        "innerError": {"code": token, "request-id": token}}})
    .to_string();
    let wrong = json!({"id": "7", "devicesCount": token}).to_string();
    let intune =
        json!({"error": {"message": json!({"Message": token, "ErrorSourceService": token}).to_string()}}).to_string();
    for (code, body) in [(400, &echo), (504, &echo), (200, &echo), (201, &echo), (201, &wrong), (403, &intune)] {
        let emulator = Emulator::start().await.unwrap();
        let location = HeaderValue::from_str(&format!("https://graph.microsoft.com/{token}")).unwrap();
        let answer =
            ScriptedAnswer::new(StatusCode::from_u16(code).unwrap()).body(body.clone()).header(LOCATION, location);
        let graph = builder(&emulator).token(token.clone()).retries(0).build().unwrap();

        emulator.answer_next(answer.clone());
        let single = status().create("7").send(&graph).await.unwrap_err();
        emulator.answer_next(ScriptedAnswer::ordinary().part(0, answer.clone()));
        let part = graph.batch([status().create("7")]).await.remove(0).unwrap_err();
        emulator.answer_next(answer);
        let whole = graph.batch([status().create("7")]).await.remove(0).unwrap_err();
        for error in [&single, &part, &whole] {
            let mut text = format!("{error} {error:?} {error:#?} {:?}", error.answer());
            text.extend(error.code().into_iter().chain(error.request_id()).chain(error.location()));
            assert!(!text.contains(&token), "{code}: {text}");
        }
        assert!(single.to_string().contains("[token]"), "{single}");
        let body = &single.answer().unwrap().body;
        assert!(!String::from_utf8_lossy(body).contains(&token), "{body:?}");
    }
}

/// Of ids in the answer that were not asked.
#[tokio::test]
async fn a_token_as_the_id_of_a_part_is_not_shown() {
    let emulator = Emulator::start().await.unwrap();
    let body = r#"{"responses":[{"id":"secret-token","status":201}]}"#;
    emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(body));
    let error = client(&emulator).batch([status().create("7")]).await.remove(0).unwrap_err();
    assert!(!format!("{error} {error:#?}").contains("secret-token"), "{error}");
    assert!(error.to_string().contains(r#"parts for no request: ["[token]"]"#), "{error}");
}
