//! The connections of a client, which are replaced after a time-out.

use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use reqwest::Url;

use crate::errors::transport::TransportError;

/// The longest time to make a connection.
const LONGEST_CONNECT: Duration = Duration::from_secs(30);

/// After this time without a frame, an HTTP/2 connection with requests in flight sends a ping.
#[cfg(feature = "http2")]
const PING_INTERVAL: Duration = Duration::from_secs(20);

/// A connection whose ping is not answered within this time is closed.
#[cfg(feature = "http2")]
const PING_TIMEOUT: Duration = Duration::from_secs(10);

/// The settings of a pool of connections.
pub(crate) struct ConnectionSettings {
    /// How long one request may take.
    pub(crate) timeout: Duration,
    /// How long a connection may take to be made.
    pub(crate) connect_timeout: Option<Duration>,
    /// The proxy that the user set.
    pub(crate) proxy: Option<Url>,
    /// Whether the service is on this machine. A proxy of the environment is not used then: it could not reach the service, and
    /// without TLS it would see the token.
    pub(crate) loopback: bool,
    /// Whether the connections have TLS: those to the service, or to the proxy.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) tls: bool,
    /// Certificates that are trusted in addition to the platform's.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) roots: Vec<reqwest::Certificate>,
}

impl ConnectionSettings {
    /// Those for other servers of a client with these settings: with TLS, and without a proxy on this machine.
    pub(crate) fn elsewhere(own: &Self, loopback: bool) -> Self {
        Self {
            timeout: own.timeout,
            connect_timeout: own.connect_timeout,
            proxy: own.proxy.clone().filter(|_| !loopback),
            loopback,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            tls: true,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            roots: own.roots.clone(),
        }
    }

    /// Whether a URL can be reached with these.
    pub(crate) fn suits(&self, url: &Url, loopback: bool) -> bool {
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let tls = self.tls;
        #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
        let tls = true;
        loopback == self.loopback && (tls || url.scheme() != "https")
    }

    fn pool(&self) -> reqwest::Result<reqwest::Client> {
        let http = reqwest::Client::builder()
            // A redirect would carry the token to another place, and a POST without its body.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // By default reqwest itself sends a request again when an HTTP/2 connection is shut down, with the same
            // `client-request-id`, and nothing would count it as an attempt.
            .retry(reqwest::retry::never())
            .connect_timeout(self.timeout.min(self.connect_timeout.unwrap_or(LONGEST_CONNECT)))
            .timeout(self.timeout);
        let http = match &self.proxy {
            Some(proxy) => http.proxy(reqwest::Proxy::all(proxy.clone())?),
            None if self.loopback => http.no_proxy(),
            None => http,
        };
        #[cfg(feature = "http2")]
        let http = http.http2_keep_alive_interval(PING_INTERVAL).http2_keep_alive_timeout(PING_TIMEOUT);
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let http = if self.tls {
            http.tls_certs_merge(self.roots.iter().cloned())
        } else {
            // To load the platform's certificates takes most of the time here.
            http.tls_certs_only([])
        };
        // Explicit, as reqwest's default depends on the features that other crates enable.
        #[cfg(feature = "rustls")]
        let http = http.tls_backend_rustls();
        #[cfg(all(feature = "native-tls", not(feature = "rustls")))]
        let http = http.tls_backend_native();
        http.build()
    }
}

/// The pool of connections of a client, which is replaced after a time-out.
///
/// `reqwest` sends all requests to a host on one HTTP/2 connection, and has no method to close it. A ping without an answer
/// closes it, but late for a short time-out; and a peer may answer pings and nothing else. Without a new pool, all later requests
/// would time out as well.
pub(crate) struct Connections {
    settings: ConnectionSettings,
    current: RwLock<Pool>,
    /// Held while a new pool is made, which takes milliseconds. Requests are sent meanwhile.
    replacing: Mutex<()>,
}

