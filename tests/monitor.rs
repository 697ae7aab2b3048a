//! Operations that go on after a 202: how their monitors are asked, and which of them get the token.
//!
//! The unit tests read addresses and documents. Here two servers of raw sockets are two origins: the client's, and another.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::time::Duration;

use graph_entity::http::{HeaderName, HeaderValue, Method, StatusCode};
use graph_entity::{
    Disposition, Error, ErrorKind, GraphClient, GraphEntity, GraphParameters, InvalidUrl, Monitor, MonitorError,
    OperationProgress, OperationState, Request, graph_action, graph_post,
};
use graph_entity_emulator::http::header::LOCATION;
use graph_entity_emulator::{Emulator, Reply, ScriptedAnswer};
use graph_entity_tests::client::client;
use graph_entity_tests::raw_server::{RawServer, answer};

const RUNNING: &str = r#"{"operation":"ItemCopy","percentageComplete":27.8,"status":"inProgress"}"#;
const COMPLETED: &str = r#"{"percentageComplete":100.0,"resourceId":"01MOWKYVJML5","status":"completed"}"#;
const FAILED: &str =
    r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"An item with the name exists."}}"#;

fn graph(server: &RawServer) -> GraphClient {
    let builder = GraphClient::builder().base_url(server.url()).token("secret-token").user_agent("contoso/1.0");
    builder.header("Prefer", "a").build().unwrap()
}

/// An answer that asks to be asked again at once.
fn now(status: &str, body: &str) -> Vec<u8> {
    answer(status, &["Content-Type: application/json", "Retry-After: 0"], body)
}

fn monitor_error(error: &Error) -> &MonitorError {
    match error.kind() {
        ErrorKind::Monitor(error) => error,
        _ => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_copy_is_followed_to_another_host_without_the_token() {
    let elsewhere = RawServer::script([
        now("202 Accepted", RUNNING),
        now("503 Service Unavailable", ""),
        now("202 Accepted", COMPLETED),
    ])
    .await;
    let location = format!("Location: {}/monitor/4A3407B5?x=secret", elsewhere.url());
    let own = RawServer::script([answer("202 Accepted", &[&location], "")]).await;
    let graph = graph(&own);
    let copy = Request::new(Method::POST, "/me/drive/items/{id}/copy", &["7"]).send_raw(&graph).await.unwrap();
    let monitor = Monitor::of(&copy).unwrap();
    assert!(!format!("{monitor:?}").contains("secret"));

    // Another process goes on.
    let monitor: Monitor = serde_json::from_str(&serde_json::to_string(&monitor).unwrap()).unwrap();
    let mut told = Vec::new();
    let done = monitor.until_done(&graph).progress(|progress| told.push(progress.to_string())).await.unwrap();
    assert_eq!((done.state, done.resource_id.as_deref()), (OperationState::Succeeded, Some("01MOWKYVJML5")));
    assert_eq!(told, ["running, 27.8 %", "succeeded, 100 %"]);

    assert_eq!(own.requests()[0].header("authorization"), Some("Bearer secret-token"));
    let questions = elsewhere.requests();
    assert_eq!(questions.len(), 3);
    for question in questions {
        assert_eq!((question.method.as_str(), question.target.as_str()), ("GET", "/monitor/4A3407B5?x=secret"));
        let mut names: Vec<_> =
            question.head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "host", "user-agent"], "{}", question.head);
        assert!(!question.head.contains("secret-token"));
    }
}

