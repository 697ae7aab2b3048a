//! How a client reaches the service: time-outs, a proxy, the certificates that are trusted.

use std::time::Duration;

use super::GraphClientBuilder;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
use crate::errors::error::ErrorKind;

impl GraphClientBuilder {
    /// How long one request may take, from its connection to the end of its answer; 100 seconds without this.
    ///
    /// After a time-out, later requests use new connections. An HTTP/2 connection is also left when it does not answer a ping:
    /// while requests are in flight, one is sent after 20 seconds of silence, and may take 10 seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a connection may take to be made, with TLS and through a proxy; 30 seconds without this. It is never longer
    /// than the [`timeout`](Self::timeout) of a request.
    ///
    /// A connection that was not made has sent nothing: the request is sent again by the client's [`retries`](Self::retries).
    ///
    /// ```
    /// # use graph_entity::GraphClient;
    /// use std::time::Duration;
    ///
    /// let graph = GraphClient::builder().token_from_env("GRAPH_TOKEN").connect_timeout(Duration::from_secs(5)).build()?;
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sends all requests through this HTTP proxy: `http://host:port` or `https://host:port`, with `user:password@` before the
    /// host where it asks for them.
    ///
    /// The proxy tunnels the connections (`CONNECT`), so it sees neither token nor content unless it
    /// [inspects TLS](Self::root_certificate). Without this, the proxy of the environment (`HTTPS_PROXY`, `NO_PROXY`) or of the
    /// platform is used, except for a service on this machine.
    ///
    /// ```
    /// # use graph_entity::GraphClient;
    /// let graph = GraphClient::builder().token_from_env("GRAPH_TOKEN").proxy("http://proxy.contoso.com:8080").build()?;
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    ///
    /// [`build`](Self::build) returns [`Proxy`](crate::ErrorKind::Proxy) if the text is not such a URL, or if the base URL is `http` and
    /// the proxy is on another machine.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Trusts the root certificates of a PEM file in addition to the platform's, such as that of a proxy that inspects TLS, or of
    /// a test server. Can be called more than once; a file can have several certificates.
    ///
    /// Whoever holds the private key of a trusted root can read the token. With the feature `rustls`, Android is not supported.
    ///
    /// ```no_run
    /// # use graph_entity::GraphClient;
    /// let graph = GraphClient::builder()
    ///     .token_from_env("GRAPH_TOKEN")
    ///     .root_certificate(std::fs::read("proxy.pem")?)
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [`build`](Self::build) returns [`Certificate`](crate::ErrorKind::Certificate) if the text has no PEM certificate.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    #[must_use]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }
}

/// The certificates of PEM files.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(super) fn certificates(files: &[Vec<u8>]) -> Result<Vec<reqwest::Certificate>, ErrorKind> {
    let mut certificates = Vec::new();
    for pem in files {
        let found = reqwest::Certificate::from_pem_bundle(pem).unwrap_or_default();
        if found.is_empty() {
            return Err(ErrorKind::Certificate);
        }
        certificates.extend(found);
    }
    Ok(certificates)
}
