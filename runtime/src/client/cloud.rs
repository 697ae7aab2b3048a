//! The national clouds: where each has its Graph.

/// A cloud of Microsoft's, with a Graph of its own:
/// [national clouds](https://learn.microsoft.com/graph/deployments).
///
/// ```
/// use graph_entity::{Cloud, GraphClient};
///
/// let graph = GraphClient::builder().cloud(Cloud::UsGov).token("eyJ0eXAiOiJKV1QiLCJub25jZSI6").build()?;
/// assert_eq!(graph.base_url().as_str(), "https://graph.microsoft.us");
/// assert_eq!(Cloud::UsGov.scope(), "https://graph.microsoft.us/.default");
/// # Ok::<(), graph_entity::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Cloud {
    /// The global service, with GCC: `https://graph.microsoft.com`.
    #[default]
    Global,
    /// US Government L4, GCC High: `https://graph.microsoft.us`.
    UsGov,
    /// US Government L5, the Department of Defense: `https://dod-graph.microsoft.us`.
    UsGovDod,
    /// China, operated by 21Vianet: `https://microsoftgraph.chinacloudapi.cn`.
    China,
}

/// Graph's application id, which a token's `aud` may be in place of the origin.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

impl Cloud {
    const ALL: [Self; 4] = [Self::Global, Self::UsGov, Self::UsGovDod, Self::China];

    /// The origin of its Graph.
    #[must_use]
    pub fn origin(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGov => "https://graph.microsoft.us",
            Self::UsGovDod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }

    /// The scope of a token for it, by [the `.default`
    /// scope](https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-default-scope).
    #[must_use]
    pub fn scope(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com/.default",
            Self::UsGov => "https://graph.microsoft.us/.default",
            Self::UsGovDod => "https://dod-graph.microsoft.us/.default",
            Self::China => "https://microsoftgraph.chinacloudapi.cn/.default",
        }
    }

    /// The cloud at an origin, or `None` if that is a proxy, an emulator or the like.
    pub(crate) fn at(origin: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cloud| cloud.origin() == origin)
    }

    /// Whether a token for this audience is a token for this cloud.
    pub(crate) fn takes(self, audience: &str) -> bool {
        let audience = audience.strip_suffix('/').unwrap_or(audience);
        audience.eq_ignore_ascii_case(self.origin()) || audience.eq_ignore_ascii_case(GRAPH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cloud_takes_its_own_audience() {
        for cloud in Cloud::ALL {
            assert_eq!(Cloud::at(cloud.origin()), Some(cloud));
            assert_eq!(cloud.scope(), format!("{}/.default", cloud.origin()));
            for other in Cloud::ALL {
                assert_eq!(cloud.takes(other.origin()), cloud == other);
                assert_eq!(cloud.takes(&format!("{}/", other.origin())), cloud == other);
            }
            assert!(cloud.takes(GRAPH) && cloud.takes(&GRAPH.to_uppercase()));
            assert!(!cloud.takes("") && !cloud.takes("https://graph.windows.net"));
        }
        assert_eq!(Cloud::at("http://127.0.0.1:8080"), None);
    }
}
