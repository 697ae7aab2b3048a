//! How an import ends: after a stop or a fatal error nothing is sent, and each entity that was taken comes out once.

use std::future::ready;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

use super::*;

/// A first run in which all creates end unknown.
async fn all_unknown(emulator: &Emulator, count: u64, journal: &Path) {
    for _ in 0..count {
        emulator.answer_next(error(StatusCode::GATEWAY_TIMEOUT));
    }
    let all = outcomes(import(&client(emulator), count).max_in_flight(1).journal(journal)).await;
    assert!(all.iter().all(|outcome| disposition(outcome) == Disposition::Unknown));
}

/// The rest of an import: its outcomes, its error as the last item, and the end after it.
async fn rest(import: &mut Import<'_, Status, Status>) -> (Vec<Outcome>, Option<ImportError>) {
    let mut all = Vec::new();
    let mut error = None;
    while let Some(outcome) = bounded(import.next()).await {
        assert!(error.is_none(), "an item after the error: {outcome:?}");
        match outcome {
            Ok(outcome) => all.push(outcome),
            Err(fatal) => error = Some(fatal),
        }
    }
    for _ in 0..3 {
        assert!(import.next().await.is_none(), "an item after the end");
    }
    all.sort_by_key(|outcome| outcome.index);
    (all, error)
}

#[tokio::test]
async fn nothing_is_sent_after_the_error() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    all_unknown(&emulator, 3, &folder.journal()).await;
    let mut import = import(&client(&emulator), 2).journal(folder.journal()).look_up(|_| ready(LookUp::NotFound));
    let (all, error) = rest(&mut import).await;
    assert!(matches!(error, Some(ImportError::Changed { index: 2, what: Changed::Missing })), "{error:?}");
    assert_eq!(all.iter().map(disposition).collect::<Vec<_>>(), [Disposition::NotSent; 2]);
    assert_eq!(emulator.requests().len(), 3, "nothing is sent");
    // What the look-up found is kept.
    let third = outcomes(self::import(&client(&emulator), 3).journal(folder.journal())).await;
    let dispositions: Vec<_> = third.iter().map(disposition).collect();
    assert_eq!(dispositions, [Disposition::Created, Disposition::Created, Disposition::Unknown]);
}

#[tokio::test]
async fn what_is_not_found_after_a_stop_is_not_sent() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    all_unknown(&emulator, 3, &folder.journal()).await;
    let (answer, answered) = watch::channel(false);
    let mut import = import(&client(&emulator), 3).journal(folder.journal()).look_up(|_| {
        let mut answered = answered.clone();
        async move {
            answered.wait_for(|answered| *answered).await.unwrap();
            LookUp::NotFound
        }
    });
    // Until the look-ups are under way.
    while answer.receiver_count() < 4 {
        assert!(tokio::time::timeout(Duration::from_millis(5), import.next()).await.is_err());
    }
    import.stop();
    answer.send(true).unwrap();
    let (all, error) = rest(&mut import).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(all.iter().map(disposition).collect::<Vec<_>>(), [Disposition::NotSent; 3]);
    assert_eq!(emulator.requests().len(), 3, "nothing is sent");
}

#[tokio::test]
async fn what_is_not_found_at_once_is_sent() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    all_unknown(&emulator, 1, &folder.journal()).await;
    let import = import(&client(&emulator), 1).journal(folder.journal()).look_up(|_| ready(LookUp::NotFound));
    let all = bounded(outcomes(import)).await;
    assert!(matches!(&all[0].result, Ok(Imported::Created(_))), "{all:?}");
}

