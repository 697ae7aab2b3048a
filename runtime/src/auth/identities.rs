//! What the identities of a client have in common: the headers of every request, and which tokens no error may show.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use http::HeaderMap;

use crate::auth::credential::AccessToken;
use crate::wire::headers;

/// How many tokens are looked for in an error, beside the one that the request was sent with.
const KEPT: usize = 64;

/// The identities of the clients that share connections.
pub(crate) struct Identities {
    /// What every request has, beside its `Authorization`.
    pub(crate) headers: HeaderMap,
    /// The tokens in use, the newest last. An answer on a shared connection may repeat the token of another identity.
    tokens: Mutex<VecDeque<Weak<AccessToken>>>,
}

impl Identities {
    pub(crate) fn new(headers: HeaderMap) -> Self {
        Self { headers, tokens: Mutex::default() }
    }

    /// Adds a token. It is not kept alive.
    pub(crate) fn add(&self, token: &Arc<AccessToken>) {
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
    pub(crate) fn tokens(&self) -> Vec<Arc<AccessToken>> {
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
        let identities = Identities::default();
        let add = |text: String| {
            let token = Arc::new(AccessToken::new(text));
            identities.add(&token);
            token
        };
        let kept: Vec<_> = (0..3 * KEPT).map(|number| add(format!("token-{number}"))).collect();
        assert_eq!(identities.tokens().len(), KEPT);
        drop(kept);
        assert_eq!(identities.tokens().len(), 0);
        let last = add("token-last".to_owned());
        assert_eq!(identities.tokens().len(), 1);
        assert_eq!(identities.tokens.lock().unwrap().len(), 1, "those not in use are left out");
        drop(last);
    }
}
