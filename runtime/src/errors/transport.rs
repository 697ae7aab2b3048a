//! The HTTP client's errors, without its types.

use std::error::Error;
use std::fmt;

/// An error of the connection, of TLS or of the HTTP client: [`source`](Error::source) has its causes.
///
/// The URL is not part of it: its ids may be personal data.
pub struct TransportError(Cause);

enum Cause {
    Error(reqwest::Error),
    /// What is left of an error whose text repeated the token, as the debug data of a `GOAWAY` can.
    Redacted {
        text: String,
        is_timeout: bool,
        is_connect: bool,
    },
}

impl TransportError {
    // No `From`, which would be public, and the HTTP client with it.
    pub(crate) fn new(error: reqwest::Error) -> Self {
        Self(Cause::Error(error.without_url()))
    }

    /// Whether the time was up.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match &self.0 {
            Cause::Error(error) => error.is_timeout(),
            Cause::Redacted { is_timeout, .. } => *is_timeout,
        }
    }

    /// Whether no connection was made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        match &self.0 {
            Cause::Error(error) => error.is_connect(),
            Cause::Redacted { is_connect, .. } => *is_connect,
        }
    }

    /// Whether the request could not be built.
    pub(crate) fn is_builder(&self) -> bool {
        matches!(&self.0, Cause::Error(error) if error.is_builder())
    }

    /// The same, with this in place of its text and of its causes.
    pub(crate) fn redacted(&self, text: String) -> Self {
        Self(Cause::Redacted { text, is_timeout: self.is_timeout(), is_connect: self.is_connect() })
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Error(error) => fmt::Display::fmt(error, f),
            Cause::Redacted { text, .. } => f.write_str(text),
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Error(error) => fmt::Debug::fmt(error, f),
            Cause::Redacted { text, .. } => f.debug_tuple("TransportError").field(text).finish(),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0 {
            Cause::Error(error) => error.source(),
            Cause::Redacted { .. } => None,
        }
    }
}
