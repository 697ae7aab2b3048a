//! The HTTP client's errors, without its types.

use std::error::Error;
use std::fmt;

/// An error of the connection, of TLS or of the HTTP client: [`source`](Error::source) has its causes.
///
/// The URL is not part of it: its ids may be personal data.
pub struct TransportError(reqwest::Error);

impl TransportError {
    /// Whether the time was up.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout()
    }

    /// Whether no connection was made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.is_connect()
    }

    /// Whether the request could not be built.
    pub(crate) fn is_builder(&self) -> bool {
        self.0.is_builder()
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        Self(error.without_url())
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
