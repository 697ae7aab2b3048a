//! One create on its way: what the import keeps of it until it is done.

use crate::errors::error::Error;
use crate::errors::outcome::{Attempt, Created, Disposition};
use crate::operation::create::Reader;
use crate::send::single::Prepared;
use crate::wire::exchange::Exchange;

use super::journal::{Digest, Entry, State};

pub(crate) struct Job<E, T> {
    pub(crate) index: u64,
    pub(crate) entity: E,
    pub(crate) prepared: Prepared,
    pub(crate) read: Reader<T>,
    /// What was sent before.
    pub(crate) attempts: Vec<Attempt>,
    /// Why it waits to be sent again.
    pub(crate) refused: Option<Error>,
    pub(crate) refusals: u32,
    pub(crate) resends: u32,
}

impl<E, T> Job<E, T> {
    pub(crate) fn new(index: u64, entity: E, prepared: Prepared, read: Reader<T>) -> Self {
        Self { index, entity, prepared, read, attempts: Vec::new(), refused: None, refusals: 0, resends: 0 }
    }

    /// What tells the request from another. The origin is the header's.
    pub(crate) fn digest(&self) -> Digest {
        Digest::of(self.prepared.path.as_bytes(), &self.prepared.body)
    }

    pub(crate) fn entry(&self, state: State) -> Entry {
        Entry::new(self.index, self.digest(), state)
    }

    /// The request to be sent now: once, as the import has its own rules for when again.
    pub(crate) fn once(&self) -> Prepared {
        let mut prepared = self.prepared.clone();
        prepared.options.retries = 0;
        prepared.options.retry_unknown = 0;
        prepared
    }

    /// The line for what an answer says, and the result with all that was sent.
    pub(crate) fn finish(&mut self, result: Result<Exchange, Error>) -> (Entry, Result<Created<T>, Error>) {
        let id = result.as_ref().ok().and_then(|exchange| exchange.answer.id());
        let earlier = std::mem::take(&mut self.attempts);
        let result = result.and_then(|exchange| exchange.read(self.read));
        let result = match result {
            Ok(mut created) => {
                created.attempts.splice(0..0, earlier);
                Ok(created)
            }
            Err(error) => Err(error.behind(earlier)),
        };
        (self.outcome(&result, id), result)
    }

    fn outcome(&self, result: &Result<Created<T>, Error>, id: Option<String>) -> Entry {
        let Err(error) = result else { return Entry { id, ..self.entry(State::Created) } };
        let state = match error.disposition() {
            Disposition::NotSent => State::NotSent,
            Disposition::Rejected => State::Rejected,
            Disposition::Throttled => State::Throttled,
            Disposition::Created => State::Created,
            Disposition::Unknown => State::Unknown,
        };
        Entry {
            id: id.or_else(|| error.id()),
            status: error.status().map(|status| status.as_u16()),
            code: error.code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            ..self.entry(state)
        }
    }
}
