//! A create made ready, and its way to the service: attempts, waits and their end.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tokio::time::Instant;

use crate::auth::token::Token;
use crate::client::GraphClient;
use crate::errors::error::{Error, ErrorKind};
use crate::errors::outcome::Attempt;
use crate::operation::permissions::Permissions;
use crate::send::policy::{self, Next, Progress};
use crate::send::verdict::Verdict;
use crate::wire::exchange::Exchange;

/// A create made ready: validated, its path filled, its body written. It borrows nothing, so it can wait and be sent again.
// No `Debug`: the body may hold personal data.
#[derive(Clone)]
pub(crate) struct Prepared {
    /// With its version. The origin is the client's, whatever stands here.
    pub(crate) path: String,
    pub(crate) body: Bytes,
    /// The path before its placeholders were filled: what a trace may name, as ids may be personal data.
    pub(crate) template: &'static str,
    pub(crate) permissions: Permissions,
    pub(crate) expected: Expected,
    pub(crate) options: SendOptions,
}

/// What the body of a success holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The entity.
    Entity,
    /// The answers to the parts of a batch.
    Parts,
}

/// How often and how long a create is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SendOptions {
    /// How often it is sent again after the service or the network refused it; 0 sends it once.
    pub(crate) retries: u32,
    /// How long it may take in all, with every wait.
    pub(crate) deadline: Duration,
    /// How often it is sent again though it may exist.
    pub(crate) retry_unknown: u32,
    /// Whether a 401 fetches another token and sends again, once.
    pub(crate) reauthorize: bool,
}

impl Default for SendOptions {
    fn default() -> Self {
        Self { retries: 3, deadline: Duration::from_secs(100), retry_unknown: 0, reauthorize: true }
    }
}

/// What a call says of its sending, over what its client says.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overrides {
    pub(crate) retries: Option<u32>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry_unknown: Option<u32>,
}

impl Overrides {
    pub(crate) fn over(self, client: SendOptions) -> SendOptions {
        let retries = self.retries.unwrap_or(client.retries);
        SendOptions {
            retries,
            deadline: self.deadline.unwrap_or(client.deadline),
            retry_unknown: self.retry_unknown.unwrap_or(client.retry_unknown),
            reauthorize: retries > 0,
        }
    }
}

/// The moment by which all has to be done; none where there is no end to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    pub(crate) fn after(duration: Duration) -> Self {
        Self::since(Instant::now(), duration)
    }

    pub(crate) fn since(now: Instant, duration: Duration) -> Self {
        Self(now.checked_add(duration))
    }

    /// The later of the two.
    pub(crate) fn max(self, other: Self) -> Self {
        Self(self.0.zip(other.0).map(|(one, other)| one.max(other)))
    }

    /// What a future gives before it; none where it comes first.
    pub(crate) async fn of<F: Future>(self, future: F) -> Option<F::Output> {
        match self.0 {
            Some(at) => tokio::time::timeout_at(at, future).await.ok(),
            None => Some(future.await),
        }
    }

    /// The time that is left.
    pub(crate) fn left(self) -> Option<Duration> {
        Some(self.0?.saturating_duration_since(Instant::now()))
    }
}

impl GraphClient {
    /// One create by all the rules.
    pub(crate) async fn deliver(&self, prepared: &Prepared) -> Result<Exchange, Error> {
        let Prepared { options, permissions, .. } = prepared;
        let until = Deadline::after(options.deadline);
        let mut attempts = Vec::with_capacity(1);
        let mut progress = Progress::default();
        let mut waited = Duration::ZERO;
        let mut may_replace = options.reauthorize;
        let mut replacement: Option<Arc<Token>> = None;
        loop {
            let mut attempt = Attempt::new(waited);
            attempt.resend = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
            let token = match replacement.take() {
                Some(token) => Ok(token),
                None => self.token(until).await,
            };
            // What ends here is not part of what is kept while it waits.
            let (kind, token) = match token {
                Ok(token) => match self.attempt(&token, prepared, &mut attempt, until).await {
                    Ok(answer) => {
                        attempts.push(attempt.ended_in(None));
                        return Ok(Exchange { answer, attempts, permissions: *permissions, token: Some(token) });
                    }
                    Err(kind) => (kind, Some(token)),
                },
                Err(kind) => (kind, None),
            };
            let verdict = Verdict::of(&kind);
            attempts.push(attempt.ended_in(Some(verdict)));
            if let (ErrorKind::Service(answer, _), Some(token)) = (&kind, &token)
                && answer.status == StatusCode::UNAUTHORIZED
            {
                // Refused for its token alone: nothing was stored.
                let claims = answer.claims_challenge.as_deref();
                if std::mem::take(&mut may_replace) {
                    replacement = Box::pin(until.of(self.0.tokens.replace(token, claims))).await.flatten();
                } else {
                    self.0.tokens.forget(token, claims);
                }
                if replacement.is_some() {
                    waited = Duration::ZERO;
                    continue;
                }
            }
            match policy::next(verdict, *options, &mut progress, until.left(), policy::random()) {
                Next::GiveUp => return Err(Error::after(kind, attempts, *permissions)),
                Next::Again { after } => {
                    tracing::debug!(target: "graph_entity", after_ms = after.as_millis(), "sent again after a wait");
                    tokio::time::sleep(after).await;
                    waited = after;
                }
            }
        }
    }
}
