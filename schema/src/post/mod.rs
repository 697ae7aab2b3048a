//! What a `POST` to a path creates.

mod segments;
mod walk;
mod wrong;

use std::fmt;

use crate::model::{Schema, StructuredType};
pub(crate) use segments::{is_placeholder, placeholder, segments, shape};
pub(crate) use walk::{Step, Walk};
use wrong::{Wrong, nearest};

/// What a `POST` to a path creates.
#[derive(Debug)]
#[non_exhaustive]
pub struct Post<'s> {
    /// The entity type that the collection holds; what is created is of this type or extends it.
    pub ty: &'s StructuredType,
    /// The properties without which the service says that it refuses a create here.
    pub required: Vec<&'s str>,
}

/// A path to which no `POST` creates anything, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPost {
    pub(crate) message: String,
    pub(crate) segment: String,
    pub(crate) nearest: Option<String>,
}

impl NoPost {
    /// The segment that is wrong, as it was written.
    #[must_use]
    pub fn segment(&self) -> &str {
        &self.segment
    }

    /// The nearest path that creates something, with the placeholders as they were written.
    #[must_use]
    pub fn nearest(&self) -> Option<&str> {
        self.nearest.as_deref()
    }
}

impl fmt::Display for NoPost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NoPost {}

impl Schema {
    /// What a `POST` to this path creates; the path is written as in Graph's reference, without the version:
    /// `/users/{userId}/messages`.
    ///
    /// # Errors
    ///
    /// [`NoPost`], with the segment that is wrong, where the path leads nowhere or to what takes no `POST` that creates.
    pub fn post(&self, path: &str) -> Result<Post<'_>, NoPost> {
        let written = segments(path);
        let no_post = |wrong: &Wrong| NoPost {
            message: wrong.message.to_string(),
            segment: written.get(wrong.index).copied().unwrap_or_default().to_owned(),
            nearest: nearest(self, &written, wrong),
        };
        let walked = Walk::new(self).run(&written);
        if !path.starts_with('/') {
            let rooted = || written.first().map(|_| format!("/{path}"));
            let nearest = walked.map_or_else(|wrong| nearest(self, &written, &wrong), |_| rooted());
            let segment = written.first().copied().unwrap_or_default().to_owned();
            return Err(NoPost { message: "a path starts with `/`".to_owned(), segment, nearest });
        }
        let (ty, insert) = walked.map_err(|wrong| no_post(&wrong))?;
        let required = if insert.required.is_empty() { &ty.insert.required } else { &insert.required };
        Ok(Post { ty, required: required.iter().map(|name| &**name).collect() })
    }
}
