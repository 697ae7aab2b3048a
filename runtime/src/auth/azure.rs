//! Credentials of the Azure SDK.

use std::fmt;
use std::sync::Arc;

use azure_core::credentials::TokenCredential;

use crate::auth::credential::{AccessToken, Credential, TokenFuture, TokenRequest};
use crate::client::cloud::Cloud;

/// Any [`TokenCredential`] of the Azure SDK for Rust: those of
/// [`azure_identity`](https://docs.rs/azure_identity), such as a client secret, a certificate, a managed identity, a workload
/// identity or the Azure CLI. With the feature `azure`.
///
/// The scope is that of the client's [cloud](Cloud). A claims challenge cannot be passed on: `azure_core` 1.1 has no place for
/// it; the service's refusal then comes back as it is, unless the credential has another token by itself.
///
/// ```
/// use std::sync::Arc;
///
/// use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
/// use graph_entity::{AzureCredential, GraphClient};
///
/// /// In place of one of `azure_identity`, such as `DeveloperToolsCredential::new(None)?`.
/// #[derive(Debug)]
/// struct Mine;
///
/// # fn in_an_hour() -> azure_core::time::OffsetDateTime { azure_core::time::OffsetDateTime::now_utc() + azure_core::time::Duration::hours(1) }
/// #[async_trait::async_trait]
/// impl TokenCredential for Mine {
///     async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> azure_core::Result<AccessToken> {
///         assert_eq!(scopes, ["https://graph.microsoft.com/.default"]);
///         Ok(AccessToken::new("eyJ0eXAiOiJKV1QiLCJub25jZSI6", in_an_hour()))
///     }
/// }
///
/// let graph = GraphClient::builder().credential(AzureCredential::new(Arc::new(Mine))).build()?;
/// # Ok::<(), graph_entity::Error>(())
/// ```
pub struct AzureCredential(Arc<dyn TokenCredential>);

impl AzureCredential {
    /// The SDK's constructors give an `Arc` already.
    #[must_use]
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self(credential)
    }

    fn fetch<'a>(&'a self, scope: &'a str) -> TokenFuture<'a> {
        Box::pin(async move {
            let token = self.0.get_token(&[scope], None).await?;
            Ok(AccessToken::new(token.token.secret()).expires_on(token.expires_on.into()))
        })
    }
}

impl fmt::Debug for AzureCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AzureCredential(…)")
    }
}

impl Credential for AzureCredential {
    /// With the scope of the global cloud; a client says its own.
    fn token(&self) -> TokenFuture<'_> {
        self.fetch(Cloud::Global.scope())
    }

    fn token_for<'a>(&'a self, request: &'a TokenRequest) -> TokenFuture<'a> {
        self.fetch(request.scope())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::time::{Duration, SystemTime};

    use azure_core::credentials::{AccessToken as AzureToken, TokenRequestOptions};

    #[derive(Debug)]
    struct Fake(Mutex<Vec<String>>);

    #[async_trait::async_trait]
    impl TokenCredential for Fake {
        async fn get_token(
            &self,
            scopes: &[&str],
            _: Option<TokenRequestOptions<'_>>,
        ) -> azure_core::Result<AzureToken> {
            self.0.lock().unwrap().extend(scopes.iter().map(|scope| (*scope).to_owned()));
            let expires_on = SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000);
            Ok(AzureToken::new("secret-token", expires_on.into()))
        }
    }

    #[tokio::test]
    async fn the_clouds_scope_and_the_end_are_passed_on() {
        let fake = Arc::new(Fake(Mutex::default()));
        let credential = AzureCredential::new(Arc::<Fake>::clone(&fake));
        let request = TokenRequest::new(Cloud::UsGov.scope(), None);
        let token = credential.token_for(&request).await.unwrap();
        assert_eq!(token.expires_on, Some(SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000)));
        credential.token().await.unwrap();
        assert_eq!(*fake.0.lock().unwrap(), [Cloud::UsGov.scope(), Cloud::Global.scope()]);
        assert!(!format!("{credential:?} {token:?}").contains("secret"));
    }
}
