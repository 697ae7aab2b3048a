//! Why an import cannot go on.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why an import stopped: its journal, not one of its operations.
///
/// It is the last item of an import, and nothing is sent after it. Each entity that the import had taken came out before
/// it; what was not sent is [`NotSent`](crate::Disposition::NotSent).
///
/// `Display` and `Debug` are one line; `{:#?}` has the parts.
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
        /// Which operation, from 0.
        index: u64,
        /// What differs.
        what: Changed,
    },
}

/// What differs between an input and the one that a journal was begun with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Changed {
    /// The path of the request.
    Path,
    /// The body of the request, such as the properties of an entity.
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
                // The journal's is text from outside.
                let (path, journal) = (path.display(), journal.escape_debug());
                write!(f, "the journal {path} is of an import into {journal}, not into {client}")
            }
            Self::Changed { index, what } => {
                write!(f, "the input is not the one that the journal was begun with: at index {index}, ")?;
                f.write_str(match what {
                    Changed::Path => "the path differs",
                    Changed::Body => "the body differs",
                    Changed::PathAndBody => "the path and the body differ",
                    Changed::Invalid => "the entity was sent then, and is invalid now",
                    Changed::Missing => "the entity is missing now",
                })
            }
        }
    }
}

impl fmt::Debug for ImportError {
    /// The line of `Display`, which a failed `unwrap` or `main` shows to a person; with `{:#?}`, the parts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        match self {
            Self::Io { path, doing, source } => {
                f.debug_struct("Io").field("path", path).field("doing", doing).field("source", source).finish()
            }
            Self::InUse { path } => f.debug_struct("InUse").field("path", path).finish(),
            Self::Malformed { path, line, what } => {
                f.debug_struct("Malformed").field("path", path).field("line", line).field("what", what).finish()
            }
            Self::OtherService { path, journal, client } => f
                .debug_struct("OtherService")
                .field("path", path)
                .field("journal", journal)
                .field("client", client)
                .finish(),
            Self::Changed { index, what } => {
                f.debug_struct("Changed").field("index", index).field("what", what).finish()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What `main` shows that returns it.
    #[test]
    fn its_debug_is_the_line_of_its_display() {
        let path = || PathBuf::from("groups.jsonl");
        let full = io::Error::from(io::ErrorKind::StorageFull);
        for (error, line, part) in [
            (
                ImportError::Io { path: path(), doing: "written", source: full },
                "the journal groups.jsonl cannot be written: no storage space",
                "source: Kind",
            ),
            (
                ImportError::InUse { path: path() },
                "the journal groups.jsonl is in use by another import",
                "path: \"groups.jsonl\"",
            ),
            (
                ImportError::Malformed { path: path(), line: 3, what: "it is not JSON" },
                "the journal groups.jsonl cannot be read, line 3: it is not JSON",
                "line: 3",
            ),
            (
                ImportError::OtherService {
                    path: path(),
                    journal: "https://graph.microsoft.com".to_owned(),
                    client: "https://graph.microsoft.us".to_owned(),
                },
                "the journal groups.jsonl is of an import into https://graph.microsoft.com, not into \
                 https://graph.microsoft.us",
                "client: \"https://graph.microsoft.us\"",
            ),
            (
                ImportError::Changed { index: 7, what: Changed::Body },
                "the input is not the one that the journal was begun with: at index 7, the body differs",
                "what: Body",
            ),
        ] {
            assert_eq!(error.to_string(), line);
            assert_eq!(format!("{error:?}"), line);
            let parts = format!("{error:#?}");
            assert!(parts.contains(part) && parts.lines().count() > 1, "{parts}");
        }
    }
}
