//! What a script does to a batch: to single parts, and to the order and number of the answers.

use crate::scripted::ScriptedAnswer;

/// The changes to a batch's answer. Without effect on any other request.
#[derive(Debug, Clone, Default)]
pub(crate) struct BatchScript {
    parts: Vec<(Which, ScriptedAnswer)>,
    pub(crate) shuffled: Option<u64>,
    pub(crate) duplicated: Vec<usize>,
    pub(crate) foreign: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
enum Which {
    One(usize),
    EverySecond,
    Every,
}

impl BatchScript {
    /// What the script says of the part at `position`.
    pub(crate) fn part(&self, position: usize) -> Option<&ScriptedAnswer> {
        let is_meant = |which: Which| match which {
            Which::One(only) => only == position,
            Which::EverySecond => position % 2 == 1,
            Which::Every => true,
        };
        self.parts.iter().rev().find(|(which, _)| is_meant(*which)).map(|(_, answer)| answer)
    }
}

/// Batches. Parts are counted from 0, in the order of the request. Without effect on a request that is no batch, and
/// on one that is not carried out.
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
        self.batch.parts.push((Which::One(position), answer));
        self
    }

    /// Answers the second, the fourth, … part of a batch in this way.
    pub fn every_second_part(mut self, answer: Self) -> Self {
        self.batch.parts.push((Which::EverySecond, answer));
        self
    }

    /// Answers every part of a batch in this way.
    pub fn every_part(mut self, answer: Self) -> Self {
        self.batch.parts.push((Which::Every, answer));
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
