//! Which type an operation on a path gives or takes.

mod call;
mod end;
mod keys;
mod segments;
mod walk;
mod wrong;

use std::fmt;

use crate::model::StructuredType;
use crate::schema::Schema;
pub(crate) use segments::{is_placeholder, placeholder, segments, shape};
pub(crate) use walk::{Step, Walk};
use wrong::{Wrong, nearest};

pub use call::ResolvedCall;

/// An operation on a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// A `POST` to a collection, which creates an entity.
    Create,
    /// A `GET` of one entity.
    Get,
    /// A `GET` of a collection.
    List,
    /// A `PATCH` of one entity.
    Update,
    /// A `DELETE` of one entity.
    Delete,
    /// A `PUT` of one entity, which creates or replaces it.
    Put,
    /// A `PATCH` of one entity, which creates it if it does not exist.
    Upsert,
    /// The call of an action, a `POST`: see [`Schema::resolve_call`].
    Action,
    /// The call of a function, a `GET`: see [`Schema::resolve_call`].
    Function,
    /// A `GET` of the function `delta` of a collection, which gives what changed there.
    Delta,
}

impl Operation {
    /// Whether its path is that of a collection, and not of one entity.
    #[must_use]
    pub fn is_on_collection(self) -> bool {
        matches!(self, Self::Create | Self::List | Self::Delta)
    }

    /// What its path has to lead to, for a message.
    fn target(self) -> &'static str {
        match self {
            Self::Delta => "the function `delta` of a collection",
            _ if self.is_on_collection() => "a collection",
            _ => "an entity",
        }
    }
}

/// What an operation on a path gives or takes.
#[derive(Debug)]
#[non_exhaustive]
pub struct Resolved<'s> {
    /// The entity type of the path; an entity is of this type or of one that extends it.
    pub ty: &'s StructuredType,
    /// The properties that the service requires of a create request here; empty for the other operations.
    pub required: Vec<&'s str>,
}

/// A path that does not support an operation, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    pub(crate) message: String,
    pub(crate) segment: String,
    pub(crate) nearest: Option<String>,
}

impl Unresolved {
    /// The segment that is wrong, as it was written.
    #[must_use]
    pub fn segment(&self) -> &str {
        &self.segment
    }

    /// The nearest path that supports the operation, with the placeholders as they were written.
    #[must_use]
    pub fn nearest(&self) -> Option<&str> {
        self.nearest.as_deref()
    }
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Unresolved {}

impl Schema {
    /// Returns the entity type that an operation on a path gives or takes. The path is written as in Graph's reference,
    /// without the version: `/users/{userId}/messages`.
    ///
    /// A create needs a collection that the schema does not exclude from inserts, a list needs a collection, a delta query needs a
    /// function `delta` that the schema has for the collection (or, as for a drive, the item) before it, and the other
    /// operations need one entity: a singleton, an element of a collection, or what a function returns. An upsert needs a place
    /// that the schema calls `Upsertable` and, if the type has one, an alternate key.
    ///
    /// # Errors
    ///
    /// [`Unresolved`], with the segment that is wrong, if the path does not exist or does not support the operation.
    pub fn resolve(&self, path: &str, operation: Operation) -> Result<Resolved<'_>, Unresolved> {
        let written = segments(path);
        let unresolved = |wrong: &Wrong| Unresolved {
            message: wrong.message.to_string(),
            segment: written.get(wrong.index).copied().unwrap_or_default().to_owned(),
            nearest: nearest(self, operation, &written, wrong),
        };
        let walked = Walk::new(self, operation).run(&written);
        if !path.starts_with('/') {
            let rooted = || written.first().map(|_| format!("/{path}"));
            let nearest = walked.map_or_else(|wrong| nearest(self, operation, &written, &wrong), |_| rooted());
            let segment = written.first().copied().unwrap_or_default().to_owned();
            return Err(Unresolved { message: "a path starts with `/`".to_owned(), segment, nearest });
        }
        let (ty, insert) = walked.map_err(|wrong| unresolved(&wrong))?;
        let required =
            insert.map(|insert| if insert.required.is_empty() { &ty.insert.required } else { &insert.required });
        Ok(Resolved { ty, required: required.into_iter().flatten().map(|name| &**name).collect() })
    }
}
