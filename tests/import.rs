//! Imports: each entity comes out once and right, at a pace that the service takes, and a journal resumes them.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::stream;
use graph_entity::http::StatusCode;
use graph_entity::{
    Changed, Disposition, GraphClient, Import, ImportError, ImportFailure, ImportOutcome, ImportProgress, Imported,
    LookUp, WriteRate,
};
use graph_entity_emulator::{Emulator, Fault, Profile, RetryAfter, ScriptedAnswer};
use graph_entity_tests::operations::DeviceConfigurationUserStatus as Status;
use graph_entity_tests::oracle::stored_as_told;

const COLLECTION: &str = "/v1.0/deviceManagement/deviceConfigurations/7/userStatuses";

type Outcome = ImportOutcome<Status, Status>;

fn client(emulator: &Emulator) -> GraphClient {
    let fast = WriteRate::new(10_000, Duration::from_secs(1));
    GraphClient::builder().base_url(emulator.base_url()).token("secret-token").write_rate(fast).build().unwrap()
}

fn user(number: u64) -> String {
    format!("user{number}@contoso.com")
}

fn status(number: u64) -> Status {
    Status { user_principal_name: Some(user(number)), ..Status::of_the_document() }
}

fn import<'a>(graph: &GraphClient, count: u64) -> Import<'a, Status, Status> {
    graph.import(stream::iter((0..count).map(status))).each(|status| status.create("7"))
}

/// All outcomes by index, and the error at the end.
async fn run(mut import: Import<'_, Status, Status>) -> (Vec<Outcome>, Option<ImportError>) {
    let mut outcomes = Vec::new();
    let mut error = None;
    while let Some(outcome) = import.next().await {
        match outcome {
            Ok(outcome) => outcomes.push(outcome),
            Err(fatal) => error = Some(fatal),
        }
    }
    assert!(import.next().await.is_none(), "the end stays the end");
    outcomes.sort_by_key(|outcome| outcome.index);
    (outcomes, error)
}

async fn outcomes(import: Import<'_, Status, Status>) -> Vec<Outcome> {
    let (outcomes, error) = run(import).await;
    assert!(error.is_none(), "{error:?}");
    outcomes
}

async fn fatal(import: Import<'_, Status, Status>) -> ImportError {
    run(import).await.1.unwrap()
}

fn error(status: StatusCode) -> ScriptedAnswer {
    ScriptedAnswer::graph_error(status, "SomeCode", "Some message about user0@contoso.com.")
}

