//! What goes out: the next entity, what the journal says of it, a permit, a request.

use std::task::{Context, Poll};

use tokio::time::{Instant, sleep_until};

use crate::operation::options::SendOptions;

use super::error::{Changed, ImportError};
use super::flight::{Landed, Looking};
use super::job::Job;
use super::journal::{Entry, State};
use super::resume::{Resume, difference, resume};
use super::{Import, ImportFailure, ImportOutcome, Imported, JournalState};

impl<E, T> Import<'_, E, T> {
    /// Sends as much as may be sent now. Ready where nothing more will ever be.
    pub(super) fn start(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            if self.fatal.is_some() {
                self.give_up();
                return Poll::Ready(());
            }
            let flying = self.requests.len() + self.looking.len();
            let limit = self.client.0.limiter.with(|rate, _| rate.concurrency(self.settings.max_in_flight));
            // What nobody takes holds up what is sent.
            let waiting = self.settling.len() + self.ready.len();
            if flying >= limit || flying + waiting >= self.settings.max_in_flight.saturating_mul(2) {
                return Poll::Pending;
            }
            if self.next.is_none() {
                self.next = self.again.pop_front();
            }
            if self.next.is_none() {
                match self.pull(context) {
                    Poll::Ready(true) => continue,
                    Poll::Ready(false) => return Poll::Ready(()),
                    Poll::Pending => return Poll::Pending,
                }
            }
            if let Err(at) = self.depart() {
                let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(at)));
                if sleep.deadline() != at {
                    sleep.as_mut().reset(at);
                }
                if sleep.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
            }
        }
    }

    /// Takes the next entity in; `false` behind the last.
    fn pull(&mut self, context: &mut Context<'_>) -> Poll<bool> {
        let Some(entities) = &mut self.entities else { return Poll::Ready(false) };
        let entity = match entities.as_mut().poll_next(context) {
            Poll::Ready(Some(entity)) => entity,
            Poll::Ready(None) => {
                self.entities = None;
                self.compare_length();
                return Poll::Ready(false);
            }
            Poll::Pending => return Poll::Pending,
        };
        let index = self.next_index;
        self.next_index += 1;
        let (request, read) = (self.create)(&entity).into_parts();
        let sendable = request.check();
        let earlier = match &mut self.journal {
            JournalState::Open(journal) => journal.earlier(index),
            _ => Ok(None),
        };
        match (sendable, earlier) {
            (_, Err(error)) => self.fatal = Some(error),
            (Err(_), Ok(Some(_))) => self.fatal = Some(ImportError::Changed { index, what: Changed::Invalid }),
            (Err(error), Ok(None)) => self.invalid(index, entity, error.into()),
            (Ok(()), Ok(earlier)) => {
                let retries = self.settings.refusals;
                let options = SendOptions { retries, ..request.options.over(self.client.0.options) };
                self.take(Job::new(index, entity, request, read, options), earlier);
            }
        }
        Poll::Ready(true)
    }

    fn take(&mut self, job: Job<E, T>, earlier: Option<Entry>) {
        let Some(entry) = earlier else {
            self.next = Some(job);
            return;
        };
        let index = job.index;
        if let Some(what) = difference(entry.request, job.digest()) {
            self.fatal = Some(ImportError::Changed { index, what });
            return;
        }
        let result = match resume(entry, self.settings.retry_rejected) {
            Resume::Send => {
                self.next = Some(job);
                return;
            }
            Resume::Unknown(failure) => {
                match &self.look_up {
                    Some(look_up) => {
                        let found = look_up(&job.entity);
                        self.looking.push(Looking { job, failure, found });
                    }
                    None => self.unknown(job, failure),
                }
                return;
            }
            Resume::Done(id) => Ok(Imported::Earlier { id }),
            Resume::Failed(failure) => Err(ImportFailure::Earlier(failure)),
        };
        self.ready.push_back(ImportOutcome { index, entity: job.entity, result });
    }

    /// Sends what is next, or says when to ask again.
    fn depart(&mut self) -> Result<(), Instant> {
        let permit = self.client.0.limiter.acquire()?;
        let Some(mut job) = self.next.take() else { return Ok(()) };
        job.refused = None;
        self.began.get_or_insert_with(Instant::now);
        let intent = match &self.journal {
            JournalState::Open(journal) => Some(journal.append(job.entry(State::Sending))),
            _ => None,
        };
        let (client, request) = (self.client.clone(), job.once());
        let task = self.requests.spawn(async move {
            if let Some(intent) = intent
                && let Err(error) = intent.await.unwrap_or_else(|_| Err(std::io::ErrorKind::BrokenPipe.into()))
            {
                return Landed::Unsent(error);
            }
            Landed::Answered(permit, Box::new(client.deliver(&request).await))
        });
        self.flying.insert(task.id(), job);
        Ok(())
    }

    /// The journal may not know of more than came.
    fn compare_length(&mut self) {
        if let JournalState::Open(journal) = &self.journal
            && journal.end() > self.next_index
        {
            self.fatal = Some(ImportError::Changed { index: self.next_index, what: Changed::Missing });
        }
    }
}
