//! An upload session as a test sees it.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::server::exchange::Shared;

/// An upload session of an [`Emulator`](crate::Emulator): see [`Emulator::upload_session`](crate::Emulator::upload_session).
#[derive(Clone)]
pub struct UploadSession {
    shared: Arc<Shared>,
    id: String,
    url: String,
}

impl UploadSession {
    /// A new one.
    pub(crate) fn make(shared: &Arc<Shared>) -> Self {
        let id = shared.tenant().uploads.add(None, false);
        Self::of(shared, id)
    }

    /// The one of this id.
    pub(crate) fn of(shared: &Arc<Shared>, id: String) -> Self {
        let url = shared.tenant().uploads.url(&id, &shared.origin);
        Self { shared: Arc::clone(shared), id, url }
    }

    /// Where the chunks are sent to, with what authorizes.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// How many bytes it has of a file that is not complete; 0 behind its end.
    #[must_use]
    pub fn received(&self) -> usize {
        self.shared.tenant().uploads.get(&self.id).map_or(0, |session| session.received.len())
    }

    /// The file, once it is complete.
    #[must_use]
    pub fn content(&self) -> Option<Bytes> {
        self.shared.tenant().uploads.get(&self.id)?.content.clone()
    }

    /// Whether it was ended by a `DELETE`.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.shared.tenant().uploads.get(&self.id).is_some_and(|session| session.is_cancelled)
    }

    /// Forgets what it has of a file that is not complete, as a service that lost it.
    pub fn lose(&self) {
        if let Some(session) = self.shared.tenant().uploads.get_mut(&self.id) {
            session.received.clear();
        }
    }

    /// Ends the session, as if its time were up: it is not found any longer. What is complete stays.
    pub fn expire(&self) {
        if let Some(session) = self.shared.tenant().uploads.get_mut(&self.id) {
            session.is_cancelled = true;
        }
    }
}

impl fmt::Debug for UploadSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSession")
            .field("id", &self.id)
            .field("received", &self.received())
            .finish_non_exhaustive()
    }
}
