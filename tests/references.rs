//! References between entities: what they send, and what each answer means.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use graph_entity::http::Method;
use graph_entity::{BaseUrl, Disposition, GraphClient, GraphEntity, Reference, graph_delete, graph_post, graph_ref};
use graph_entity_emulator::{Emulator, Fault};
use graph_entity_tests::client::client;
use graph_entity_tests::raw_server::{RawServer, answer};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups")]
#[graph_ref("/groups/{groupId}/members")]
#[graph_ref("/groups/{id}/members", name = "beta_member", beta, target = "/users")]
#[graph_delete("/groups/{groupId}")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    display_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_ref("/users/{userId}/manager", single)]
struct User {
    #[graph_entity(key)]
    id: Option<String>,
}

fn sent<T>(reference: &Reference<T>, base_url: &str) -> (Method, String, Value) {
    let request = reference.to_http(&base_url.parse().unwrap()).unwrap();
    let body = if request.body().is_empty() { Value::Null } else { serde_json::from_slice(request.body()).unwrap() };
    (request.method().clone(), request.uri().to_string(), body)
}

#[test]
fn each_reference_is_a_request() {
    let graph = "https://graph.microsoft.us";
    let members = |rest: &str| format!("{graph}/v1.0/groups/7/members/{rest}");
    let object = |id: &str| json!({"@odata.id": format!("{graph}/v1.0/directoryObjects/{id}")});
    assert_eq!(sent(&Group::add_members("7", "a/b"), graph), (Method::POST, members("$ref"), object("a%2Fb")));
    assert_eq!(sent(&Group::remove_members("7", "a/b"), graph), (Method::DELETE, members("a%2Fb/$ref"), Value::Null));
    let manager = format!("{graph}/v1.0/users/7/manager/$ref");
    assert_eq!(sent(&User::set_manager("7", "8"), graph), (Method::PUT, manager.clone(), object("8")));
    assert_eq!(sent(&User::remove_manager("7"), graph), (Method::DELETE, manager, Value::Null));
    assert_eq!(
        sent(&Group::add_beta_member("7", "8"), "https://gateway.example/graph"),
        (
            Method::POST,
            "https://gateway.example/graph/beta/groups/7/members/$ref".to_owned(),
            json!({"@odata.id": "https://gateway.example/graph/beta/users/8"})
        )
    );
}

#[test]
fn an_id_cannot_change_what_is_referred_to() {
    for id in ["", ".", ".."] {
        let error = Group::add_members("7", id).to_http(&BaseUrl::default()).unwrap_err();
        assert_eq!(error.disposition(), Disposition::NotSent, "{error}");
    }
}

/// Of which the names are Rust's keywords, or those of the arguments.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.thing")]
#[graph_ref("/things/{id}/type")]
#[graph_ref("/things/{id}/parts/{targetId}/members")]
#[graph_ref("/things/{thingId}/others", name = "match", single)]
#[graph_ref("/things/{thingId}/others", name = "r#move", beta)]
struct Thing {
    #[graph_entity(key)]
    id: Option<String>,
}

#[test]
fn a_name_can_be_a_keyword_or_that_of_an_argument() {
    let graph = "https://graph.microsoft.us";
    let uri = |reference: Reference<Thing>| sent(&reference, graph).1.replace(graph, "");
    assert_eq!(uri(Thing::add_type("7", "8")), "/v1.0/things/7/type/$ref");
    assert_eq!(uri(Thing::remove_type("7", "8")), "/v1.0/things/7/type/8/$ref");
    assert_eq!(uri(Thing::remove_members("7", "8", "9")), "/v1.0/things/7/parts/8/members/9/$ref");
    assert_eq!(uri(Thing::set_match("7", "8")), "/v1.0/things/7/others/$ref");
    assert_eq!(uri(Thing::add_move("7", "8")), "/beta/things/7/others/$ref");
    let object = json!({"@odata.id": format!("{graph}/v1.0/directoryObjects/9")});
    assert_eq!(sent(&Thing::add_members("7", "8", "9"), graph).2, object);
}

