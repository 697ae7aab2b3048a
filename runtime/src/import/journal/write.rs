//! Writing a journal: a thread that puts all that waits on the disk with one `fsync`.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::file::JournalFile;
use super::format::Entry;

/// How many lines one `fsync` commits at most.
const GROUP: usize = 4_096;

/// What became of an entry: it is on the disk, or not.
pub(crate) type Committed = oneshot::Receiver<Result<(), io::Error>>;

type Waiting = (Entry, oneshot::Sender<Result<(), io::Error>>);

/// The channel to the thread. It is closed once a write has failed: what is in the file is not known then.
#[derive(Debug)]
pub(crate) struct LineWriter {
    entries: Option<Sender<Waiting>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl LineWriter {
    /// Writes behind what the file holds.
    pub(crate) fn start(file: Arc<JournalFile>) -> io::Result<Self> {
        let (entries, waiting) = channel();
        let thread = std::thread::Builder::new()
            .name("graph-entity journal".to_owned())
            .spawn(move || write_all(Disk(file), &waiting))?;
        Ok(Self { entries: Some(entries), thread: Some(thread) })
    }

    pub(crate) fn append(&self, entry: Entry) -> Committed {
        let (sender, committed) = oneshot::channel();
        if let Some(entries) = &self.entries {
            // Where the thread is gone, the sender is dropped, which is an answer too.
            let _ = entries.send((entry, sender));
        }
        committed
    }

    /// Writes what waits and ends the thread, so that the lock is free for the next import. Fails if a write failed, or
    /// the path no longer leads to the file.
    pub(crate) fn close(&mut self) -> io::Result<()> {
        drop(self.entries.take());
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            // It panicked.
            Some(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            None => Ok(()),
        }
    }
}

impl Drop for LineWriter {
    fn drop(&mut self) {
        let _ = self.close();
    }
}

/// What is written to: a file, or in tests one that fails.
trait Storage {
    fn append(&mut self, text: &[u8]) -> io::Result<()>;
    fn commit(&mut self) -> io::Result<()>;
    /// Whether the next run will find what was committed.
    fn check(&mut self) -> io::Result<()>;
}

struct Disk(Arc<JournalFile>);

impl Storage for Disk {
    fn append(&mut self, text: &[u8]) -> io::Result<()> {
        self.0.append(text)
    }

    fn commit(&mut self) -> io::Result<()> {
        self.0.commit()
    }

    fn check(&mut self) -> io::Result<()> {
        self.0.check_path()
    }
}

/// Writes until nobody can send any more; the first failure, or that of the last check.
fn write_all(mut storage: impl Storage, waiting: &Receiver<Waiting>) -> io::Result<()> {
    let (mut text, mut group) = (String::new(), Vec::new());
    let mut failed: Option<io::Error> = None;
    while let Ok(first) = waiting.recv() {
        group.push(first);
        // While one group goes to the disk, the next gathers.
        group.extend(waiting.try_iter().take(GROUP));
        text.clear();
        for (entry, _) in &group {
            entry.write(&mut text);
        }
        if failed.is_none() {
            let written = storage.append(text.as_bytes()).and_then(|()| storage.commit());
            failed = written.and_then(|()| storage.check()).err();
        }
        for (_, sender) in group.drain(..) {
            let result = failed.as_ref().map_or(Ok(()), |error| Err(again(error)));
            // Nobody may wait any longer.
            let _ = sender.send(result);
        }
    }
    failed.map_or_else(|| storage.check(), Err)
}

/// The same error once more, which `io::Error` cannot be cloned to.
fn again(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::digest::Digest;
    use super::super::format::EntryState;
    use super::*;
    use std::sync::Mutex;

    #[derive(Default)]
    struct Log {
        text: String,
        commits: usize,
        room: usize,
        /// After how many commits the file is deleted.
        deleted_after: Option<usize>,
    }

    struct Memory(Arc<Mutex<Log>>);

    impl Storage for Memory {
        fn append(&mut self, text: &[u8]) -> io::Result<()> {
            let mut log = self.0.lock().unwrap();
            if log.text.len() + text.len() > log.room {
                return Err(io::ErrorKind::StorageFull.into());
            }
            log.text.push_str(std::str::from_utf8(text).unwrap());
            Ok(())
        }

        fn commit(&mut self) -> io::Result<()> {
            self.0.lock().unwrap().commits += 1;
            Ok(())
        }

        fn check(&mut self) -> io::Result<()> {
            let log = self.0.lock().unwrap();
            let deleted = log.deleted_after.is_some_and(|commits| log.commits >= commits);
            if deleted { Err(io::ErrorKind::NotFound.into()) } else { Ok(()) }
        }
    }

    /// What the log is then, what became of each entry, and of the whole.
    fn run(entries: u64, log: Log) -> (Log, Vec<io::Result<()>>, io::Result<()>) {
        let log = Arc::new(Mutex::new(log));
        let (sender, waiting) = channel();
        let mut committed: Vec<Committed> = Vec::new();
        for index in 0..entries {
            let (answer, receiver) = oneshot::channel();
            sender.send((Entry::new(index, Digest::of(b"", b""), EntryState::Sending), answer)).unwrap();
            committed.push(receiver);
        }
        drop(sender);
        let end = write_all(Memory(Arc::clone(&log)), &waiting);
        let log = Arc::into_inner(log).unwrap().into_inner().unwrap();
        (log, committed.into_iter().map(|receiver| receiver.blocking_recv().unwrap()).collect(), end)
    }

    #[test]
    fn one_commit_is_for_all_that_waits() {
        let (log, results, end) = run(100, Log { room: usize::MAX, ..Log::default() });
        assert!(results.iter().all(Result::is_ok) && end.is_ok());
        assert_eq!((log.text.lines().count(), log.commits), (100, 1));
    }

    #[test]
    fn after_a_full_disk_nothing_is_written() {
        let (log, results, end) = run(10_000, Log { room: 500_000, ..Log::default() });
        let failed = results.iter().filter(|result| result.is_err()).count();
        assert!(failed > 0 && results.last().unwrap().is_err());
        assert_eq!(results.len() - failed, log.text.lines().count());
        let first = results.iter().position(Result::is_err).unwrap();
        assert!(results[first..].iter().all(Result::is_err), "all behind the first failure fail");
        assert_eq!(end.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn once_the_file_is_deleted_nothing_counts_as_written() {
        let deleted_after = |commits| Log { room: usize::MAX, deleted_after: Some(commits), ..Log::default() };
        // Two groups: the second is the first of which it is known.
        let (_, results, end) = run(GROUP as u64 + 9, deleted_after(2));
        let failed = results.iter().position(Result::is_err);
        assert!(failed.is_some_and(|first| first > 0 && results[first..].iter().all(Result::is_err)), "{failed:?}");
        assert_eq!(end.unwrap_err().kind(), io::ErrorKind::NotFound);
        let (_, results, end) = run(0, deleted_after(0));
        assert!(results.is_empty() && end.is_err(), "it is found at the end too");
    }
}
