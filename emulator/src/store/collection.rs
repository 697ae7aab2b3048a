//! One collection: its entities in the order of creation, and their versions.

use std::collections::HashMap;

use bytes::Bytes;
use tokio::time::Instant;

use crate::store::change_log::ChangeLog;
use crate::store::changes::Changes;
use crate::store::oracle::{Oracle, property_of};

#[derive(Debug, Default)]
pub(super) struct Collection {
    pub(super) entities: Vec<Bytes>,
    /// One for each entity, in the same order, which is that of the serial numbers.
    pub(super) versions: Vec<Version>,
    pub(super) serials: HashMap<String, u64>,
    pub(super) last_serial: u64,
    pub(super) changes: Changes,
    pub(super) log: ChangeLog,
}

/// What a stored entity has beside its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Version {
    /// Its place in the order of creation; never given twice in a collection.
    pub(super) serial: u64,
    /// The number of the change in the whole store that wrote the text.
    pub(super) change: u64,
    /// Until then, the entity is not found at its own address.
    pub(super) hidden_until: Option<Instant>,
}

impl Collection {
    /// The entity at a position, and its `ETag`.
    pub(super) fn at(&self, position: usize) -> Option<(Bytes, String)> {
        Some((self.entities.get(position)?.clone(), etag_of(self.versions.get(position)?.change)))
    }

    pub(super) fn oracle(&self, property: &str) -> Oracle {
        let mut oracle = Oracle::default();
        self.entities.iter().for_each(|entity| oracle.count(property_of(entity, property)));
        oracle
    }

    pub(super) fn get(&self, id: &str) -> Option<&Bytes> {
        self.entities.get(self.position(id)?)
    }

    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.position_of(*self.serials.get(id)?)
    }

    /// The position of the entity with this serial number.
    pub(super) fn position_of(&self, serial: u64) -> Option<usize> {
        self.versions.binary_search_by_key(&serial, |version| version.serial).ok()
    }
}

pub(super) fn etag_of(change: u64) -> String {
    format!("W/\"{change}\"")
}
