//! The origin of a service: the only place that a client's token goes to.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use reqwest::Url;

use crate::client::cloud::Cloud;

/// A service's origin, such as `https://graph.microsoft.com`: scheme, host and, if it is not the scheme's own, port.
///
/// The scheme is `https`; `http` is taken for a loopback address alone (`127.0.0.0/8`, `[::1]`, `localhost`), as a test's
/// server or a proxy on the same machine has it. The version of the API is not part of it: it is part of each path.
///
/// ```
/// use graph_entity::BaseUrl;
///
/// let base: BaseUrl = "https://graph.microsoft.us/".parse()?;
/// assert_eq!(base.as_str(), "https://graph.microsoft.us");
/// assert!("http://graph.microsoft.com".parse::<BaseUrl>().is_err());
/// # Ok::<(), graph_entity::InvalidBaseUrl>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl(Arc<str>);

impl BaseUrl {
    /// The origin, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn of(cloud: Cloud) -> Self {
        Self(cloud.origin().into())
    }

    pub(crate) fn to_url(&self) -> Result<Url, InvalidBaseUrl> {
        Url::parse(self.as_str())
            .map_err(|error| InvalidBaseUrl(format!("the base URL `{self}` is not a valid URL: {error}")))
    }
}

impl Default for BaseUrl {
    /// `https://graph.microsoft.com`, the global service.
    fn default() -> Self {
        Self::of(Cloud::Global)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A text that is not the origin of a service, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidBaseUrl(String);

impl fmt::Display for InvalidBaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidBaseUrl {}

impl FromStr for BaseUrl {
    type Err = InvalidBaseUrl;

    /// # Errors
    ///
    /// [`InvalidBaseUrl`] says what the text has beside an origin, or why its scheme is not taken.
    fn from_str(text: &str) -> Result<Self, InvalidBaseUrl> {
        let invalid = |why: String| Err(InvalidBaseUrl(why));
        let url = match Url::parse(text) {
            Ok(url) => url,
            // A password can stand anywhere in a text that is not a URL, so it is not shown.
            Err(error) => return invalid(format!("the base URL is not a valid URL: {error}, expected `https://…`")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            // Not shown: it may be a secret.
            return invalid("the base URL has a user's name or password, write the origin alone".to_owned());
        }
        let origin = url.origin().ascii_serialization();
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => {
                return invalid(format!("the base URL `{origin}` would send the token in the clear, write `https`"));
            }
            // Without `https://`, a user's name would be the scheme.
            _ => return invalid("the base URL's scheme is not `https`, write `https://…`".to_owned()),
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return invalid(format!("the base URL has more than an origin, write `{origin}`"));
        }
        Ok(Self(origin.into()))
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_taken() {
        for (text, origin) in [
            ("https://graph.microsoft.com", "https://graph.microsoft.com"),
            ("https://Graph.Microsoft.com:443/", "https://graph.microsoft.com"),
            ("https://proxy.example:8443", "https://proxy.example:8443"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
            ("http://localhost:8080", "http://localhost:8080"),
        ] {
            assert_eq!(text.parse::<BaseUrl>().unwrap().as_str(), origin);
        }
    }

    #[test]
    fn everything_else_is_refused_with_the_reason() {
        for (text, why) in [
            ("graph.microsoft.com", "is not a valid URL"),
            ("", "is not a valid URL"),
            ("http://graph.microsoft.com", "would send the token in the clear"),
            ("http://localhost.example", "would send the token in the clear"),
            ("http://127.0.0.1.example", "would send the token in the clear"),
            ("ftp://graph.microsoft.com", "scheme is not `https`"),
            ("file:///etc/passwd", "scheme is not `https`"),
            ("https://graph.microsoft.com/v1.0", "has more than an origin, write `https://graph.microsoft.com`"),
            ("https://graph.microsoft.com?x", "has more than an origin"),
            ("https://graph.microsoft.com#x", "has more than an origin"),
            ("https://user:secret@graph.microsoft.com", "a user's name or password"),
            // A password in what cannot be parsed, or is parsed as something else.
            ("https://user:secret@graph.microsoft.com:port", "is not a valid URL"),
            ("https://user:secret@", "is not a valid URL"),
            ("https://user:secret@graph microsoft.com", "is not a valid URL"),
            ("https://user:secret@[::1", "is not a valid URL"),
            ("//user:secret@graph.microsoft.com", "is not a valid URL"),
            ("secret:user@graph.microsoft.com", "scheme is not `https`"),
            ("secret@graph.microsoft.com", "is not a valid URL"),
            ("https://graph.microsoft.com/?password=secret", "has more than an origin"),
            ("https://graph.microsoft.com/secret#secret", "has more than an origin"),
            ("http://graph.microsoft.com/?secret", "would send the token in the clear"),
        ] {
            let error = text.parse::<BaseUrl>().unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
