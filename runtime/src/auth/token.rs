//! A token: what goes into a request with it, and how it is taken out of what the service says.

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use secrecy::ExposeSecret;

use crate::auth::claims::Claims;
use crate::auth::credential::AccessToken;
use crate::auth::identities::Identities;
use crate::wire::headers::CLIENT_REQUEST_ID;

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
        // Each request has its own, which replaces this, so that the copy need not grow for it.
        headers.insert(CLIENT_REQUEST_ID, HeaderValue::from_static(""));
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

    /// Whether both have the same text.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.secret() == other.secret()
    }

    /// Whether it was made of a token like this one, with the same text and end.
    pub(super) fn is_of(&self, token: &AccessToken) -> bool {
        self.secret() == token.secret.expose_secret() && self.secret.expires_on == token.expires_on
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
    pub(super) fn left(&self, now: SystemTime) -> Option<Duration> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_does_not_show() {
        let token = Token::new("secret-token".into()).unwrap();
        assert!(!format!("{token:?} {:?}", token.headers(true)).contains("secret"));
        for bad in ["", "secret token", "secret\r\nx: y", "sécret"] {
            assert!(Token::new(bad.into()).is_none());
        }
    }

    #[test]
    fn a_text_shows_the_token_of_no_identity() {
        let identities = Arc::new(Identities::default());
        let of = |text: &str| Token::of(text.into(), &identities).unwrap();
        // One begins with another.
        let (short, long, other) = (of("secret-1"), of("secret-1-and-more"), of("another-2"));
        let text = "secret-1 secret-1-and-more another-2 secret-";
        for token in [&short, &long, &other] {
            let mut redacted = text.to_owned();
            token.redact(&mut redacted);
            assert_eq!(redacted, "[token] [token] [token] secret-");
            assert_eq!(token.redacted_bytes(text.as_bytes()).unwrap(), redacted.as_bytes());
            assert_eq!(token.redacted_bytes(b"nothing"), None);
        }
    }
}
