//! A client to be set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderValue};

use crate::auth::credential::Credential;
use crate::auth::identities::Identities;
use crate::auth::preflight::Preflight;
use crate::auth::tokens::Tokens;
use crate::client::base_url::{BaseUrl, is_loopback};
use crate::client::cloud::Cloud;
use crate::client::connections::{ConnectionSettings, Connections};
use crate::client::elsewhere::OtherConnections;
use crate::client::proxy::proxy;
use crate::client::{GraphClient, Shared};
use crate::errors::error::{Error, ErrorKind};
use crate::import::WriteRate;
use crate::import::limiter::Limiter;
use crate::operation::header::InvalidHeader;
use crate::operation::options::SendOptions;
use crate::wire::headers::{add, of_every_request};
use crate::wire::trace::Server;

mod credentials;
mod headers;
mod network;

/// Sets up a [`GraphClient`].
pub struct GraphClientBuilder {
    base_url: Option<String>,
    cloud: Cloud,
    credential: Option<Box<dyn Credential>>,
    preflight: Preflight,
    options: SendOptions,
    timeout: Duration,
    connect_timeout: Option<Duration>,
    proxy: Option<String>,
    /// Those that the user set.
    headers: HeaderMap,
    user_agent: Option<HeaderValue>,
    /// The first header that cannot be set.
    invalid_header: Option<InvalidHeader>,
    write_rate: WriteRate,
    /// Root certificates, as PEM.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    roots: Vec<Vec<u8>>,
}

impl Default for GraphClientBuilder {
    fn default() -> Self {
        Self {
            base_url: None,
            cloud: Cloud::default(),
            credential: None,
            preflight: Preflight::default(),
            options: SendOptions::default(),
            timeout: Duration::from_secs(100),
            connect_timeout: None,
            proxy: None,
            headers: HeaderMap::new(),
            user_agent: None,
            invalid_header: None,
            write_rate: WriteRate::default(),
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            roots: Vec::new(),
        }
    }
}

impl fmt::Debug for GraphClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the credential, nor a base URL or a proxy that may have a password, nor headers that may have a key.
        f.debug_struct("GraphClientBuilder")
            .field("cloud", &self.cloud)
            .field("preflight", &self.preflight)
            .field("options", &self.options)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
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
}

impl GraphClientBuilder {
    /// The cloud whose Graph it is, and whose scope a token is asked for with; [`Cloud::Global`] without it.
    #[must_use]
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = cloud;
        self
    }

    /// The URL that the service's paths are under, if it is not its [cloud](Self::cloud)'s own: an emulator, or a gateway,
    /// which may have a path: `https://gateway.contoso.com/graph`. See [`BaseUrl`] for what is taken.
    ///
    /// The token goes to this origin alone: redirects are not followed, and a link to a next page that leads to Graph itself is
    /// followed here.
    #[must_use]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Which claims of a JWT are compared before it is sent; what excludes the request is an error ([`Unfit`](crate::Unfit))
    /// and nothing is sent.
    ///
    /// | | audience and expiry | permissions |
    /// |---|---|---|
    /// | not called | compared | not compared |
    /// | `true` | compared | compared |
    /// | `false` | not compared | not compared |
    ///
    /// The audience is compared with the client's cloud, if the base URL is Microsoft's. The permissions are compared with
    /// those that the path declares: one of them, of the token's kind, is enough. That comparison is off by default, as the
    /// list at a path is never complete (`Group.ReadWrite.All` includes `Group.Create`), and as Microsoft asks clients [not to
    /// interpret tokens for its services](https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens).
    /// It suits tests of one's own declarations. In either case a 403 names the permissions that the path declares and those
    /// that the token has.
    #[must_use]
    pub fn preflight(mut self, preflight: bool) -> Self {
        self.preflight = if preflight { Preflight::Permissions } else { Preflight::Off };
        self
    }

    /// How often an operation is sent again if that cannot carry it out twice: after throttling, connections that were not made, and
    /// requests that HTTP/2 proves unprocessed, and what is safe to repeat after a lost answer too. 3 without this; 0 sends every
    /// operation once.
    ///
    /// Between two attempts a client waits as long as `Retry-After` says, never less; where the service does not say, 1, 2, 4 …
    /// seconds, of each a random part between half and the whole. [`Create::retries`](crate::Create::retries) is for one call.
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = retries;
        self.options.reauthorize = retries > 0;
        self
    }

    /// How long an operation may take in all: token, attempts, and the waits between them; 100 seconds without this.
    ///
    /// A wait that would pass it is not begun: the error comes back at once, with
    /// [`retry_at`](crate::Error::retry_at). [`Create::deadline`](crate::Create::deadline) is for one call.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = deadline;
        self
    }

    /// What is known of the service's limit before the first request, for [imports](GraphClient::import) of the client and its
    /// clones: they begin with so many creates at once and so many a second, and find out the rest. [`WriteRate::INTUNE`]
    /// without this.
    #[must_use]
    pub fn write_rate(mut self, rate: WriteRate) -> Self {
        self.write_rate = rate;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`NoCredential`](ErrorKind::NoCredential), [`BaseUrl`](ErrorKind::BaseUrl) if the base URL is not one that a token may go
    /// to, [`Proxy`](ErrorKind::Proxy) likewise, [`Header`](ErrorKind::Header) if a [header](Self::header) cannot be set,
    /// [`Certificate`](ErrorKind::Certificate) if a [root certificate](Self::root_certificate) is not PEM,
    /// [`Client`](ErrorKind::Client) if TLS cannot be set up.
    pub fn build(self) -> Result<GraphClient, Error> {
        let base_url: BaseUrl = match self.base_url {
            Some(text) => text.parse().map_err(ErrorKind::BaseUrl)?,
            None => BaseUrl::of(self.cloud),
        };
        let credential = self.credential.ok_or(ErrorKind::NoCredential)?;
        let origin = base_url.to_url().map_err(ErrorKind::BaseUrl)?;
        if let Some(invalid) = self.invalid_header {
            return Err(ErrorKind::Header(invalid).into());
        }
        let proxy = self.proxy.map(|text| proxy(&text, &origin)).transpose().map_err(ErrorKind::Proxy)?;
        let mut headers = of_every_request();
        if let Some(product) = self.user_agent {
            headers.insert(USER_AGENT, product);
        }
        for (name, value) in &self.headers {
            add(&mut headers, name, value);
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let tls = [Some(&origin), proxy.as_ref()].into_iter().flatten().any(|url| url.scheme() == "https");
        let settings = ConnectionSettings {
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            proxy,
            loopback: is_loopback(&origin),
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            tls,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            roots: network::certificates(&self.roots)?,
        };
        let shared = Shared {
            connections: Connections::new(settings).map_err(ErrorKind::Client)?,
            elsewhere: OtherConnections::default(),
            audience: Cloud::at(base_url.as_str()),
            server: Server::of(&origin),
            origin,
            base_url,
            preflight: self.preflight,
            options: self.options,
            headers: self.headers,
            timeout: self.timeout,
            limiter: Limiter::new(self.write_rate),
        };
        let tokens = Tokens::new(credential, self.cloud.scope(), Arc::new(Identities::new(headers)));
        Ok(GraphClient { shared: Arc::new(shared), tokens: Arc::new(tokens) })
    }
}
