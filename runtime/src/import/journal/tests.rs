use super::*;
use std::fs;

const SERVICE: &str = "https://graph.microsoft.com";

/// Opens a journal; the folder that was synced.
#[cfg(unix)]
fn folder_synced(path: &Path) -> Option<PathBuf> {
    let mut synced = None;
    let sync = |folder: &Path| {
        synced = Some(folder.to_owned());
        Ok(())
    };
    Journal::open_with(path.to_owned(), SERVICE, sync).unwrap();
    synced
}

#[test]
#[cfg(unix)]
fn each_run_syncs_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("import.jsonl");
    let expected = Some(folder.path().canonicalize().unwrap());
    assert_eq!(folder_synced(&path), expected, "when it is created");
    assert_eq!(folder_synced(&path), expected, "the run before can have been killed");
    // Killed before anything was written.
    fs::write(&path, "").unwrap();
    assert_eq!(folder_synced(&path), expected);
}

#[test]
#[cfg(unix)]
fn a_symlink_has_the_folder_of_its_target_synced() {
    let (folder, target) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    std::os::unix::fs::symlink(target.path().join("import.jsonl"), &second).unwrap();
    std::os::unix::fs::symlink("second", &first).unwrap();
    let expected = Some(target.path().canonicalize().unwrap());
    assert_eq!(folder_synced(&first), expected, "when the target is created");
    assert_eq!(folder_synced(&first), expected);
    assert!(target.path().join("import.jsonl").is_file());
}

/// The error of opening, which must not wait for a peer.
#[cfg(unix)]
fn refused(path: &Path) -> String {
    let (path, (sender, opened)) = (path.to_owned(), std::sync::mpsc::channel());
    std::thread::spawn(move || sender.send(Journal::open(path, SERVICE).map(drop)));
    let opened = opened.recv_timeout(std::time::Duration::from_secs(30)).expect("it does not block");
    opened.unwrap_err().to_string()
}

#[test]
#[cfg(unix)]
fn what_is_not_a_regular_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&fifo, &link).unwrap();
    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [&*fifo, &link, &socket, folder.path(), Path::new("/dev/null"), Path::new("/dev/zero")] {
        let expected = format!("the journal {} cannot be opened: it is not a regular file", path.display());
        assert_eq!(refused(path), expected);
    }
}

#[test]
fn a_journal_that_is_not_at_its_path_fails() {
    let entry = || Entry::new(0, Digest::of(b"", b""), EntryState::Sending);
    let changes: [fn(&Path); 3] = [
        |path| fs::remove_file(path).unwrap(),
        |path| fs::rename(path, path.with_extension("old")).unwrap(),
        |path| {
            fs::write(path.with_extension("new"), "").unwrap();
            fs::rename(path.with_extension("new"), path).unwrap();
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        // Elsewhere a file at the path is taken for the journal.
        if number == 2 && !cfg!(unix) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("import.jsonl");
        let journal = Journal::open(path.clone(), SERVICE).unwrap();
        assert!(journal.append(entry()).blocking_recv().unwrap().is_ok());
        change(&path);
        let error = journal.append(entry()).blocking_recv().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "it was deleted or moved while it was in use", "{number}");
        let error = journal.close().unwrap_err().to_string();
        assert!(error.ends_with("cannot be written: it was deleted or moved while it was in use"), "{error}");
        // Without a write after it.
        let journal = Journal::open(path.with_extension("other"), SERVICE).unwrap();
        change(&path.with_extension("other"));
        journal.close().unwrap_err();
    }
}

#[test]
fn a_closed_journal_can_be_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("import.jsonl");
    for count in 0..3 {
        let mut journal = Journal::open(path.clone(), SERVICE).unwrap();
        assert_eq!(journal.end(), count);
        drop(journal.append(Entry::new(count, Digest::of(b"", b""), EntryState::Created)));
        assert_eq!(journal.earlier(count).unwrap(), None);
        journal.close().unwrap();
    }
}