fn disposition(outcome: &Outcome) -> Disposition {
    match &outcome.result {
        Ok(_) => Disposition::Created,
        Err(failure) => failure.disposition(),
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn journal(&self) -> PathBuf {
        self.0.path().join("import.jsonl")
    }
}

mod outcomes {
    use super::*;

    #[tokio::test]
    async fn each_entity_comes_out_once() {
        let emulator = Emulator::start().await.unwrap();
        let all = outcomes(import(&client(&emulator), 500)).await;
        for (number, outcome) in (0..).zip(&all) {
            assert_eq!(outcome.index, number);
            assert_eq!(outcome.entity, status(number));
            let Ok(Imported::Created(created)) = &outcome.result else { panic!("{outcome:?}") };
            assert_eq!(created.entity.user_principal_name, outcome.entity.user_principal_name);
            assert_eq!(created.status, StatusCode::CREATED);
            assert_eq!(created.attempts.len(), 1);
        }
        let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
        assert_eq!((all.len(), oracle.total(), oracle.distinct()), (500, 500, 500));
    }

    #[tokio::test]
    async fn what_the_stream_gives_can_hold_the_entity() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let prefix = "configuration".to_owned();
        let rows = stream::iter((0..3).map(|number| (format!("{prefix}-{number}"), status(number))));
        // The closure and the stream borrow, and the import with them.
        let mut import = graph.import(rows).each(|(configuration, status)| status.create(configuration));
        while let Some(outcome) = import.next().await {
            assert!(outcome.unwrap().result.is_ok());
        }
        for number in 0..3 {
            let path = format!("/v1.0/deviceManagement/deviceConfigurations/configuration-{number}/userStatuses");
            assert_eq!(emulator.stored(&path).len(), 1);
        }
    }

    #[tokio::test]
    async fn a_failure_is_one_entity_s_own() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let entities = [Status { user_principal_name: None, ..status(0) }, status(1), status(2), status(3)];
        emulator.answer_next(error(StatusCode::CONFLICT));
        emulator.answer_next(error(StatusCode::GATEWAY_TIMEOUT).after_commit());
        let import = graph.import(stream::iter(entities)).each(|status| status.create("7")).max_in_flight(1);
        let all = outcomes(import).await;
        let dispositions: Vec<_> = all.iter().map(disposition).collect();
        let expected = [Disposition::NotSent, Disposition::Rejected, Disposition::Unknown, Disposition::Created];
        assert_eq!(dispositions, expected);
        assert!(all[0].result.as_ref().unwrap_err().to_string().contains("userPrincipalName"));
        assert_eq!(emulator.requests().len(), 3, "none is sent twice");
    }

    #[tokio::test]
    async fn a_create_says_itself_how_often_it_is_sent_though_it_may_exist() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.answer_next(error(StatusCode::GATEWAY_TIMEOUT));
        let import = graph.import(stream::iter([status(0)])).each(|status| status.create("7").retry_unknown(1));
        let all = outcomes(import).await;
        let Ok(Imported::Created(created)) = &all[0].result else { panic!("{all:?}") };
        assert_eq!(created.attempts.len(), 2);
    }

    #[tokio::test]
    async fn an_answer_that_cannot_be_read_is_created() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ScriptedAnswer::ordinary().halved());
        let all = outcomes(import(&client(&emulator), 1)).await;
        assert_eq!(disposition(&all[0]), Disposition::Created);
        assert_eq!(emulator.requests().len(), 1);
    }

    #[tokio::test]
    async fn an_import_is_a_stream_and_can_be_spawned() {
        use futures_util::StreamExt;
        let emulator = Emulator::start().await.unwrap();
        let import = import(&client(&emulator), 20);
        let count = tokio::spawn(import.filter(|outcome| std::future::ready(outcome.is_ok())).count()).await.unwrap();
        assert_eq!(count, 20);
    }
}

mod flow {
    use super::*;

    #[tokio::test]
    async fn nothing_is_sent_while_nobody_asks() {
        let emulator = Emulator::start().await.unwrap();
        let taken = Arc::new(Mutex::new(0));
        let counted = Arc::clone(&taken);
        let entities = (0..).map(move |number| {
            *counted.lock().unwrap() += 1;
            status(number)
        });
        let graph = client(&emulator);
        let mut import = graph.import(stream::iter(entities)).each(|status| status.create("7")).max_in_flight(8);
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(*taken.lock().unwrap(), 0, "an import does nothing until it is asked");
        for _ in 0..100 {
            import.next().await.unwrap().unwrap();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        let sent = emulator.requests().len();
        assert!((100..=116).contains(&sent), "{sent}");
        assert!((100..=117).contains(&*taken.lock().unwrap()));
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(emulator.requests().len(), sent);
    }

    #[tokio::test]
    async fn a_stopped_import_lets_out_what_is_in_flight() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let mut import = graph.import(stream::iter((0..).map(status))).each(|status| status.create("7"));
        let mut seen = HashSet::new();
        while let Some(outcome) = import.next().await {
            assert!(seen.insert(outcome.unwrap().index));
            if seen.len() == 50 {
                import.stop();
            }
        }
        assert_eq!(seen.len(), emulator.requests().len(), "all that was sent came out");
        assert!(seen.len() < 150);
    }

