//! Calls of actions and functions: what they send, and what each answer means.
//!
//! Bodies, paths and answers are those of Graph's reference, so the raw server shows that they are read as they come. The
//! emulator shows faults, batches and pages.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use graph_entity::http::header::LOCATION;
use graph_entity::http::{Method, StatusCode};
use graph_entity::{
    BaseUrl, Call, Disposition, Error, GraphClient, GraphComplex, GraphEntity, GraphEnum, GraphParameters, Redirect,
    edm::Nullable, graph_action, graph_function,
};
use graph_entity_emulator::{Emulator, Fault, Reply};
use graph_entity_tests::client::client;
use graph_entity_tests::raw_server::{RawServer, answer};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    subject: Option<String>,
}

#[derive(GraphParameters)]
#[graph_action("/users/{userId}/sendMail", application = "Mail.Send")]
#[graph_action("/me/sendMail", name = "call_for_me", delegated = "Mail.Send", beta)]
struct SendMail {
    message: Message,
    save_to_sent_items: Option<bool>,
    #[graph_parameters(name = "Comment")]
    remark: Nullable<String>,
}

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationAssignment")]
struct Assignment {
    #[graph_entity(key)]
    id: Option<String>,
}

#[derive(GraphParameters)]
#[graph_action("/deviceManagement/deviceConfigurations/{id}/microsoft.graph.assign", returns = Vec<Assignment>)]
struct Assign {
    #[graph_parameters(required)]
    assignments: Option<Vec<Assignment>>,
}

#[derive(GraphParameters)]
#[graph_action("/deviceManagement/managedDevices/{id}/rebootNow")]
struct RebootNow;

#[derive(Debug, PartialEq, GraphComplex)]
#[graph_complex("microsoft.graph.reminder")]
struct Reminder {
    event_id: Option<String>,
}

#[derive(GraphParameters)]
#[graph_function(
    "/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')",
    returns = Vec<Reminder>,
)]
struct ReminderView;

#[derive(GraphParameters)]
#[graph_function("/reports/getEmailActivityCounts(period='{period}')", returns = Redirect)]
struct EmailActivityCounts;

#[derive(Debug, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
enum Status {
    Compliant,
    Error,
}

/// The same function, read as each type.
macro_rules! reading {
    ($($name:ident: $ty:ty;)*) => {$(
        #[derive(GraphParameters)]
        #[graph_function("/f()", returns = $ty)]
        struct $name;
    )*};
}

/// The comma in the type is not one between options.
#[derive(GraphParameters)]
#[graph_function("/f()", returns = BTreeMap<String, Option<Value>>, beta, name = "named")]
struct AsMap;

reading! {
    AsText: String;
    AsNumber: i64;
    AsBoolean: bool;
    AsMember: Status;
    AsMembers: Vec<Status>;
    AsEntity: Message;
    AsPerhaps: Option<Message>;
    AsValue: Value;
    AsNothing: ();
}

fn mail() -> SendMail {
    let message = Message { id: Some("of-another".to_owned()), subject: Some("Hello".to_owned()) };
    SendMail { message, save_to_sent_items: None, remark: Nullable::Absent }
}

fn sent(call: &Call<impl Sized>) -> (Method, String, Value) {
    let request = call.to_http(&BaseUrl::default()).unwrap();
    let body = if request.body().is_empty() { Value::Null } else { serde_json::from_slice(request.body()).unwrap() };
    (request.method().clone(), request.uri().path_and_query().unwrap().to_string(), body)
}

async fn serve(answers: impl IntoIterator<Item = Vec<u8>>) -> (RawServer, GraphClient) {
    let server = RawServer::script(answers).await;
    let graph = GraphClient::builder().base_url(server.url()).token("secret-token").retries(0).build().unwrap();
    (server, graph)
}

fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer("200 OK", &["Content-Type: application/json"], body)
}

#[test]
fn an_action_sends_its_parameters() {
    let message = json!({"@odata.type": "#microsoft.graph.message", "subject": "Hello"});
    assert_eq!(
        sent(&mail().call("megan@contoso.com")),
        (Method::POST, "/v1.0/users/megan%40contoso.com/sendMail".to_owned(), json!({"message": message}))
    );
    let null = SendMail { save_to_sent_items: Some(false), remark: Nullable::Null, ..mail() };
    assert_eq!(
        sent(&null.call_for_me()),
        (
            Method::POST,
            "/beta/me/sendMail".to_owned(),
            json!({"message": message, "saveToSentItems": false, "Comment": null})
        )
    );
    let value = SendMail { remark: Nullable::Value("a".to_owned()), ..mail() };
    assert_eq!(sent(&value.call_for_me()).2["Comment"], "a");
    assert_eq!(
        sent(&RebootNow.call("a/b")),
        (Method::POST, "/v1.0/deviceManagement/managedDevices/a%2Fb/rebootNow".to_owned(), Value::Null)
    );
    let permissions: Vec<_> = mail().call_for_me().permissions().delegated().collect();
    assert_eq!(permissions, ["Mail.Send"]);
}

