//! What goes out: the next entity, what the journal says of it, a permit, a request.

use std::task::{Context, Poll, ready};

use tokio::time::{Instant, sleep_until};

use crate::errors::error::ErrorKind;
use crate::operation::options::SendOptions;

use super::error::{Changed, ImportError};
use super::flight::Looking;
use super::job::Job;
use super::journal::Entry;
use super::resume::{Resume, difference, resume};
use super::{EarlierFailure, Import, ImportFailure, ImportOutcome, Imported};

impl<E, T> Import<'_, E, T> {
    /// Sends as much as may be sent now. Ready where nothing more will ever be.
    pub(super) fn start(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            if !self.dispatch.can_send() {
                self.give_up();
                return Poll::Ready(());
            }
            let in_flight = self.dispatch.in_flight() + self.looking.len();
            let limit = self.client.shared.limiter.with(|rate, _| rate.concurrency(self.settings.max_in_flight));
            // What nobody takes holds up what is sent.
            let waiting = self.settling.len() + self.ready.len();
            if in_flight >= limit || in_flight + waiting >= self.settings.max_in_flight.saturating_mul(2) {
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

    /// Takes the next entity, or notes their end; `false` if they had ended before.
    fn pull(&mut self, context: &mut Context<'_>) -> Poll<bool> {
        let Some(entities) = &mut self.entities else { return Poll::Ready(false) };
        let Some(entity) = ready!(entities.as_mut().poll_next(context)) else {
            self.entities = None;
            // The journal may not know of more than came.
            let (index, what) = (self.next_index, Changed::Missing);
            if self.dispatch.earlier_count() > index {
                self.dispatch.fail(ImportError::Changed { index, what });
            }
            return Poll::Ready(true);
        };
        let index = self.next_index;
        self.next_index += 1;
        let row = (self.operation)(&entity);
        let sendable = row.request.check();
        let own = row.request.options.over(self.client.shared.options);
        let options = SendOptions { retries: self.settings.refusals, ..own };
        let job = |entity| Job::new(index, entity, row, options);
        let earlier = self.dispatch.earlier(index);
        match (sendable, earlier) {
            (Err(invalid), earlier) => {
                match earlier {
                    Err(error) => self.dispatch.fail(error),
                    Ok(Some(_)) => self.dispatch.fail(ImportError::Changed { index, what: Changed::Invalid }),
                    Ok(None) => {}
                }
                match invalid {
                    ErrorKind::Unchanged => {
                        self.ready.push_back(ImportOutcome { index, entity, result: Ok(Imported::Unchanged) });
                    }
                    invalid => self.unsent(index, entity, invalid.into()),
                }
            }
            (Ok(()), Ok(earlier)) => self.take(job(entity), earlier),
            (Ok(()), Err(error)) => {
                self.dispatch.fail(error);
                // An earlier run wrote of it, and what cannot be read.
                self.unknown(job(entity), EarlierFailure::unknown());
            }
        }
        Poll::Ready(true)
    }

    fn take(&mut self, mut job: Job<E, T>, earlier: Option<Entry>) {
        let Some(entry) = earlier else {
            self.next = Some(job);
            return;
        };
        let index = job.index;
        // The service may have carried it out, and knows it by the key of then.
        if let Some(key) = entry.key {
            job.request.replace_generated_key(key);
        }
        if let Some(what) = difference(entry.request, job.digest()) {
            self.dispatch.fail(ImportError::Changed { index, what });
            // Without a line: the journal's is of another entity.
            self.unsent(index, job.entity, ErrorKind::Stopped.into());
            return;
        }
        let effect = job.request.expectation.effect;
        let result = match resume(entry, effect, self.settings.retry_rejected) {
            Resume::Send => {
                self.next = Some(job);
                return;
            }
            Resume::Repeat => {
                job.repeats();
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
        let permit = self.client.shared.limiter.acquire()?;
        let Some(mut job) = self.next.take() else { return Ok(()) };
        job.refused = None;
        self.began.get_or_insert_with(Instant::now);
        self.next = self.dispatch.send(&self.client, permit, job);
        Ok(())
    }
}
