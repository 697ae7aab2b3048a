//! Where a monitor is, and whether the token goes there.

use std::fmt;

use http::{Method, StatusCode};
use reqwest::Url;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::client::base_url::BaseUrl;
use crate::client::elsewhere::{Elsewhere, shown};
use crate::client::invalid_url::InvalidUrl;
use crate::errors::error::Error;
use crate::operation::answered::Answered;
use crate::operation::effect::Effect;
use crate::operation::expectation::{Expectation, Expected};
use crate::operation::link::check_origin;
use crate::operation::request::Request;
use crate::wire::headers::location_of_accepted;

/// What a trace shows in place of the path.
const NAME: &str = "monitor";

/// A question does nothing, and anything may be the answer.
pub(crate) const QUESTION: Expectation = Expectation { effect: Effect::Read, answer: Expected::Raw };

/// The monitor of an operation that goes on after its answer: how far the operation is, and when it is done. The answer is
/// [202 Accepted with a `Location`](https://learn.microsoft.com/graph/long-running-actions-overview) or an `Operation-Location`.
///
/// It comes from an answer ([`of`](Self::of), [`Answered::monitor`]), or from the error of a create whose answer is 202 without
/// the entity ([`Error::monitor`]). It is a value to store, also for another process: serde writes it as its address.
///
/// ```no_run
/// use graph_entity::{GraphClient, GraphParameters, graph_action};
///
/// #[derive(GraphParameters)]
/// #[graph_action("/drives/{driveId}/items/{itemId}/copy")]
/// struct Copy {
///     name: Option<String>,
/// }
///
/// # async fn run(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
/// let copy = Copy { name: Some("Copy of Library".to_owned()) };
/// let answer = copy.call("b!t18F8ybsHUq", "01MOWKYVJML57KN2ANMBA3").send_full(graph).await?;
/// let monitor = answer.monitor().ok_or("it is done already")?;
///
/// let done = monitor.until_done(graph).progress(|progress| eprintln!("{progress}")).await?;
/// println!("{:?}", done.resource_id);
/// # Ok(())
/// # }
/// ```
///
/// # Where the token goes
///
/// To the client's own origin, and to Graph's (then through the client's base URL), as for the links of pages. An address of any
/// other host authorizes by itself: it is asked without the token and without the client's headers, and a trace or an error shows
/// its origin alone. It is `https`, or `http` on this machine. Redirects are not followed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Monitor(String);

impl Monitor {
    /// The monitor at this address: a URL or, as Teams answers, a path, which is one of `v1.0` unless it has a version.
    #[must_use]
    pub fn at(location: impl Into<String>) -> Self {
        let location = location.into();
        let is_path = location.starts_with('/') && !location.starts_with("//");
        let has_version = VERSIONS.iter().any(|version| location.starts_with(version));
        Self(if is_path && !has_version { format!("/v1.0{location}") } else { location })
    }

    /// The monitor that an answer names: a 202 with a `Location` or an `Operation-Location`; `None` for any other.
    #[must_use]
    pub fn of<B>(answer: &http::Response<B>) -> Option<Self> {
        let accepted = answer.status() == StatusCode::ACCEPTED;
        accepted.then(|| location_of_accepted(answer.headers())).flatten().map(Self::at)
    }

    /// The same monitor in `beta`, for an operation of beta whose answer named a path without a version.
    #[must_use]
    pub fn beta(self) -> Self {
        match self.0.strip_prefix("/v1.0/") {
            Some(path) => Self(format!("/beta/{path}")),
            None => self,
        }
    }

