//! Tokens: where they come from, what their claims say, when they are replaced.

#[cfg(feature = "azure")]
pub(crate) mod azure;
pub(crate) mod challenge;
pub(crate) mod claims;
pub(crate) mod credential;
pub(crate) mod identities;
pub(crate) mod preflight;
pub(crate) mod token;
pub(crate) mod tokens;