    #[tokio::test]
    async fn a_stopped_import_does_not_wait_for_a_day() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(error(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Seconds(24 * 3_600)));
        let mut import = import(&client(&emulator), 100).max_in_flight(1);
        assert!(tokio::time::timeout(Duration::from_millis(300), import.next()).await.is_err());
        import.stop();
        let all = outcomes(import).await;
        assert_eq!(disposition(&all[0]), Disposition::Throttled);
        let Err(ImportFailure::Now(refused)) = &all[0].result else { panic!("{all:?}") };
        assert!(refused.retry_at().is_some() && refused.attempts().len() == 1);
        assert!(all[1..].iter().all(|outcome| disposition(outcome) == Disposition::NotSent));
        assert!(all.len() <= 2 && emulator.requests().len() == 1);
    }

    #[tokio::test]
    async fn a_call_for_the_next_can_be_dropped() {
        let emulator = Emulator::start().await.unwrap();
        let mut import = import(&client(&emulator), 100);
        let mut seen = 0;
        loop {
            match tokio::time::timeout(Duration::from_micros(200), import.next()).await {
                Ok(Some(outcome)) => seen += usize::from(outcome.is_ok()),
                Ok(None) => break,
                Err(_) => {}
            }
        }
        assert_eq!(seen, 100);
    }

    #[tokio::test]
    async fn progress_is_told_while_it_goes_and_at_the_end() {
        let emulator = Emulator::start().await.unwrap();
        let told: Mutex<Vec<ImportProgress>> = Mutex::default();
        let graph = client(&emulator);
        emulator.answer_next(error(StatusCode::CONFLICT));
        let import = graph
            .import(stream::iter((0..300).map(status)))
            .each(|status| status.create("7"))
            .progress(|progress| told.lock().unwrap().push(progress.clone()));
        let mut import = import;
        while let Some(outcome) = import.next().await {
            outcome.unwrap();
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        drop(import);
        let told = told.into_inner().unwrap();
        let last = told.last().unwrap();
        assert_eq!((last.total, last.created, last.rejected, last.done()), (Some(300), 299, 1, 300));
        assert_eq!((last.in_flight, last.unknown, last.skipped), (0, 0, 0));
        assert!(last.rate > 0.0 && last.limit > 0.0);
        assert!(told.len() >= 3 && told.len() < 100, "{}", told.len());
        assert!(told.iter().all(|progress| progress.total == Some(300)));
        assert!(told[1].remaining.is_some());
    }
}

mod pace {
    use super::*;

    #[tokio::test]
    async fn a_refusal_pauses_every_clone_of_the_client() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let throttled =
            error(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Fraction(Duration::from_millis(700)));
        emulator.answer_next(throttled);
        let began = Instant::now();
        let mut first = import(&graph, 1);
        // Until the refusal is there.
        assert!(tokio::time::timeout(Duration::from_millis(100), first.next()).await.is_err());
        let other = graph.clone();
        let second = tokio::spawn(async move { outcomes(import(&other, 5)).await.len() });
        assert_eq!(outcomes(first).await.len(), 1);
        assert_eq!(second.await.unwrap(), 5);
        assert!(began.elapsed() >= Duration::from_millis(700), "{:?}", began.elapsed());
        assert_eq!(emulator.requests().len(), 7);
    }

    #[tokio::test]
    async fn a_refusal_is_sent_again_and_listed() {
        let emulator = Emulator::start().await.unwrap();
        for _ in 0..2 {
            emulator.answer_next(error(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Seconds(0)));
        }
        emulator.answer_next(error(StatusCode::SERVICE_UNAVAILABLE).retry_after(RetryAfter::Seconds(0)));
        let all = outcomes(import(&client(&emulator), 1)).await;
        let Ok(Imported::Created(created)) = &all[0].result else { panic!("{all:?}") };
        let statuses: Vec<_> = created.attempts.iter().map(|attempt| attempt.status.unwrap().as_u16()).collect();
        assert_eq!(statuses, [429, 429, 503, 201]);
        let ids: HashSet<_> = created.attempts.iter().map(|attempt| attempt.client_request_id).collect();
        assert_eq!(ids.len(), 4);
    }

    #[tokio::test]
    async fn an_import_gives_up_on_what_is_always_refused() {
        let emulator = Emulator::start().await.unwrap();
        for _ in 0..3 {
            emulator.answer_next(error(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Seconds(0)));
        }
        let all = outcomes(import(&client(&emulator), 1).refusals(2)).await;
        assert_eq!(disposition(&all[0]), Disposition::Throttled);
        let Err(ImportFailure::Now(failure)) = &all[0].result else { panic!("{all:?}") };
        assert_eq!(failure.attempts().len(), 3);
    }

    #[tokio::test]
    async fn without_a_connection_nothing_is_sent_and_all_wait() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.stop().await;
        let began = Instant::now();
        let all = outcomes(import(&graph, 2).refusals(1)).await;
        assert!(all.iter().all(|outcome| disposition(outcome) == Disposition::NotSent));
        assert!(began.elapsed() >= Duration::from_secs(1));
    }

    /// 300 a second: as the goal of the benches, in less time.
    #[tokio::test]
    async fn the_rate_is_found() {
        let emulator = Emulator::start().await.unwrap();
        emulator.set_profile(Profile::intune().writes(300).window(Duration::from_secs(1)));
        let graph = GraphClient::builder().base_url(emulator.base_url()).token("x").build().unwrap();
        let began = Instant::now();
        let all = outcomes(import(&graph, 900)).await;
        assert!(all.iter().all(|outcome| outcome.result.is_ok()));
        let refused = emulator.statistics().with_status(429);
        // Times are the benches' to state; this is far from them.
        assert!(refused <= 45, "{refused} refused in {:?}", began.elapsed());
        assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    }
}

