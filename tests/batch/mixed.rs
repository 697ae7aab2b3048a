//! Batches of any operations, and of some that depend on others.

use graph_entity::http::Method;
use graph_entity::{GraphEntity, Request, graph_delete, graph_get, graph_patch, graph_post, graph_put};
use serde_json::json;

use super::*;

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups")]
#[graph_get("/groups/{groupId}")]
#[graph_patch("/groups/{groupId}")]
#[graph_delete("/groups/{groupId}")]
#[graph_put("/groups/{groupId}")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    display_name: Option<String>,
}

fn group(name: &str) -> Group {
    Group { id: None, display_name: Some(name.to_owned()) }
}

fn stored_names(emulator: &Emulator) -> Vec<String> {
    let entities = emulator.stored("/v1.0/groups");
    let mut names: Vec<String> =
        entities.iter().map(|entity| entity["displayName"].as_str().unwrap_or_default().to_owned()).collect();
    names.sort();
    names
}

/// What each request depends on in its batch: `dependsOn`.
fn depends_on(emulator: &Emulator) -> Vec<Value> {
    on_the_wire(emulator).iter().flat_map(parts).map(|part| part["dependsOn"].clone()).collect()
}

fn refused() -> ScriptedAnswer {
    ScriptedAnswer::graph_error(StatusCode::BAD_REQUEST, "Request_BadRequest", "No.")
}

#[tokio::test]
async fn each_operation_has_its_own_outcome() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let id = group("A").create().send(&graph).await.unwrap().id.unwrap();
    let raw = Request::new(Method::GET, "/groups/{id}", &[&id]);
    let (created, read, unchanged, updated, put, deleted, raw) = graph
        .batch_of((
            group("B").create(),
            Group::get(&id),
            group("A").update(&id).since(&group("A")),
            group("C").update(&id).returning().depends_on(1),
            group("D").put("chosen"),
            Group::delete("not-there"),
            raw.depends_on(3),
        ))
        .await;
    assert_eq!(created.unwrap().display_name.as_deref(), Some("B"));
    assert_eq!(read.unwrap().display_name.as_deref(), Some("A"));
    assert_eq!(unchanged.unwrap(), None);
    assert_eq!(updated.unwrap().unwrap().display_name.as_deref(), Some("C"));
    assert_eq!(put.unwrap().unwrap().id.as_deref(), Some("chosen"));
    assert_eq!(deleted.unwrap_err().disposition(), Disposition::Rejected);
    let raw: Value = serde_json::from_slice(raw.unwrap().body()).unwrap();
    assert_eq!(raw["displayName"], "C");

    let full = graph.batch([Group::delete(&id), Group::delete("chosen")]).full().await;
    assert!(full.into_iter().all(|deleted| deleted.unwrap().status == StatusCode::NO_CONTENT));
    assert_eq!(stored_names(&emulator), ["B"]);
}

#[tokio::test]
async fn a_dependency_is_named_in_its_own_batch_and_waited_for_across_batches() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    // The last depends on the first, which is in another request of 20, and the one before it on its neighbour.
    let mut requests: Vec<_> = (0..23).map(|number| group(&format!("{number:02}")).create()).collect();
    requests.push(group("23").create().depends_on(22));
    requests.push(group("24").create().depends_on(0).depends_on(23));
    let outcomes = graph.batch(requests).await;
    assert_eq!(dispositions(&outcomes), [None; 25]);
    assert_eq!(stored_names(&emulator).len(), 25);
    let named: Vec<Value> = depends_on(&emulator).into_iter().filter(|named| !named.is_null()).collect();
    assert_eq!(named.first(), Some(&json!(["3"])), "{named:?}");
}

