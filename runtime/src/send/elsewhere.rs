//! One request to an address that authorizes by itself, by all the rules.

use std::time::Duration;

use crate::client::GraphClient;
use crate::client::elsewhere::Elsewhere;
use crate::errors::attempt::Attempt;
use crate::errors::error::Error;
use crate::operation::options::SendOptions;
use crate::operation::permissions::Permissions;
use crate::random;
use crate::send::deadline::Deadline;
use crate::send::policy::{Next, Policy};
use crate::wire::answer::Answer;
use crate::wire::exchange::Outgoing;

impl GraphClient {
    /// Sends a request to another server until there is an outcome, without the token.
    pub(crate) async fn deliver_elsewhere(
        &self,
        to: &Elsewhere,
        outgoing: &Outgoing,
        options: SendOptions,
        until: Deadline,
    ) -> Result<Box<Answer>, Error> {
        // No token is sent, so none is replaced.
        let mut policy = Policy::new(outgoing.expectation, SendOptions { reauthorize: false, ..options });
        let mut attempts = Vec::with_capacity(1);
        let mut waited = Duration::ZERO;
        loop {
            let mut attempt = Attempt::without_id(waited);
            attempt.resend = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
            let failure = match self.attempt_elsewhere(to, outgoing, &mut attempt, until).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            attempts.push(attempt.ended_in(outgoing.expectation.effect, Some(failure.verdict)));
            let next = policy.next(failure.verdict, until.left(), random::fraction());
            let Next::Again { after } = next else {
                let ended = if next == Next::Done { failure.kind.into_answer() } else { Err(failure.kind) };
                return ended.map_err(|kind| {
                    let error = Error::after(kind, failure.verdict, attempts, Permissions::default());
                    error.expecting(outgoing.expectation.answer)
                });
            };
            tracing::debug!(target: "graph_entity", after_ms = after.as_millis(), "sent again after a wait");
            tokio::time::sleep(after).await;
            waited = after;
        }
    }
}
