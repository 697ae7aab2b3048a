//! Tokens, and a credential that gives a new one each time.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use base64::Engine;
use graph_entity::{AccessToken, Credential, TokenFuture, TokenRequest};
use serde_json::Value;

/// A token with these claims, and no signature.
pub fn jwt(claims: &Value) -> String {
    let encode = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2VjcmV0", encode(r#"{"typ":"JWT","alg":"RS256"}"#), encode(&claims.to_string()))
}

/// Gives `token-1`, `token-2` …, each valid for more than an hour, and keeps the requests.
#[derive(Debug, Clone, Default)]
pub struct Counting(pub Arc<Mutex<Vec<TokenRequest>>>);

impl Credential for Counting {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async { Err("asked without the request".into()) })
    }

    fn token_for<'a>(&'a self, request: &'a TokenRequest) -> TokenFuture<'a> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let mut requests = self.0.lock().unwrap();
            requests.push(request.clone());
            let token = AccessToken::new(format!("token-{}", requests.len()));
            Ok(token.expires_on(SystemTime::now() + Duration::from_secs(4_000)))
        })
    }
}
