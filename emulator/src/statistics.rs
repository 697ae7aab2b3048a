//! How much was asked and answered, in numbers that stay small however long it goes on.

use std::collections::BTreeMap;

use http::StatusCode;

use crate::service::context::Done;

/// Counts since the start, or since [`Emulator::clear`](crate::Emulator::clear).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// Requests on the wire. A batch is one.
    pub requests: u64,
    /// Parts of batches.
    pub parts: u64,
    /// Entities that were stored.
    pub created: u64,
    /// Entities that were updated: merged by a `PATCH` or replaced by a `PUT`.
    pub updated: u64,
    /// Entities that were deleted.
    pub deleted: u64,
    /// References that were added, or set by a `PUT`.
    pub linked: u64,
    /// References that were removed.
    pub unlinked: u64,
    /// Calls of actions and functions that a [handler](crate::Emulator::on_action) carried out, whatever it replied.
    pub called: u64,
    /// Requests on the wire and parts of batches that were left without an answer.
    pub unanswered: u64,
    /// Answers by status, of requests on the wire and of parts of batches.
    pub answered: BTreeMap<u16, u64>,
}

impl Statistics {
    /// Answers with this status.
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::start().await?;
    /// assert_eq!(graph.statistics().with_status(429), 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_status(&self, status: u16) -> u64 {
        self.answered.get(&status).copied().unwrap_or(0)
    }

    pub(crate) fn count(&mut self, done: Done) {
        match done {
            Done::Nothing => {}
            Done::Created => self.created += 1,
            Done::Updated => self.updated += 1,
            Done::Deleted => self.deleted += 1,
            Done::Called => self.called += 1,
            Done::Linked => self.linked += 1,
            Done::Unlinked => self.unlinked += 1,
        }
    }

    /// `None` is a request that is left without an answer.
    pub(crate) fn answer(&mut self, status: Option<StatusCode>) {
        match status {
            Some(status) => *self.answered.entry(status.as_u16()).or_default() += 1,
            None => self.unanswered += 1,
        }
    }
}
