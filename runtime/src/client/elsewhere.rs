//! Addresses of other servers than the client's own, which a service gives out: they authorize by themselves, so the token does
//! not go there.

use std::fmt;
use std::sync::{Arc, OnceLock};

use reqwest::Url;

use crate::auth::credential::AccessToken;
use crate::auth::identities::Identities;
use crate::auth::token::Token;
use crate::client::Shared;
use crate::client::base_url::is_loopback;
use crate::client::connections::{ConnectionSettings, Connections};
use crate::client::invalid_url::InvalidUrl;
use crate::errors::error::ErrorKind;
use crate::wire::trace::Server;

/// An address that authorizes by itself.
pub(crate) struct Elsewhere {
    url: Url,
    /// The query and the path, as what no error shows. They are never sent as a token.
    secret: Option<Arc<Token>>,
    /// Keeps the path known to `secret`.
    _path: Option<Arc<Token>>,
    server: Server,
    /// What a trace shows in place of the path.
    name: &'static str,
}

impl Elsewhere {
    /// The address in a text. A trace shows `name` in place of its path.
    pub(crate) fn parse(text: &str, name: &'static str) -> Result<Self, InvalidUrl> {
        let mut url = Url::parse(text).map_err(|_| InvalidUrl::NotAUrl)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidUrl::User);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(InvalidUrl::InTheClear),
            _ => return Err(InvalidUrl::Scheme),
        }
        url.set_fragment(None);
        let secrets = Arc::new(Identities::default());
        let secret = |text: &str| Token::of(AccessToken::new(text), &secrets);
        let (path, query) = (secret(url.path()), url.query().and_then(secret));
        let (secret, path) = if query.is_some() { (query, path) } else { (path, None) };
        Ok(Self { server: Server::of(&url), url, secret, _path: path, name })
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    pub(crate) fn server(&self) -> &Server {
        &self.server
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// What no error shows.
    pub(crate) fn secret(&self) -> Option<&Token> {
        self.secret.as_deref()
    }
}

impl fmt::Debug for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(self.url.as_str()))
    }
}

/// As much of a URL as may be shown: its origin.
pub(crate) fn shown(url: &str) -> String {
    let origin = Url::parse(url).map(|url| url.origin().ascii_serialization());
    format!("{}/…", origin.as_deref().unwrap_or_default())
}

/// Connections to other servers than the client's own, if those to its own do not suit: a client of a server on this machine has
/// no TLS and no proxy.
#[derive(Default)]
pub(crate) struct OtherConnections {
    here: OnceLock<Connections>,
    away: OnceLock<Connections>,
}

impl Shared {
    /// The connections by which a URL is reached.
    pub(crate) fn connections_to(&self, url: &Url) -> Result<&Connections, ErrorKind> {
        let loopback = is_loopback(url);
        let own = self.connections.settings();
        if own.suits(url, loopback) {
            return Ok(&self.connections);
        }
        let kept = if loopback { &self.elsewhere.here } else { &self.elsewhere.away };
        if let Some(connections) = kept.get() {
            return Ok(connections);
        }
        let settings = ConnectionSettings::elsewhere(own, loopback);
        let made = Connections::new(settings).map_err(ErrorKind::Client)?;
        Ok(kept.get_or_init(|| made))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_or_on_this_machine() {
        for (text, expected) in [
            (
                "https://contoso.sharepoint.com/_api/v2.0/drive/uploadSession?guid=%27secret-1%27&tempauth=secret-2",
                None,
            ),
            ("http://127.0.0.1:8080/secret-path", None),
            ("http://localhost/", None),
            ("http://contoso.sharepoint.com/?tempauth=secret-2", Some(InvalidUrl::InTheClear)),
            ("http://127.0.0.1.example/secret", Some(InvalidUrl::InTheClear)),
            ("https://user:secret@contoso.sharepoint.com/", Some(InvalidUrl::User)),
            ("ftp://contoso.sharepoint.com/secret", Some(InvalidUrl::Scheme)),
            ("contoso.sharepoint.com/secret", Some(InvalidUrl::NotAUrl)),
            ("/teams/secret", Some(InvalidUrl::NotAUrl)),
            ("", Some(InvalidUrl::NotAUrl)),
        ] {
            let address = Elsewhere::parse(text, "x");
            assert_eq!(address.as_ref().err().copied(), expected, "{text}");
            let shown = format!("{address:?} {}", address.as_ref().map_or_else(ToString::to_string, |_| String::new()));
            assert!(!shown.contains("secret"), "{shown}");
        }
    }

    #[test]
    fn path_and_query_are_taken_out_of_texts() {
        let address = Elsewhere::parse("https://a.example/up/fe6987415ace?tempauth=v1.eyJz", "x").unwrap();
        let mut text = "no session at https://a.example/up/fe6987415ace?tempauth=v1.eyJz, /up/fe6987415ace".to_owned();
        address.secret().unwrap().redact(&mut text);
        assert!(!text.contains("fe6987415ace") && !text.contains("eyJz"), "{text}");
    }
}
