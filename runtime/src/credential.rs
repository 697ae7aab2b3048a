//! Where a client's tokens come from.

use std::fmt;
use std::pin::Pin;

use secrecy::SecretString;

/// An OAuth 2.0 access token for Microsoft Graph, as it stands behind `Bearer ` in a request.
///
/// It is kept in a [`SecretString`]: `Debug` does not show it, and its memory is cleared when it is dropped.
#[derive(Clone)]
pub struct AccessToken {
    pub(crate) secret: SecretString,
}

impl AccessToken {
    /// A token, from a `String`, a `&str` or a [`SecretString`].
    pub fn new(secret: impl Into<SecretString>) -> Self {
        Self { secret: secret.into() }
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

impl From<SecretString> for AccessToken {
    fn from(secret: SecretString) -> Self {
        Self { secret }
    }
}

impl From<String> for AccessToken {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl From<&str> for AccessToken {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

/// Why no token could be had: any error.
pub type CredentialError = Box<dyn std::error::Error + Send + Sync>;

/// What [`Credential::token`] returns.
pub type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<AccessToken, CredentialError>> + Send + 'a>>;

/// A source of access tokens. A client asks it before each request.
///
/// A token as a string is one ([`GraphClientBuilder::token`]), an async closure another
/// ([`GraphClientBuilder::token_from`]); implement it for what those two do not cover.
///
/// ```
/// use graph_entity::{AccessToken, Credential, GraphClient, TokenFuture};
///
/// struct FromFile(std::path::PathBuf);
///
/// impl Credential for FromFile {
///     fn token(&self) -> TokenFuture<'_> {
///         Box::pin(async { Ok(AccessToken::new(std::fs::read_to_string(&self.0)?.trim())) })
///     }
/// }
///
/// let graph = GraphClient::builder().credential(FromFile("token".into())).build()?;
/// # Ok::<(), graph_entity::Error>(())
/// ```
///
/// [`GraphClientBuilder::token`]: crate::GraphClientBuilder::token
/// [`GraphClientBuilder::token_from`]: crate::GraphClientBuilder::token_from
pub trait Credential: Send + Sync {
    /// A token that is good for a request sent now.
    fn token(&self) -> TokenFuture<'_>;
}

/// A token as a string.
pub(crate) struct StaticToken(pub(crate) AccessToken);

impl Credential for StaticToken {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// An async closure.
pub(crate) struct TokenFrom(Box<dyn Fn() -> TokenFuture<'static> + Send + Sync>);

impl TokenFrom {
    pub(crate) fn new<F, Fut, T, E>(token: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
        T: Into<AccessToken>,
        E: Into<CredentialError>,
    {
        Self(Box::new(move || {
            let token = token();
            Box::pin(async { token.await.map(Into::into).map_err(Into::into) })
        }))
    }
}

impl Credential for TokenFrom {
    fn token(&self) -> TokenFuture<'_> {
        (self.0)()
    }
}
