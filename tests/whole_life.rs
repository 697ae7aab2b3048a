//! The whole life of an entity against the emulator's own state: created, read, listed, updated, deleted. `life.rs` has
//! what each request sends and what each answer means.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::time::Duration;

use graph_entity::http::StatusCode;
use graph_entity::{
    __private as private, Delete, Disposition, Get, GraphClient, GraphEntity, List, Update, graph_post,
};
use graph_entity_emulator::{Emulator, Fault, Profile};
use graph_entity_tests::client::client;

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", application = "Group.Create")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    display_name: Option<String>,
    description: Option<String>,
}

impl Group {
    fn get(id: &str) -> Get<Self> {
        private::get("/v1.0/groups/{groupId}", "", "Group.Read.All", &[id])
    }

    fn list() -> List<Self> {
        private::list("/v1.0/groups", "", "Group.Read.All", &[])
    }

    fn update(&self, id: &str) -> Update<Self> {
        private::update(self, "/v1.0/groups/{groupId}", "", "Group.ReadWrite.All", &[id])
    }

    fn delete(id: &str) -> Delete<Self> {
        private::delete("/v1.0/groups/{groupId}", "", "Group.ReadWrite.All", &[id])
    }
}

fn group(number: usize) -> Group {
    Group { id: None, display_name: Some(format!("Group {number}")), description: Some("d".to_owned()) }
}

async fn create(graph: &GraphClient, number: usize) -> (Group, String) {
    let created = group(number).create().send(graph).await.unwrap();
    let id = created.id.clone().unwrap();
    (created, id)
}

#[tokio::test]
async fn created_read_listed_updated_and_deleted() {
    let emulator = Emulator::builder().page_size(3).start().await.unwrap();
    let graph = client(&emulator);
    let mut groups = Vec::new();
    for number in 0..7 {
        groups.push(create(&graph, number).await.0);
    }
    let id = groups[2].id.clone().unwrap();
    assert_eq!(Group::get(&id).send(&graph).await.unwrap(), groups[2]);
    assert_eq!(Group::list().all(&graph).await.unwrap(), groups);
    let page = Group::list().top(2).count().page(&graph).await.unwrap();
    assert_eq!((page.items.len(), page.count), (2, Some(7)));
    let rest = Group::list().resume(page.next.unwrap()).all(&graph).await.unwrap();
    assert_eq!(rest, groups[2..]);

    // `description` became `None`: the difference is a null, and the property is gone.
    let renamed = Group { display_name: Some("Sales".to_owned()), description: None, ..groups[2].clone() };
    assert_eq!(renamed.update(&id).since(&groups[2]).send(&graph).await.unwrap(), None);
    assert_eq!(Group::get(&id).send(&graph).await.unwrap(), renamed);
    let returned = renamed.update(&id).returning().send(&graph).await.unwrap();
    assert_eq!(returned, Some(renamed));

    Group::delete(&id).send(&graph).await.unwrap();
    assert_eq!(Group::get(&id).send_optional(&graph).await.unwrap(), None);
    let error = Group::delete(&id).send(&graph).await.unwrap_err();
    assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::NOT_FOUND)));
    assert_eq!(Group::list().all(&graph).await.unwrap().len(), 6);
    let changes = emulator.changes("/v1.0/groups");
    assert_eq!((changes.updated(&id), changes.deleted(&id)), (2, 1));
}

#[tokio::test]
async fn an_update_of_what_somebody_else_changed_is_refused() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let (created, id) = create(&graph, 1).await;
    let error = created.update(&id).if_match("W/\"other\"").send(&graph).await.unwrap_err();
    assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::PRECONDITION_FAILED)));
    assert_eq!(emulator.changes("/v1.0/groups").total_updates(), 0);
}

#[tokio::test]
async fn what_replicates_is_found_in_the_end() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    emulator.answer_next(Fault::NotReplicated.answer_with(Duration::from_millis(50)));
    let (created, id) = create(&graph, 1).await;
    let read = Group::get(&id).replicating(Duration::from_secs(30)).send(&graph).await.unwrap();
    assert_eq!(read, created);
}

#[tokio::test]
async fn a_lost_answer_is_told_by_the_effect() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    for fault in [Fault::ResetAfterCommit, Fault::ClosedAfterCommit, Fault::GatewayTimeoutAfterCommit] {
        let (created, id) = create(&graph, 1).await;
        emulator.answer_next(fault);
        let error = created.update(&id).send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Unknown, "{error}");
        // The second attempt's 404 is the success of the first.
        emulator.answer_next(fault);
        Group::delete(&id).send(&graph).await.unwrap();
        let changes = emulator.changes("/v1.0/groups");
        assert_eq!((changes.updated(&id), changes.deleted(&id)), (1, 1), "{}", fault.name());
    }
}

#[tokio::test]
async fn wrong_next_links_are_errors_and_empty_pages_are_not() {
    let emulator = Emulator::builder().page_size(2).start().await.unwrap();
    let graph = client(&emulator);
    for number in 0..5 {
        create(&graph, number).await;
    }
    for fault in [Fault::NextLinkElsewhere, Fault::NextLinkToItself] {
        emulator.answer_next(fault);
        assert!(Group::list().all(&graph).await.is_err(), "{}", fault.name());
    }
    emulator.answer_next(Fault::EmptyPage);
    emulator.answer_next(Fault::EmptyPage);
    assert_eq!(Group::list().all(&graph).await.unwrap().len(), 5);
}

/// Each page is sent again alone, never the list.
#[tokio::test]
async fn a_list_under_faults_gives_each_entity_once() {
    let emulator = Emulator::builder().page_size(3).start().await.unwrap();
    let graph = client(&emulator);
    let mut created = Vec::new();
    for number in 0..20 {
        created.push(create(&graph, number).await.0);
    }
    let faults = [
        (Fault::ResetBeforeCommit, 1),
        (Fault::ClosedAfterCommit, 1),
        (Fault::BadGateway, 1),
        (Fault::GatewayTimeout, 1),
        (Fault::Throttled, 1),
        (Fault::EmptyPage, 1),
    ];
    for seed in 0..3 {
        emulator.set_profile(Profile::faults(seed, faults).rate(0.3).wait(Duration::ZERO).reads());
        let listed = Group::list().retries(10).all(&graph).await.unwrap();
        assert_eq!(listed, created, "seed {seed}");
    }
}
