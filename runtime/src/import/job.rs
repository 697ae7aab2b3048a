//! One operation on its way: what the import keeps of it until it is done.

use crate::errors::attempt::Attempt;
use crate::errors::disposition::Disposition;
use crate::errors::error::Error;
use crate::operation::expectation::Expected;
use crate::operation::options::SendOptions;
use crate::operation::request::Request;
use crate::send::delivered::Delivered;
use crate::send::policy::Policy;

use super::journal::{Digest, Entry, EntryState};
use super::operation::{Read, Row};
use super::outcome::Imported;

pub(crate) struct Job<E, T> {
    pub(crate) index: u64,
    pub(crate) entity: E,
    pub(crate) request: Request,
    read: Read<T>,
    /// What was sent before.
    pub(crate) attempts: Vec<Attempt>,
    /// Why it waits to be sent again.
    pub(crate) refused: Option<Error>,
    pub(crate) policy: Policy,
    reauthorize: bool,
}

impl<E, T> Job<E, T> {
    /// It is sent again as often as `options` say, when the import's rate allows it.
    pub(crate) fn new(index: u64, entity: E, Row { request, read }: Row<T>, options: SendOptions) -> Self {
        let policy = Policy::new(request.expectation, options);
        Self {
            index,
            entity,
            request: *request,
            read,
            attempts: Vec::new(),
            refused: None,
            policy,
            reauthorize: options.reauthorize,
        }
    }

    /// Notes that an earlier run may have carried it out: a refusal in this run says nothing of that one, and a 404 to a delete is
    /// its success.
    pub(crate) fn repeats(&mut self) {
        self.policy.may_have_taken_effect();
    }

    /// What tells the request from another. The origin is the header's.
    pub(crate) fn digest(&self) -> Digest {
        let path = self.request.path_and_query();
        match self.request.expectation.answer {
            // As journals had it when there were only creates.
            Expected::Creation | Expected::CreationWithOwnKey => Digest::of(path.as_bytes(), &self.request.body),
            _ => {
                let target = self.request.refers_to.as_deref().unwrap_or_default();
                Digest::of(format!("{} {path}{target}", self.request.method).as_bytes(), &self.request.body)
            }
        }
    }

    pub(crate) fn entry(&self, state: EntryState) -> Entry {
        Entry { key: self.request.generated_key, ..Entry::new(self.index, self.digest(), state) }
    }

    /// The request to be sent now: once, as the import decides when it is sent again.
    pub(crate) fn once(&self) -> Request {
        let mut request = self.request.clone();
        let options = &mut request.options;
        (options.retries, options.retry_unknown, options.reauthorize) = (Some(0), Some(0), Some(self.reauthorize));
        request
    }

    /// The line for what an answer says, and the result with all that was sent.
    pub(crate) fn finish(&mut self, result: Result<Delivered, Error>) -> (Entry, Result<Imported<T>, Error>) {
        let id = result.as_ref().ok().and_then(|delivered| delivered.answer.id());
        let earlier = std::mem::take(&mut self.attempts);
        let result = match result.and_then(|delivered| (self.read)(delivered)) {
            Ok(done) => Ok(done.with_earlier_attempts(earlier)),
            Err(error) if self.policy.is_unknown() => Err(error.with_earlier_attempts(earlier).after_unknown_attempt()),
            Err(error) => Err(error.with_earlier_attempts(earlier)),
        };
        (self.outcome(&result, id), result)
    }

    fn outcome(&self, result: &Result<Imported<T>, Error>, id: Option<String>) -> Entry {
        let Err(error) = result else { return Entry { id, ..self.entry(EntryState::Created) } };
        let state = match error.disposition() {
            Disposition::NotSent => EntryState::NotSent,
            Disposition::Rejected => EntryState::Rejected,
            Disposition::Throttled => EntryState::Throttled,
            Disposition::Created | Disposition::Applied => EntryState::Created,
            Disposition::Unknown => EntryState::Unknown,
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
