//! The client: an origin, a credential and a pool of connections.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;

use crate::base_url::BaseUrl;
use crate::builder::GraphClientBuilder;
use crate::cloud::Cloud;
use crate::connections::Connections;
use crate::import::Limiter;
use crate::preflight::Preflight;
use crate::send::SendOptions;
use crate::token::Tokens;
use crate::trace::Server;

/// A client of one Microsoft Graph service. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct GraphClient(pub(crate) Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) connections: Connections,
    pub(crate) base_url: BaseUrl,
    /// The base URL, to which a path is set.
    pub(crate) origin: Url,
    pub(crate) tokens: Tokens,
    /// The cloud at the base URL, where it is one of Microsoft's: what a token has to be for.
    pub(crate) audience: Option<Cloud>,
    pub(crate) preflight: Preflight,
    pub(crate) options: SendOptions,
    /// How long one request may take.
    pub(crate) timeout: Duration,
    pub(crate) server: Server,
    /// Of all imports.
    pub(crate) limiter: Limiter,
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
