//! The file of a journal: what it must be, and what ends an import when it is gone.

use super::*;

#[tokio::test]
#[cfg(unix)]
async fn what_is_not_a_regular_file_is_refused() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    let fifo = folder.0.path().join("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    for path in [&*fifo, folder.0.path(), Path::new("/dev/null")] {
        let error = bounded(fatal(import(&client(&emulator), 3).journal(path))).await;
        assert!(matches!(error, ImportError::Io { doing: "opened", .. }), "{error}");
        assert!(error.to_string().ends_with("it is not a regular file"), "{error}");
    }
    assert_eq!(emulator.requests().len(), 0);
}

#[tokio::test]
#[cfg(unix)]
async fn a_journal_can_be_behind_a_symlink() {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    let (link, target) = (folder.journal(), folder.0.path().join("target.jsonl"));
    std::os::unix::fs::symlink("target.jsonl", &link).unwrap();
    outcomes(import(&client(&emulator), 3).journal(&link)).await;
    for path in [link, target] {
        let second = outcomes(import(&client(&emulator), 3).journal(path)).await;
        assert!(second.iter().all(|outcome| matches!(outcome.result, Ok(Imported::Earlier { .. }))));
    }
    assert_eq!(emulator.requests().len(), 3);
}

/// Takes outcomes, then the journal away.
async fn without_its_journal(count: u64, taken: u64, take_away: fn(&Path)) {
    let (emulator, folder) = (Emulator::start().await.unwrap(), Folder::new());
    let mut import = import(&client(&emulator), count).max_in_flight(2).journal(folder.journal());
    let mut seen = HashSet::new();
    for _ in 0..taken {
        assert!(seen.insert(bounded(import.next()).await.unwrap().unwrap().index));
    }
    take_away(&folder.journal());
    let (rest, error) = bounded(run(import)).await;
    let error = error.expect("the import ends with an error");
    assert!(matches!(error, ImportError::Io { doing: "written", .. }), "{error}");
    assert!(error.to_string().ends_with("it was deleted or moved while it was in use"), "{error}");
    let oracle = emulator.oracle(COLLECTION, "userPrincipalName");
    for outcome in &rest {
        assert!(seen.insert(outcome.index), "{outcome:?} comes out once");
        let stored = oracle.stored(&user(outcome.index));
        assert!(stored_as_told(Some(disposition(outcome))).contains(&stored), "{outcome:?}");
    }
    // What was in flight, and at most one group of intents.
    assert!(emulator.requests().len() as u64 <= taken + 8, "{}", emulator.requests().len());
}

#[tokio::test]
async fn a_journal_that_is_deleted_in_use_ends_the_import() {
    without_its_journal(100, 5, |path| fs::remove_file(path).unwrap()).await;
}

#[tokio::test]
async fn a_journal_that_is_moved_in_use_ends_the_import() {
    without_its_journal(100, 5, |path| fs::rename(path, path.with_extension("old")).unwrap()).await;
}

#[tokio::test]
#[cfg(unix)]
async fn a_journal_that_is_replaced_in_use_ends_the_import() {
    without_its_journal(100, 5, |path| {
        fs::copy(path, path.with_extension("new")).unwrap();
        fs::rename(path.with_extension("new"), path).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_journal_that_is_deleted_before_the_last_outcome_ends_the_import() {
    without_its_journal(5, 5, |path| fs::remove_file(path).unwrap()).await;
}
