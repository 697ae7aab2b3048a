//! Why a command ends without having done what it was asked.

use std::fmt;

/// What went wrong and what to do about it: one line, lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

/// What a command gives, or why it does not.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure with its message.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}
