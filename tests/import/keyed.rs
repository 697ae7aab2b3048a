//! Imports of creates with an idempotency key: none is unknown, and what a crash interrupted is sent again with the same key.

use graph_entity::Request;
use graph_entity_tests::events::{EVENTS, Event};

use super::*;

fn events(count: u64) -> Vec<Event> {
    (0..count).map(|number| Event::with_subject(format!("Review {number}"))).collect()
}

fn import_of<'a>(graph: &GraphClient, events: Vec<Event>) -> Import<'a, Event, Event> {
    graph.import(events).each(|event| event.create("megan"))
}

/// The outcomes by index, and the error at the end.
async fn run(mut import: Import<'_, Event, Event>) -> (Vec<ImportOutcome<Event, Event>>, Option<ImportError>) {
    let (mut outcomes, mut fatal) = (Vec::new(), None);
    while let Some(outcome) = bounded(import.next()).await {
        match outcome {
            Ok(outcome) => outcomes.push(outcome),
            Err(error) => fatal = Some(error),
        }
    }
    outcomes.sort_by_key(|outcome| outcome.index);
    (outcomes, fatal)
}

fn keys(emulator: &Emulator) -> HashSet<String> {
    let entities = emulator.stored(EVENTS);
    entities.iter().map(|event| event["transactionId"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_lost_answer_leaves_none_unknown() {
    let emulator = Emulator::start().await.unwrap();
    for answer in [
        ScriptedAnswer::hang_up().after_commit(),
        error(StatusCode::GATEWAY_TIMEOUT).after_commit(),
        error(StatusCode::INTERNAL_SERVER_ERROR),
        ScriptedAnswer::hang_up(),
    ] {
        emulator.answer_next(answer);
    }
    let (outcomes, fatal) = run(import_of(&client(&emulator), events(20))).await;
    assert!(fatal.is_none(), "{fatal:?}");
    assert_eq!(outcomes.len(), 20);
    assert!(outcomes.iter().all(|outcome| matches!(outcome.result, Ok(Imported::Created(_)))), "{outcomes:?}");
    assert_eq!((emulator.stored(EVENTS).len(), keys(&emulator).len(), emulator.requests().len()), (20, 20, 24));
}

/// What the run before may have sent is sent with the key of then, whether it knew of a failure or was killed before.
#[tokio::test]
async fn the_next_run_sends_the_same_key() {
    for killed in [false, true] {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        let graph = client(&emulator);
        let run = |count| run(import_of(&graph, events(count)).journal(folder.journal()).refusals(0).max_in_flight(1));
        run(1).await;
        emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
        let (outcomes, _) = run(2).await;
        assert!(matches!(outcomes[0].result, Ok(Imported::Earlier { .. })), "{outcomes:?}");
        assert_eq!(outcomes[1].result.as_ref().unwrap_err().disposition(), Disposition::Unknown);
        let text = fs::read_to_string(folder.journal()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5, "{text}");
        let keys_before = keys(&emulator);
        let key_of =
            |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["key"].as_str().unwrap().to_owned();
        assert!(lines[1..].iter().all(|line| keys_before.contains(&key_of(line))), "in each entry: {text}");
        if killed {
            fs::write(folder.journal(), lines[..4].join("\n") + "\n").unwrap();
        }
        let (outcomes, fatal) = run(3).await;
        assert!(fatal.is_none(), "{fatal:?}");
        let Ok(Imported::Created(created)) = &outcomes[1].result else { panic!("{outcomes:?}") };
        assert!(keys_before.contains(created.entity.transaction_id.as_ref().unwrap()));
        assert!(matches!(outcomes[2].result, Ok(Imported::Created(_))), "{outcomes:?}");
        assert_eq!((emulator.stored(EVENTS).len(), keys(&emulator).len()), (3, 3), "{killed}");
        // Now the journal knows of all.
        let (outcomes, _) = run(3).await;
        assert!(outcomes.iter().all(|outcome| matches!(outcome.result, Ok(Imported::Earlier { id: Some(_) }))));
    }
}

#[tokio::test]
async fn a_key_that_is_taken_is_a_creation_and_the_journal_knows_it() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    let graph = client(&emulator);
    let import = || import_of(&graph, events(1)).journal(folder.journal()).refusals(0);
    emulator.answer_next(ScriptedAnswer::hang_up());
    assert_eq!(run(import()).await.0[0].result.as_ref().unwrap_err().disposition(), Disposition::Unknown);
    let taken =
        ScriptedAnswer::graph_error(StatusCode::BAD_REQUEST, "ErrorDuplicateTransactionId", "It was used before.");
    emulator.answer_next(taken);
    let failure = run(import()).await.0.remove(0).result.unwrap_err();
    assert_eq!(failure.disposition(), Disposition::Created, "{failure}");
    assert!(matches!(run(import()).await.0[0].result, Ok(Imported::Earlier { id: None })));
}

/// The key of the journal is not put into another create, and a caller's key is compared like any property.
#[tokio::test]
async fn another_event_at_an_index_is_an_error() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    let graph = client(&emulator);
    let given = Event { transaction_id: Some("7".to_owned()), ..Event::with_subject("Review 0") };
    assert!(run(import_of(&graph, events(1)).journal(folder.journal())).await.1.is_none());
    for other in [Event::with_subject("Other"), given.clone()] {
        let (_, fatal) = run(import_of(&graph, vec![other]).journal(folder.journal())).await;
        assert!(matches!(fatal, Some(ImportError::Changed { index: 0, what: Changed::Body })), "{fatal:?}");
    }
    let folder = Folder::new();
    assert!(run(import_of(&graph, vec![given]).journal(folder.journal())).await.1.is_none());
    assert!(!fs::read_to_string(folder.journal()).unwrap().contains("key"), "it is the caller's, and in the body");
    let (_, fatal) = run(import_of(&graph, events(1)).journal(folder.journal())).await;
    assert!(matches!(fatal, Some(ImportError::Changed { index: 0, what: Changed::Body })), "{fatal:?}");
}

/// Requests that were made before the import have keys as well.
#[tokio::test]
async fn a_request_that_was_made_before_gets_the_key_of_the_journal() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    let graph = client(&emulator);
    for expected in [Disposition::Unknown, Disposition::Created] {
        if expected == Disposition::Unknown {
            emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
        }
        let requests = vec![Event::with_subject("Review").create("megan").into_request()];
        let mut import = graph.import(requests).each(Request::clone).journal(folder.journal()).refusals(0);
        let outcome = bounded(import.next()).await.unwrap().unwrap();
        assert_eq!(outcome.result.map_or_else(|failure| failure.disposition(), |_| Disposition::Created), expected);
    }
    assert_eq!(emulator.stored(EVENTS).len(), 1);
}
