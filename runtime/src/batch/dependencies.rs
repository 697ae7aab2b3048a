//! Which requests of a batch wait for others, and what became of those.

use std::collections::BTreeMap;

use super::item::Item;
use crate::errors::error::ErrorKind;
use crate::operation::request::Request;

/// What became of a request that others depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Open,
    Succeeded,
    Failed,
}

/// The requests that others depend on, by their positions.
pub(super) struct Dependencies(BTreeMap<usize, Fate>);

impl Dependencies {
    pub(super) fn of(requests: &[Box<Request>]) -> Self {
        Self(requests.iter().flat_map(|request| &request.depends_on).map(|position| (*position, Fate::Open)).collect())
    }

    /// Whether a request at a position can be sent, as far as is known now.
    ///
    /// # Errors
    ///
    /// It depends on one that is not before it, or that did not succeed.
    pub(super) fn check(&self, position: usize, request: &Request) -> Result<(), ErrorKind> {
        if let Some(later) = request.depends_on.iter().copied().find(|depends_on| *depends_on >= position) {
            return Err(ErrorKind::NotBefore { position, depends_on: later });
        }
        match self.failed(request) {
            Some(depends_on) => Err(ErrorKind::Dependency { depends_on }),
            None => Ok(()),
        }
    }

    /// Whether a request can go into a batch with these.
    pub(super) fn allow(&self, request: &Request, with: &[Item]) -> bool {
        request.depends_on.iter().all(|position| {
            self.0.get(position) == Some(&Fate::Succeeded) || with.iter().any(|item| item.index == *position)
        })
    }

    /// A request that did not succeed and that this one depends on.
    pub(super) fn failed(&self, request: &Request) -> Option<usize> {
        self.find(request, Fate::Failed)
    }

    /// Whether a request depends on one that is not done.
    pub(super) fn is_open(&self, request: &Request) -> bool {
        self.find(request, Fate::Open).is_some()
    }

    fn find(&self, request: &Request, fate: Fate) -> Option<usize> {
        request.depends_on.iter().copied().find(|position| self.0.get(position) == Some(&fate))
    }

    /// Notes what a request ended in. Returns whether that keeps others from being sent.
    pub(super) fn settle(&mut self, position: usize, succeeded: bool) -> bool {
        let Some(fate) = self.0.get_mut(&position) else { return false };
        *fate = if succeeded { Fate::Succeeded } else { Fate::Failed };
        !succeeded
    }
}
