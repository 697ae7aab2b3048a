//! What is wrong with a schema, and where.

use std::fmt;

/// The error for a document that is not a valid schema, with its line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSchema {
    message: String,
    line: usize,
    column: usize,
}

impl InvalidSchema {
    /// A mistake at a place in a document, in bytes from its start.
    pub(crate) fn new(text: &str, offset: usize, message: impl fmt::Display) -> Self {
        let mut before = text.len().min(offset);
        while !text.is_char_boundary(before) {
            before -= 1;
        }
        let before = text.get(..before).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            message: message.to_string(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for InvalidSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for InvalidSchema {}
