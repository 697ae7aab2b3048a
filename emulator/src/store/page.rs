//! The pages of a collection.

use bytes::Bytes;

use crate::request::path::ResourcePath;
use crate::store::collection::etag_of;
use crate::store::collections::Store;

/// A page of a collection.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The entities, each with its `ETag`.
    pub(crate) entities: Vec<(Bytes, String)>,
    /// How many entities the collection has.
    pub(crate) total: usize,
    /// The serial number of the last entity on this page, if there are more entities.
    pub(crate) last: Option<u64>,
}

impl Store {
    /// The entities behind the serial number `after`, at most `size`: those of the collection, or those that are referred to.
    pub(crate) fn page(&self, path: &ResourcePath, after: u64, size: usize) -> Page {
        if self.relationship(path).is_some_and(|relationship| relationship.len() > 0) {
            return self.page_of_linked(path, after, size);
        }
        let Some(collection) = self.collections.get(path.segments()) else { return Page::default() };
        let start = collection.versions.partition_point(|version| version.serial <= after);
        let end = start.saturating_add(size).min(collection.entities.len());
        let last = end.checked_sub(1).filter(|_| end < collection.entities.len());
        let entities = collection.entities.get(start..end).unwrap_or_default().iter().cloned();
        let versions = collection.versions.get(start..end).unwrap_or_default();
        Page {
            entities: entities.zip(versions.iter().map(|version| etag_of(version.change))).collect(),
            total: collection.entities.len(),
            last: last.and_then(|last| collection.versions.get(last)).map(|version| version.serial),
        }
    }
}
