//! Where a client's tokens come from.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretString};

use crate::auth::claims::Claims;

/// An OAuth 2.0 access token for Microsoft Graph, as it stands behind `Bearer ` in a request.
///
/// It is kept in a [`SecretString`]: `Debug` does not show it, and its memory is cleared when it is dropped.
#[derive(Clone)]
pub struct AccessToken {
    pub(crate) secret: SecretString,
    pub(crate) expires_on: Option<SystemTime>,
}

impl AccessToken {
    /// A token, from a `String`, a `&str` or a [`SecretString`].
    pub fn new(secret: impl Into<SecretString>) -> Self {
        Self { secret: secret.into(), expires_on: None }
    }

    /// From when on it is good no more. A client replaces it 5 minutes before.
    ///
    /// Without this, a client reads it from the token where that is a JWT, and asks for a token before each request where
    /// it is opaque.
    #[must_use]
    pub fn expires_on(mut self, expires_on: SystemTime) -> Self {
        self.expires_on = Some(expires_on);
        self
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

impl From<SecretString> for AccessToken {
    fn from(secret: SecretString) -> Self {
        Self::new(secret)
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

/// What a client asks a [`Credential`] for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    scope: String,
    claims: Option<String>,
}

impl TokenRequest {
    pub(crate) fn new(scope: &str, claims: Option<&str>) -> Self {
        Self { scope: scope.to_owned(), claims: claims.map(str::to_owned) }
    }

    /// The scope of the client's [cloud](crate::Cloud), such as `https://graph.microsoft.com/.default`.
    #[must_use]
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// The claims that the token has to satisfy, as JSON: a
    /// [claims challenge](https://learn.microsoft.com/entra/identity-platform/claims-challenge) of the service, which
    /// refused a token, for example as its user was blocked or moved to another network. It is the `claims` parameter of
    /// a request to the identity platform; a cache of tokens is to be passed over.
    #[must_use]
    pub fn claims(&self) -> Option<&str> {
        self.claims.as_deref()
    }
}

/// A source of access tokens.
///
/// A client asks it for one token at a time, keeps it until 5 minutes before its end, and asks again, once, if the service
/// refuses it (401). Of a token whose end is not known ([`AccessToken::expires_on`]) it asks before each request.
///
/// A token as a string is one ([`GraphClientBuilder::token`]), an async closure another
/// ([`GraphClientBuilder::token_from`]), an [`Environment`] variable a third; implement it for what those do not cover.
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

    /// A token for what the client says of it: its scope, and the claims of a challenge. What a client calls; without an
    /// implementation of its own, it is [`token`](Self::token).
    fn token_for<'a>(&'a self, request: &'a TokenRequest) -> TokenFuture<'a> {
        let _ = request;
        self.token()
    }
}

/// A token from a variable of the environment, read whenever one is fetched.
///
/// ```
/// use graph_entity::{Environment, GraphClient};
///
/// let graph = GraphClient::builder().credential(Environment::new("GRAPH_TOKEN")).build()?;
/// # Ok::<(), graph_entity::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Environment(String);

impl Environment {
    /// The variable's name.
    pub fn new(variable: impl Into<String>) -> Self {
        Self(variable.into())
    }
}

impl Credential for Environment {
    fn token(&self) -> TokenFuture<'_> {
        let token = match std::env::var(&self.0) {
            Ok(token) => Ok(token.trim().into()),
            // The variable's content does not show.
            Err(std::env::VarError::NotPresent) => Err(format!("the variable `{}` is not set", self.0).into()),
            Err(_) => Err(format!("the variable `{}` is not valid Unicode", self.0).into()),
        };
        Box::pin(std::future::ready(token))
    }
}

/// A token as a string.
pub(crate) struct StaticToken(AccessToken);

impl StaticToken {
    pub(crate) fn new(secret: impl Into<SecretString>) -> Self {
        /// A hundred years.
        const EVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
        let mut token = AccessToken::new(secret);
        if Claims::read(token.secret.expose_secret()).and_then(|claims| claims.expires_on).is_none() {
            // It has no known expiry, and the credential has no other: it need not be asked for before each request.
            token.expires_on = SystemTime::now().checked_add(EVER);
        }
        Self(token)
    }
}

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
