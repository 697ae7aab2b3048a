//! Why a request cannot be sent.

use serde::de::Error as _;

use super::header::InvalidHeader;
use super::link::InvalidLink;
use super::path::{InvalidArgument, InvalidPath};
use crate::errors::error::ErrorKind;
use crate::filter::InvalidFilter;
use crate::validate::Invalid;

/// Why a request cannot be sent.
#[derive(Debug)]
pub(crate) enum Unsendable {
    Path(InvalidPath),
    Argument(InvalidArgument),
    Header(InvalidHeader),
    /// Required properties are missing, or a rule refuses the value.
    Invalid(Invalid),
    /// A field's own `Serialize` failed.
    Json(serde_json::Error),
    /// A link to a next page cannot be followed.
    Link(InvalidLink),
    /// A filter cannot be written.
    Filter(InvalidFilter),
    /// An update has nothing to send.
    Unchanged,
    /// An update is since a value of another type.
    OtherType {
        before: String,
        after: String,
    },
}

impl Clone for Unsendable {
    fn clone(&self) -> Self {
        match self {
            Self::Path(invalid) => Self::Path(invalid.clone()),
            Self::Argument(invalid) => Self::Argument(invalid.clone()),
            Self::Header(invalid) => Self::Header(invalid.clone()),
            Self::Invalid(invalid) => Self::Invalid(invalid.clone()),
            Self::Json(error) => Self::Json(serde_json::Error::custom(error)),
            Self::Link(invalid) => Self::Link(invalid.clone()),
            Self::Filter(invalid) => Self::Filter(invalid.clone()),
            Self::Unchanged => Self::Unchanged,
            Self::OtherType { before, after } => Self::OtherType { before: before.clone(), after: after.clone() },
        }
    }
}

impl From<Unsendable> for ErrorKind {
    fn from(problem: Unsendable) -> Self {
        match problem {
            Unsendable::Path(invalid) => Self::Path(invalid),
            Unsendable::Argument(invalid) => Self::Argument(invalid),
            Unsendable::Header(invalid) => Self::Header(invalid),
            Unsendable::Invalid(invalid) => Self::Invalid(invalid),
            Unsendable::Json(error) => Self::Body(error),
            Unsendable::Link(invalid) => Self::Link(invalid),
            Unsendable::Filter(invalid) => Self::Filter(invalid),
            Unsendable::Unchanged => Self::Unchanged,
            Unsendable::OtherType { before, after } => Self::OtherType { before, after },
        }
    }
}
