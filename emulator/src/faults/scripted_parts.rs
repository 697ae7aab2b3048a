//! Scripted answers to batches: single parts, their order and their number.

use crate::faults::batch_script::Which;
use crate::faults::scripted::ScriptedAnswer;

/// Batches. Parts are counted from 0, in the order of the request. Without effect on other requests, and on a batch
/// that is not carried out.
impl ScriptedAnswer {
    /// Answers one part of a batch in this way; what is not said of any part is ordinary. The last call that means a
    /// part holds.
    ///
    /// ```
    /// use graph_entity_emulator::http::StatusCode;
    /// use graph_entity_emulator::{RetryAfter, ScriptedAnswer};
    ///
    /// let busy = ScriptedAnswer::new(StatusCode::SERVICE_UNAVAILABLE).retry_after(RetryAfter::Seconds(2));
    /// let partial = ScriptedAnswer::ordinary()
    ///     .part(0, busy)
    ///     .part(3, ScriptedAnswer::new(StatusCode::GATEWAY_TIMEOUT).after_commit())
    ///     .part(4, ScriptedAnswer::ordinary().dropped()); // carried out, and missing from the answer
    /// ```
    pub fn part(mut self, position: usize, answer: Self) -> Self {
        self.batch.push(Which::One(position), answer);
        self
    }

    /// Answers the second, the fourth, … part of a batch in this way.
    pub fn every_second_part(mut self, answer: Self) -> Self {
        self.batch.push(Which::EverySecond, answer);
        self
    }

    /// Answers every part of a batch in this way.
    pub fn every_part(mut self, answer: Self) -> Self {
        self.batch.push(Which::Every, answer);
        self
    }

    /// Has the parts of a batch answered in another order, which follows from `seed`.
    pub fn shuffled(mut self, seed: u64) -> Self {
        self.batch.shuffled = Some(seed);
        self
    }

    /// Answers one part of a batch twice, in the same words.
    pub fn duplicated(mut self, position: usize) -> Self {
        self.batch.duplicated.push(position);
        self
    }

    /// Adds an answer (201) to a batch that no part asked for, with this `id`.
    pub fn with_foreign_id(mut self, id: impl Into<String>) -> Self {
        self.batch.foreign.push(id.into());
        self
    }
}
