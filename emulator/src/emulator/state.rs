//! What an emulator saw and stored.

use serde_json::Value;

use super::Emulator;
use crate::request::path::{ResourcePath, split_version};
use crate::request::recorded::{RecordedRequest, RequestLog};
use crate::statistics::Statistics;
use crate::store::changes::Changes;
use crate::store::found::Found;
use crate::store::oracle::Oracle;
use crate::store::references::References;
use crate::upload::handle::UploadSession;

impl Emulator {
    /// The requests so far, in the order in which they had arrived in full; of many, the last
    /// [`MAX_RECORDED_REQUESTS`](crate::MAX_RECORDED_REQUESTS) and
    /// [`MAX_RECORDED_BYTES`](crate::MAX_RECORDED_BYTES). A request is here before its answer is sent, whatever the
    /// answer is. One that was broken off before its end is not here. The parts of a batch are behind the batch, each
    /// with its [`part_id`](RecordedRequest::part_id). Empty if the emulator
    /// [counts only](crate::EmulatorBuilder::count_only).
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.tenant().log.as_ref().map(RequestLog::to_vec).unwrap_or_default()
    }

    /// The entities of a collection, each with its `id`, in the order of creation. `path` is as in a request,
    /// percent-encoded and with the version: `/v1.0/users/7/messages`. Empty if there is no such collection.
    #[must_use]
    pub fn stored(&self, path: &str) -> Vec<Value> {
        let path = split_version(path).and_then(|(version, rest)| ResourcePath::parse(version, rest));
        let Ok(path) = path else { return Vec::new() };
        let entities = match self.shared.tenant().store.find(&path) {
            Found::Collection(entities) => entities.to_vec(),
            Found::Item(_) | Found::UnknownItem => Vec::new(),
        };
        // Each was checked to be JSON before it was stored.
        entities.iter().filter_map(|entity| serde_json::from_slice(entity).ok()).collect()
    }

    /// How often each value of `property` (at the top of the entity) is stored in the collection of `path`, written as
    /// for [`stored`](Self::stored).
    ///
    /// If the emulator [counts only](crate::EmulatorBuilder::count_only), `property` is the one that it counts by; of any
    /// other, nothing is known.
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::start().await?;
    /// // … creates, with faults; each user has a `userPrincipalName` of their own …
    /// let oracle = graph.oracle("/v1.0/users", "userPrincipalName");
    /// assert_eq!(oracle.more_than_once(), []);
    /// assert_eq!(oracle.stored("ada@contoso.com"), 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn oracle(&self, path: &str, property: &str) -> Oracle {
        let path = split_version(path).and_then(|(version, rest)| ResourcePath::parse(version, rest));
        path.map(|path| self.shared.tenant().store.oracle(&path, property)).unwrap_or_default()
    }

    /// The [`oracle`](Self::oracle) of every collection that has entities, by its decoded path, in the order of the
    /// paths.
    #[must_use]
    pub fn oracles(&self, property: &str) -> Vec<(String, Oracle)> {
        self.shared.tenant().store.oracles(property)
    }

    /// How often the entities of a collection were updated and deleted, whatever the client was answered. `path` is
    /// written as for [`stored`](Self::stored).
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::start().await?;
    /// // … a client updates the group `7` …
    /// assert_eq!(graph.changes("/v1.0/groups").updated("7"), 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn changes(&self, path: &str) -> Changes {
        let path = split_version(path).and_then(|(version, rest)| ResourcePath::parse(version, rest));
        path.map(|path| self.shared.tenant().store.changes(&path)).unwrap_or_default()
    }

    /// The references of a navigation property, added through `…/$ref`, and how often each was added and removed, whatever the
    /// client was answered. `path` is that of the property, written as for [`stored`](Self::stored).
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::start().await?;
    /// // … a client adds members to the group `7` …
    /// let members = graph.references("/v1.0/groups/7/members");
    /// assert!(members.ids().is_empty());
    /// assert_eq!(members.added("ada"), 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn references(&self, path: &str) -> References {
        let path = split_version(path).and_then(|(version, rest)| ResourcePath::parse(version, rest));
        path.map(|path| self.shared.tenant().store.references(&path)).unwrap_or_default()
    }

    /// The upload sessions so far, in the order in which they were made: by a `POST` of `createUploadSession`, or by
    /// [`upload_session`](Self::upload_session).
    #[must_use]
    pub fn upload_sessions(&self) -> Vec<UploadSession> {
        let ids = self.shared.tenant().uploads.ids().to_vec();
        ids.into_iter().map(|id| UploadSession::of(&self.shared, id)).collect()
    }

    /// How many requests there were, and how they were answered.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        self.shared.tenant().statistics.clone()
    }
}
