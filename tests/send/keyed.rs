//! Creates with an idempotency key: the key that is sent, and that a resend does no harm.

use std::collections::HashSet;

use graph_entity::edm::Guid;
use graph_entity::http::StatusCode;
use graph_entity::uuid::Uuid;
use graph_entity::{BaseUrl, Create, Disposition, GraphClient, GraphEntity, graph_post, graph_put};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use graph_entity_tests::events::{EVENTS, Event};
use graph_entity_tests::raw_server::{RawServer, answer};
use serde_json::{Value, json};

use super::client;

fn body<T>(create: &Create<T>) -> Value {
    serde_json::from_slice(create.to_http(&BaseUrl::default()).unwrap().body()).unwrap()
}

fn key<T>(create: &Create<T>) -> Option<String> {
    body(create)["transactionId"].as_str().map(str::to_owned)
}

#[test]
fn what_is_left_out_is_a_new_guid_for_each_create() {
    let event = Event::with_subject("Review");
    let keys: HashSet<String> = (0..64).map(|_| key(&event.create("megan")).unwrap()).collect();
    assert_eq!(keys.len(), 64);
    for key in &keys {
        let guid = Uuid::try_parse(key).unwrap();
        assert_eq!((guid.get_version_num(), guid.to_string()), (4, key.clone()), "a version 4 UUID, in lower case");
    }
    assert_eq!(event, Event::with_subject("Review"), "the entity is not changed");
    let empty = Event { transaction_id: Some(String::new()), ..event.clone() };
    assert_eq!(key(&empty.create("megan")).unwrap().len(), 36);
    let given = Event { transaction_id: Some("7E163156".to_owned()), ..event.clone() };
    assert_eq!(key(&given.create("megan")).as_deref(), Some("7E163156"));

    // Neither an update nor a document gets one.
    let updated = given.update("megan", "7").to_http(&BaseUrl::default()).unwrap();
    assert_eq!(updated.body(), r##"{"@odata.type":"#microsoft.graph.event","subject":"Review"}"##);
    let document = |event: &Event| serde_json::to_value(event).unwrap();
    assert_eq!(document(&event), json!({"@odata.type": "#microsoft.graph.event", "subject": "Review"}));
    assert_eq!(document(&given)["transactionId"], "7E163156");
    assert_eq!(document(&empty)["transactionId"], "");
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
#[graph_post("/me/events")]
#[graph_put("/me/events/{eventId}")]
struct Series {
    #[graph_entity(idempotency_key)]
    transaction_id: Guid,
    #[graph_entity(expand, create_only)]
    instances: Vec<Event>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.outlookItem")]
#[graph_post("/me/items")]
enum Item {
    Event(Event),
    Series(Series),
}

#[test]
fn only_the_entity_that_is_created_gets_a_key() {
    let given = Event { transaction_id: Some("7".to_owned()), ..Event::default() };
    let series = || Series { transaction_id: Guid::default(), instances: vec![Event::default(), given.clone()] };
    let sent = body(&series().create());
    assert_ne!(sent["transactionId"], Guid::default().to_string(), "zeros are the default, and no key");
    assert_eq!(sent["transactionId"].as_str().map(str::len), Some(36));
    assert_eq!(sent["instances"][0], json!({"@odata.type": "#microsoft.graph.event"}));
    assert_eq!(sent["instances"][1]["transactionId"], "7");
    // Nor does a put: its key is in its path.
    let put = series().put("7").to_http(&BaseUrl::default()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(put.body()).unwrap().get("transactionId"), None);
    // A hierarchy's variant is what is created.
    assert_eq!(key(&Item::Series(series()).create()).unwrap().len(), 36);
    assert_eq!(key(&Item::Event(Event::default()).create()).unwrap().len(), 36);
}

#[tokio::test]
async fn a_lost_answer_is_followed_by_the_same_create() {
    let created = answer("201 Created", &["Content-Type: application/json"], r#"{"id":"7","subject":"Review"}"#);
    let broken =
        |status| answer(status, &["Content-Type: application/json"], r#"{"error":{"code":"C","message":"M"}}"#);
    for lost in
        [Vec::new(), broken("500 Internal Server Error"), broken("502 Bad Gateway"), broken("504 Gateway Timeout")]
    {
        let server = RawServer::script([lost, created.clone()]).await;
        let graph = GraphClient::builder().base_url(server.url()).token("x").build().unwrap();
        let event = Event::with_subject("Review").create("megan").send_full(&graph).await.unwrap();
        assert_eq!((event.attempts.len(), event.entity.id.as_deref()), (2, Some("7")));
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[0].body, requests[1].body, "with the same key");
        assert!(String::from_utf8_lossy(&requests[0].body).contains("transactionId"));
    }
}

#[tokio::test]
async fn it_is_created_once_and_with_its_key() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
    let graph = client(&emulator);
    let created = Event::with_subject("Review").create("megan").send_full(&graph).await.unwrap();
    assert_eq!((created.attempts.len(), created.status), (2, StatusCode::CREATED));
    let stored = emulator.stored(EVENTS);
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0]["transactionId"].as_str(), created.entity.transaction_id.as_deref());
    // Another create of the same entity is another event.
    Event::with_subject("Review").create("megan").send(&graph).await.unwrap();
    assert_eq!(emulator.stored(EVENTS).len(), 2);
}

/// A generated key is that of this create alone. One that the caller chose may be another's.
#[tokio::test]
async fn a_key_that_is_taken_says_that_the_create_was_carried_out() {
    let taken = r#"{"error":{"code":"ErrorDuplicateTransactionId","message":"It was used before."}}"#;
    let taken = answer("400 Bad Request", &["Content-Type: application/json"], taken);
    for (key, lost, disposition, text) in [
        (None, true, Disposition::Created, "used before, and it exists"),
        (Some("7"), true, Disposition::Unknown, "used before, and an attempt before may have stored it"),
        (Some("7"), false, Disposition::Rejected, "used before"),
    ] {
        let answers = if lost { vec![Vec::new(), taken.clone()] } else { vec![taken.clone()] };
        let server = RawServer::script(answers).await;
        let graph = GraphClient::builder().base_url(server.url()).token("x").build().unwrap();
        let event = Event { transaction_id: key.map(str::to_owned), ..Event::with_subject("Review") };
        let error = event.create("megan").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), disposition, "{error}");
        assert!(error.to_string().contains(text), "{error}");
    }
}

/// The key is in the body, and with another body the create takes effect twice.
#[tokio::test]
async fn another_body_has_no_key() {
    let emulator = Emulator::start().await.unwrap();
    for request in [
        Event::default().create("megan").into_request().json(&json!({"subject": "Other"})),
        Event::default().create("megan").into_request().bytes("application/json", "{}"),
    ] {
        emulator.clear();
        emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
        let error = request.send_raw(&client(&emulator)).await.unwrap_err();
        assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Unknown, 1));
        assert_eq!(emulator.stored(EVENTS).len(), 1);
    }
}
