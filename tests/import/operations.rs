//! Imports of updates, puts and deletes: what comes out, and what the journal promises of each.

use graph_entity::{GraphEntity, graph_delete, graph_patch, graph_post, graph_put};

use super::*;

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups")]
#[graph_patch("/groups/{groupId}")]
#[graph_delete("/groups/{groupId}")]
#[graph_put("/groups/{groupId}")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    display_name: Option<String>,
}

fn group(name: &str) -> Group {
    Group { id: None, display_name: Some(name.to_owned()) }
}

async fn created(graph: &GraphClient, names: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for name in names {
        ids.push(group(name).create().send(graph).await.unwrap().id.unwrap());
    }
    ids
}

fn names(emulator: &Emulator) -> Vec<String> {
    let entities = emulator.stored("/v1.0/groups");
    let mut names: Vec<String> =
        entities.iter().map(|entity| entity["displayName"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// The outcomes by index, of an import that ends without an error.
async fn all<E, T>(mut import: Import<'_, E, T>) -> Vec<ImportOutcome<E, T>> {
    let mut outcomes = Vec::new();
    while let Some(outcome) = bounded(import.next()).await {
        outcomes.push(outcome.unwrap_or_else(|error| panic!("{error}")));
    }
    outcomes.sort_by_key(|outcome| outcome.index);
    outcomes
}

#[tokio::test]
async fn updates_puts_deletes_and_a_mixture_come_out_as_what_they_are() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let ids = created(&graph, &["a", "b", "c"]).await;

    let seen = Mutex::new(ImportProgress::default());
    let renamed = vec![(ids[0].clone(), group("A")), (ids[1].clone(), group("b"))];
    let import = graph
        .import(renamed)
        .each(|(id, renamed)| renamed.update(id).returning().since(&group("b")))
        .progress(|progress| *seen.lock().unwrap() = progress.clone());
    let outcomes = all(import).await;
    let Ok(Imported::Updated(updated)) = &outcomes[0].result else { panic!("{outcomes:?}") };
    assert_eq!(updated.value.as_ref().unwrap().display_name.as_deref(), Some("A"));
    assert!(matches!(outcomes[1].result, Ok(Imported::Unchanged)), "{outcomes:?}");
    let progress = seen.lock().unwrap().clone();
    assert_eq!((progress.applied, progress.unchanged, progress.created, progress.done()), (1, 1, 0, 2));

    let outcomes = all(graph.import(["x", "y"]).each(|id| group(id).put(id))).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome.result, Ok(Imported::Put(_)))), "{outcomes:?}");
    assert_eq!(names(&emulator), ["A", "b", "c", "x", "y"]);

    let outcomes = all(graph.import(ids[..2].to_vec()).each(|id| Group::delete(id))).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome.result, Ok(Imported::Deleted(_)))), "{outcomes:?}");

    let rows = vec![("x", None), ("y", Some(group("Y")))];
    let outcomes = all(graph.import(rows).each(|(id, group)| match group {
        Some(group) => group.update(id).into_request(),
        None => Group::delete(id).into_request(),
    }))
    .await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome.result, Ok(Imported::Answered(_)))), "{outcomes:?}");
    assert_eq!(names(&emulator), ["Y", "c"]);
}

/// An update takes effect twice if it is carried out twice, so that it is not sent again in this run or in the next.
#[tokio::test]
async fn an_update_that_may_have_taken_effect_is_not_sent_again() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let ids = created(&graph, &["a"]).await;
    let folder = Folder::new();
    for (after, known) in [(1, "lost"), (1, "earlier")] {
        if known == "lost" {
            emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
        }
        let before = emulator.requests().len();
        let import = graph.import(ids.clone()).each(|id| group("A").update(id)).journal(folder.journal());
        let outcomes = all(import).await;
        let failure = outcomes[0].result.as_ref().unwrap_err();
        assert_eq!(failure.disposition(), Disposition::Unknown, "{failure}");
        assert_eq!(matches!(failure, ImportFailure::Earlier(_)), known == "earlier", "{failure}");
        assert_eq!(emulator.requests().len() - before, usize::from(known == "lost") * after);
    }
}