    /// The address. That of another host than Graph's is a secret.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What asks the monitor, for a client with this base URL.
    pub(crate) fn address(&self, base_url: &BaseUrl) -> Result<Address, InvalidUrl> {
        let base = Url::parse(base_url.origin()).map_err(|_| InvalidUrl::NotAUrl)?;
        let is_path = self.0.starts_with('/');
        let url = if is_path { base.join(&self.0) } else { Url::parse(&self.0) }.map_err(|_| InvalidUrl::NotAUrl)?;
        let origin = url.origin().ascii_serialization();
        if is_path && origin != base_url.origin() {
            // `//host`, or with backslashes.
            return Err(InvalidUrl::NotAUrl);
        }
        if check_origin(&origin, base_url.origin()).is_err() {
            return Elsewhere::parse(&self.0, NAME).map(Address::Elsewhere);
        }
        let path = Ok(url.path().to_owned());
        let mut request = Request::with_path(Method::GET, NAME.into(), path, QUESTION);
        url.query().unwrap_or_default().clone_into(&mut request.query);
        // A path that stands alone is the service's own, whatever the path of the base URL.
        request.link_origin = Some(origin).filter(|_| !is_path);
        Ok(Address::Own(Box::new(request)))
    }
}

const VERSIONS: [&str; 2] = ["/v1.0/", "/beta/"];

/// Where a monitor is.
pub(crate) enum Address {
    /// With the token.
    Own(Box<Request>),
    /// Without it.
    Elsewhere(Elsewhere),
}

impl<T> Answered<T> {
    /// The monitor of the operation, if it goes on: a 202 that names one.
    #[must_use]
    pub fn monitor(&self) -> Option<Monitor> {
        let accepted = self.status == StatusCode::ACCEPTED;
        accepted.then_some(self.location.as_deref()).flatten().map(Monitor::at)
    }
}

impl Error {
    /// The monitor of a create that goes on: its answer is a 202 that names one, and has no entity.
    ///
    /// ```no_run
    /// # use graph_entity::{GraphClient, GraphEntity, graph_post};
    /// #[derive(Debug, GraphEntity)]
    /// #[graph_entity("microsoft.graph.team")]
    /// #[graph_post("/teams")]
    /// struct Team {
    ///     display_name: Option<String>,
    ///     #[graph_entity(name = "template@odata.bind")]
    ///     template: Option<String>,
    /// }
    ///
    /// # async fn run(graph: &GraphClient, team: Team) -> Result<(), graph_entity::Error> {
    /// match team.create().send(graph).await {
    ///     Ok(team) => println!("{team:?}"),
    ///     Err(error) => match error.monitor() {
    ///         Some(monitor) => println!("{:?}", monitor.until_done(graph).await?.resource_location),
    ///         None => return Err(error),
    ///     },
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn monitor(&self) -> Option<Monitor> {
        let accepted = self.status() == Some(StatusCode::ACCEPTED);
        accepted.then(|| self.location()).flatten().map(Monitor::at)
    }
}

impl fmt::Debug for Monitor {
    /// A path without its query, or the origin of a URL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.split(['?', '#']).next().unwrap_or_default();
        if self.0.starts_with('/') { write!(f, "Monitor({path})") } else { write!(f, "Monitor({})", shown(&self.0)) }
    }
}

