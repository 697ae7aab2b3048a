//! The phases of an import, and the one place from which its requests are sent.
//!
//! A request is sent in the phase [`Sending`](Phase::Sending) only, which holds the journal if one was asked for. Nothing
//! outside this file can start a request or change the phase but by the methods here.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::task::{Id, JoinError, JoinHandle, JoinSet, spawn_blocking};

use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::send::delivered::Delivered;

use super::error::ImportError;
use super::job::Job;
use super::journal::{Committed, Entry, EntryState, Journal};
use super::rate::Permit;

pub(super) struct Dispatch<E, T> {
    /// Tasks, so that a slow consumer delays no answer. They own all they use. Dropped before the journal, which writes the
    /// intents that wait: none of their requests is sent then.
    requests: JoinSet<Completed>,
    in_flight: HashMap<Id, Job<E, T>>,
    phase: Phase,
}

/// How the task of a request ended.
pub(super) enum Completed {
    /// The intent could not be written: nothing was sent.
    NoIntent(io::Error),
    Answered(Permit, Box<Result<Delivered, Error>>),
}

enum Phase {
    /// With the path of the journal, if one was asked for.
    New(Option<PathBuf>),
    Opening {
        path: PathBuf,
        journal: JoinHandle<Result<Journal, ImportError>>,
        stopped: bool,
    },
    Sending(Option<Journal>),
    /// Nothing more is sent. The journal takes the outcomes of what is in flight.
    Ending(Option<Journal>, Option<ImportError>),
    Ended,
}

impl<E, T> Dispatch<E, T> {
    pub(super) fn new() -> Self {
        Self { requests: JoinSet::new(), in_flight: HashMap::new(), phase: Phase::New(None) }
    }

    /// Asks for a journal. Without effect after the first poll.
    pub(super) fn keep_journal(&mut self, path: PathBuf) {
        if let Phase::New(journal) = &mut self.phase {
            *journal = Some(path);
        }
    }

    /// Opens the journal if one was asked for, on a thread that may wait for the disk.
    pub(super) fn poll_begin(&mut self, client: &GraphClient, context: &mut Context<'_>) -> Poll<()> {
        if let Phase::New(journal) = &mut self.phase {
            self.phase = match journal.take() {
                None => Phase::Sending(None),
                Some(path) => {
                    let service = client.base_url().to_string();
                    let journal = spawn_blocking({
                        let path = path.clone();
                        move || Journal::open(path, &service)
                    });
                    Phase::Opening { path, journal, stopped: false }
                }
            };
        }
        if let Phase::Opening { path, journal, stopped } = &mut self.phase {
            let opened = ready!(Pin::new(journal).poll(context));
            let (path, stopped) = (std::mem::take(path), *stopped);
            // Should a panic go on here, the thread may not be polled again.
            self.phase = Phase::Ended;
            self.phase = match opened.unwrap_or_else(|error| Err(not_opened(path, error))) {
                Ok(journal) if stopped => Phase::Ending(Some(journal), None),
                Ok(journal) => Phase::Sending(Some(journal)),
                Err(error) => Phase::Ending(None, Some(error)),
            };
        }
        Poll::Ready(())
    }

    pub(super) fn can_send(&self) -> bool {
        matches!(self.phase, Phase::Sending(_))
    }

