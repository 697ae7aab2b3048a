//! What becomes of each kind of operation in a batch whose answer is lost: each by its own effect.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use graph_entity::{GraphEntity, GraphParameters, Upserted, graph_action, graph_put, graph_ref, graph_upsert};
use graph_entity_emulator::Reply;

use super::*;

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_upsert("/groups(uniqueName='{uniqueName}')")]
#[graph_put("/teams/{teamId}")]
#[graph_ref("/groups/{groupId}/members")]
struct Group {
    display_name: Option<String>,
}

#[derive(GraphParameters)]
#[graph_action("/groups/{groupId}/renew")]
struct Renew;

fn group(name: &str) -> Group {
    Group { display_name: Some(name.to_owned()) }
}

/// A service at which the member `gone` can be removed, and the number of its calls of `renew`.
async fn service() -> (Emulator, GraphClient, Arc<AtomicUsize>) {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    Group::add_members("7", "gone").send(&graph).await.unwrap();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    emulator.on_action("/groups/{id}/renew", move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Reply::no_content()
    });
    (emulator, graph, calls)
}

#[tokio::test]
async fn what_does_no_harm_twice_is_sent_again_and_nothing_else() {
    let (emulator, graph, calls) = service().await;
    emulator.answer_next(ScriptedAnswer::ordinary().dropped());
    let (upserted, put, added, ensured, removed, renewed, keyed) = graph
        .batch_of((
            group("A").upsert("a"),
            group("B").put("b"),
            Group::add_members("7", "once"),
            Group::add_members("7", "ensured").or_existing(),
            Group::remove_members("7", "gone"),
            Renew.call("7"),
            Event::with_subject("Review").create("megan"),
        ))
        .await;
    // It may be its own creation that it updated.
    assert_eq!(upserted.unwrap(), Upserted::Updated(None));
    assert_eq!(put.unwrap(), Some(group("B")));
    ensured.unwrap();
    removed.unwrap();
    assert_eq!(keyed.unwrap().subject.as_deref(), Some("Review"));
    for (what, error) in [("add", added.unwrap_err()), ("renew", renewed.unwrap_err())] {
        assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Unknown, 1), "{what}: {error}");
    }
    let members = emulator.references("/v1.0/groups/7/members");
    assert_eq!((members.added("once"), members.added("ensured")), (1, 1));
    assert!(!members.ids().contains(&"gone"));
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    assert_eq!((emulator.stored("/v1.0/groups").len(), emulator.stored(EVENTS).len()), (1, 1));
}

/// What the first attempt carried out is not taken for a failure of what the others wait for.
#[tokio::test]
async fn what_waits_for_what_was_carried_out_already_follows_it() {
    let (emulator, graph, calls) = service().await;
    emulator.answer_next(ScriptedAnswer::ordinary().dropped());
    let (removed, ensured, upserted, renewed) = graph
        .batch_of((
            Group::remove_members("7", "gone"),
            Group::add_members("7", "ensured").or_existing().depends_on(0),
            group("A").upsert("a").depends_on(1),
            Renew.call("7").depends_on(2),
        ))
        .await;
    removed.unwrap();
    ensured.unwrap();
    assert_eq!(upserted.unwrap(), Upserted::Updated(None));
    // The lost batch may have carried it out.
    assert_eq!(renewed.unwrap_err().disposition(), Disposition::Unknown);
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    assert_eq!(emulator.references("/v1.0/groups/7/members").added("ensured"), 1);
}