/// The service refuses what depends on a refusal. Where that is taken as a success, the other is sent again.
#[tokio::test]
async fn what_depends_on_an_existing_reference_is_carried_out() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    Group::add_members("7", "a").send(&graph).await.unwrap();
    let add = |id: &str| Group::add_members("7", id);
    let (existing, second, third) =
        graph.batch_of((add("a").or_existing(), add("b").depends_on(0), add("c").depends_on(1))).await;
    existing.unwrap();
    second.unwrap();
    third.unwrap();
    let linked = emulator.references("/v1.0/groups/7/members");
    assert_eq!(["a", "b", "c"].map(|id| linked.added(id)), [1, 1, 1]);
}

#[tokio::test]
async fn members_are_added_and_removed() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let members = || emulator.references("/v1.0/groups/7/members");
    Group::add_members("7", "a").send(&graph).await.unwrap();
    let (added, again, other) = graph
        .batch_of((Group::add_members("7", "b"), Group::add_members("7", "a"), Group::remove_members("7", "x")))
        .await;
    added.unwrap();
    let again = again.unwrap_err();
    assert!(again.is_existing_reference(), "{again}");
    let other = other.unwrap_err();
    assert!(!other.is_existing_reference() && other.disposition() == Disposition::Rejected, "{other}");
    let linked = members();
    assert!(linked.ids().len() == 2 && linked.ids().contains(&"a"), "{:?}", linked.ids());

    Group::add_members("7", "a").or_existing().send(&graph).await.unwrap();
    Group::remove_members("7", "a").send(&graph).await.unwrap();
    assert_eq!(members().ids(), ["b"]);

    User::set_manager("7", "a").send(&graph).await.unwrap();
    User::set_manager("7", "b").or_existing().send(&graph).await.unwrap();
    assert_eq!(emulator.references("/v1.0/users/7/manager").ids(), ["b"]);
    User::remove_manager("7").send(&graph).await.unwrap();
    assert!(emulator.references("/v1.0/users/7/manager").ids().is_empty());
}

#[tokio::test]
async fn an_addition_is_sent_once_and_a_removal_again() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let members = || emulator.references("/v1.0/groups/7/members");
    for fault in [Fault::ResetBeforeCommit, Fault::ResetAfterCommit] {
        emulator.answer_next(fault);
        let error = Group::add_members("7", "a").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Unknown, "{error}");
    }
    assert_eq!(members().added("a"), 1);
    // It may exist, and that is what is asked for.
    emulator.answer_next(Fault::ResetAfterCommit);
    Group::add_members("7", "b").or_existing().send(&graph).await.unwrap();
    assert_eq!(members().added("b"), 1);
    emulator.answer_next(Fault::ResetAfterCommit);
    Group::remove_members("7", "b").send(&graph).await.unwrap();
    assert_eq!(members().ids(), ["a"]);
}

#[tokio::test]
async fn only_the_words_of_an_existing_reference_are_one() {
    let error = |message: &str| {
        let body = json!({"error": {"code": "Request_BadRequest", "message": message}}).to_string();
        answer("400 Bad Request", &["Content-Type: application/json"], body)
    };
    let exists = "One or more added object references already exist for the following modified properties: 'members'.";
    let answers = [error(exists), error("Resource 'a' does not exist"), answer("204 No Content", &[], "")];
    let server = RawServer::script(answers).await;
    let graph = GraphClient::builder().base_url(server.url()).token("secret-token").retries(0).build().unwrap();
    let refused = Group::add_members("7", "a").send(&graph).await.unwrap_err();
    assert!(refused.is_existing_reference());
    let refused = Group::add_members("7", "a").or_existing().send(&graph).await.unwrap_err();
    assert!(!refused.is_existing_reference() && refused.disposition() == Disposition::Rejected, "{refused}");
    Group::add_members("7", "a").send(&graph).await.unwrap();
    let url = server.url();
    let body: Value = serde_json::from_slice(&server.requests()[2].body).unwrap();
    assert_eq!(body["@odata.id"], format!("{}/v1.0/directoryObjects/a", url.trim_end_matches('/')));
    assert_eq!(server.requests()[2].header("content-type"), Some("application/json"));
}
