//! What was created, by collection, and what a path stands for.

use std::collections::HashMap;

use bytes::Bytes;
use tokio::time::Instant;

use crate::request::path::ResourcePath;
use crate::store::change_log::ChangeLog;
use crate::store::changes::Changes;
use crate::store::members::Members;
use crate::store::oracle::{Oracle, property_of};
use crate::store::references::Relationship;

/// How many entities an emulator stores. Further creates are answered 507.
pub const MAX_STORED_ITEMS: usize = 100_000;

/// How many bytes of entities and their paths an emulator stores, or of different values if it
/// [counts only](crate::EmulatorBuilder::count_only), 256 MiB. Further creates are answered 507.
pub const MAX_STORED_BYTES: usize = 256 << 20;

/// Every collection that has an entity, by the segments of its path.
#[derive(Debug)]
pub(crate) struct Store {
    collections: HashMap<Vec<String>, Collection>,
    /// The entities are counted by a property, and not kept.
    counts: Option<Counts>,
    /// By the paths of the navigation properties.
    pub(super) references: HashMap<Vec<String>, Relationship>,
    items_left: usize,
    bytes_left: usize,
    /// How many changes there were: the source of `ETag`s.
    last_change: u64,
}

#[derive(Debug)]
struct Counts {
    property: String,
    collections: HashMap<Vec<String>, Oracle>,
}

#[derive(Debug, Default)]
pub(super) struct Collection {
    entities: Vec<Bytes>,
    /// One for each entity, in the same order, which is that of the serial numbers.
    versions: Vec<Version>,
    serials: HashMap<String, u64>,
    last_serial: u64,
    changes: Changes,
    pub(super) log: ChangeLog,
}

/// What a stored entity has beside its text.
#[derive(Debug, Clone, Copy)]
struct Version {
    /// Its place in the order of creation; never given twice in a collection.
    serial: u64,
    /// The number of the change in the whole store that wrote the text.
    change: u64,
    /// Until then, the entity is not found at its own address.
    hidden_until: Option<Instant>,
}

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