#[tokio::test]
async fn a_part_of_a_batch_has_a_monitor_as_a_single_answer_has() {
    let emulator = Emulator::start().await.unwrap();
    emulator.on_action("/me/drive/items/{itemId}/copy", |call| {
        let reply = Reply::new(StatusCode::ACCEPTED).header(LOCATION, "/v1.0/results/7");
        match call.value("itemId") {
            "both" => reply.header(HeaderName::from_static("operation-location"), "/v1.0/operations/9"),
            _ => reply,
        }
    });
    let graph = client(&emulator);
    let copies = ["both", "one"].map(|id| Copy.call(id));
    let answers = graph.batch(copies).full().await;
    let monitors: Vec<_> = answers.into_iter().map(|answer| answer.unwrap().monitor()).collect();
    let single = [Copy.call("both").send_full(&graph).await, Copy.call("one").send_full(&graph).await];
    assert_eq!(monitors, single.map(|answer| answer.unwrap().monitor()));
    assert_eq!(monitors, ["/v1.0/operations/9", "/v1.0/results/7"].map(|address| Some(Monitor::at(address))));
    // A create that is accepted has no entity, and its error has the monitor, with and without the rest of the answers.
    emulator.on_action("/teams", |_| {
        let reply = Reply::new(StatusCode::ACCEPTED).header(LOCATION, "/teams('7')");
        reply.header(HeaderName::from_static("operation-location"), "/teams('7')/operations('9')")
    });
    let team = || Team { display_name: Some("Sales".to_owned()) };
    let monitor = Some(Monitor::at("/teams('7')/operations('9')"));
    for error in [
        graph.batch([team().create()]).await.remove(0).unwrap_err(),
        graph.batch([team().create()]).full().await.remove(0).unwrap_err(),
        team().create().send(&graph).await.unwrap_err(),
    ] {
        assert_eq!(error.monitor(), monitor, "{error}");
    }
}

