//! Why an upload failed, beside what every request can fail for.

use std::fmt;
use std::io;

use crate::client::invalid_url::InvalidUrl;
use crate::errors::disposition::Verdict;
use crate::upload::chunk::{LARGEST, STEP};
use crate::wire::answer::Answer;

/// Why an [upload](crate::Upload) failed, beside what every request can fail for. The session's URL is not part of it.
#[derive(Debug)]
#[non_exhaustive]
pub enum UploadError {
    /// The session's URL cannot be used.
    Url(InvalidUrl),
    /// There is nothing to send: an upload session takes at least one byte.
    Empty,
    /// The size of a chunk, in bytes, is not one that services take.
    ChunkSize(usize),
    /// The file could not be read.
    Read(io::Error),
    /// The session does not exist any longer (404 or 410).
    Gone {
        /// What the service answered.
        answer: Box<Answer>,
        /// Whether the file may be complete: the end of it was sent before, and its answer lost, or the upload was
        /// [resumed](crate::Upload::resume).
        may_be_complete: bool,
    },
    /// The service asks for bytes that it already said it had, or that the file does not have.
    Expected {
        /// The first byte that it asks for.
        byte: u64,
        /// The size of the file, in bytes.
        total: u64,
    },
    /// The service says that the file is complete, and its end was never sent. A part of it may be there in its place.
    Incomplete {
        /// How many of its bytes were sent.
        sent: u64,
        /// The size of the file, in bytes.
        total: u64,
    },
}

impl UploadError {
    /// What the failure proves, of an upload that sent nothing before.
    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            Self::Url(_) | Self::Empty | Self::ChunkSize(_) | Self::Read(_) => Verdict::NotSent,
            Self::Gone { may_be_complete: true, .. } | Self::Incomplete { .. } => Verdict::Unclear,
            Self::Gone { .. } | Self::Expected { .. } => Verdict::Rejected,
        }
    }

    /// The answer, if it is about one.
    pub(crate) fn answer(&self) -> Option<&Answer> {
        if let Self::Gone { answer, .. } = self { Some(answer) } else { None }
    }
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(invalid) => write!(f, "not sent: the upload session cannot be used: {invalid}"),
            Self::Empty => f.write_str(
                "not sent: the file has no bytes, which no upload session takes: create an empty file with \
                 `PUT …/content`",
            ),
            Self::ChunkSize(bytes) => write!(
                f,
                "not sent: {bytes} bytes are not a valid chunk size, write a multiple of {STEP} up to {LARGEST}"
            ),
            Self::Read(error) => write!(f, "the file cannot be read: {error}"),
            Self::Gone { answer, may_be_complete: true } => write!(
                f,
                "{}: the upload session does not exist any longer, and the end of the file may have been sent before: \
                 look for the file before you make a new session",
                answer.status
            ),
            Self::Gone { answer, .. } => write!(
                f,
                "{}: the upload session does not exist any longer, make a new one and upload the file again",
                answer.status
            ),
            Self::Expected { byte, total } => write!(
                f,
                "the upload does not advance: the service asks for byte {byte} of {total} though it was sent, make a \
                 new session"
            ),
            Self::Incomplete { sent, total } => write!(
                f,
                "the service says that the file is complete after {sent} of {total} bytes, look at what it has and upload the \
                 file again"
            ),
        }
    }
}

impl std::error::Error for UploadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Url(invalid) => Some(invalid),
            Self::Read(error) => Some(error),
            Self::Empty | Self::ChunkSize(_) | Self::Gone { .. } | Self::Expected { .. } | Self::Incomplete { .. } => {
                None
            }
        }
    }
}
