//! What the identities of a client have in common: the headers of every request, and which tokens no error may show.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use http::HeaderMap;

use crate::auth::token::Token;
use crate::wire::headers;

/// How many tokens are looked for in an error, beside the one that the request was sent with.
const KEPT: usize = 64;

/// The identities of the clients that share connections.
pub(crate) struct Identities {
    /// What every request has, beside its `Authorization`.
    pub(crate) headers: HeaderMap,
    /// The tokens in use, the newest last. An answer on a shared connection may repeat the token of another identity.
    tokens: Mutex<VecDeque<Weak<Token>>>,
}

impl Identities {
    pub(crate) fn new(headers: HeaderMap) -> Self {
        Self { headers, tokens: Mutex::default() }
    }

    /// Adds a token. It is not kept alive.
    pub(crate) fn add(&self, token: &Arc<Token>) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.len() >= KEPT {
            tokens.retain(|token| token.strong_count() > 0);
        }
        if tokens.len() >= KEPT {
            tokens.pop_front();
        }
        tokens.push_back(Arc::downgrade(token));
    }

    /// The tokens in use.
    pub(crate) fn tokens(&self) -> Vec<Arc<Token>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).iter().filter_map(Weak::upgrade).collect()
    }
}

impl Default for Identities {
    fn default() -> Self {
        Self::new(headers::of_every_request())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokens_in_use_are_known_and_bounded() {
        let identities = Arc::new(Identities::default());
        let kept: Vec<_> =
            (0..3 * KEPT).map(|number| Token::of(format!("token-{number}").into(), &identities).unwrap()).collect();
        assert_eq!(identities.tokens().len(), KEPT);
        drop(kept);
        assert_eq!(identities.tokens().len(), 0);
        let last = Token::of("token-last".into(), &identities).unwrap();
        assert_eq!(identities.tokens().len(), 1);
        assert_eq!(identities.tokens.lock().unwrap().len(), 1, "those not in use are left out");
        drop(last);
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
