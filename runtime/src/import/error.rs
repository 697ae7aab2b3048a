//! Why an import cannot go on.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why an import stopped: its journal, not one of its creates.
///
/// It is the last that an import yields. What it had taken from the stream came out before it, what was not sent as
/// [`NotSent`](crate::Disposition::NotSent).
#[derive(Debug)]
#[non_exhaustive]
pub enum ImportError {
    /// The journal could not be opened, read or written: it is not a regular file, the disk is full, or it was deleted or
    /// moved while it was in use.
    Io {
        /// The journal.
        path: PathBuf,
        /// What could not be done with it: `opened`, `locked`, `read` or `written`.
        doing: &'static str,
        /// Why.
        source: io::Error,
    },
    /// Another import, here or in another process, has the journal open.
    InUse {
        /// The journal.
        path: PathBuf,
    },
    /// The journal has a line that no import wrote.
    Malformed {
        /// The journal.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The journal is of an import into another service.
    OtherService {
        /// The journal.
        path: PathBuf,
        /// The origin that the journal names.
        journal: String,
        /// The client's origin.
        client: String,
    },
    /// The input is not that of the run that began the journal.
    Changed {
        /// Which create, from 0.
        index: u64,
        /// What differs.
        what: Changed,
    },
}

/// What differs between an input and the one that a journal was begun with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Changed {
    /// The path that it is created at.
    Path,
    /// The body, which is the entity's properties.
    Body,
    /// The path and the body.
    PathAndBody,
    /// It was sent then, and is invalid now.
    Invalid,
    /// There is no such input: the journal knows of more than came.
    Missing,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, doing, source } => {
                write!(f, "the journal {} cannot be {doing}: {source}", path.display())
            }
            Self::InUse { path } => write!(f, "the journal {} is in use by another import", path.display()),
            Self::Malformed { path, line, what } => {
                write!(f, "the journal {} cannot be read, line {line}: {what}", path.display())
            }
            Self::OtherService { path, journal, client } => {
                write!(f, "the journal {} is of an import into {journal}, not into {client}", path.display())
            }
            Self::Changed { index, what } => {
                write!(f, "the input is not the one that the journal was begun with: at index {index}, ")?;
                f.write_str(match what {
                    Changed::Path => "the path differs",
                    Changed::Body => "the body differs",
                    Changed::PathAndBody => "the path and the body differ",
                    Changed::Invalid => "the entity was sent then, and is invalid now",
                    Changed::Missing => "there is no entity any longer",
                })
            }
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
