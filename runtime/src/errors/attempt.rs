//! One attempt, as an outcome lists it.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use uuid::Uuid;

use crate::auth::claims::{Claims, Grants};
use crate::errors::disposition::Verdict;
use crate::operation::effect::Effect;
use crate::wire::ids::client_request_id;

/// One request that was sent, or was about to be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The `client-request-id` that it was sent with; the nil GUID if it was sent without one, to another server than the
    /// client's own.
    pub client_request_id: Uuid,
    /// The answer's status, if there was an answer.
    pub status: Option<StatusCode>,
    /// How long the client waited before it, after the attempt before.
    pub waited: Duration,
    /// Whether it was sent with its id.
    pub(crate) has_id: bool,
    /// How many requests were sent for the same operation before.
    pub(crate) resend: u32,
    /// Whether the service may have carried it out.
    pub(crate) may_have_taken_effect: bool,
    /// Whether it is a read that was sent, without a usable answer.
    pub(crate) unanswered: bool,
    /// The claims of its token.
    pub(crate) claims: Option<Arc<Claims>>,
}

impl Attempt {
    /// The permissions of the token that it was sent with, if that is a JWT.
    #[must_use]
    pub fn granted(&self) -> Option<&Grants> {
        self.claims.as_ref().map(|claims| &claims.grants)
    }

    /// One with an id of its own, not answered yet.
    pub(crate) fn new(waited: Duration) -> Self {
        Self::with_id(client_request_id(), waited)
    }

    /// The attempt at its end: a success, or a failure with this verdict. A success of a read had no effect.
    pub(crate) fn ended_in(self, effect: Effect, failure: Option<Verdict>) -> Self {
        let may_have_taken_effect = failure.map_or(effect != Effect::Read, Verdict::may_have_taken_effect);
        Self { may_have_taken_effect, unanswered: failure == Some(Verdict::Unanswered), ..self }
    }

    /// One to another server than the client's own, which is not sent an id.
    pub(crate) fn without_id(waited: Duration) -> Self {
        Self { has_id: false, ..Self::with_id(Uuid::nil(), waited) }
    }

    /// One with this id.
    pub(crate) fn with_id(client_request_id: Uuid, waited: Duration) -> Self {
        Self {
            client_request_id,
            has_id: true,
            status: None,
            waited,
            resend: 0,
            may_have_taken_effect: false,
            unanswered: false,
            claims: None,
        }
    }
}
