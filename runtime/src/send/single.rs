//! One operation by all the rules: attempts, waits and their end.

use std::sync::Arc;
use std::time::Duration;

use crate::auth::token::Token;
use crate::client::GraphClient;
use crate::errors::attempt::Attempt;
use crate::errors::error::Error;
use crate::operation::request::Request;
use crate::random;
use crate::send::deadline::Deadline;
use crate::send::delivered::Delivered;
use crate::send::policy::{Next, Policy};
use crate::send::verdict::Failure;
use crate::wire::exchange::{Challenge, challenge};

impl GraphClient {
    /// Sends a request until there is an outcome.
    pub(crate) async fn deliver(&self, request: &Request) -> Result<Delivered, Error> {
        request.check_for(&self.shared.base_url)?;
        let options = request.options.over(self.shared.options);
        let until = Deadline::after(options.deadline);
        // Most operations end with their first attempt.
        let mut policy = None;
        let mut attempts = Vec::with_capacity(1);
        let mut waited = Duration::ZERO;
        let mut replacement: Option<Arc<Token>> = None;
        loop {
            let mut attempt = Attempt::new(waited);
            attempt.resend = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
            let token = match replacement.take() {
                Some(token) => Ok(token),
                None => self.token(until).await,
            };
            // What ends here is not part of what is kept while it waits.
            let (Failure { kind, verdict }, token) = match token {
                Ok(token) => match self.attempt(&token, request, &mut attempt, until).await {
                    Ok(answer) => {
                        attempts.push(attempt.ended_in(request.expectation.effect, None));
                        return Ok(Delivered::new(request, answer, attempts, Some(token)));
                    }
                    Err(failure) => (failure, Some(token)),
                },
                Err(kind) => (Failure::before_sending(kind), None),
            };
            attempts.push(attempt.ended_in(request.expectation.effect, Some(verdict)));
            let policy = policy.get_or_insert_with(|| Policy::new(request.expectation, options));
            let next = policy.next(verdict, until.left(), random::fraction());
            if let (Some(token), Some(Challenge { claims })) = (&token, challenge(&kind)) {
                if next == Next::Reauthorize {
                    replacement = Box::pin(until.of(self.tokens.replace(token, claims))).await.flatten();
                } else {
                    self.tokens.forget(token, claims);
                }
            }
            waited = match next {
                Next::Again { after } => {
                    tracing::debug!(target: "graph_entity", after_ms = after.as_millis(), "sent again after a wait");
                    tokio::time::sleep(after).await;
                    after
                }
                Next::Reauthorize if replacement.is_some() => Duration::ZERO,
                Next::Reauthorize | Next::GiveUp | Next::Done => {
                    let answer = if next == Next::Done { kind.into_answer() } else { Err(kind) };
                    return match answer {
                        Ok(answer) => Ok(Delivered::new(request, answer, attempts, token)),
                        Err(kind) => Err(Error::after(kind, verdict, attempts, request.permissions)
                            .expecting(request.expectation.answer)),
                    };
                }
            };
        }
    }
}
