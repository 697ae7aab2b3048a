//! What a path stands for: an item or a collection.

use bytes::Bytes;

use crate::request::path::ResourcePath;
use crate::store::collections::Store;
use crate::store::oracle::property_of;

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

impl Store {
    /// Whether an item of this id is kept in the collection of `path`.
    pub(crate) fn has_item(&self, path: &ResourcePath, id: &str) -> bool {
        self.collections.get(path.segments()).is_some_and(|collection| collection.position(id).is_some())
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
}
