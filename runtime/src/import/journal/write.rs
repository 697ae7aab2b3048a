//! Writing a journal: a thread that puts all that waits on the disk with one `fsync`.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::file::Shared;
use super::format::Entry;

/// How many lines one `fsync` commits at most.
const GROUP: usize = 4_096;

/// What became of an entry: it is on the disk, or not.
pub(crate) type Committed = oneshot::Receiver<Result<(), io::Error>>;

type Waiting = (Entry, oneshot::Sender<Result<(), io::Error>>);

/// The way to the thread. Once a write has failed there is no other: what is in the file is not known then.
#[derive(Debug)]
pub(crate) struct Writer {
    entries: Option<Sender<Waiting>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Writes behind what the file holds.
    pub(crate) fn start(file: Arc<Shared>) -> io::Result<Self> {
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
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.entries.take());
        // What waits is written, and the lock is free for the next import.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What is written to: a file, or in tests one that fails.
trait Storage {
    fn append(&mut self, text: &[u8]) -> io::Result<()>;
    fn commit(&mut self) -> io::Result<()>;
}

struct Disk(Arc<Shared>);

impl Storage for Disk {
    fn append(&mut self, text: &[u8]) -> io::Result<()> {
        self.0.append(text)
    }

    fn commit(&mut self) -> io::Result<()> {
        self.0.commit()
    }
}

fn write_all(mut storage: impl Storage, waiting: &Receiver<Waiting>) {
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
            failed = storage.append(text.as_bytes()).and_then(|()| storage.commit()).err();
        }
        for (_, sender) in group.drain(..) {
            let result = failed.as_ref().map_or(Ok(()), |error| Err(again(error)));
            // Nobody may wait any longer.
            let _ = sender.send(result);
        }
    }
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
    use super::super::format::State;
    use super::*;
    use std::sync::Mutex;

    #[derive(Default)]
    struct Log {
        text: String,
        commits: usize,
        room: usize,
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
    }

    fn run(entries: u64, room: usize) -> (Arc<Mutex<Log>>, Vec<Result<(), io::Error>>) {
        let log = Arc::new(Mutex::new(Log { room, ..Log::default() }));
        let (sender, waiting) = channel();
        let mut committed: Vec<Committed> = Vec::new();
        for index in 0..entries {
            let (answer, receiver) = oneshot::channel();
            sender.send((Entry::new(index, Digest::of(b"", b""), State::Sending), answer)).unwrap();
            committed.push(receiver);
        }
        drop(sender);
        write_all(Memory(Arc::clone(&log)), &waiting);
        (log, committed.into_iter().map(|receiver| receiver.blocking_recv().unwrap()).collect())
    }

    #[test]
    fn one_commit_is_for_all_that_waits() {
        let (log, results) = run(100, usize::MAX);
        assert!(results.iter().all(Result::is_ok));
        let log = log.lock().unwrap();
        assert_eq!((log.text.lines().count(), log.commits), (100, 1));
    }

    #[test]
    fn after_a_full_disk_nothing_is_written() {
        let (log, results) = run(10_000, 500_000);
        let failed = results.iter().filter(|result| result.is_err()).count();
        assert!(failed > 0 && results.last().unwrap().is_err());
        assert_eq!(results.len() - failed, log.lock().unwrap().text.lines().count());
        let first = results.iter().position(Result::is_err).unwrap();
        assert!(results[first..].iter().all(Result::is_err), "all behind the first failure fail");
    }
}
