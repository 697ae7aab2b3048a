//! The client: a base URL, a credential and a pool of connections.

pub(crate) mod base_url;
pub(crate) mod builder;
pub(crate) mod cloud;
pub(crate) mod connections;
pub(crate) mod elsewhere;
pub(crate) mod invalid_url;
pub(crate) mod proxy;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use reqwest::Url;
use secrecy::SecretString;

use crate::auth::credential::{Credential, StaticToken};
use crate::auth::preflight::Preflight;
use crate::auth::tokens::Tokens;
use crate::client::base_url::BaseUrl;
use crate::client::cloud::Cloud;
use crate::client::connections::Connections;
use crate::client::elsewhere::OtherConnections;
use crate::import::limiter::Limiter;
use crate::operation::options::SendOptions;
use crate::wire::trace::Server;

/// A client of one Microsoft Graph service. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct GraphClient {
    pub(crate) shared: Arc<Shared>,
    /// Those of the client's identity.
    pub(crate) tokens: Arc<Tokens>,
}

/// What the identities of a client share.
pub(crate) struct Shared {
    pub(crate) connections: Connections,
    pub(crate) elsewhere: OtherConnections,
    pub(crate) base_url: BaseUrl,
    /// The base URL, to which a path is set.
    pub(crate) origin: Url,
    /// The cloud at the base URL, if it is one of Microsoft's: what a token has to be for.
    pub(crate) audience: Option<Cloud>,
    pub(crate) preflight: Preflight,
    pub(crate) options: SendOptions,
    /// Those that the user set, which each part of a batch has as well.
    pub(crate) headers: HeaderMap,
    /// How long one request may take.
    pub(crate) timeout: Duration,
    pub(crate) server: Server,
    /// Of all imports.
    pub(crate) limiter: Limiter,
}

impl GraphClient {
    /// The URL that the service's paths are under.
    #[must_use]
    pub fn base_url(&self) -> BaseUrl {
        self.shared.base_url.clone()
    }

    /// A client with the same connections for another identity, which has this token. See
    /// [`with_credential`](Self::with_credential).
    ///
    /// ```
    /// use graph_entity::GraphClient;
    ///
    /// let graph = GraphClient::builder().token("eyJ0eXAiOiJKV1QiLCJub25jZSI6").build()?;
    /// // Of the user whose request a server answers.
    /// let graph_of_user = graph.with_token("eyJ0eXAiOiJKV1QiLCJhbGciOiJS");
    /// assert_eq!(graph_of_user.base_url(), graph.base_url());
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    #[must_use]
    pub fn with_token(&self, token: impl Into<SecretString>) -> Self {
        self.with_credential(StaticToken::new(token))
    }

    /// A client with the same connections for another identity: it takes microseconds, and reads nothing.
    ///
    /// The two share connections, settings and the pace of their [imports](Self::import). Each has its own token: what the
    /// service says of one (a 401, a claims challenge) does not affect the other. The client keeps no cookies. An error shows the
    /// tokens of neither.
    ///
    /// ```
    /// use graph_entity::{Environment, GraphClient};
    ///
    /// let graph = GraphClient::builder().token_from_env("GRAPH_TOKEN").build()?;
    /// let other_tenant = graph.with_credential(Environment::new("OTHER_GRAPH_TOKEN"));
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    #[must_use]
    pub fn with_credential(&self, credential: impl Credential + 'static) -> Self {
        let tokens = Arc::new(self.tokens.of_another(Box::new(credential)));
        Self { shared: Arc::clone(&self.shared), tokens }
    }
}

impl fmt::Debug for GraphClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphClient").field("base_url", &self.shared.base_url).finish_non_exhaustive()
    }
}
