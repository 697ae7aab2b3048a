//! Where the tokens of a client come from.

use secrecy::SecretString;

use super::GraphClientBuilder;
use crate::auth::credential::{AccessToken, Credential, CredentialError, Environment, StaticToken, TokenFrom};

impl GraphClientBuilder {
    /// A token as it is; it is never refreshed.
    #[must_use]
    pub fn token(self, token: impl Into<SecretString>) -> Self {
        self.credential(StaticToken::new(token))
    }

    /// An async closure that gives a token whenever one is needed.
    ///
    /// ```
    /// # use graph_entity::GraphClient;
    /// let graph = GraphClient::builder().token_from(|| async { std::env::var("GRAPH_TOKEN") }).build()?;
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    #[must_use]
    pub fn token_from<F, Fut, T, E>(self, token: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
        T: Into<AccessToken>,
        E: Into<CredentialError>,
    {
        self.credential(TokenFrom::new(token))
    }

    /// A token from a variable of the environment, read whenever one is fetched.
    ///
    /// ```
    /// # use graph_entity::GraphClient;
    /// let graph = GraphClient::builder().token_from_env("GRAPH_TOKEN").build()?;
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    #[must_use]
    pub fn token_from_env(self, variable: impl Into<String>) -> Self {
        self.credential(Environment::new(variable))
    }

    /// A source of tokens.
    #[must_use]
    pub fn credential(mut self, credential: impl Credential + 'static) -> Self {
        self.credential = Some(Box::new(credential));
        self
    }
}
