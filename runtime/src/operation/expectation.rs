//! What a request does, and what its success holds.

use super::effect::Effect;

/// What a request does, and what its success holds: what `send::verdict` needs to judge an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Expectation {
    pub(crate) effect: Effect,
    pub(crate) answer: Expected,
}

impl Expectation {
    /// Of a create.
    pub(crate) const CREATION: Self = Self { effect: Effect::Once, answer: Expected::Creation };

    /// Of a batch. Its parts have their own.
    pub(crate) const BATCH: Self = Self { effect: Effect::Once, answer: Expected::Parts };
}

/// What a success holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The entity that was created.
    Creation,
    /// An entity that is read.
    Entity,
    /// An entity, or no body.
    EntityOrNothing,
    /// The entity that was created or replaced, or no body.
    CreationOrNothing,
    /// No body; one that is there is not read.
    Nothing,
    /// A collection, or a part of one.
    Page,
    /// A page of the changes of a collection.
    Changes,
    /// The answers to the parts of a batch.
    Parts,
    /// Anything.
    Raw,
}