/// What a path stands for.
#[derive(Debug, PartialEq)]
pub(crate) enum Found<'a> {
    /// A stored entity, as text.
    Item(&'a Bytes),
    /// An item that is not stored.
    UnknownItem,
    /// A collection, in the order of creation.
    Collection(&'a [Bytes]),
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

    /// Whether an item of this id is kept in the collection of `path`.
    pub(crate) fn has_item(&self, path: &ResourcePath, id: &str) -> bool {
        self.collections.get(path.segments()).is_some_and(|collection| collection.position(id).is_some())
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

    /// Whether the collection has, or had, an entity.
    pub(crate) fn has_collection(&self, collection: &ResourcePath) -> bool {
        self.collections.contains_key(collection.segments())
    }

    /// The id of the first entity of the collection whose `property` has this value.
    pub(crate) fn id_of(&self, collection: &ResourcePath, property: &str, value: &str) -> Option<String> {
        let entities = &self.collections.get(collection.segments())?.entities;
        let entity = entities.iter().find(|entity| property_of(entity, property).as_deref() == Some(value))?;
        property_of(entity, "id")
    }

    /// How often each value of `property` is stored in the collection of `path`.
    pub(crate) fn oracle(&self, path: &ResourcePath, property: &str) -> Oracle {
        match &self.counts {
            Some(counts) if counts.property == property => counts.collections.get(path.segments()).cloned(),
            Some(_) => None,
            None => self.collections.get(path.segments()).map(|collection| collection.oracle(property)),
        }
        .unwrap_or_default()
    }

    /// The same of every collection.
    pub(crate) fn oracles(&self, property: &str) -> Vec<(String, Oracle)> {
        let written = |segments: &[String]| format!("/{}", segments.join("/"));
        let mut oracles: Vec<(String, Oracle)> = match &self.counts {
            Some(counts) if counts.property == property => {
                counts.collections.iter().map(|(path, oracle)| (written(path), oracle.clone())).collect()
            }
            Some(_) => Vec::new(),
            None => {
                self.collections.iter().map(|(path, collection)| (written(path), collection.oracle(property))).collect()
            }
        };
        oracles.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        oracles
    }

    pub(crate) fn find(&self, path: &ResourcePath) -> Found<'_> {
        let (last, parent) = path.split_last();
        let parent = self.collections.get(parent);
        if let Some(entity) = parent.and_then(|parent| parent.get(last)) {
            return Found::Item(entity);
        }
        if path.names_an_item() {
            return Found::UnknownItem;
        }
        match self.collections.get(path.segments()) {
            Some(collection) => Found::Collection(&collection.entities),
            // Below a collection that has entities comes an id; below anything else, the name of an empty collection.
            None if parent.is_some() => Found::UnknownItem,
            None => Found::Collection(&[]),
        }
    }

    /// Whether `path` is an item's and therefore takes no `POST`, whether or not the item is stored.
    pub(crate) fn is_item(&self, path: &ResourcePath) -> bool {
        path.names_an_item() || matches!(self.find(path), Found::Item(_))
    }
}

impl Counts {
    /// How many bytes it takes to count one more.
    fn cost(&self, collection: &[String], value: Option<&str>) -> usize {
        match self.collections.get(collection) {
            Some(oracle) => oracle.cost(value),
            // The path, about what the map needs for it, and the first value.
            None => collection.iter().map(String::len).sum::<usize>() + 48 + Oracle::default().cost(value),
        }
    }

    fn count(&mut self, collection: &[String], value: Option<String>) {
        if let Some(oracle) = self.collections.get_mut(collection) {
            oracle.count(value);
        } else {
            self.collections.entry(collection.to_vec()).or_default().count(value);
        }
    }
}

impl Collection {
    /// The entity at a position, and its `ETag`.
    pub(super) fn at(&self, position: usize) -> Option<(Bytes, String)> {
        Some((self.entities.get(position)?.clone(), etag_of(self.versions.get(position)?.change)))
    }

    fn oracle(&self, property: &str) -> Oracle {
        let mut oracle = Oracle::default();
        self.entities.iter().for_each(|entity| oracle.count(property_of(entity, property)));
        oracle
    }

    fn get(&self, id: &str) -> Option<&Bytes> {
        self.entities.get(self.position(id)?)
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.position_of(*self.serials.get(id)?)
    }

    /// The position of the entity with this serial number.
    pub(super) fn position_of(&self, serial: u64) -> Option<usize> {
        self.versions.binary_search_by_key(&serial, |version| version.serial).ok()
    }
}

fn etag_of(change: u64) -> String {
    format!("W/\"{change}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::path::split_version;

    fn path(text: &str) -> ResourcePath {
        let (version, rest) = split_version(text).unwrap();
        ResourcePath::parse(version, rest).unwrap()
    }

    fn with_user_7() -> Store {
        let mut store = Store::new();
        store.insert(&path("/v1.0/users"), "7".to_owned(), Bytes::from_static(b"{}")).unwrap();
        store
    }

    #[test]
    fn items_and_collections_are_told_apart() {
        let store = with_user_7();
        let entity = Bytes::from_static(b"{}");
        assert_eq!(store.find(&path("/v1.0/users")), Found::Collection(std::slice::from_ref(&entity)));
        assert_eq!(store.find(&path("/v1.0/users/7")), Found::Item(&entity));
        assert_eq!(store.find(&path("/v1.0/users('7')")), Found::Item(&entity));
        assert_eq!(store.find(&path("/v1.0/users/8")), Found::UnknownItem);
        assert_eq!(store.find(&path("/v1.0/users/7/messages")), Found::Collection(&[]));
        assert_eq!(store.find(&path("/beta/users")), Found::Collection(&[]));
        assert_eq!(store.find(&path("/beta/users/7")), Found::Collection(&[]), "nothing is known of this one");
        assert_eq!(store.find(&path("/beta/users('7')")), Found::UnknownItem);
        assert_eq!(store.find(&path("/beta/users/7e323db2-3db2-7e32-b23d-327eb23d327e")), Found::UnknownItem);
    }

    #[test]
    fn a_name_below_a_collection_is_one_once_it_has_an_entity() {
        let mut store = with_user_7();
        assert!(!store.is_item(&path("/v1.0/users/delta")));
        store.insert(&path("/v1.0/users/delta"), "1".to_owned(), Bytes::from_static(b"{}")).unwrap();
        assert!(matches!(store.find(&path("/v1.0/users/delta")), Found::Collection([_])));
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
