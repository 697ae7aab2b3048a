//! Upload sessions: where files are sent to in chunks, without a token.

pub(crate) mod answers;
pub(crate) mod handle;
pub(crate) mod range;
pub(crate) mod sessions;