mod journals {
    use super::*;

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    /// Ten statuses: 0 rejected, 1 unknown, 2 unreadable, the others created.
    async fn first_run(emulator: &Emulator, journal: &Path) -> Vec<Outcome> {
        emulator.answer_next(error(StatusCode::BAD_REQUEST));
        emulator.answer_next(error(StatusCode::GATEWAY_TIMEOUT).after_commit());
        emulator.answer_next(ScriptedAnswer::ordinary().body("<html>"));
        outcomes(import(&client(emulator), 10).max_in_flight(1).journal(journal)).await
    }

    #[tokio::test]
    async fn what_is_done_is_skipped_and_what_may_exist_is_said() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        let first = first_run(&emulator, &folder.journal()).await;
        let sent = emulator.requests().len();
        assert_eq!(sent, 10);
        let second = outcomes(import(&client(&emulator), 10).journal(folder.journal())).await;
        assert_eq!(emulator.requests().len(), sent, "nothing is sent again");
        let Err(ImportFailure::Earlier(rejected)) = &second[0].result else { panic!("{second:?}") };
        assert_eq!(rejected.disposition, Disposition::Rejected);
        assert_eq!((rejected.status, rejected.code.as_deref()), (Some(StatusCode::BAD_REQUEST), Some("SomeCode")));
        assert!(rejected.request_id.is_some());
        let Err(failure @ ImportFailure::Earlier(unknown)) = &second[1].result else { panic!("{second:?}") };
        assert_eq!(unknown.disposition, Disposition::Unknown);
        assert!(failure.to_string().contains("in an earlier run: 504 Gateway Timeout, so it may exist"), "{failure}");
        for (before, after) in first.iter().zip(&second).skip(2) {
            let Ok(Imported::Earlier { id }) = &after.result else { panic!("{after:?}") };
            if let Ok(Imported::Created(created)) = &before.result {
                assert_eq!(*id, created.entity.id);
            }
            assert!(id.is_some(), "{after:?}");
        }
    }

    #[tokio::test]
    async fn the_file_is_as_documented_and_holds_no_personal_data() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        first_run(&emulator, &folder.journal()).await;
        let text = text(&folder.journal());
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["journal"], "graph-entity import");
        assert_eq!(lines[0]["version"], 1);
        assert_eq!(lines[0]["service"], emulator.base_url());
        assert_eq!(lines.len(), 21, "a header, an intent and an outcome of each");
        for (number, pair) in lines[1..].chunks(2).enumerate() {
            assert_eq!(pair[0]["index"], number);
            assert_eq!(pair[0]["state"], "sending");
            assert_eq!(pair[1]["index"], number);
            assert_eq!(pair[0]["request"], pair[1]["request"]);
        }
        assert_eq!((&lines[2]["state"], &lines[4]["state"]), (&"rejected".into(), &"unknown".into()));
        for secret in ["contoso", "secret-token", "User Display", "Some message", "deviceConfigurations"] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert!(text.lines().all(|line| line.len() < 250));
    }

    /// The emulator looks into the file whenever it is asked.
    #[tokio::test]
    async fn each_intent_is_in_the_file_before_it_is_sent() {
        let folder = Folder::new();
        let journal = folder.journal();
        let (path, wrong) = (journal.clone(), Arc::new(Mutex::new(Vec::new())));
        let seen = Arc::clone(&wrong);
        let emulator = Emulator::builder()
            .on_answer(move |request, _| {
                let user = request.json().unwrap()["userPrincipalName"].as_str().unwrap().to_owned();
                let number: u64 = user["user".len()..].split('@').next().unwrap().parse().unwrap();
                if !text(&path).contains(&format!("{{\"index\":{number},")) {
                    seen.lock().unwrap().push(number);
                }
            })
            .start()
            .await
            .unwrap();
        let mut import = import(&client(&emulator), 300).journal(&journal);
        while let Some(outcome) = import.next().await {
            let index = outcome.unwrap().index;
            let created = format!("{{\"index\":{index},\"request\":");
            assert_eq!(text(&journal).matches(&created).count(), 2, "the outcome is in the file before it comes out");
        }
        assert_eq!(*wrong.lock().unwrap(), [0_u64; 0]);
    }

    #[tokio::test]
    async fn a_look_up_decides_what_may_exist() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        for _ in 0..3 {
            emulator.answer_next(error(StatusCode::GATEWAY_TIMEOUT));
        }
        let graph = client(&emulator);
        outcomes(import(&graph, 3).max_in_flight(1).journal(folder.journal())).await;
        let asked = Mutex::new(0);
        let look_up = |status: &Status| {
            *asked.lock().unwrap() += 1;
            let user_name = status.user_principal_name.clone().unwrap();
            async move {
                match user_name == user(0) {
                    true => LookUp::Found("found-id".to_owned()),
                    false if user_name == user(1) => LookUp::NotFound,
                    false => LookUp::DontKnow,
                }
            }
        };
        let entities = || stream::iter((0..3).map(status));
        let second =
            graph.import(entities()).each(|status| status.create("7")).journal(folder.journal()).look_up(look_up);
        let second = outcomes(second).await;
        assert!(matches!(&second[0].result, Ok(Imported::Earlier { id: Some(id) }) if id == "found-id"));
        assert!(matches!(&second[1].result, Ok(Imported::Created(_))));
        assert_eq!(disposition(&second[2]), Disposition::Unknown);
        assert_eq!(emulator.requests().len(), 4, "only what was not found is sent again");
        // What it said is in the journal.
        let third =
            graph.import(entities()).each(|status| status.create("7")).journal(folder.journal()).look_up(look_up);
        let third = outcomes(third).await;
        assert!(matches!(&third[0].result, Ok(Imported::Earlier { id: Some(id) }) if id == "found-id"));
        assert!(matches!(&third[1].result, Ok(Imported::Earlier { .. })));
        assert_eq!(*asked.lock().unwrap(), 4, "only what nobody knew is asked again");
    }

    #[tokio::test]
    async fn a_rejected_one_is_sent_again_when_asked_or_when_it_was_for_the_token() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        emulator.answer_next(error(StatusCode::BAD_REQUEST));
        emulator.answer_next(error(StatusCode::FORBIDDEN));
        let graph = client(&emulator);
        let run = |retry| outcomes(import(&graph, 3).max_in_flight(1).journal(folder.journal()).retry_rejected(retry));
        run(false).await;
        let second = run(false).await;
        assert_eq!(disposition(&second[0]), Disposition::Rejected);
        assert!(matches!(&second[1].result, Ok(Imported::Created(_))));
        let third = run(true).await;
        assert!(matches!(&third[0].result, Ok(Imported::Created(_))));
        assert!(matches!(&third[1].result, Ok(Imported::Earlier { .. })));
        assert_eq!(emulator.requests().len(), 5);
    }

    #[tokio::test]
    async fn throttled_and_not_sent_ones_are_sent() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        emulator.answer_next(error(StatusCode::TOO_MANY_REQUESTS).retry_after(RetryAfter::Seconds(0)));
        let graph = client(&emulator);
        let bad = |status: &Status| Status { user_principal_name: None, ..status.clone() };
        let entities = vec![status(0), bad(&status(1))];
        let first = graph.import(stream::iter(entities)).each(|status| status.create("7")).refusals(0);
        let first = outcomes(first.journal(folder.journal())).await;
        assert_eq!(first.iter().map(disposition).collect::<Vec<_>>(), [Disposition::Throttled, Disposition::NotSent]);
        // An entity that was never sent may be put right.
        let second = outcomes(import(&graph, 2).journal(folder.journal())).await;
        assert!(second.iter().all(|outcome| matches!(outcome.result, Ok(Imported::Created(_)))));
    }

    #[tokio::test]
    async fn a_torn_last_line_is_repaired() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        let graph = client(&emulator);
        outcomes(import(&graph, 5).max_in_flight(1).journal(folder.journal())).await;
        let whole = text(&folder.journal());
        // In the outcome of the last, which so may exist; in its intent, which so was not sent; in the header.
        for (torn, sent) in [(whole.len() - 9, 0), (whole.len() - 170, 1), (10, 5)] {
            fs::write(folder.journal(), &whole[..torn]).unwrap();
            let before = emulator.requests().len();
            let repaired = Mutex::new(false);
            let import = import(&graph, 5)
                .max_in_flight(1)
                .journal(folder.journal())
                .progress(|progress| *repaired.lock().unwrap() = progress.repaired);
            let all = outcomes(import).await;
            assert_eq!(emulator.requests().len() - before, sent, "{torn}");
            assert_eq!(all.iter().filter(|outcome| outcome.result.is_err()).count(), usize::from(sent == 0));
            assert!(*repaired.lock().unwrap());
            let text = text(&folder.journal());
            assert!(text.ends_with('\n') && text.lines().all(|line| line.ends_with('}')));
        }
    }

    #[tokio::test]
    async fn a_changed_input_is_an_error_that_names_it() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        let graph = client(&emulator);
        outcomes(import(&graph, 5).journal(folder.journal())).await;
        let sent = emulator.requests().len();
        let with = |number: u64, change: fn(&mut Status)| {
            let entities = (0..5).map(move |this| {
                let mut status = status(this);
                if this == number {
                    change(&mut status);
                }
                status
            });
            graph.import(stream::iter(entities)).each(|status| status.create("7")).journal(folder.journal())
        };
        let body = fatal(with(3, |status| status.devices_count = Some(13))).await;
        assert!(matches!(body, ImportError::Changed { index: 3, what: Changed::Body }));
        assert!(body.to_string().ends_with("at index 3, the body differs"), "{body}");
        let invalid = fatal(with(2, |status| status.devices_count = None)).await;
        assert!(matches!(invalid, ImportError::Changed { index: 2, what: Changed::Invalid }));
        let entities = stream::iter((0..5).map(status));
        let path = graph.import(entities).each(|status| status.create("8")).journal(folder.journal());
        assert!(matches!(fatal(path).await, ImportError::Changed { index: 0, what: Changed::Path }));
        let (all, missing) = run(import(&graph, 4).journal(folder.journal())).await;
        assert_eq!(all.len(), 4);
        assert!(matches!(missing, Some(ImportError::Changed { index: 4, what: Changed::Missing })));
        assert_eq!(emulator.requests().len(), sent, "nothing was sent");
        // More than before is a longer input.
        assert_eq!(outcomes(import(&graph, 6).journal(folder.journal())).await.len(), 6);
        assert_eq!(emulator.requests().len(), sent + 1);
    }

    #[tokio::test]
    async fn a_journal_has_one_import_and_one_service() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        let graph = client(&emulator);
        let mut first = import(&graph, 100).journal(folder.journal());
        first.next().await.unwrap().unwrap();
        let second = fatal(import(&graph, 100).journal(folder.journal())).await;
        assert!(matches!(second, ImportError::InUse { .. }), "{second}");
        outcomes(first).await;
        let other = Emulator::start().await.unwrap();
        let other = fatal(import(&client(&other), 100).journal(folder.journal())).await;
        assert!(matches!(other, ImportError::OtherService { .. }), "{other}");
    }

    #[tokio::test]
    async fn a_dropped_import_lets_its_journal_go() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        let graph = client(&emulator);
        for _ in 0..20 {
            let mut import = import(&graph, 200).journal(folder.journal());
            for _ in 0..3 {
                import.next().await.unwrap().unwrap();
            }
        }
        let all = outcomes(import(&graph, 200).journal(folder.journal())).await;
        let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
        assert!(oracle.more_than_once().is_empty());
        for outcome in &all {
            let stored = oracle.stored(&user(outcome.index));
            match disposition(outcome) {
                Disposition::Created => assert_eq!(stored, 1),
                _ => assert_eq!(disposition(outcome), Disposition::Unknown),
            }
        }
    }

    #[tokio::test]
    async fn what_is_no_journal_stays_as_it_is() {
        let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
        let graph = client(&emulator);
        for (contents, line) in [("a letter", 1), ("{}\n", 1), ("{\"journal\":\"other\"}\n{}\n", 1)] {
            fs::write(folder.journal(), contents).unwrap();
            let error = fatal(import(&graph, 1).journal(folder.journal())).await;
            assert!(matches!(error, ImportError::Malformed { line: at, .. } if at == line), "{error}");
            assert_eq!(text(&folder.journal()), contents);
        }
        let nowhere = fatal(import(&graph, 1).journal(folder.0.path().join("none/import.jsonl"))).await;
        assert!(matches!(nowhere, ImportError::Io { doing: "opened", .. }), "{nowhere}");
        assert_eq!(emulator.requests().len(), 0);
    }
}