struct Pool {
    generation: Generation,
    http: reqwest::Client,
}

/// The number of a pool, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Generation(u64);

impl Connections {
    pub(crate) fn new(settings: ConnectionSettings) -> Result<Self, TransportError> {
        let http = settings.pool().map_err(TransportError::new)?;
        let current = RwLock::new(Pool { generation: Generation(0), http });
        Ok(Self { settings, current, replacing: Mutex::new(()) })
    }

    pub(crate) fn settings(&self) -> &ConnectionSettings {
        &self.settings
    }

    /// The answer of a request, to be awaited, and the pool that the request is sent with.
    pub(crate) fn execute(
        &self,
        request: reqwest::Request,
    ) -> (Generation, impl Future<Output = reqwest::Result<reqwest::Response>> + use<>) {
        // No I/O happens before the future is awaited.
        let pool = self.current();
        (pool.generation, pool.http.execute(request))
    }

    /// Replaces a pool by a new one. Requests in flight on the old pool continue.
    ///
    /// Does nothing if the pool was already replaced: of the requests that time out together, the first replaces it. If a new
    /// pool cannot be made, the old one stays in use.
    pub(crate) fn retire(&self, generation: Generation) {
        let _once = self.replacing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.current().generation != generation {
            return;
        }
        match self.settings.pool() {
            Ok(http) => {
                let next = Pool { generation: Generation(generation.0.wrapping_add(1)), http };
                // The old pool is dropped after the lock is released.
                let old = std::mem::replace(&mut *self.current.write().unwrap_or_else(PoisonError::into_inner), next);
                drop(old);
                tracing::debug!(target: "graph_entity", "new connections after a time-out");
            }
            Err(error) => {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(target: "graph_entity", error, "no new connections after a time-out");
            }
        }
    }

    fn current(&self) -> RwLockReadGuard<'_, Pool> {
        self.current.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg_attr(not(any(feature = "rustls", feature = "native-tls")), expect(unused_variables))]
    fn settings(loopback: bool, tls: bool) -> ConnectionSettings {
        ConnectionSettings {
            timeout: Duration::from_secs(1),
            connect_timeout: None,
            proxy: Some(Url::parse("http://127.0.0.1:8080").unwrap()),
            loopback,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            tls,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            roots: Vec::new(),
        }
    }

    /// What has no TLS reaches no `https`, and a proxy gets nothing that is for this machine.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    #[test]
    fn another_server_is_reached_by_what_suits_it() {
        let suits = |own: (bool, bool), url: &str| {
            let url = Url::parse(url).unwrap();
            settings(own.0, own.1).suits(&url, crate::client::base_url::is_loopback(&url))
        };
        for (own, url, expected) in [
            ((false, true), "https://contoso.sharepoint.com/", true),
            ((true, false), "http://127.0.0.1:80/", true),
            ((true, true), "https://127.0.0.1:80/", true),
            ((true, false), "https://127.0.0.1:80/", false),
            ((true, false), "https://contoso.sharepoint.com/", false),
            ((true, true), "https://contoso.sharepoint.com/", false),
            ((false, true), "http://127.0.0.1:80/", false),
        ] {
            assert_eq!(suits(own, url), expected, "{own:?} {url}");
        }
        for loopback in [true, false] {
            let other = ConnectionSettings::elsewhere(&settings(!loopback, false), loopback);
            assert_eq!((other.loopback, other.tls, other.proxy.is_some()), (loopback, true, !loopback));
        }
    }

    #[test]
    fn a_pool_is_replaced_once() {
        let connections = Connections::new(settings(true, true));
        let connections = connections.unwrap();
        let first = connections.current().generation;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| connections.retire(first));
            }
        });
        let second = connections.current().generation;
        assert_eq!(second, Generation(1));
        connections.retire(first);
        assert_eq!(connections.current().generation, second);
        connections.retire(second);
        assert_eq!(connections.current().generation, Generation(2));
    }
}
