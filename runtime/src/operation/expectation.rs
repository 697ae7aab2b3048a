//! What a request does, and what its success holds.

use http::Method;

use super::effect::Effect;
use super::path::End;

/// What a request does, and what its success holds: what `send::verdict` needs to judge an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Expectation {
    pub(crate) effect: Effect,
    pub(crate) answer: Expected,
}

impl Expectation {
    /// Of a create.
    pub(crate) const CREATION: Self = Self { effect: Effect::Once, answer: Expected::Creation };

    /// Of a create that the service recognises by the idempotency key that its caller chose.
    pub(crate) const KEYED_CREATION: Self = Self { effect: Effect::Idempotent, answer: Expected::Creation };

    /// The same of one whose key was generated for it.
    pub(crate) const CREATION_WITH_OWN_KEY: Self =
        Self { effect: Effect::Idempotent, answer: Expected::CreationWithOwnKey };

    /// Of a batch. Its parts have their own.
    pub(crate) const BATCH: Self = Self { effect: Effect::Once, answer: Expected::Parts };

    /// What the path of its request ends in: a read can call a function, unless it is of one entity.
    pub(crate) fn end_of_path(self, method: &Method) -> End {
        if *method == Method::GET && self.answer != Expected::Entity { End::Function } else { End::Entity }
    }
}

/// What a success holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The entity that was created.
    Creation,
    /// The same, of a create with an idempotency key that no other request has.
    CreationWithOwnKey,
    /// An entity that is read.
    Entity,
    /// An entity, or no body.
    EntityOrNothing,
    /// The entity that was created or replaced, or no body.
    CreationOrNothing,
    /// No body; one that is there is not read.
    Nothing,
    /// No body, for a reference that is added or set.
    Reference,
    /// The same, or the refusal of one that exists already.
    ReferenceOrExisting,
    /// A collection, or a part of one.
    Page,
    /// What an action or a function returns, which may be nothing.
    Returned,
    /// A redirect, with its `Location`.
    Redirect,
    /// A page of the changes of a collection.
    Changes,
    /// The answers to the parts of a batch.
    Parts,
    /// Anything.
    Raw,
}