mod faults {
    use super::*;

    /// What the oracle says of each outcome.
    fn check(seed: u64, emulator: &Emulator, all: &[Outcome], count: u64) {
        let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
        assert_eq!(all.len() as u64, count, "seed {seed}: none is lost");
        for (number, outcome) in (0..).zip(all) {
            assert_eq!(outcome.index, number, "seed {seed}");
            let stored = oracle.stored(&user(number));
            let told = stored_as_told(Some(disposition(outcome)));
            assert!(told.contains(&stored), "seed {seed}, stored {stored} times, {outcome:?}");
        }
    }

    fn profile(seed: u64) -> Profile {
        Profile::mixed(seed)
            .rate(0.3)
            .wait(Duration::from_millis(2))
            // An hour, a day, and the client's own second.
            .weight(Fault::Silent, 0)
            .weight(Fault::ThrottledHuge, 0)
            .weight(Fault::ThrottledWithoutRetryAfter, 0)
            .into()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn none_is_stored_twice_lost_or_reported_wrong() {
        const COUNT: u64 = 60;
        for seed in 1..=30 {
            let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
            emulator.set_profile(profile(seed));
            // A journal with every second seed: it may not change what comes out.
            let import = import(&client(&emulator), COUNT);
            let import = if seed % 2 == 0 { import.journal(folder.journal()) } else { import };
            let all = outcomes(import).await;
            check(seed, &emulator, &all, COUNT);
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn with_a_look_up_all_are_stored_once_in_the_end() {
        const COUNT: u64 = 60;
        for seed in 101..=110 {
            let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
            emulator.set_profile(profile(seed));
            let graph = client(&emulator);
            let mut left = COUNT;
            for _ in 0..30 {
                let import = import(&graph, COUNT).journal(folder.journal()).retry_rejected(true).look_up({
                    let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
                    move |status| {
                        let stored = oracle.stored(status.user_principal_name.as_deref().unwrap());
                        std::future::ready(if stored > 0 { LookUp::Found("x".to_owned()) } else { LookUp::NotFound })
                    }
                });
                let all = outcomes(import).await;
                check(seed, &emulator, &all, COUNT);
                left = all.iter().filter(|outcome| outcome.result.is_err()).count() as u64;
                if left == 0 {
                    break;
                }
            }
            let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
            assert_eq!((left, oracle.total(), oracle.distinct() as u64), (0, COUNT, COUNT), "seed {seed}");
        }
    }
}