impl Serialize for Monitor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Monitor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `own …` is with the token, `elsewhere` without.
    fn address(location: &str, base_url: &str) -> Result<String, InvalidUrl> {
        let base_url: BaseUrl = base_url.parse().unwrap();
        Ok(match Monitor::at(location).address(&base_url)? {
            Address::Own(request) => {
                format!("own {base_url}{}", [request.own_path(&base_url), "?", &request.query].concat())
            }
            Address::Elsewhere(to) => format!("elsewhere {}", to.url()),
        })
    }

    #[test]
    fn the_token_goes_to_the_clients_origin_and_to_graph_alone() {
        let graph = "https://graph.microsoft.com";
        for (location, base_url, expected) in [
            ("/teams('7')/operations('9')", graph, "own https://graph.microsoft.com/v1.0/teams('7')/operations('9')?"),
            ("/beta/teams('7')?a=b", graph, "own https://graph.microsoft.com/beta/teams('7')?a=b"),
            ("/teams('7')", "https://gateway.example/graph", "own https://gateway.example/graph/v1.0/teams('7')?"),
            (
                "https://graph.microsoft.com/v1.0/sites/7/operations/9",
                "https://gateway.example/graph",
                "own https://gateway.example/graph/v1.0/sites/7/operations/9?",
            ),
            (
                "https://gateway.example/graph/v1.0/x",
                "https://gateway.example/graph",
                "own https://gateway.example/graph/v1.0/x?",
            ),
            ("http://127.0.0.1:8080/v1.0/x", "http://127.0.0.1:8080", "own http://127.0.0.1:8080/v1.0/x?"),
            ("http://127.0.0.1:81/v1.0/x", "http://127.0.0.1:8080", "elsewhere http://127.0.0.1:81/v1.0/x"),
            ("https://api.onedrive.com/monitor/4A3407B5", graph, "elsewhere https://api.onedrive.com/monitor/4A3407B5"),
            (
                "https://graph.microsoft.com.evil.example/x",
                graph,
                "elsewhere https://graph.microsoft.com.evil.example/x",
            ),
            ("https://graph.microsoft.com:444/x", graph, "elsewhere https://graph.microsoft.com:444/x"),
        ] {
            assert_eq!(address(location, base_url).as_deref(), Ok(expected), "{location}");
        }
        for (location, expected) in [
            ("//evil.example/x", InvalidUrl::NotAUrl),
            ("/\\evil.example/x", InvalidUrl::NotAUrl),
            ("\\\\evil.example/x", InvalidUrl::NotAUrl),
            ("operations/7", InvalidUrl::NotAUrl),
            ("", InvalidUrl::NotAUrl),
            ("http://graph.microsoft.com/v1.0/x", InvalidUrl::InTheClear),
            ("https://user@graph.microsoft.com.example/x", InvalidUrl::User),
            ("ftp://a.example/x", InvalidUrl::Scheme),
        ] {
            let address = address(location, graph);
            if location == "/\\evil.example/x" {
                // With its version, it is a path.
                assert!(address.is_ok_and(|address| address.starts_with("own https://graph.microsoft.com/v1.0/")));
            } else {
                assert_eq!(address, Err(expected), "{location}");
            }
        }
    }

    #[test]
    fn a_monitor_is_found_in_a_202_alone() {
        let answer = |status: u16, headers: &[(&str, &str)]| {
            let mut response = http::Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(*name, *value);
            }
            Monitor::of(&response.body(()).unwrap()).map(|monitor| monitor.0)
        };
        let (location, operation) = (("Location", "/teams('7')"), ("Operation-Location", "https://a.example/9"));
        assert_eq!(answer(202, &[location]).as_deref(), Some("/v1.0/teams('7')"));
        assert_eq!(answer(202, &[operation]).as_deref(), Some("https://a.example/9"));
        assert_eq!(answer(202, &[location, operation]).as_deref(), Some("https://a.example/9"));
        assert_eq!((answer(202, &[]), answer(202, &[("Location", "")])), (None, None));
        assert_eq!((answer(201, &[location]), answer(200, &[operation])), (None, None));
    }

    #[test]
    fn a_monitor_is_stored_and_shown_without_what_authorizes() {
        let monitor = Monitor::at("/teams('7')/operations('9')?x=secret").beta();
        assert_eq!(monitor.as_str(), "/beta/teams('7')/operations('9')?x=secret");
        let stored = serde_json::to_string(&monitor).unwrap();
        assert_eq!(serde_json::from_str::<Monitor>(&stored).unwrap(), monitor);
        let elsewhere = Monitor::at("https://api.onedrive.com/monitor/secret?y=secret");
        assert_eq!(elsewhere.clone().beta(), elsewhere);
        let shown = format!("{monitor:?} {elsewhere:?}");
        assert_eq!(shown, "Monitor(/beta/teams('7')/operations('9')) Monitor(https://api.onedrive.com/…)");
    }
}
