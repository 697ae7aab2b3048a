//! What was created, by collection, and what a path stands for.

use std::collections::HashMap;

use bytes::Bytes;
use tokio::time::Instant;

use crate::request::path::ResourcePath;
use crate::store::changes::Changes;
use crate::store::collection::{Collection, Version, etag_of};
use crate::store::counts::Counts;
use crate::store::members::Members;
use crate::store::oracle::property_of;
use crate::store::references::Relationship;

/// How many entities an emulator stores. Further creates are answered 507.
pub const MAX_STORED_ITEMS: usize = 100_000;

/// How many bytes of entities and their paths an emulator stores, or of different values if it
/// [counts only](crate::EmulatorBuilder::count_only), 256 MiB. Further creates are answered 507.
pub const MAX_STORED_BYTES: usize = 256 << 20;

/// Every collection that has an entity, by the segments of its path.
#[derive(Debug)]
pub(crate) struct Store {
    pub(super) collections: HashMap<Vec<String>, Collection>,
    /// The entities are counted by a property, and not kept.
    pub(super) counts: Option<Counts>,
    /// By the paths of the navigation properties.
    pub(super) references: HashMap<Vec<String>, Relationship>,
    items_left: usize,
    bytes_left: usize,
    /// How many changes there were: the source of `ETag`s.
    last_change: u64,
}

/// The store is full.
#[derive(Debug, PartialEq)]
pub(crate) struct StoreFull;

impl Store {
    pub(crate) fn new() -> Self {
        Self::with_room_for(MAX_STORED_ITEMS, MAX_STORED_BYTES)
    }

    /// One that counts by `property` and keeps nothing else.
    pub(crate) fn counting(property: String) -> Self {
        Self { counts: Some(Counts { property, collections: HashMap::new() }), ..Self::new() }
    }

    /// An empty one of the same kind.
    pub(crate) fn emptied(&self) -> Self {
        self.counts.as_ref().map_or_else(Self::new, |counts| Self::counting(counts.property.clone()))
    }

    pub(crate) fn with_room_for(items: usize, bytes: usize) -> Self {
        Self {
            collections: HashMap::new(),
            counts: None,
            references: HashMap::new(),
            items_left: items,
            bytes_left: bytes,
            last_change: 0,
        }
    }

    pub(crate) fn insert(&mut self, collection: &ResourcePath, id: String, entity: Bytes) -> Result<(), StoreFull> {
        let segments = collection.segments();
        if let Some(counts) = &mut self.counts {
            let value = property_of(&entity, &counts.property);
            let cost = counts.cost(segments, value.as_deref());
            self.bytes_left = self.bytes_left.checked_sub(cost).ok_or(StoreFull)?;
            counts.count(segments, value);
            return Ok(());
        }
        // Only an insertion adds a collection, so counting the path with each entity bounds the paths too.
        let bytes = entity.len() + id.len() + segments.iter().map(String::len).sum::<usize>();
        self.take_room(bytes)?;

        self.last_change += 1;
        let collection = self.collections.entry(segments.to_vec()).or_default();
        collection.last_serial += 1;
        let serial = collection.last_serial;
        collection.serials.insert(id, serial);
        collection.entities.push(entity);
        collection.versions.push(Version { serial, change: self.last_change, hidden_until: None });
        collection.log.create(self.last_change, serial);
        Ok(())
    }

    /// Takes the room for one more item of so many bytes.
    pub(super) fn take_room(&mut self, bytes: usize) -> Result<(), StoreFull> {
        let (items_left, bytes_left) = (self.items_left.checked_sub(1), self.bytes_left.checked_sub(bytes));
        (self.items_left, self.bytes_left) = items_left.zip(bytes_left).ok_or(StoreFull)?;
        Ok(())
    }

    /// Gives back the room of an item.
    pub(super) fn give_back_item(&mut self) {
        self.items_left += 1;
    }

    /// The entity at a path, and its `ETag`.
    pub(super) fn entity_at(&self, path: &ResourcePath) -> Option<(Bytes, String)> {
        let (collection, position) = self.position(path)?;
        collection.at(position)
    }

    /// The entity of this id in any collection of a version, and its `ETag`: a directory object may have any type.
    pub(super) fn entity_anywhere(&self, version: &str, id: &str) -> Option<(Bytes, String)> {
        let mut collections =
            self.collections.iter().filter(|(path, _)| path.first().is_some_and(|first| first == version));
        collections.find_map(|(_, collection)| collection.at(collection.position(id)?))
    }

    /// The `ETag` that the next change gives.
    pub(crate) fn next_etag(&self) -> String {
        etag_of(self.last_change + 1)
    }

    /// The `ETag` of the entity that is stored at `path`.
    pub(crate) fn etag(&self, path: &ResourcePath) -> Option<String> {
        let (collection, position) = self.position(path)?;
        collection.versions.get(position).map(|version| etag_of(version.change))
    }

