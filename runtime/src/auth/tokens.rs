//! The client's token: fetched once for all who wait, kept until shortly before it expires.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderValue;
use http::header::USER_AGENT;
use tokio::sync::Mutex;

use crate::auth::credential::{Credential, TokenRequest};
use crate::auth::identities::Identities;
use crate::auth::token::Token;
use crate::errors::error::{ErrorKind, chain};

/// How long before its end a token is replaced.
const EARLY: Duration = Duration::from_secs(300);

/// How long a token near its end is kept after an attempt to replace it that gave nothing better.
const PAUSE: Duration = Duration::from_secs(30);

/// A credential with the token that it gave last.
pub(crate) struct Tokens {
    credential: Box<dyn Credential>,
    scope: &'static str,
    identities: Arc<Identities>,
    /// Counts the fetches: who finds it changed after waiting takes the result, in place of a fetch of its own.
    round: AtomicU64,
    state: Mutex<Cached>,
}

#[derive(Default)]
struct Cached {
    held: Option<Arc<Token>>,
    /// Whether the last fetch failed, and how.
    failed: Option<FetchFailure>,
    /// Not before this, a token near its end is tried to be replaced again.
    pause_until: Option<SystemTime>,
    /// What the next token has to satisfy.
    claims: Option<String>,
}

#[derive(Clone)]
enum FetchFailure {
    Credential(String),
    Token,
}

impl From<FetchFailure> for ErrorKind {
    fn from(failure: FetchFailure) -> Self {
        match failure {
            FetchFailure::Credential(text) => Self::Credential(text.into()),
            FetchFailure::Token => Self::Token,
        }
    }
}

impl Tokens {
    pub(crate) fn new(credential: Box<dyn Credential>, scope: &'static str, identities: Arc<Identities>) -> Self {
        Self { credential, scope, identities, round: AtomicU64::new(0), state: Mutex::default() }
    }

    /// Those of another identity of the same client.
    pub(crate) fn of_another(&self, credential: Box<dyn Credential>) -> Self {
        Self::new(credential, self.scope, Arc::clone(&self.identities))
    }

    /// The `User-Agent` of every request.
    pub(crate) fn user_agent(&self) -> Option<&HeaderValue> {
        self.identities.headers.get(USER_AGENT)
    }

    /// The token that is held, if it is good and nobody is about to replace it.
    pub(crate) fn held(&self) -> Option<Arc<Token>> {
        self.state.try_lock().ok()?.good(SystemTime::now()).cloned()
    }

    /// A token that is good for a request sent now.
    pub(crate) async fn get(&self) -> Result<Arc<Token>, ErrorKind> {
        let before = self.round.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        if self.round.load(Ordering::Acquire) != before {
            return state.last();
        }
        let now = SystemTime::now();
        if let Some(held) = state.good(now) {
            return Ok(Arc::clone(held));
        }
        let near_its_end = state.held.clone().filter(|held| held.left(now).is_some());
        let fetched = self.fetch(&mut state, None).await;
        if let Some(held) = near_its_end {
            let better = fetched.as_ref().is_ok_and(|token| token.left(now).is_none_or(|left| left > EARLY));
            state.pause_until = (!better).then(|| now.checked_add(PAUSE)).flatten();
            if fetched.is_err() {
                // It is still good.
                (state.held, state.failed) = (Some(Arc::clone(&held)), None);
                return Ok(held);
            }
        }
        fetched
    }

    /// A token in place of one that the service refused, which has to satisfy claims where the service says so; none
    /// where the credential has no other.
    pub(crate) async fn replace(&self, refused: &Arc<Token>, claims: Option<&str>) -> Option<Arc<Token>> {
        let mut state = self.state.lock().await;
        match &state.held {
            // Someone else was faster.
            Some(held) if !held.is(refused) => return Some(Arc::clone(held)),
            _ => {}
        }
        state.held = None;
        state.pause_until = None;
        self.fetch(&mut state, claims).await.ok().filter(|token| !token.is(refused))
    }

    /// Keeps a token no longer that the service refused, without a fetch; the next one has to satisfy the claims.
    pub(crate) fn forget(&self, refused: &Arc<Token>, claims: Option<&str>) {
        // Where it is locked, another is being fetched already.
        if let Ok(mut state) = self.state.try_lock()
            && state.held.as_ref().is_some_and(|held| held.is(refused))
        {
            state.held = None;
            state.claims = claims.map(str::to_owned);
        }
    }

    async fn fetch(&self, state: &mut Cached, claims: Option<&str>) -> Result<Arc<Token>, ErrorKind> {
        let request = TokenRequest::new(self.scope, claims.or(state.claims.as_deref()));
        // Where this is given up while it waits, nothing was changed: the next in line fetches for itself.
        let fetched = self.credential.token_for(&request).await;
        if fetched.is_ok() {
            state.claims = None;
        }
        let result = match fetched {
            // Not decoded again.
            Ok(token) => match state.held.take().filter(|held| held.is_of(&token)) {
                Some(held) => Ok(held),
                None => Token::of(token, &self.identities).ok_or((FetchFailure::Token, ErrorKind::Token)),
            },
            Err(error) => Err((FetchFailure::Credential(chain(error.as_ref())), ErrorKind::Credential(error))),
        };
        self.round.fetch_add(1, Ordering::Release);
        match result {
            Ok(token) => {
                (state.held, state.failed) = (Some(Arc::clone(&token)), None);
                Ok(token)
            }
            Err((failure, kind)) => {
                (state.held, state.failed) = (None, Some(failure));
                Err(kind)
            }
        }
    }
}

impl Cached {
    /// The token that is held, if it need not be replaced now.
    fn good(&self, now: SystemTime) -> Option<&Arc<Token>> {
        let held = self.held.as_ref()?;
        let paused = self.pause_until.is_some_and(|until| now < until);
        held.left(now).is_some_and(|left| left > EARLY || paused).then_some(held)
    }

    /// What the last fetch ended in.
    fn last(&self) -> Result<Arc<Token>, ErrorKind> {
        match (&self.held, &self.failed) {
            (Some(held), _) => Ok(Arc::clone(held)),
            (None, Some(failure)) => Err(failure.clone().into()),
            // A fetch always leaves one of the two.
            (None, None) => Err(ErrorKind::Token),
        }
    }
}

#[cfg(test)]
mod tests;