#[tokio::test]
async fn the_entity_that_ends_an_import_comes_out() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    let graph = client(&emulator);
    outcomes(import(&graph, 3).max_in_flight(1).journal(folder.journal())).await;
    let before = fs::read_to_string(folder.journal()).unwrap();
    let changes: [fn(&mut Status); 2] =
        [|status| status.devices_count = Some(13), |status| status.devices_count = None];
    for change in changes {
        let mut statuses: Vec<_> = (0..3).map(status).collect();
        change(&mut statuses[1]);
        let import = graph.import(stream::iter(statuses)).each(|status| status.create("7"));
        let (all, error) = run(import.journal(folder.journal())).await;
        assert!(matches!(error, Some(ImportError::Changed { index: 1, .. })), "{error:?}");
        assert_eq!(all.iter().map(disposition).collect::<Vec<_>>(), [Disposition::Created, Disposition::NotSent]);
        assert_eq!(fs::read_to_string(folder.journal()).unwrap(), before, "the journal stays as it was");
    }
}

/// When a look-up answers.
#[derive(Debug, Clone, Copy)]
enum When {
    AtOnce,
    AfterAYield,
    After(Duration),
}

/// What ends an import.
#[derive(Debug, Clone, Copy)]
enum End {
    Stop,
    Changed,
    Missing,
}

/// Every end, with look-ups that answer before, at and after it.
#[tokio::test]
async fn no_end_is_followed_by_a_request_or_loses_an_entity() {
    const COUNT: u64 = 6;
    for end in [End::Stop, End::Changed, End::Missing] {
        for when in [When::AtOnce, When::AfterAYield, When::After(Duration::from_millis(3))] {
            for at in 0..COUNT {
                let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
                all_unknown(&emulator, COUNT, &folder.journal()).await;
                let (graph, taken) = (client(&emulator), AtomicU64::new(0));
                let length = if let End::Missing = end { at } else { COUNT };
                let entities = (0..length).map(|number| {
                    taken.fetch_add(1, Ordering::Relaxed);
                    let mut status = status(number);
                    if matches!(end, End::Changed) && number == at {
                        status.devices_count = Some(99);
                    }
                    status
                });
                let import = graph.import(stream::iter(entities)).each(|status| status.create("7"));
                let mut import = import.journal(folder.journal()).look_up(move |_| async move {
                    match when {
                        When::AtOnce => {}
                        When::AfterAYield => tokio::task::yield_now().await,
                        When::After(time) => tokio::time::sleep(time).await,
                    }
                    LookUp::NotFound
                });
                let mut all = Vec::new();
                if let End::Stop = end {
                    for _ in 0..at {
                        all.push(bounded(import.next()).await.unwrap().unwrap());
                    }
                    import.stop();
                }
                let (outcomes, error) = rest(&mut import).await;
                all.extend(outcomes);
                let about = format!("{end:?} at {at}, {when:?}");
                assert_eq!(error.is_some(), !matches!(end, End::Stop), "{about}");
                drop(import);
                let indexes: HashSet<_> = all.iter().map(|outcome| outcome.index).collect();
                assert_eq!(indexes.len(), all.len(), "{about}: none comes out twice");
                assert_eq!(all.len() as u64, taken.load(Ordering::Relaxed), "{about}: each comes out");
                let sent = emulator.requests().len();
                tokio::time::sleep(Duration::from_millis(10)).await;
                assert_eq!(emulator.requests().len(), sent, "{about}: nothing is sent after the end");
                // Every request has its intent in the journal, and every outcome is as the service has it.
                let text = fs::read_to_string(folder.journal()).unwrap();
                assert_eq!(text.matches(r#""state":"sending""#).count(), sent, "{about}");
                let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
                for outcome in &all {
                    let stored = oracle.stored(&user(outcome.index));
                    assert!(stored_as_told(Some(disposition(outcome))).contains(&stored), "{about}: {outcome:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn an_import_that_is_stopped_before_it_began_does_nothing() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    let mut import = import(&client(&emulator), 3).journal(folder.journal());
    import.stop();
    let (all, error) = rest(&mut import).await;
    assert!(all.is_empty() && error.is_none(), "{all:?} {error:?}");
    assert!(emulator.requests().is_empty() && !folder.journal().exists());
}
