//! Why the URL of another server cannot be used.

use std::fmt;

/// Why a URL that a service gave cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidUrl {
    /// It is not a valid URL.
    NotAUrl,
    /// It has a user's name or password.
    User,
    /// Its scheme is not `https`.
    Scheme,
    /// It is `http` on another machine: what authorizes would be sent in the clear.
    InTheClear,
}

impl fmt::Display for InvalidUrl {
    /// Without the URL, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAUrl => "the URL is not valid, expected `https://…`",
            Self::User => "the URL has a user's name or password, write it without",
            Self::Scheme => "the URL's scheme is not `https`, expected `https://…`",
            Self::InTheClear => "the URL would be sent in the clear, write `https`",
        })
    }
}

impl std::error::Error for InvalidUrl {}
