//! A page of the changes of a collection.

use bytes::Bytes;

use crate::request::path::ResourcePath;
use crate::store::change_log::Change;
use crate::store::collections::Store;

/// Where a page of changes begins. All numbers are those of changes in the whole store.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Position {
    /// The client knows everything up to this change; `None` if it begins, and knows nothing.
    pub(crate) since: Option<u64>,
    /// The last change on the pages before.
    pub(crate) after: u64,
    /// The last change before the first page.
    pub(crate) start: u64,
}

/// What changed of one entity.
#[derive(Debug, PartialEq)]
pub(crate) enum Changed {
    /// It is new: the whole entity, its `ETag`, and the names of the properties that changed since the first page.
    Whole(Bytes, String, Vec<String>),
    /// It is known: the entity, its `ETag` and the names of the properties that changed.
    Properties(Bytes, String, Vec<String>),
    /// It was deleted: its `id`.
    Removed(String),
}

impl Store {
    /// At most `size` changes, and where the next page begins if there are more.
    pub(crate) fn changed(&self, path: &ResourcePath, from: Position, size: usize) -> (Vec<Changed>, Option<Position>) {
        let (mut changed, mut after) = (Vec::new(), from.after);
        let Some(collection) = self.collection(path) else { return (changed, None) };
        for (number, change) in collection.log.after(from.after) {
            let Some(change) = collection.changed(number, change, from) else { continue };
            if changed.len() == size {
                return (changed, Some(Position { after, ..from }));
            }
            changed.push(change);
            after = number;
        }
        (changed, None)
    }
}

impl super::collection::Collection {
    /// What a client at this position has to know of the change of this number; `None` if it knows it.
    fn changed(&self, number: u64, change: &Change, from: Position) -> Option<Changed> {
        match change {
            // Nobody who begins knows it, but for one that was deleted since the first page, which may have been on a page. In a
            // later round it may have been on a page that the client lost the token of, and asks for again.
            Change::Removed { .. } if from.since.is_none() && number <= from.start => None,
            Change::Removed { id } => Some(Changed::Removed(id.clone())),
            Change::Stored { serial, created, properties } => {
                let (entity, etag) = self.at(self.position_of(*serial)?)?;
                let changed_after = |after: u64| -> Vec<String> {
                    let names = properties.iter().filter(|(_, change)| **change > after);
                    names.map(|(name, _)| name.clone()).collect()
                };
                if Some(*created) > from.since {
                    // What was removed since the first page may have been on a page.
                    return Some(Changed::Whole(entity, etag, changed_after(from.start)));
                }
                let names = changed_after(from.since?);
                (!names.is_empty()).then_some(Changed::Properties(entity, etag, names))
            }
        }
    }
}
