//! What the macros ask of Graph's published schema: nothing, unless the feature `check` is on.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::model::entity::Entity;
use crate::model::enumeration::Enumeration;
use crate::model::hierarchy::Hierarchy;
use crate::model::item::Struct;
use crate::model::operation::Operation;

/// What the compiler has to answer.
#[derive(Default)]
pub(crate) struct Questions {
    /// Impls that name the type, beside its others.
    pub(crate) impls: TokenStream,
    /// What it asks of its fields' types: a statement in a function that it has anyway, because another function would cost
    /// more than all the questions in it.
    pub(crate) statement: TokenStream,
    /// The trait whose methods write a field, where they require more of its type than the writer does. By the field's index.
    pub(crate) through: HashMap<usize, TokenStream>,
    /// The fields with a mistake in their options, which no type can fulfil: nothing is asked of theirs. By index.
    pub(crate) mistaken: HashSet<usize>,
}

/// The published schema, as each macro asks it: what is wrong is noted, and what the compiler has to answer comes back.
///
/// Each is asked when all other rules are kept.
pub(crate) trait SchemaCheck {
    fn entity(&self, _: &Entity<'_>, _: &mut Errors) -> Questions {
        Questions::default()
    }

    fn hierarchy(&self, _: &Hierarchy<'_>, _: &mut Errors) -> Questions {
        Questions::default()
    }

    fn enumeration(&self, _: &Enumeration<'_>, _: &mut Errors) -> TokenStream {
        TokenStream::new()
    }

    fn operations(&self, _: &Struct, _: &[Operation], _: &mut Errors) -> TokenStream {
        TokenStream::new()
    }
}

/// No schema is asked.
#[cfg(any(not(feature = "check"), test))]
pub(crate) struct NoCheck;

#[cfg(any(not(feature = "check"), test))]
impl SchemaCheck for NoCheck {}
