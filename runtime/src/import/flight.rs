//! What comes back: answers, lines that are on the disk, look-ups; and what follows from each.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::task::JoinError;

use crate::errors::disposition::{Disposition, Verdict};
use crate::errors::error::{Error, ErrorKind};
use crate::send::delivered::Delivered;
use crate::send::policy::Next;

use super::job::Job;
use super::journal::{Committed, Entry, State};
use super::rate::{Permit, Rate};
use super::{EarlierFailure, Import, ImportFailure, ImportOutcome, Imported, JournalState, LookUp};

/// What a request's task ends in.
pub(crate) enum Landed {
    /// The journal took no intent: nothing was sent.
    Unsent(io::Error),
    Answered(Permit, Box<Result<Delivered, Error>>),
}

/// A create that may exist, while somebody looks whether it does.
pub(crate) struct Looking<'a, E, T> {
    pub(super) job: Job<E, T>,
    pub(super) failure: EarlierFailure,
    pub(super) found: Pin<Box<dyn Future<Output = LookUp> + Send + 'a>>,
}

/// An outcome that waits for its line.
pub(crate) struct Settling<E, T> {
    outcome: ImportOutcome<E, T>,
    committed: Committed,
}

impl<E, T> Import<'_, E, T> {
    /// Takes in all that is there.
    pub(super) fn land(&mut self, context: &mut Context<'_>) {
        while let Poll::Ready(Some(joined)) = self.requests.poll_join_next_with_id(context) {
            self.landed(joined);
        }
        self.settle(context);
        let mut position = 0;
        while let Some(looking) = self.looking.get_mut(position) {
            match looking.found.as_mut().poll(context) {
                Poll::Ready(found) => {
                    let Looking { job, failure, .. } = self.looking.swap_remove(position);
                    self.looked_up(job, failure, found);
                }
                Poll::Pending => position += 1,
            }
        }
        self.settle(context);
    }

    fn landed(&mut self, joined: Result<(tokio::task::Id, Landed), JoinError>) {
        let (id, landed) = match joined {
            Ok(landed) => landed,
            // Of the credential, which is the caller's code.
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // Only with the runtime.
                Err(_) => return,
            },
        };
        let Some(job) = self.flying.remove(&id) else { return };
        match landed {
            Landed::Unsent(error) => {
                self.journal_failed("written", error);
                self.finish(job, Err(ErrorKind::Stopped.into()));
            }
            Landed::Answered(permit, result) => self.answered(job, permit, *result),
        }
    }

    fn answered(&mut self, mut job: Job<E, T>, permit: Permit, result: Result<Delivered, Error>) {
        let answer = match &result {
            Ok(delivered) => Some(&delivered.answer),
            Err(error) => error.answer(),
        };
        let share = answer.and_then(|answer| answer.limit_used.as_deref()?.trim().parse().ok());
        let verdict = result.as_ref().err().map(Error::verdict);
        let limiter = &self.client.0.limiter;
        match verdict {
            Some(Verdict::Throttled(after)) => {
                limiter.with(|rate, now| rate.throttled(now, permit, after));
                self.counts.refusals += 1;
            }
            Some(Verdict::NoConnection) => limiter.with(|rate, now| rate.disconnected(now, permit)),
            Some(Verdict::Unknown | Verdict::Unanswered) => limiter.with(Rate::strained),
            // An answer, whatever it says.
            _ if answer.is_some() => limiter.with(|rate, now| rate.accepted(now, permit)),
            _ => {}
        }
        // The rate says when; the deadline is that of each request.
        let again = verdict.is_some_and(|verdict| matches!(job.policy.next(verdict, None, 0.0), Next::Again { .. }));
        if let Some(share) = share {
            limiter.with(|rate, now| rate.loaded(now, share));
        }
        match result {
            Err(error) if again && self.fatal.is_none() && !self.stopped => {
                // What is known of it, should it not come to the next attempt. Nobody waits for the line: without it, it
                // is unknown.
                let (entry, result) = job.finish(Err(error));
                if let JournalState::Open(journal) = &self.journal {
                    drop(journal.append(entry));
                }
                job.refused = result.err();
                job.attempts = job.refused.as_ref().map_or_else(Vec::new, |error| error.attempts().to_vec());
                self.again.push_back(job);
            }
            result => self.finish(job, result),
        }
    }

    fn finish(&mut self, mut job: Job<E, T>, result: Result<Delivered, Error>) {
        let (entry, result) = job.finish(result);
        self.record(job, entry, result.map(Imported::Created).map_err(ImportFailure::Now));
    }

    /// Lets out what waits to be sent.
    pub(super) fn give_up(&mut self) {
        let waiting: Vec<_> = self.again.drain(..).chain(self.next.take()).collect();
        for mut job in waiting {
            let error = match job.refused.take() {
                Some(refused) => {
                    // It lists them itself.
                    job.attempts.clear();
                    refused
                }
                None => ErrorKind::Stopped.into(),
            };
            self.finish(job, Err(error));
        }
    }

    /// An outcome, which comes out when its line is on the disk.
    fn record(&mut self, job: Job<E, T>, entry: Entry, result: Result<Imported<T>, ImportFailure>) {
        let outcome = ImportOutcome { index: job.index, entity: job.entity, result };
        match &self.journal {
            JournalState::Open(journal) => {
                let committed = journal.append(entry);
                self.settling.push_back(Settling { outcome, committed });
            }
            _ => self.ready.push_back(outcome),
        }
    }

    /// The lines are written in their order, and so are their outcomes ready.
    fn settle(&mut self, context: &mut Context<'_>) {
        while let Some(first) = self.settling.front_mut() {
            let Poll::Ready(committed) = Pin::new(&mut first.committed).poll(context) else { break };
            if let Some(Settling { outcome, .. }) = self.settling.pop_front() {
                // It is true all the same.
                self.ready.push_back(outcome);
            }
            if let Err(error) = committed.unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into())) {
                self.journal_failed("written", error);
            }
        }
    }

    fn looked_up(&mut self, job: Job<E, T>, failure: EarlierFailure, found: LookUp) {
        match found {
            LookUp::Found(id) => {
                let entry = Entry { id: Some(id.clone()), ..job.entry(State::Created) };
                self.record(job, entry, Ok(Imported::Earlier { id: Some(id) }));
            }
            LookUp::NotFound => self.again.push_back(job),
            LookUp::DontKnow => self.unknown(job, failure),
        }
    }

    /// It stays as the journal says.
    pub(super) fn unknown(&mut self, job: Job<E, T>, failure: EarlierFailure) {
        let result = Err(ImportFailure::Earlier(failure));
        self.ready.push_back(ImportOutcome { index: job.index, entity: job.entity, result });
    }

    fn journal_failed(&mut self, doing: &'static str, error: io::Error) {
        if let (None, JournalState::Open(journal)) = (&self.fatal, &self.journal) {
            self.fatal = Some(journal.failed(doing, error));
        }
    }

    pub(super) fn count(&mut self, result: &Result<Imported<T>, ImportFailure>) {
        let counts = &mut self.counts;
        let count = match result {
            Ok(Imported::Created(_)) => &mut counts.created,
            Ok(Imported::Earlier { .. }) => &mut counts.skipped,
            Err(failure) => match failure.disposition() {
                Disposition::Created | Disposition::Applied => &mut counts.created,
                Disposition::Rejected => &mut counts.rejected,
                Disposition::Throttled => &mut counts.throttled,
                Disposition::NotSent => &mut counts.not_sent,
                Disposition::Unknown => &mut counts.unknown,
            },
        };
        *count += 1;
    }

    /// A create that cannot even be made ready.
    pub(super) fn invalid(&mut self, index: u64, entity: E, error: Error) {
        debug_assert!(!matches!(error.kind(), ErrorKind::Service(..)));
        self.ready.push_back(ImportOutcome { index, entity, result: Err(ImportFailure::Now(error)) });
    }
}