#[test]
fn a_function_has_its_parameters_in_its_path() {
    assert_eq!(
        sent(&ReminderView::call("O'Neil", "2026-11-25T08:00", "a'b")),
        (
            Method::GET,
            "/v1.0/users/O'Neil/reminderView(StartDateTime='2026-11-25T08%3A00',EndDateTime='a%27%27b')"
                .replace("O'Neil", "O%27Neil"),
            Value::Null
        )
    );
}

#[test]
fn what_is_required_is_checked_before_it_is_sent() {
    let error = Assign { assignments: None }.call("7").to_http(&BaseUrl::default()).unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent);
    assert!(error.to_string().contains("assignments (assignments)") && error.to_string().contains("Assign"), "{error}");
    let untitled = SendMail { message: Message { id: None, subject: None }, ..mail() };
    let error = untitled.call("7").to_http(&BaseUrl::default()).unwrap_err();
    assert!(error.to_string().contains("message.subject"), "{error}");
}

#[tokio::test]
async fn nothing_comes_back_in_many_ways() {
    let bodies = [ok(""), ok("{}"), ok(r#"{"value":[]}"#), ok(r#"{"id":"7"}"#), ok("true")];
    let statuses = ["202 Accepted", "204 No Content", "201 Created"].map(|status| answer(status, &[], ""));
    let answers: Vec<_> = bodies.into_iter().chain(statuses).collect();
    let count = answers.len();
    let (server, graph) = serve(answers).await;
    for _ in 0..count {
        RebootNow.call("7").send(&graph).await.unwrap();
    }
    assert_eq!(server.requests().len(), count);
    // RFC 9110, section 8.6: a `POST` without a body says so.
    assert_eq!(server.requests()[0].header("content-length"), Some("0"));
    assert_eq!(server.requests()[0].header("content-type"), None);
}

#[tokio::test]
async fn what_is_accepted_says_where_it_goes_on() {
    let (_server, graph) = serve([answer("202 Accepted", &["Location: https://graph.microsoft.com/v1.0/x"], "")]).await;
    let answered = RebootNow.call("7").send_full(&graph).await.unwrap();
    assert_eq!(answered.status, StatusCode::ACCEPTED);
    assert_eq!(answered.location.as_deref(), Some("https://graph.microsoft.com/v1.0/x"));
}

#[tokio::test]
async fn what_is_returned_is_read_as_its_type() {
    let entity = r#"{"@odata.context":"x","id":"7","subject":"a"}"#;
    let (_server, graph) = serve([
        ok(r#"{"@odata.context":"x","value":"a"}"#),
        ok(r#"{"@odata.context":"x","value":7}"#),
        ok(r#"{"value":true}"#),
        ok(r#"{"value":"compliant"}"#),
        ok(r#"{"value":["error","compliant"]}"#),
        ok(entity),
        ok(entity),
        answer("204 No Content", &[], ""),
        ok(r#"{"@odata.context":"$metadata#Edm.Null","@odata.null":true}"#),
        ok(entity),
        ok(r#"{"value":[{"eventId":"a"}]}"#),
        ok(r#"{"a":1,"b":null}"#),
    ])
    .await;
    let message = Message { id: Some("7".to_owned()), subject: Some("a".to_owned()) };
    assert_eq!(AsText::call().send(&graph).await.unwrap(), "a");
    assert_eq!(AsNumber::call().send(&graph).await.unwrap(), 7);
    assert!(AsBoolean::call().send(&graph).await.unwrap());
    assert_eq!(AsMember::call().send(&graph).await.unwrap(), Status::Compliant);
    assert_eq!(AsMembers::call().send(&graph).await.unwrap(), [Status::Error, Status::Compliant]);
    assert_eq!(AsEntity::call().send(&graph).await.unwrap(), message);
    assert_eq!(AsPerhaps::call().send(&graph).await.unwrap(), Some(message));
    for _ in 0..2 {
        assert_eq!(AsPerhaps::call().send(&graph).await.unwrap(), None);
    }
    assert_eq!(AsValue::call().send(&graph).await.unwrap()["subject"], "a");
    let reminders = ReminderView::call("7", "a", "b").send(&graph).await.unwrap();
    assert_eq!(reminders, [Reminder { event_id: Some("a".to_owned()) }]);
    let map = AsMap::named().send(&graph).await.unwrap();
    assert_eq!(map, BTreeMap::from([("a".to_owned(), Some(json!(1))), ("b".to_owned(), None)]));
}

#[tokio::test]
async fn what_cannot_be_read_says_what_became_of_it() {
    let said = |error: Error| (error.disposition(), error.to_string());
    let wrong = || ok(r#"{"value":[{"id":7}]}"#);
    let html = || answer("200 OK", &["Content-Type: text/html"], "<html>sign in</html>");
    let refused = || ok(r#"{"error":{"code":"x","message":"no"}}"#);
    let lost = || answer("202 Accepted", &[], "");
    let before = ok(r#"{"error":{"code":"x"},"value":["error"]}"#);
    let behind = ok(r#"{"value":["error"],"error":{"code":"x"}}"#);
    let (_server, graph) = serve([wrong(), html(), refused(), lost(), wrong(), html(), before, behind]).await;
    let assign = || Assign { assignments: Some(vec![]) }.call("7");
    let (disposition, text) = said(assign().send(&graph).await.unwrap_err());
    assert_eq!(disposition, Disposition::Applied, "{text}");
    assert!(text.contains("the answer cannot be read: "), "{text}");
    let (disposition, text) = said(assign().send(&graph).await.unwrap_err());
    assert_eq!(disposition, Disposition::Unknown, "{text}");
    assert!(text.contains("HTML or XML, expected what was called returns"), "{text}");
    let (disposition, text) = said(assign().send(&graph).await.unwrap_err());
    assert_eq!(disposition, Disposition::Unknown, "{text}");
    let (disposition, text) = said(assign().send(&graph).await.unwrap_err());
    assert!(text.contains("the answer has no body") && disposition != Disposition::Rejected, "{disposition:?} {text}");
    // A function changes nothing.
    for _ in 0..2 {
        assert_eq!(AsText::call().send(&graph).await.unwrap_err().disposition(), Disposition::Rejected);
    }
    // A collection beside an error is not whole.
    for _ in 0..2 {
        let error = AsMembers::call().send(&graph).await.unwrap_err();
        assert_eq!((error.disposition(), error.code()), (Disposition::Rejected, Some("x")), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_is_returned_and_not_followed() {
    let secret = "https://reports.office.com/data#secret?token=secret";
    let location = format!("Location: {secret}");
    let (server, graph) = serve([
        answer("302 Found", &[&location], ""),
        ok(r#"{"value":"x"}"#),
        answer("302 Found", &[], ""),
        answer("302 Found", &["Location: "], ""),
        answer("302 Found", &[&location], ""),
    ])
    .await;
    let answered = EmailActivityCounts::call("D7").send_full(&graph).await.unwrap();
    assert_eq!(answered.value.location(), secret);
    assert!(!format!("{answered:?}").contains("secret"), "{answered:?}");
    for _ in 0..3 {
        let error = EmailActivityCounts::call("D7").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Rejected, "{error}");
    }
    // Asked for something else, it is an error, and the address, which authorizes, is not shown.
    let error = AsText::call().send(&graph).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FOUND));
    assert!(!format!("{error} {error:?}").contains("secret"), "{error} {error:?}");
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn an_action_is_sent_once_and_a_function_again() {
    let emulator = Emulator::start().await.unwrap();
    let calls = std::sync::Arc::new(AtomicUsize::new(0));
    let counted = std::sync::Arc::clone(&calls);
    emulator.on_action("/deviceManagement/managedDevices/{id}/rebootNow", move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Reply::new(StatusCode::NO_CONTENT)
    });
    emulator.on_action("/f()", |_| Reply::json(&json!({"value": "a"})));
    let graph = client(&emulator);

    emulator.answer_next(Fault::ResetAfterCommit);
    let error = RebootNow.call("7").send(&graph).await.unwrap_err();
    assert_eq!((error.disposition(), calls.load(Ordering::SeqCst)), (Disposition::Unknown, 1));
    emulator.answer_next(Fault::ResetAfterCommit);
    RebootNow.call("7").retry_unknown(1).send(&graph).await.unwrap();
    assert_eq!(calls.load(Ordering::SeqCst), 3);

    emulator.answer_next(Fault::ResetAfterCommit);
    assert_eq!(AsText::call().send(&graph).await.unwrap(), "a");
}

#[tokio::test]
async fn a_parameter_of_a_function_can_be_empty() {
    let emulator = Emulator::start().await.unwrap();
    emulator.on_action("/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')", |call| {
        Reply::json(&json!({ "value": [{ "eventId": format!("{}-{}", call.value("start"), call.value("end")) }] }))
    });
    let graph = client(&emulator);
    let reminders = ReminderView::call("7", "", "b").send(&graph).await.unwrap();
    assert_eq!(reminders[0].event_id.as_deref(), Some("-b"));
    let path = "/v1.0/users/7/reminderView(StartDateTime='',EndDateTime='b')";
    assert_eq!(emulator.requests()[0].path_and_query, path);
    // As a segment, it would change the path.
    let error = ReminderView::call("", "a", "b").send(&graph).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent);
    assert_eq!(emulator.requests().len(), 1);
}

#[tokio::test]
async fn calls_go_into_a_batch() {
    let emulator = Emulator::start().await.unwrap();
    emulator.on_action("/deviceManagement/managedDevices/{id}/rebootNow", |_| Reply::new(StatusCode::NO_CONTENT));
    emulator.on_action("/f()", |_| Reply::json(&json!({"value": "a"})));
    emulator.on_action("/reports/{name}", |_| {
        Reply::new(StatusCode::FOUND).header(LOCATION, "https://example.com/?secret")
    });
    let graph = client(&emulator);
    let (nothing, text, redirect) =
        graph.batch_of((RebootNow.call("7"), AsText::call(), EmailActivityCounts::call("D7"))).await;
    nothing.unwrap();
    assert_eq!(text.unwrap(), "a");
    assert_eq!(redirect.unwrap().location(), "https://example.com/?secret");
    assert_eq!(emulator.requests().iter().filter(|request| request.path_and_query.ends_with("/$batch")).count(), 1);
}

#[tokio::test]
async fn all_pages_of_a_function_are_read() {
    let server = RawServer::start(|request| {
        let page = |id: &str, next: &str| ok(format!(r#"{{"value":[{{"eventId":"{id}"}}]{next}}}"#));
        let next = |page: u8| {
            format!(r#","@odata.nextLink":"http://{}/v1.0/next?page={page}""#, request.header("host").unwrap())
        };
        match request.target.split_once("page=").map(|(_, page)| page) {
            None => page("1", &next(2)),
            Some("2") => page("2", &next(3)),
            Some(_) => page("3", ""),
        }
    })
    .await;
    let graph = GraphClient::builder().base_url(server.url()).token("secret-token").retries(0).build().unwrap();
    let reminders = ReminderView::call("7", "a", "b").send(&graph).await.unwrap();
    let ids: Vec<_> = reminders.iter().map(|reminder| reminder.event_id.as_deref().unwrap()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert!(server.requests().iter().all(|request| request.method == "GET"));
}

#[tokio::test]
async fn a_page_elsewhere_is_not_asked_for() {
    let elsewhere = r#"{"value":[],"@odata.nextLink":"https://evil.example/v1.0/next"}"#;
    // An action took effect, and its further pages are not read.
    let (server, graph) = serve([ok(elsewhere), ok(elsewhere)]).await;
    let error = ReminderView::call("7", "a", "b").send(&graph).await.unwrap_err();
    assert!(error.to_string().contains("evil.example"), "{error}");
    let error = Assign { assignments: Some(vec![]) }.call("7").send(&graph).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::Applied);
    assert!(error.to_string().contains("next page"), "{error}");
    assert_eq!(server.requests().len(), 2);
}

#[derive(GraphParameters)]
#[graph_function("/reports/f()", returns = Option<Redirect>)]
struct PerhapsRedirect;

#[tokio::test]
async fn a_redirect_can_be_optional() {
    let (_server, graph) =
        serve([answer("302 Found", &["Location: https://reports.office.com/data?token=secret"], "")]).await;
    let redirect = PerhapsRedirect::call().send(&graph).await.unwrap().unwrap();
    assert_eq!(redirect.location(), "https://reports.office.com/data?token=secret");
}

#[tokio::test]
async fn the_address_of_a_redirect_is_in_no_error_of_a_batch() {
    let emulator = Emulator::start().await.unwrap();
    emulator.on_action("/f()", |_| Reply::new(StatusCode::FOUND).header(LOCATION, "https://example.com/?secret"));
    let graph = client(&emulator);
    let (text, untyped) = graph.batch_of((AsText::call(), AsText::call().into_request())).await;
    let error = text.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"), "{error} {error:?}");
    let error = untyped.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"), "{error} {error:?}");
}

#[tokio::test]
async fn pages_in_a_circle_end() {
    let server = RawServer::start(|request| {
        let next = format!("http://{}/v1.0/next?page=1", request.header("host").unwrap());
        ok(format!(r#"{{"value":[{{"eventId":"1"}}],"@odata.nextLink":"{next}"}}"#))
    })
    .await;
    let graph = GraphClient::builder().base_url(server.url()).token("secret-token").retries(0).build().unwrap();
    let error = ReminderView::call("7", "a", "b").send(&graph).await.unwrap_err();
    assert!(server.requests().len() < 5, "{error}");
}

#[derive(GraphParameters)]
#[graph_function("/drive/root/search(q='{q}')", returns = Vec<Reminder>)]
struct Search;

#[test]
fn a_text_in_quotes_may_be_dots() {
    let path = |q: &str| sent(&Search::call(q)).1;
    assert_eq!(path("."), "/v1.0/drive/root/search(q='.')");
    assert_eq!(path(".."), "/v1.0/drive/root/search(q='..')");
}
