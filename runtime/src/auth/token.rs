//! The client's token: fetched once for all who wait, kept until shortly before it expires.

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use secrecy::ExposeSecret;
use tokio::sync::Mutex;

use crate::auth::claims::Claims;
use crate::auth::credential::{AccessToken, Credential, TokenRequest};
use crate::auth::identities::Identities;
use crate::errors::error::{ErrorKind, chain};

/// How long before its end a token is replaced.
const EARLY: Duration = Duration::from_secs(300);

/// How long a token near its end is kept after an attempt to replace it that gave nothing better.
const PAUSE: Duration = Duration::from_secs(30);

/// The shortest token that is looked for in a text, in bytes: a shorter one is a part of ordinary words, and never a real one.
const SHORTEST: usize = 8;

/// What stands in a text in place of the token.
const REDACTED: &str = "[token]";

/// A token, ready to be sent.
pub(crate) struct Token {
    secret: Arc<AccessToken>,
    /// What every request with it has; its `Authorization` is marked so that no layer below shows it.
    headers: HeaderMap,
    /// The same for requests without a body.
    headers_without_body: HeaderMap,
    /// The claims, or `None` if the token is opaque.
    pub(crate) claims: Option<Arc<Claims>>,
    expires_on: Option<SystemTime>,
    /// Those of its client.
    identities: Arc<Identities>,
}

impl Token {
    #[cfg(test)]
    pub(crate) fn new(token: AccessToken) -> Option<Arc<Self>> {
        Self::of(token, &Arc::default())
    }

    /// A token of one of these identities, or `None` if a header cannot carry it.
    pub(crate) fn of(token: AccessToken, identities: &Arc<Identities>) -> Option<Arc<Self>> {
        let secret = token.secret.expose_secret();
        // RFC 6750, section 2.1, in the wider form that services take: visible ASCII.
        if secret.is_empty() || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let mut authorization = HeaderValue::from_str(&format!("Bearer {secret}")).ok()?;
        authorization.set_sensitive(true);
        let mut headers = identities.headers.clone();
        headers.insert(AUTHORIZATION, authorization);
        // Each request has a copy, to which names are added. It need not look up those that it has again then.
        headers.reserve(8);
        let mut headers_without_body = headers.clone();
        headers_without_body.remove(CONTENT_TYPE);
        let claims = Claims::read(secret).map(Arc::new);
        let expires_on = token.expires_on.or_else(|| claims.as_ref()?.expires_on);
        let secret = Arc::new(token);
        identities.add(&secret);
        Some(Arc::new(Self {
            headers,
            headers_without_body,
            claims,
            expires_on,
            secret,
            identities: Arc::clone(identities),
        }))
    }

    /// What every request with it has.
    pub(crate) fn headers(&self, has_body: bool) -> &HeaderMap {
        if has_body { &self.headers } else { &self.headers_without_body }
    }

    fn secret(&self) -> &str {
        self.secret.secret.expose_secret()
    }

    fn is(&self, other: &AccessToken) -> bool {
        self.secret() == other.secret.expose_secret()
    }

    /// Calls a function with this token and with each that another identity uses: longer ones first, as one may begin with
    /// another.
    fn for_each_secret(&self, mut redact: impl FnMut(&str)) {
        let others = self.identities.tokens();
        let mut secrets: Vec<&str> =
            others.iter().map(|token| token.secret.expose_secret()).chain([self.secret()]).collect();
        secrets.retain(|secret| secret.len() >= SHORTEST);
        secrets.sort_unstable_by_key(|secret| (Reverse(secret.len()), *secret));
        secrets.dedup();
        secrets.into_iter().for_each(&mut redact);
    }

    /// Replaces the token in a text, and those of the client's other identities.
    pub(crate) fn redact(&self, text: &mut String) {
        self.for_each_secret(|secret| {
            if text.contains(secret) {
                *text = text.replace(secret, REDACTED);
            }
        });
    }

    /// The bytes with the tokens replaced, if they have any.
    pub(crate) fn redacted_bytes(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut redacted = None;
        self.for_each_secret(|secret| {
            let current = redacted.as_deref().unwrap_or(bytes);
            redacted = without(current, secret.as_bytes()).or_else(|| redacted.take());
        });
        redacted
    }

    /// Time until expiry, or `None` if it is not known or has passed.
    fn left(&self, now: SystemTime) -> Option<Duration> {
        self.expires_on?.duration_since(now).ok().filter(|left| !left.is_zero())
    }
}

/// The bytes with a secret replaced, if they have it.
fn without(bytes: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    let found = |bytes: &[u8]| bytes.windows(secret.len()).position(|window| window == secret);
    let mut rest = bytes;
    let mut redacted = Vec::new();
    while let Some(at) = found(rest) {
        let (before, from) = rest.split_at(at);
        redacted.extend_from_slice(before);
        redacted.extend_from_slice(REDACTED.as_bytes());
        rest = from.get(secret.len()..).unwrap_or_default();
    }
    if redacted.is_empty() {
        return None;
    }
    redacted.extend_from_slice(rest);
    Some(redacted)
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A credential with the token that it gave last.
pub(crate) struct Tokens {
    credential: Box<dyn Credential>,
    scope: &'static str,
    identities: Arc<Identities>,
    /// Counts the fetches: who finds it changed after waiting takes the result, in place of a fetch of its own.
    round: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Arc<Token>>,
    /// Whether the last fetch failed, and how.
    failed: Option<Failure>,
    /// Not before this, a token near its end is tried to be replaced again.
    pause_until: Option<SystemTime>,
    /// What the next token has to satisfy.
    claims: Option<String>,
}

#[derive(Clone)]
enum Failure {
    Credential(String),
    Token,
}

impl From<Failure> for ErrorKind {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Credential(text) => Self::Credential(text.into()),
            Failure::Token => Self::Token,
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

    /// The token that is held, where it is good and nobody is about to replace it.
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
            Some(held) if !Arc::ptr_eq(held, refused) && !held.is(&refused.secret) => return Some(Arc::clone(held)),
            _ => {}
        }
        state.held = None;
        state.pause_until = None;
        self.fetch(&mut state, claims).await.ok().filter(|token| !token.is(&refused.secret))
    }

    /// Keeps a token no longer that the service refused, without a fetch; the next one has to satisfy the claims.
    pub(crate) fn forget(&self, refused: &Arc<Token>, claims: Option<&str>) {
        // Where it is locked, another is being fetched already.
        if let Ok(mut state) = self.state.try_lock()
            && state.held.as_ref().is_some_and(|held| held.is(&refused.secret))
        {
            state.held = None;
            state.claims = claims.map(str::to_owned);
        }
    }

    async fn fetch(&self, state: &mut State, claims: Option<&str>) -> Result<Arc<Token>, ErrorKind> {
        let request = TokenRequest::new(self.scope, claims.or(state.claims.as_deref()));
        // Where this is given up while it waits, nothing was changed: the next in line fetches for itself.
        let fetched = self.credential.token_for(&request).await;
        if fetched.is_ok() {
            state.claims = None;
        }
        let result = match fetched {
            // Not decoded again.
            Ok(token) => {
                match state.held.take().filter(|held| held.is(&token) && held.secret.expires_on == token.expires_on) {
                    Some(held) => Ok(held),
                    None => Token::of(token, &self.identities).ok_or((Failure::Token, ErrorKind::Token)),
                }
            }
            Err(error) => Err((Failure::Credential(chain(error.as_ref())), ErrorKind::Credential(error))),
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

impl State {
    /// The token that is held, where it need not be replaced now.
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
