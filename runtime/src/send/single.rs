//! One operation by all the rules: attempts, waits and their end.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::token::Token;
use crate::client::GraphClient;
use crate::errors::attempt::Attempt;
use crate::errors::error::Error;
use crate::operation::options::SendOptions;
use crate::operation::request::Request;
use crate::random;
use crate::send::deadline::Deadline;
use crate::send::delivered::Delivered;
use crate::send::policy::{Next, Policy};
use crate::send::verdict::Failure;
use crate::wire::exchange::{Challenge, challenge};

/// The attempts at one operation.
struct Attempts {
    options: SendOptions,
    until: Deadline,
    /// Those that ended.
    ended: Vec<Attempt>,
    /// Made when one fails: most operations end with their first.
    policy: Option<Policy>,
    /// The wait before the next one.
    waited: Duration,
    /// What the next one is sent with, if not with the client's token.
    replacement: Option<Arc<Token>>,
}

impl GraphClient {
    /// Sends a request until there is an outcome.
    pub(crate) async fn deliver(&self, request: &Request) -> Result<Delivered, Error> {
        request.check_for(&self.shared.base_url)?;
        let options = request.options.over(self.shared.options);
        let mut attempts = Attempts {
            options,
            until: Deadline::after(options.deadline),
            ended: Vec::with_capacity(1),
            policy: None,
            waited: Duration::ZERO,
            replacement: None,
        };
        loop {
            let mut attempt = Attempt::new(attempts.waited);
            attempt.resend = u32::try_from(attempts.ended.len()).unwrap_or(u32::MAX);
            let token = match attempts.replacement.take() {
                Some(token) => Ok(token),
                None => self.token(attempts.until).await,
            };
            let (failure, token) = match token {
                Ok(token) => match self.attempt(&token, request, &mut attempt, attempts.until).await {
                    Ok(answer) => {
                        attempts.ended.push(attempt.ended_in(request.expectation.effect, None));
                        return Ok(Delivered::new(request, answer, attempts.ended, Some(token)));
                    }
                    Err(failure) => (failure, Some(token)),
                },
                Err(kind) => (Failure::before_sending(kind), None),
            };
            attempts.ended.push(attempt.ended_in(request.expectation.effect, Some(failure.verdict)));
            // Boxed, so that the code and the memory of a success are all together.
            match Box::pin(self.follow(request, failure, token, &mut attempts)).await {
                ControlFlow::Continue(()) => {}
                ControlFlow::Break(outcome) => return outcome,
            }
        }
    }

    /// What follows a failure: a wait or another token, and then the next attempt; or the outcome.
    #[cold]
    async fn follow(
        &self,
        request: &Request,
        Failure { kind, verdict }: Failure,
        token: Option<Arc<Token>>,
        attempts: &mut Attempts,
    ) -> ControlFlow<Result<Delivered, Error>> {
        let Attempts { options, until, .. } = *attempts;
        let policy = attempts.policy.get_or_insert_with(|| Policy::new(request.expectation, options));
        let next = policy.next(verdict, until.left(), random::fraction());
        if let (Some(token), Some(Challenge { claims })) = (&token, challenge(&kind)) {
            if next == Next::Reauthorize {
                attempts.replacement = until.of(self.tokens.replace(token, claims)).await.flatten();
            } else {
                self.tokens.forget(token, claims);
            }
        }
        attempts.waited =
            match next {
                Next::Again { after } => {
                    tracing::debug!(target: "graph_entity", after_ms = after.as_millis(), "sent again after a wait");
                    // What ended is not kept while it waits.
                    drop((kind, token));
                    tokio::time::sleep(after).await;
                    after
                }
                Next::Reauthorize if attempts.replacement.is_some() => Duration::ZERO,
                Next::Reauthorize | Next::GiveUp | Next::Done => {
                    let answer = if next == Next::Done { kind.into_answer() } else { Err(kind) };
                    let ended = std::mem::take(&mut attempts.ended);
                    return ControlFlow::Break(match answer {
                        Ok(answer) => Ok(Delivered::new(request, answer, ended, token)),
                        Err(kind) => Err(Error::after(kind, verdict, ended, request.permissions)
                            .expecting(request.expectation.answer)),
                    });
                }
            };
        ControlFlow::Continue(())
    }
}
