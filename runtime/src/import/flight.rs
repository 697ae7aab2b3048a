//! What comes back: answers, lines that are on the disk, look-ups; and what follows from each.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::errors::disposition::{Disposition, Verdict};
use crate::errors::error::{Error, ErrorKind};
use crate::send::delivered::Delivered;
use crate::send::policy::Next;

use super::dispatch::Completed;
use super::job::Job;
use super::journal::{Committed, Entry, EntryState};
use super::rate::{Permit, Rate};
use super::{EarlierFailure, Import, ImportFailure, ImportOutcome, Imported, LookUp};

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
    /// Processes all that completed. `false` if there was nothing.
    pub(super) fn complete(&mut self, context: &mut Context<'_>) -> bool {
        let mut any = false;
        while let Poll::Ready(Some((job, completed))) = self.dispatch.poll_completed(context) {
            any = true;
            match completed {
                Completed::NoIntent(error) => {
                    self.dispatch.journal_failed("written", error);
                    self.finish(job, Err(ErrorKind::Stopped.into()));
                }
                Completed::Answered(permit, result) => self.answered(job, permit, *result),
            }
        }
        any |= self.settle(context);
        let mut position = 0;
        while let Some(looking) = self.looking.get_mut(position) {
            match looking.found.as_mut().poll(context) {
                Poll::Ready(found) => {
                    any = true;
                    let Looking { job, failure, .. } = self.looking.swap_remove(position);
                    self.looked_up(job, failure, found);
                }
                Poll::Pending => position += 1,
            }
        }
        any | self.settle(context)
    }

    fn answered(&mut self, mut job: Job<E, T>, permit: Permit, result: Result<Delivered, Error>) {
        let answer = match &result {
            Ok(delivered) => Some(&*delivered.answer),
            Err(error) => error.answer(),
        };
        let share = answer.and_then(|answer| answer.limit_used.as_deref()?.trim().parse().ok());
        let verdict = result.as_ref().err().map(Error::verdict);
        let limiter = &self.client.shared.limiter;
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
        let next = verdict.map(|verdict| job.policy.next(verdict, None, 0.0));
        let again = matches!(next, Some(Next::Again { .. }));
        if let Some(share) = share {
            limiter.with(|rate, now| rate.loaded(now, share));
        }
        match result {
            Err(error) if again && self.dispatch.can_send() => {
                // What is known of it, should it not come to the next attempt. Nobody waits for the line: without it, it
                // is unknown.
                let (entry, result) = job.finish(Err(error));
                drop(self.dispatch.record(entry));
                job.refused = result.err();
                job.attempts = job.refused.as_ref().map_or_else(Vec::new, |error| error.attempts().to_vec());
                self.again.push_back(job);
            }
            // It was deleted by an attempt before this one.
            Err(error) if next == Some(Next::Done) => {
                let done = Delivered::of_refusal(&job.request, error);
                self.finish(job, done);
            }
            result => self.finish(job, result),
        }
    }

    fn finish(&mut self, mut job: Job<E, T>, result: Result<Delivered, Error>) {
        let (entry, result) = job.finish(result);
        self.record(job, entry, result.map_err(ImportFailure::Now));
    }

    /// Ends what waits to be sent: it comes out as it is.
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
        match self.dispatch.record(entry) {
            Some(committed) => self.settling.push_back(Settling { outcome, committed }),
            None => self.ready.push_back(outcome),
        }
    }

    /// The lines are written in their order, and so are their outcomes ready. `false` if none is.
    fn settle(&mut self, context: &mut Context<'_>) -> bool {
        let mut any = false;
        while let Some(first) = self.settling.front_mut() {
            let Poll::Ready(committed) = Pin::new(&mut first.committed).poll(context) else { break };
            any = true;
            if let Some(Settling { outcome, .. }) = self.settling.pop_front() {
                // It is true all the same.
                self.ready.push_back(outcome);
            }
            if let Err(error) = committed.unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into())) {
                self.dispatch.journal_failed("written", error);
            }
        }
        any
    }

    fn looked_up(&mut self, job: Job<E, T>, failure: EarlierFailure, found: LookUp) {
        match found {
            LookUp::Found(id) => {
                let entry = Entry { id: Some(id.clone()), ..job.entry(EntryState::Created) };
                self.record(job, entry, Ok(Imported::Earlier { id: Some(id) }));
            }
            // Like all that waits, it comes out unsent if nothing more is sent.
            LookUp::NotFound => self.again.push_back(job),
            LookUp::DontKnow => self.unknown(job, failure),
        }
    }

    /// It stays as the journal says.
    pub(super) fn unknown(&mut self, job: Job<E, T>, failure: EarlierFailure) {
        let result = Err(ImportFailure::Earlier(failure));
        self.ready.push_back(ImportOutcome { index: job.index, entity: job.entity, result });
    }

    pub(super) fn count(&mut self, result: &Result<Imported<T>, ImportFailure>) {
        let counts = &mut self.counts;
        let count = match result {
            Ok(Imported::Created(_) | Imported::Put(_) | Imported::Upserted(_)) => &mut counts.created,
            Ok(Imported::Updated(_) | Imported::Deleted(_) | Imported::Answered(_)) => &mut counts.applied,
            Ok(Imported::Unchanged) => &mut counts.unchanged,
            Ok(Imported::Earlier { .. }) => &mut counts.skipped,
            Err(failure) => match failure.disposition() {
                Disposition::Created => &mut counts.created,
                Disposition::Applied => &mut counts.applied,
                Disposition::Rejected => &mut counts.rejected,
                Disposition::Throttled => &mut counts.throttled,
                Disposition::NotSent => &mut counts.not_sent,
                Disposition::Unknown => &mut counts.unknown,
            },
        };
        *count += 1;
    }

    /// An operation that is not sent, without a line in the journal.
    pub(super) fn unsent(&mut self, index: u64, entity: E, error: Error) {
        self.ready.push_back(ImportOutcome { index, entity, result: Err(ImportFailure::Now(error)) });
    }
}