    /// Has the entity of this id answered with 404 at its own address until `until`.
    pub(crate) fn hide(&mut self, collection: &ResourcePath, id: &str, until: Instant) {
        let Some(collection) = self.collections.get_mut(collection.segments()) else { return };
        if let Some(position) = collection.position(id)
            && let Some(version) = collection.versions.get_mut(position)
        {
            version.hidden_until = Some(until);
        }
    }

    /// Whether the entity at `path` is stored and not found yet.
    pub(crate) fn is_hidden(&self, path: &ResourcePath, now: Instant) -> bool {
        let version = self.position(path).and_then(|(collection, position)| collection.versions.get(position));
        version.and_then(|version| version.hidden_until).is_some_and(|until| now < until)
    }

    /// Replaces the text of the entity at `path`, which counts as an update. Returns whether it is stored.
    pub(crate) fn replace(&mut self, path: &ResourcePath, entity: Bytes) -> Result<bool, StoreFull> {
        let (id, parent) = path.split_last();
        let Some(collection) = self.collections.get_mut(parent) else { return Ok(false) };
        let Some(position) = collection.position(id) else { return Ok(false) };
        let (Some(old), Some(version)) = (collection.entities.get_mut(position), collection.versions.get_mut(position))
        else {
            return Ok(false);
        };
        self.bytes_left = (self.bytes_left.saturating_add(old.len())).checked_sub(entity.len()).ok_or(StoreFull)?;
        self.last_change += 1;
        let names = Members::parse(old).zip(Members::parse(&entity)).map(|(old, new)| old.differing(&new));
        collection.log.update(version.change, self.last_change, names.unwrap_or_default());
        version.change = self.last_change;
        *old = entity;
        collection.changes.count_update(id);
        Ok(true)
    }

    /// Removes the entity at `path`. Returns whether it was stored.
    pub(crate) fn remove(&mut self, path: &ResourcePath) -> bool {
        let (id, parent) = path.split_last();
        let Some(collection) = self.collections.get_mut(parent) else { return false };
        let Some(position) = collection.position(id) else { return false };
        let entity = collection.entities.remove(position);
        let version = collection.versions.remove(position);
        collection.serials.remove(id);
        collection.changes.count_delete(id);
        self.last_change += 1;
        collection.log.remove(version.change, self.last_change, id);
        self.give_back_item();
        // The collection stays, and so does the count of the delete: the bytes of path and id are not given back.
        self.bytes_left = self.bytes_left.saturating_add(entity.len());
        self.remove_references_below(path);
        true
    }

    /// The updates and deletes of the collection of `path`.
    pub(crate) fn changes(&self, path: &ResourcePath) -> Changes {
        self.collections.get(path.segments()).map(|collection| collection.changes.clone()).unwrap_or_default()
    }

    pub(super) fn collection(&self, path: &ResourcePath) -> Option<&Collection> {
        self.collections.get(path.segments())
    }

    /// How many changes there were.
    pub(crate) fn last_change(&self) -> u64 {
        self.last_change
    }

    fn position(&self, path: &ResourcePath) -> Option<(&Collection, usize)> {
        let (id, parent) = path.split_last();
        let collection = self.collections.get(parent)?;
        Some((collection, collection.position(id)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::path::split_version;
    use crate::store::found::Found;

    fn path(text: &str) -> ResourcePath {
        let (version, rest) = split_version(text).unwrap();
        ResourcePath::parse(version, rest).unwrap()
    }

    #[test]
    fn a_full_store_refuses_and_stays_as_it_is() {
        let mut store = Store::with_room_for(2, 40);
        let users = path("/v1.0/users"); // 9 bytes
        let entity = Bytes::from_static(b"{\"a\":1}"); // 7 bytes, and 1 of the id
        assert_eq!(store.insert(&users, "1".to_owned(), Bytes::from(vec![b' '; 31])), Err(StoreFull));
        assert_eq!(store.insert(&users, "1".to_owned(), entity.clone()), Ok(()));
        assert_eq!(store.insert(&users, "2".to_owned(), entity.clone()), Ok(()));
        assert_eq!(store.insert(&users, "3".to_owned(), Bytes::new()), Err(StoreFull));
        assert_eq!(store.find(&users), Found::Collection(&[entity.clone(), entity]));
    }

    #[test]
    fn a_full_count_refuses_what_is_new() {
        let mut store = Store { bytes_left: 120, ..Store::counting("n".to_owned()) };
        let users = path("/v1.0/users"); // 9 bytes and 48, and 49 of a value with one digit
        let create = |store: &mut Store, n: u8| store.insert(&users, String::new(), format!("{{\"n\":{n}}}").into());
        assert_eq!(create(&mut store, 1), Ok(()));
        assert_eq!(create(&mut store, 2), Err(StoreFull));
        assert_eq!(create(&mut store, 1), Ok(()), "nothing new");
        let oracle = store.oracle(&users, "n");
        assert_eq!((oracle.stored("1"), oracle.total()), (2, 2));
        assert_eq!(store.insert(&path("/v1.0/groups"), String::new(), Bytes::from_static(b"{}")), Err(StoreFull));
        assert_eq!(store.find(&users), Found::Collection(&[]), "nothing is kept");
    }
}
