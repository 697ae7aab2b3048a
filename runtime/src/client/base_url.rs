//! The URL that a service's paths are under: its origin is the only place that a client's token goes to.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use reqwest::Url;

use crate::client::cloud::Cloud;

/// The URL that a service's paths are under, such as `https://graph.microsoft.com`: scheme, host and, if it is not the scheme's
/// own, port; for a gateway also a path, such as `https://gateway.contoso.com/graph`.
///
/// The scheme is `https`; `http` is taken for a loopback address alone (`127.0.0.0/8`, `[::1]`, `localhost`), as a test's
/// server or a proxy on the same machine has it. The version of the API is not part of it: it is part of each path.
///
/// ```
/// use graph_entity::BaseUrl;
///
/// let base: BaseUrl = "https://graph.microsoft.us/".parse()?;
/// assert_eq!(base.as_str(), "https://graph.microsoft.us");
/// let gateway: BaseUrl = "https://gateway.contoso.com/graph/".parse()?;
/// assert_eq!(gateway.as_str(), "https://gateway.contoso.com/graph");
/// assert!("http://graph.microsoft.com".parse::<BaseUrl>().is_err());
/// # Ok::<(), graph_entity::InvalidBaseUrl>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: Arc<str>,
    /// Where the path begins: each request asks for it.
    path: usize,
}

impl BaseUrl {
    /// The URL, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        self.split().0
    }

    /// The path that the service's own paths are appended to: empty, or with a slash at its start.
    pub(crate) fn path(&self) -> &str {
        self.split().1
    }

    fn split(&self) -> (&str, &str) {
        self.text.split_at_checked(self.path).unwrap_or((&self.text, ""))
    }

    fn new(text: &str) -> Self {
        let host = text.find("://").map_or(0, |at| at + "://".len());
        let path = text.get(host..).and_then(|rest| rest.find('/'));
        Self { text: text.into(), path: path.map_or(text.len(), |at| host + at) }
    }

    /// The service's own path of a link: without the path of this URL, if the link is of its origin and has it.
    pub(crate) fn own_path<'a>(&self, origin: &str, path: &'a str) -> &'a str {
        let behind = path.strip_prefix(self.path()).filter(|_| origin == self.origin());
        // A gateway may also leave out its own path in a link.
        behind.filter(|behind| VERSIONS.iter().any(|version| in_version(behind, version))).unwrap_or(path)
    }

    pub(crate) fn of(cloud: Cloud) -> Self {
        Self::new(cloud.origin())
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
        f.write_str(&self.text)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// The versions of the service, with which each of its paths begins.
const VERSIONS: [&str; 2] = ["/v1.0", "/beta"];

fn in_version(path: &str, version: &str) -> bool {
    path.strip_prefix(version).is_some_and(|behind| behind.starts_with('/'))
}

/// A text that is not the base URL of a service, and why.
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
    /// [`InvalidBaseUrl`] says what the text has too much, or why its scheme is not taken.
    fn from_str(text: &str) -> Result<Self, InvalidBaseUrl> {
        let invalid = |why: String| Err(InvalidBaseUrl(why));
        let url = match Url::parse(text) {
            Ok(url) => url,
            // A password can stand anywhere in a text that is not a URL, so it is not shown.
            Err(error) => return invalid(format!("the base URL is not a valid URL: {error}, expected `https://…`")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            // Not shown: it may be a secret.
            return invalid("the base URL has a user's name or password, write it without".to_owned());
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
        if url.query().is_some() || url.fragment().is_some() {
            return invalid(format!("the base URL has more than an origin and a path, such as `{origin}`"));
        }
        let path = url.path().trim_end_matches('/');
        // The rest of the path is not shown: it may have a key.
        if let Some(version) = VERSIONS.iter().find(|version| path.ends_with(**version)) {
            return invalid(format!("the base URL ends in a version, leave out `{version}`"));
        }
        if path.contains("//") {
            return invalid(format!("the base URL's path has an empty segment, write `{origin}/…` with one slash"));
        }
        Ok(Self::new(&format!("{origin}{path}")))
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
            ("https://gateway.example/graph/", "https://gateway.example/graph"),
            ("https://Gateway.example:443/a/B%20c", "https://gateway.example/a/B%20c"),
            ("https://gateway.example/beta/graph", "https://gateway.example/beta/graph"),
        ] {
            assert_eq!(text.parse::<BaseUrl>().unwrap().as_str(), origin);
        }
    }

    #[test]
    fn the_own_path_of_a_link_is_found() {
        for (base_url, origin, path, own) in [
            ("https://a.example", "https://a.example", "/v1.0/users", "/v1.0/users"),
            ("https://a.example/graph", "https://a.example", "/graph/v1.0/users", "/v1.0/users"),
            ("https://a.example/graph", "https://a.example", "/graph/beta/users", "/beta/users"),
            ("https://a.example/graph", "https://a.example", "/v1.0/users", "/v1.0/users"),
            ("https://a.example/graph", "https://a.example", "/graphs/v1.0/users", "/graphs/v1.0/users"),
            ("https://a.example/v1.0/x", "https://a.example", "/v1.0/x/v1.0/users", "/v1.0/users"),
            ("https://a.example/graph", "https://graph.microsoft.com", "/graph/v1.0/x", "/graph/v1.0/x"),
        ] {
            let base_url: BaseUrl = base_url.parse().unwrap();
            assert_eq!(base_url.own_path(origin, path), own, "{base_url} {path}");
            assert_eq!(format!("{}{}", base_url.origin(), base_url.path()), base_url.as_str());
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
            ("https://graph.microsoft.com/v1.0", "ends in a version, leave out `/v1.0`"),
            ("https://gateway.example/secret/beta/", "ends in a version, leave out `/beta`"),
            ("https://gateway.example/secret//graph", "path has an empty segment"),
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