#[tokio::test]
async fn the_clients_own_origin_is_asked_with_the_token() {
    let done = r#"{"id":"9","status":"succeeded","targetResourceLocation":"/teams('7')","targetResourceId":"7"}"#;
    for location in ["/teams('7')/operations('9')", "{origin}/v1.0/teams('7')/operations('9')"] {
        let server =
            RawServer::script([now("200 OK", r#"{"id":"9","status":"inProgress"}"#), now("200 OK", done)]).await;
        let monitor = Monitor::at(location.replace("{origin}", &server.url()));
        let done = monitor.until_done(&graph(&server)).await.unwrap();
        assert_eq!((done.resource_id.as_deref(), done.resource_location.as_deref()), (Some("7"), Some("/teams('7')")));
        for question in server.requests() {
            assert_eq!(question.target, "/v1.0/teams('7')/operations('9')");
            assert_eq!(question.header("authorization"), Some("Bearer secret-token"));
            assert_eq!(question.header("prefer"), Some("a"));
        }
    }
    // Graph's own address, behind a gateway.
    let gateway = RawServer::script([answer("200 OK", &[], COMPLETED)]).await;
    let monitor = Monitor::at("https://graph.microsoft.com/beta/sites/7/operations/9?a=b");
    monitor.poll(&graph(&gateway)).await.unwrap();
    assert_eq!(gateway.requests()[0].target, "/beta/sites/7/operations/9?a=b");
    assert_eq!(gateway.requests()[0].header("authorization"), Some("Bearer secret-token"));
}

/// A 303 leads to the result, and no redirect is followed, neither with the token nor without.
#[tokio::test]
async fn redirects_are_read_and_not_followed() {
    let target = RawServer::script([]).await;
    let location = format!("Location: {}/v1.0/drives/d/items/7", target.url());
    for own in [true, false] {
        let answers = ["303 See Other", "302 Found", "307 Temporary Redirect"].map(|s| answer(s, &[&location], ""));
        let server = RawServer::script(answers).await;
        let base = RawServer::script([]).await;
        let graph = graph(if own { &server } else { &base });
        let monitor = Monitor::at(format!("{}/v1.0/operations/9", server.url()));
        let done = monitor.poll(&graph).await.unwrap();
        assert_eq!(done.state, OperationState::Succeeded);
        assert!(done.resource_location.unwrap().ends_with("/v1.0/drives/d/items/7"));
        for _ in 0..2 {
            let error = monitor.poll(&graph).await.unwrap_err();
            assert!(error.status().unwrap().is_redirection(), "{error}");
            assert_eq!(error.disposition(), Disposition::Rejected);
        }
        assert_eq!((server.requests().len(), base.requests().len()), (3, 0));
    }
    assert_eq!(target.requests().len(), 0);
}

#[tokio::test]
async fn an_operation_that_failed_is_an_error_with_its_reason() {
    for (status, body, text) in [
        ("200 OK", FAILED, "the operation failed, nameAlreadyExists: An item with the name exists"),
        ("202 Accepted", FAILED, "the operation failed, nameAlreadyExists"),
        ("409 Conflict", FAILED, "the operation failed, nameAlreadyExists"),
        ("200 OK", r#"{"status":"cancelled"}"#, "the operation failed, `cancelled`"),
        ("200 OK", r#"{"status":"Failed","statusDetail":"No room."}"#, "the operation failed: No room"),
    ] {
        let server = RawServer::script([answer(status, &[], body), answer(status, &[], body)]).await;
        let (graph, monitor) = (graph(&server), Monitor::at("/operations/9"));
        let progress = monitor.poll(&graph).await.unwrap();
        assert_eq!(progress.state, OperationState::Failed, "{body}");
        let error = monitor.until_done(&graph).await.unwrap_err();
        assert!(error.to_string().starts_with(text), "{error}");
        assert!(matches!(monitor_error(&error), MonitorError::Failed(_)));
        assert_eq!(error.disposition(), Disposition::Unknown);
    }
}

/// What a question fails with says nothing of the operation, which can be asked for again.
#[tokio::test]
async fn a_question_that_fails_is_an_error_of_its_own() {
    let page = answer("200 OK", &["Content-Type: text/html"], "<html>");
    let gone = answer("404 Not Found", &[], r#"{"error":{"code":"itemNotFound"}}"#);
    let server = RawServer::script([page, gone, answer("200 OK", &[], COMPLETED)]).await;
    let (graph, monitor) = (graph(&server), Monitor::at("/operations/9"));
    let error = monitor.until_done(&graph).await.unwrap_err();
    assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::OK)), "{error}");
    let error = monitor.until_done(&graph).await.unwrap_err();
    assert_eq!((error.disposition(), error.code()), (Disposition::Rejected, Some("itemNotFound")), "{error}");
    assert_eq!(monitor.poll(&graph).await.unwrap().state, OperationState::Succeeded);

    for (location, invalid) in [
        ("http://api.onedrive.com/monitor/secret", InvalidUrl::InTheClear),
        ("ftp://api.onedrive.com/monitor/secret", InvalidUrl::Scheme),
        ("monitor/secret", InvalidUrl::NotAUrl),
        ("//api.onedrive.com/monitor/secret", InvalidUrl::NotAUrl),
    ] {
        let error = Monitor::at(location).poll(&graph).await.unwrap_err();
        assert!(matches!(monitor_error(&error), MonitorError::Url(found) if *found == invalid), "{error}");
        assert_eq!(error.disposition(), Disposition::NotSent);
        assert!(!format!("{error} {error:#?}").contains("secret"), "{error:#?}");
    }
}

#[tokio::test]
async fn no_error_shows_the_address_that_authorizes() {
    let body = r#"{"error":{"code":"x","message":"no monitor at /monitor/4A3407B5-secret?y=secret-2"}}"#;
    let page = "<html>/monitor/4A3407B5-secret?y=secret-2";
    for response in [answer("400 Bad Request", &[], body), answer("200 OK", &[], page), Vec::new()] {
        let elsewhere = RawServer::script([response]).await;
        let own = RawServer::script([]).await;
        let graph = GraphClient::builder().base_url(own.url()).token("t").retries(0).build().unwrap();
        let monitor = Monitor::at(format!("{}/monitor/4A3407B5-secret?y=secret-2", elsewhere.url()));
        let error = monitor.poll(&graph).await.unwrap_err();
        let text = format!("{error} {error:#?} {:?}", error.answer().map(|answer| answer.body.clone()));
        assert!(!text.contains("secret"), "{text}");
    }
}

#[tokio::test]
async fn a_wait_past_the_deadline_is_not_begun() {
    let later = answer("202 Accepted", &["Retry-After: 3600"], RUNNING);
    let server = RawServer::script([now("202 Accepted", RUNNING), later]).await;
    let monitor = Monitor::at("/operations/9");
    let error = monitor.until_done(&graph(&server)).deadline(Duration::from_secs(60)).await.unwrap_err();
    let MonitorError::NotDone(progress) = monitor_error(&error) else { panic!("{error}") };
    assert_eq!((progress.state, progress.percentage), (OperationState::Running, Some(27.8)));
    assert_eq!(progress.retry_after, Some(Duration::from_secs(3_600)));
    assert_eq!((error.disposition(), server.requests().len()), (Disposition::Unknown, 2));
    let text = "the operation is not done before the deadline: running, 27.8 %, ask its monitor again later";
    assert_eq!(error.to_string(), text);
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.team")]
#[graph_post("/teams")]
struct Team {
    display_name: Option<String>,
}

/// What copies a file; a monitor says when that is done.
#[derive(Debug, GraphParameters)]
#[graph_action("/me/drive/items/{itemId}/copy")]
struct Copy;

/// What `clone` takes.
#[derive(Debug, GraphParameters)]
#[graph_action("/teams/{teamId}/clone")]
struct CloneTeam {
    display_name: String,
}

#[tokio::test]
async fn an_action_that_goes_on_has_its_monitor() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    for (path, expected) in [("/teams/7/clone", Some("/beta/teams('8')/operations('9')")), ("/teams/9/clone", None)] {
        emulator.on_action(path, move |_| match expected {
            Some(_) => Reply::new(StatusCode::ACCEPTED)
                .header(LOCATION, HeaderValue::from_static("/teams('8')/operations('9')")),
            None => Reply::new(StatusCode::NO_CONTENT),
        });
        let team = path.split('/').nth(2).unwrap();
        let clone = CloneTeam { display_name: "Sales 2".to_owned() };
        let answered = clone.call(team).send_full(&graph).await.unwrap();
        let monitor = answered.monitor().map(Monitor::beta);
        assert_eq!(monitor.as_ref().map(Monitor::as_str), expected);
    }
}

/// A create that goes on is not a success of the create, and its error leads on.
#[tokio::test]
async fn a_create_that_goes_on_leads_to_its_monitor() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let accepted = ScriptedAnswer::new(StatusCode::ACCEPTED);
    let location = HeaderValue::from_static("/teams('7')/operations('9')");
    emulator.answer_next(accepted.clone().header(LOCATION, location));
    let team = Team { display_name: Some("Sales".to_owned()) };
    let error = team.create().send(&graph).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::Unknown);
    let monitor = error.monitor().unwrap();
    assert_eq!(monitor.as_str(), "/v1.0/teams('7')/operations('9')");
    emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(r#"{"id":"9","status":"succeeded"}"#));
    let done: OperationProgress = monitor.until_done(&graph).await.unwrap();
    assert_eq!(done.state, OperationState::Succeeded);
    let question = emulator.requests().pop().unwrap();
    assert_eq!(question.path(), "/v1.0/teams('7')/operations('9')");
    assert_eq!(question.header("authorization"), Some("Bearer secret-token"));

    // OneNote's header.
    let name = HeaderName::from_static("operation-location");
    let location = HeaderValue::from_static("https://www.onenote.com/api/v1.0/operations/9");
    emulator.answer_next(accepted.header(name, location));
    let error = team.create().send(&graph).await.unwrap_err();
    assert_eq!(error.monitor().unwrap().as_str(), "https://www.onenote.com/api/v1.0/operations/9");

    // A 400 has none.
    emulator.answer_next(ScriptedAnswer::new(StatusCode::BAD_REQUEST).header(LOCATION, HeaderValue::from_static("/x")));
    assert_eq!(team.create().send(&graph).await.unwrap_err().monitor(), None);
}
