//! The sessions of a tenant, and what each has of its file.

use std::collections::BTreeMap;

use bytes::{Bytes, BytesMut};

use crate::response::ids::new_guid;

/// What the path of every session begins with.
pub(crate) const PREFIX: &str = "/upload-sessions/";

/// What the size of each chunk but the last has to be a multiple of: 320 KiB.
pub(crate) const STEP: u64 = 320 << 10;

/// How large a chunk may be, in bytes: 60 MiB, as in Graph.
pub const MAX_CHUNK_BYTES: usize = 60 << 20;

/// The sessions, by their ids, in the order in which they were made.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    ids: Vec<String>,
    sessions: BTreeMap<String, Session>,
}

/// One session.
#[derive(Debug)]
pub(crate) struct Session {
    /// What the query of its URL has to be.
    pub(crate) authorization: String,
    pub(crate) name: Option<String>,
    /// Whether the file is complete only after a `POST`.
    pub(crate) defers: bool,
    pub(crate) total: Option<u64>,
    pub(crate) received: BytesMut,
    pub(crate) content: Option<Bytes>,
    /// Whether it was cancelled.
    pub(crate) is_cancelled: bool,
}

impl Session {
    /// The byte that is expected next, or `None` if all of the file is there.
    pub(crate) fn next(&self) -> Option<usize> {
        let received = self.received.len();
        let is_all = self.total.is_some_and(|total| u64::try_from(received) == Ok(total));
        (!is_all).then_some(received)
    }
}

impl Sessions {
    /// Makes a session, and returns its id.
    pub(crate) fn add(&mut self, name: Option<String>, defers: bool) -> String {
        let id = new_guid();
        let authorization = format!("tempauth={}", new_guid());
        let session = Session {
            authorization,
            name,
            defers,
            total: None,
            received: BytesMut::new(),
            content: None,
            is_cancelled: false,
        };
        self.ids.push(id.clone());
        self.sessions.insert(id.clone(), session);
        id
    }

    pub(crate) fn ids(&self) -> &[String] {
        &self.ids
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Session> {
        self.sessions.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.get_mut(id)
    }

    /// The URL of a session.
    pub(crate) fn url(&self, id: &str, origin: &str) -> String {
        let authorization = self.get(id).map_or("", |session| &session.authorization);
        format!("{origin}{PREFIX}{id}?{authorization}")
    }
}
