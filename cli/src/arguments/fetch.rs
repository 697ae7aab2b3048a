//! The arguments of `fetch`.

use clap::{Args, ValueEnum};

pub(super) const HELP: &str = "\
Examples:
  cargo graph-entity fetch
  cargo graph-entity fetch --beta --force
  cargo graph-entity fetch --cloud usgov

Keep only what the sources use of the schema that is there:
  cargo graph-entity fetch --from graph-metadata/v1.0.csdl --prune --force";

/// Where Graph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Cloud {
    /// graph.microsoft.com
    Global,
    /// graph.microsoft.us: the US government's L4
    Usgov,
    /// dod-graph.microsoft.us: the US government's L5
    Usgovdod,
    /// microsoftgraph.chinacloudapi.cn
    China,
}

impl Cloud {
    /// The service's origin.
    #[must_use]
    pub fn origin(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::Usgov => "https://graph.microsoft.us",
            Self::Usgovdod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }
}

/// `fetch`
#[derive(Debug, Args)]
pub struct Fetch {
    /// Graph's beta version, and not v1.0
    #[arg(long)]
    pub beta: bool,
    /// The cloud to ask
    #[arg(long, value_enum, default_value_t = Cloud::Global)]
    pub cloud: Cloud,
    /// A file or address to take the schema from instead
    #[arg(long, value_name = "FILE|URL", conflicts_with = "cloud")]
    pub from: Option<String>,
    /// Keep only what the workspace's sources use, and what that needs
    #[arg(long)]
    pub prune: bool,
    /// Replace the schema that is there
    #[arg(long)]
    pub force: bool,
}