#[tokio::test]
async fn what_depends_on_a_failure_is_not_sent() {
    for in_flight in [1, 4] {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.answer_next(ScriptedAnswer::ordinary().part(0, refused()));
        let requests = [
            group("0").create(),
            group("1").create().depends_on(0),
            group("2").create().depends_on(1),
            group("3").create(),
        ];
        let outcomes = graph.batch(requests).in_flight(in_flight).await;
        let (rejected, not_sent) = (Some(Disposition::Rejected), Some(Disposition::NotSent));
        assert_eq!(dispositions(&outcomes), [rejected, not_sent, not_sent, None]);
        let error = outcomes[2].as_ref().unwrap_err().to_string();
        let expected = "not sent: it depends on the request at position 1 of the batch, which did not succeed";
        assert!(error.starts_with(expected), "{error}");
        assert_eq!(stored_names(&emulator), ["3"]);
    }
}

/// In another request of 20 as well, and what was never sendable.
#[tokio::test]
async fn what_depends_on_a_failure_elsewhere_is_never_on_the_wire() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    emulator.answer_next(ScriptedAnswer::ordinary().part(0, refused()));
    let mut requests: Vec<_> = (0..20).map(|number| group(&number.to_string()).create()).collect();
    requests.push(group("20").create().depends_on(0));
    requests.push(Group { id: None, display_name: None }.create());
    requests.push(group("22").create().depends_on(21));
    let outcomes = graph.batch(requests).in_flight(1).await;
    let not_sent = Some(Disposition::NotSent);
    assert_eq!(dispositions(&outcomes)[20..], [not_sent, not_sent, not_sent]);
    assert_eq!(on_the_wire(&emulator).len(), 1);
    assert_eq!(stored_names(&emulator).len(), 19);
}

#[tokio::test]
async fn what_depends_on_a_throttled_request_goes_with_it_again() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    emulator.answer_next(ScriptedAnswer::ordinary().part(0, after(throttled(), "0.2")));
    let requests = [group("0").create(), group("1").create().depends_on(0), group("2").create().depends_on(1)];
    let outcomes = graph.batch(requests).full().await;
    for (outcome, attempts) in outcomes.iter().zip([2, 2, 2]) {
        assert_eq!(outcome.as_ref().unwrap().attempts.len(), attempts);
    }
    assert_eq!(stored_names(&emulator), ["0", "1", "2"]);
    assert_eq!(on_the_wire(&emulator).len(), 2);
}

/// An update that has nothing to send is a success, and so is what depends on it.
#[tokio::test]
async fn what_depends_on_an_unchanged_update_is_sent() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let unchanged = group("A").update("x").since(&group("A"));
    let (unchanged, created) = graph.batch_of((unchanged, group("B").create().depends_on(0))).await;
    assert_eq!((unchanged.unwrap(), created.unwrap().display_name.as_deref()), (None, Some("B")));
}

/// The create may exist, so nothing that needs it is sent again; the delete may have been carried out with it.
#[tokio::test]
async fn what_depends_on_an_unknown_outcome_is_not_sent_again() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    emulator.answer_next(ScriptedAnswer::hang_up());
    let create = group("0").create().into_request();
    let delete = Group::delete("x").depends_on(0).into_request();
    let outcomes = graph.batch([create, delete]).await;
    assert_eq!(dispositions(&outcomes), [Some(Disposition::Unknown); 2]);
    assert_eq!(on_the_wire(&emulator).len(), 1);
}

#[tokio::test]
async fn a_position_that_is_not_earlier_is_an_error() {
    let emulator = Emulator::start().await.unwrap();
    let requests = [group("0").create().depends_on(0), group("1").create().depends_on(7), group("2").create()];
    let outcomes = client(&emulator).batch(requests).await;
    assert_eq!(dispositions(&outcomes), [Some(Disposition::NotSent), Some(Disposition::NotSent), None]);
    assert_eq!(
        outcomes[1].as_ref().unwrap_err().to_string(),
        "not sent: the request at position 1 of the batch depends on position 7, write the position of an earlier one"
    );
}
