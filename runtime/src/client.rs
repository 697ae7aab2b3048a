//! The client: an origin, a credential and a pool of connections.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::base_url::BaseUrl;
use crate::credential::{AccessToken, Credential, CredentialError, StaticToken, TokenFrom};
use crate::error::{Error, ErrorKind};
use crate::send::SendOptions;

/// A client of one Microsoft Graph service. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct GraphClient(pub(crate) Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: BaseUrl,
    pub(crate) credential: Box<dyn Credential>,
    pub(crate) options: SendOptions,
    pub(crate) timeout: Duration,
}

impl GraphClient {
    /// A client to be set up.
    ///
    /// ```
    /// use graph_entity::GraphClient;
    ///
    /// let token = "eyJ0eXAiOiJKV1QiLCJub25jZSI6";
    /// let graph = GraphClient::builder().token(token).build()?;
    /// assert_eq!(graph.base_url().as_str(), "https://graph.microsoft.com");
    /// assert!(!format!("{graph:?}").contains(token));
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    #[must_use]
    pub fn builder() -> GraphClientBuilder {
        GraphClientBuilder::default()
    }

    /// The service's origin.
    #[must_use]
    pub fn base_url(&self) -> BaseUrl {
        self.0.base_url.clone()
    }
}

impl fmt::Debug for GraphClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphClient").field("base_url", &self.0.base_url).finish_non_exhaustive()
    }
}

/// Sets up a [`GraphClient`].
pub struct GraphClientBuilder {
    base_url: Option<String>,
    credential: Option<Box<dyn Credential>>,
    timeout: Duration,
}

impl Default for GraphClientBuilder {
    fn default() -> Self {
        Self { base_url: None, credential: None, timeout: Duration::from_secs(100) }
    }
}

impl fmt::Debug for GraphClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the credential nor a base URL that may hold a password.
        f.debug_struct("GraphClientBuilder").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

impl GraphClientBuilder {
    /// A token as it is; it is never refreshed.
    #[must_use]
    pub fn token(self, token: impl Into<SecretString>) -> Self {
        self.credential(StaticToken(AccessToken::new(token)))
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

    /// A source of tokens.
    #[must_use]
    pub fn credential(mut self, credential: impl Credential + 'static) -> Self {
        self.credential = Some(Box::new(credential));
        self
    }

    /// The service's origin; `https://graph.microsoft.com` without it. See [`BaseUrl`] for what is taken.
    #[must_use]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// How long one request may take, from its connection to the end of its answer; 100 seconds without this.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`NoCredential`](ErrorKind::NoCredential), [`BaseUrl`](ErrorKind::BaseUrl) where the base URL is no origin that a
    /// token may go to, [`Client`](ErrorKind::Client) where TLS cannot be set up.
    pub fn build(self) -> Result<GraphClient, Error> {
        let base_url: BaseUrl = match self.base_url {
            Some(text) => text.parse().map_err(ErrorKind::BaseUrl)?,
            None => BaseUrl::default(),
        };
        let credential = self.credential.ok_or(ErrorKind::NoCredential)?;
        let mut http = reqwest::Client::builder()
            // A redirect would carry the token to another place, and a POST without its body.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(self.timeout.min(Duration::from_secs(30)))
            .timeout(self.timeout);
        if base_url.as_str().starts_with("http:") {
            // Loopback: a proxy would see the token in the clear.
            http = http.no_proxy();
        }
        let http = http.build().map_err(ErrorKind::Client)?;
        Ok(GraphClient(Arc::new(Parts {
            http,
            base_url,
            credential,
            options: SendOptions::default(),
            timeout: self.timeout,
        })))
    }
}
