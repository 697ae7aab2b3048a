//! What an upload session is asked, as data: it has a URL of its own, so no [`Request`](super::request::Request) is made.

use http::Method;

use super::effect::Effect;
use super::expectation::{Expectation, Expected};

/// A request to an upload session, <https://learn.microsoft.com/graph/api/driveitem-createuploadsession>.
#[derive(Debug, Clone)]
pub(crate) struct SessionRequest {
    pub(crate) method: Method,
    pub(crate) expectation: Expectation,
}

impl SessionRequest {
    /// What the session has.
    pub(crate) const STATUS: Self = Self { method: Method::GET, expectation: PART };

    /// A chunk after which bytes are missing: it makes no file.
    pub(crate) const CHUNK: Self = Self { method: Method::PUT, expectation: PART };

    /// The chunk that makes the file. What the session has is not taken a second time.
    pub(crate) const LAST_CHUNK: Self = Self { method: Method::PUT, expectation: FILE };

    /// Makes the file of a session with `deferCommit`, of which all bytes are there.
    pub(crate) const COMPLETE: Self = Self { method: Method::POST, expectation: FILE };

    /// Ends the session: the service deletes what it has of the file.
    pub(crate) const CANCEL: Self = Self {
        method: Method::DELETE,
        expectation: Expectation { effect: Effect::Idempotent, answer: Expected::Nothing },
    };
}

const PART: Expectation = Expectation { effect: Effect::Read, answer: Expected::EntityOrNothing };
const FILE: Expectation = Expectation { effect: Effect::Idempotent, answer: Expected::EntityOrNothing };
