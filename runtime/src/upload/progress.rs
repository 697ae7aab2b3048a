//! How far an upload is.

use std::fmt;

/// How far an upload is: see [`Upload::progress`](crate::Upload::progress).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct UploadProgress {
    /// How many bytes the service has, from the start of the file.
    pub sent: u64,
    /// The size of the file, in bytes.
    pub total: u64,
}

impl fmt::Display for UploadProgress {
    /// One line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.sent, self.total)
    }
}

/// The function that is called when the service took a chunk.
pub(super) type Report<'a> = Box<dyn FnMut(&UploadProgress) + Send + 'a>;