    /// Sends an operation, after its intent is on the disk if there is a journal. Returns it if nothing more is sent.
    #[must_use = "it was not sent"]
    pub(super) fn send(&mut self, client: &GraphClient, permit: Permit, job: Job<E, T>) -> Option<Job<E, T>> {
        let Phase::Sending(journal) = &self.phase else { return Some(job) };
        let intent = journal.as_ref().map(|journal| journal.append(job.entry(EntryState::Sending)));
        let (client, request) = (client.clone(), job.once());
        let task = self.requests.spawn(async move {
            if let Some(intent) = intent
                && let Err(error) = intent.await.unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into()))
            {
                return Completed::NoIntent(error);
            }
            Completed::Answered(permit, Box::new(client.deliver(&request).await))
        });
        self.in_flight.insert(task.id(), job);
        None
    }

    pub(super) fn in_flight(&self) -> usize {
        self.requests.len()
    }

    /// The next request that completed, or `None` if none is in flight.
    pub(super) fn poll_completed(&mut self, context: &mut Context<'_>) -> Poll<Option<(Job<E, T>, Completed)>> {
        while let Some(joined) = ready!(self.requests.poll_join_next_with_id(context)) {
            match joined {
                Ok((id, completed)) => {
                    if let Some(job) = self.in_flight.remove(&id) {
                        return Poll::Ready(Some((job, completed)));
                    }
                }
                // Of the credential, which is the caller's code. A task is cancelled only with the runtime.
                Err(error) => {
                    if let Ok(panic) = error.try_into_panic() {
                        std::panic::resume_unwind(panic);
                    }
                }
            }
        }
        Poll::Ready(None)
    }

    /// Sends nothing more.
    pub(super) fn stop(&mut self) {
        match std::mem::replace(&mut self.phase, Phase::Ended) {
            Phase::New(_) => self.phase = Phase::Ending(None, None),
            Phase::Opening { path, journal, .. } => self.phase = Phase::Opening { path, journal, stopped: true },
            Phase::Sending(journal) => self.phase = Phase::Ending(journal, None),
            ended => self.phase = ended,
        }
    }

    /// Sends nothing more, because of an error: the first one counts.
    pub(super) fn fail(&mut self, error: ImportError) {
        self.stop();
        if let Phase::Ending(_, first @ None) = &mut self.phase {
            *first = Some(error);
        }
    }

    /// The journal could not be read or written.
    pub(super) fn journal_failed(&mut self, doing: &'static str, error: io::Error) {
        if let Some(error) = self.journal().map(|journal| journal.failed(doing, error)) {
            self.fail(error);
        }
    }

    /// What an earlier run wrote last of an operation.
    pub(super) fn earlier(&mut self, index: u64) -> Result<Option<Entry>, ImportError> {
        match &mut self.phase {
            Phase::Sending(Some(journal)) | Phase::Ending(Some(journal), _) => journal.earlier(index),
            _ => Ok(None),
        }
    }

    /// How many operations the earlier runs knew of.
    pub(super) fn earlier_count(&self) -> u64 {
        self.journal().map_or(0, Journal::end)
    }

    /// Writes a line, if there is a journal.
    pub(super) fn record(&self, entry: Entry) -> Option<Committed> {
        self.journal().map(|journal| journal.append(entry))
    }

    /// Whether the journal's last line was torn, and was cut off.
    pub(super) fn repaired(&self) -> bool {
        self.journal().is_some_and(|journal| journal.repaired)
    }

    /// Closes the journal. Gives the error that ended the import, or that of the journal's end.
    pub(super) fn end(&mut self) -> Option<ImportError> {
        let (journal, error) = match std::mem::replace(&mut self.phase, Phase::Ended) {
            Phase::Sending(journal) => (journal, None),
            Phase::Ending(journal, error) => (journal, error),
            Phase::New(_) | Phase::Opening { .. } | Phase::Ended => (None, None),
        };
        let closed = journal.map_or(Ok(()), Journal::close);
        error.or(closed.err())
    }

    pub(super) fn has_ended(&self) -> bool {
        matches!(self.phase, Phase::Ended)
    }

    fn journal(&self) -> Option<&Journal> {
        match &self.phase {
            Phase::Sending(journal) | Phase::Ending(journal, _) => journal.as_ref(),
            Phase::New(_) | Phase::Opening { .. } | Phase::Ended => None,
        }
    }
}

/// The error of a thread that did not finish. A panic goes on in the caller.
fn not_opened(path: PathBuf, error: JoinError) -> ImportError {
    match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        // Only with the runtime.
        Err(error) => ImportError::Io { path, doing: "opened", source: io::Error::other(error) },
    }
}

#[cfg(test)]
mod tests;
