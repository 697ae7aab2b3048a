//! The end of a delta token: the service no longer knows it, and a synchronization starts again.

use http::StatusCode;
use reqwest::Url;

use crate::errors::error::{Error, ErrorKind};
use crate::errors::graph_error::GraphError;
use crate::operation::page::NextLink;

/// How a synchronization starts again, given by [`Error::restart`] to [`Delta::restart`](crate::Delta::restart).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeltaRestart {
    link: Option<NextLink>,
}

impl DeltaRestart {
    /// The link that the service gave for it (`Location`), or `None` if it starts with the first request.
    ///
    /// It is followed as any other link is, so the access token goes to no other host.
    #[must_use]
    pub fn link(&self) -> Option<&NextLink> {
        self.link.as_ref()
    }
}

/// The codes of a state that is gone, in lower case: [delta
/// query](https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset),
/// [drives](https://learn.microsoft.com/graph/api/driveitem-delta).
const CODES: [&str; 5] = [
    "syncstatenotfound",
    "syncstateinvalid",
    "resyncrequired",
    "resyncchangesapplydifferences",
    "resyncchangesuploaddifferences",
];

/// Whether a refusal of a delta query says that its token is gone.
pub(super) fn is_gone(status: StatusCode, error: &GraphError) -> bool {
    let codes = error.code.iter().chain(&error.inner_codes);
    status == StatusCode::GONE
        || status.is_client_error() && codes.map(|code| code.to_ascii_lowercase()).any(|code| CODES.contains(&&*code))
}

impl Error {
    /// How to start again, if this is the error of a [delta query](crate::Delta) whose token the service no longer knows:
    /// `410 Gone`, `syncStateNotFound`, `resyncRequired` and the like.
    ///
    /// ```
    /// # use graph_entity::{Delta, DeltaPage, DeltaToken, Error, GraphClient};
    /// # async fn read<T>(delta: fn() -> Delta<T>, token: DeltaToken, graph: &GraphClient) -> Result<DeltaPage<T>, Error> {
    /// match delta().resume(token).page(graph).await {
    ///     Err(error) => match error.restart() {
    ///         // Everything comes again: an entity that does not come is gone.
    ///         Some(restart) => delta().restart(&restart).page(graph).await,
    ///         None => Err(error),
    ///     },
    ///     page => page,
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn restart(&self) -> Option<DeltaRestart> {
        let ErrorKind::Service(answer, error) = self.kind() else { return None };
        if !self.is_of_delta() || !is_gone(answer.status, error) {
            return None;
        }
        // A relative link cannot be followed.
        let link = answer.location.as_ref().filter(|location| Url::parse(location).is_ok());
        Some(DeltaRestart { link: link.map(|location| NextLink::of(location.clone())) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_that_is_gone_is_known_by_its_status_or_code() {
        let error = |code: &str, inner: &str| GraphError {
            code: Some(code.to_owned()),
            inner_codes: vec![inner.to_owned()],
            ..GraphError::default()
        };
        for (status, error, gone) in [
            (410, GraphError::default(), true),
            (410, error("anything", ""), true),
            (400, error("SyncStateNotFound", ""), true),
            (404, error("syncStateInvalid", ""), true),
            (400, error("BadRequest", "resyncRequired"), true),
            (400, error("BadRequest", ""), false),
            (404, error("ResourceNotFound", ""), false),
            (500, error("syncStateNotFound", ""), false),
        ] {
            assert_eq!(is_gone(StatusCode::from_u16(status).unwrap(), &error), gone, "{status} {error:?}");
        }
    }
}
