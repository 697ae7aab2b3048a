//! The journal: what is in it, and what a second run makes of it.

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
    assert!(
        failure.to_string().contains("in an earlier run: 504 Gateway Timeout, so it may have taken effect"),
        "{failure}"
    );
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
    let second = graph.import(entities()).each(|status| status.create("7")).journal(folder.journal()).look_up(look_up);
    let second = outcomes(second).await;
    assert!(matches!(&second[0].result, Ok(Imported::Earlier { id: Some(id) }) if id == "found-id"));
    assert!(matches!(&second[1].result, Ok(Imported::Created(_))));
    assert_eq!(disposition(&second[2]), Disposition::Unknown);
    assert_eq!(emulator.requests().len(), 4, "only what was not found is sent again");
    // What it said is in the journal.
    let third = graph.import(entities()).each(|status| status.create("7")).journal(folder.journal()).look_up(look_up);
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
