//! What can go wrong with a batch, beside what can go wrong with a create.

use std::fmt;
use std::sync::Arc;

use crate::errors::error::Error;

/// Why a create has no answer of its own, though the batch that it was part of was sent, or was about to be.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum BatchError {
    /// The batch as a whole failed. The error is that of its request, and the same for all creates that were part of it.
    Request(Arc<Error>),
    /// The batch was answered, without a part for this create.
    Missing {
        /// Ids in the answer under which nothing was asked.
        foreign: Vec<String>,
    },
    /// The batch was answered with two parts for this create, and they differ.
    Conflict,
    /// The batch was answered with a part for this create that has no status, or two.
    Malformed,
}

impl BatchError {
    /// The error of the batch's own request.
    pub(crate) fn request(&self) -> Option<&Error> {
        if let Self::Request(error) = self { Some(error) } else { None }
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => write!(f, "in a batch: {error}"),
            Self::Missing { foreign } => {
                f.write_str("the batch's answer has no part for it, so it may exist")?;
                match foreign.as_slice() {
                    [] => Ok(()),
                    ids => write!(f, "; parts for no request: {ids:?}"),
                }
            }
            Self::Conflict => f.write_str("the batch's answer has two parts for it that differ, so it may exist"),
            Self::Malformed => f.write_str("the batch's answer has a part for it without one status, so it may exist"),
        }
    }
}
