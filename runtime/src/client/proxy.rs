//! The proxy of a client.

use std::fmt;

use reqwest::Url;

use crate::client::base_url::is_loopback;

/// A text that is not the URL of a proxy that a client can use, and why. The text is not shown: it may have a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidProxy {
    /// It is not a valid URL.
    NotAUrl,
    /// Its scheme is not `http` or `https`.
    Scheme,
    /// It has a path, a query or a fragment.
    MoreThanAnOrigin,
    /// The base URL is `http` on this machine, and the proxy is on another: the token would be sent in the clear.
    InTheClear,
}

impl fmt::Display for InvalidProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAUrl => "the proxy is not a valid URL, expected `http://host:port`",
            Self::Scheme => "the proxy's scheme is not `http` or `https`, expected `http://host:port`",
            Self::MoreThanAnOrigin => {
                "the proxy has a path, a query or a fragment, write `http://host:port` or `http://user:password@host:port`"
            }
            Self::InTheClear => {
                "the proxy would receive the token in the clear, use a base URL with `https` or a proxy on this machine"
            }
        })
    }
}

impl std::error::Error for InvalidProxy {}

/// A proxy that requests to this base URL are sent through.
pub(crate) fn proxy(text: &str, base_url: &Url) -> Result<Url, InvalidProxy> {
    let url = Url::parse(text).map_err(|_| InvalidProxy::NotAUrl)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(InvalidProxy::Scheme);
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(InvalidProxy::MoreThanAnOrigin);
    }
    if base_url.scheme() != "https" && !is_loopback(&url) {
        return Err(InvalidProxy::InTheClear);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_an_origin_that_the_token_may_pass() {
        for (text, base_url, expected) in [
            ("http://proxy.contoso.com:8080", "https://graph.microsoft.com", None),
            ("https://user:secret@proxy.contoso.com/", "https://graph.microsoft.com", None),
            ("http://127.0.0.1:8080", "http://127.0.0.1:80", None),
            ("http://[::1]:8080", "http://localhost:80", None),
            ("http://proxy.contoso.com:8080", "http://127.0.0.1:80", Some(InvalidProxy::InTheClear)),
            ("proxy.contoso.com", "https://graph.microsoft.com", Some(InvalidProxy::NotAUrl)),
            ("proxy.contoso.com:8080", "https://graph.microsoft.com", Some(InvalidProxy::Scheme)),
            ("socks5://user:secret@proxy:1080", "https://graph.microsoft.com", Some(InvalidProxy::Scheme)),
            ("http://proxy/secret", "https://graph.microsoft.com", Some(InvalidProxy::MoreThanAnOrigin)),
            ("http://proxy?secret", "https://graph.microsoft.com", Some(InvalidProxy::MoreThanAnOrigin)),
            ("http://user:secret@", "https://graph.microsoft.com", Some(InvalidProxy::NotAUrl)),
            ("", "https://graph.microsoft.com", Some(InvalidProxy::NotAUrl)),
        ] {
            let result = proxy(text, &Url::parse(base_url).unwrap());
            assert_eq!(result.as_ref().err().copied(), expected, "{text}");
            assert!(result.is_ok() || !format!("{result:?}").contains("secret"));
        }
    }
}
