//! The client: an origin, a credential and a pool of connections.

pub(crate) mod base_url;
pub(crate) mod builder;
pub(crate) mod cloud;
pub(crate) mod connections;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;

use crate::auth::preflight::Preflight;
use crate::auth::token::Tokens;
use crate::client::base_url::BaseUrl;
use crate::client::cloud::Cloud;
use crate::client::connections::Connections;
use crate::import::limiter::Limiter;
use crate::operation::options::SendOptions;
use crate::wire::trace::Server;

/// A client of one Microsoft Graph service. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct GraphClient(pub(crate) Arc<Shared>);

pub(crate) struct Shared {
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
