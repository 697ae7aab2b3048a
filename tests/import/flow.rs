//! How it goes: nothing unasked, backpressure, stopping, progress.

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
