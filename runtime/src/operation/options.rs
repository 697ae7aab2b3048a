//! How often and how long an operation is tried.

use std::time::Duration;

/// How often and how long an operation is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SendOptions {
    /// How often it is sent again after the service or the network refused it; 0 sends it once.
    pub(crate) retries: u32,
    /// How long it may take in all, with every wait.
    pub(crate) deadline: Duration,
    /// How often it is sent again though it may have taken effect.
    pub(crate) retry_unknown: u32,
    /// Whether a 401 fetches another token and sends again, once.
    pub(crate) reauthorize: bool,
    /// How long a 404 is taken for what does not exist yet.
    pub(crate) replicating: Option<Duration>,
}

impl Default for SendOptions {
    fn default() -> Self {
        Self { retries: 3, deadline: Duration::from_secs(100), retry_unknown: 0, reauthorize: true, replicating: None }
    }
}

/// What a call sets of these, over what its client sets.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overrides {
    pub(crate) retries: Option<u32>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry_unknown: Option<u32>,
    pub(crate) reauthorize: Option<bool>,
    pub(crate) replicating: Option<Duration>,
}

impl Overrides {
    pub(crate) fn over(self, client: SendOptions) -> SendOptions {
        let retries = self.retries.unwrap_or(client.retries);
        SendOptions {
            retries,
            deadline: self.deadline.unwrap_or(client.deadline),
            retry_unknown: self.retry_unknown.unwrap_or(client.retry_unknown),
            reauthorize: self.reauthorize.unwrap_or(retries > 0),
            replicating: self.replicating,
        }
    }
}