/// A delete does no harm twice: it is sent again in this run, and in the next, where a 404 is its success.
#[tokio::test]
async fn a_delete_that_may_have_taken_effect_is_sent_again() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let ids = created(&graph, &["a", "b"]).await;
    emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
    let outcomes = all(graph.import(vec![ids[0].clone()]).each(|id| Group::delete(id))).await;
    let Ok(Imported::Deleted(deleted)) = &outcomes[0].result else { panic!("{outcomes:?}") };
    assert_eq!((deleted.status, deleted.attempts.len()), (StatusCode::NOT_FOUND, 2));

    let folder = Folder::new();
    let import = |refusals| {
        let import = graph.import(vec![ids[1].clone()]).each(|id| Group::delete(id));
        import.refusals(refusals).journal(folder.journal())
    };
    emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
    let outcomes = all(import(0)).await;
    assert_eq!(outcomes[0].result.as_ref().unwrap_err().disposition(), Disposition::Unknown);
    let outcomes = all(import(0)).await;
    let Ok(Imported::Deleted(deleted)) = &outcomes[0].result else { panic!("{outcomes:?}") };
    assert_eq!((deleted.status, deleted.attempts.len()), (StatusCode::NOT_FOUND, 1));
    // Now the journal knows.
    let sent = emulator.requests().len();
    let outcomes = all(import(0)).await;
    assert!(matches!(outcomes[0].result, Ok(Imported::Earlier { id: None })), "{outcomes:?}");
    assert_eq!(emulator.requests().len(), sent);

    // To the first attempt, a 404 is a refusal.
    let outcomes = all(graph.import(["never"]).each(|id| Group::delete(id))).await;
    assert_eq!(outcomes[0].result.as_ref().unwrap_err().disposition(), Disposition::Rejected);
}

/// A refusal of what an earlier run may have carried out says nothing of that run.
#[tokio::test]
async fn what_a_resumed_put_is_refused_may_exist() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let folder = Folder::new();
    let import = || graph.import(["x"]).each(|id| group("X").put(id)).refusals(0).journal(folder.journal());
    emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
    assert_eq!(all(import()).await[0].result.as_ref().unwrap_err().disposition(), Disposition::Unknown);
    emulator.answer_next(error(StatusCode::BAD_REQUEST));
    let outcomes = all(import()).await;
    let failure = outcomes[0].result.as_ref().unwrap_err();
    assert_eq!(failure.disposition(), Disposition::Unknown, "{failure}");
    assert!(failure.to_string().contains("an attempt before may have stored it"), "{failure}");
    // So it is sent again.
    assert!(matches!(all(import()).await[0].result, Ok(Imported::Put(_))));
}

/// A run that was throttled knows no more of a delete than the run before it.
#[tokio::test]
async fn a_delete_that_may_have_taken_effect_stays_so_if_the_next_run_is_throttled() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let ids = created(&graph, &["a"]).await;
    let folder = Folder::new();
    let import = || {
        let import = graph.import(ids.clone()).each(|id| Group::delete(id));
        import.refusals(0).journal(folder.journal())
    };
    emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
    let outcomes = all(import()).await;
    assert_eq!(outcomes[0].result.as_ref().unwrap_err().disposition(), Disposition::Unknown);
    emulator.answer_next(ScriptedAnswer::new(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Seconds(0)));
    assert!(all(import()).await[0].result.is_err());
    let outcomes = all(import()).await;
    assert!(matches!(outcomes[0].result, Ok(Imported::Deleted(_))), "{outcomes:?}");
}

#[tokio::test]
async fn a_journal_of_one_operation_is_not_that_of_another() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let folder = Folder::new();
    all(graph.import(["x"]).each(|id| group("X").put(id)).journal(folder.journal())).await;
    let mut import = graph.import(["x"]).each(|id| group("X").update(id)).journal(folder.journal());
    let mut fatal = None;
    while let Some(outcome) = bounded(import.next()).await {
        fatal = outcome.err().or(fatal);
    }
    assert!(matches!(fatal, Some(ImportError::Changed { index: 0, what: Changed::Path })), "{fatal:?}");
}
