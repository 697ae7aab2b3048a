//! What a delta query says of one entity: that it is new or changed, or that it is gone.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::members::Members;
use crate::json::entity::GraphEntity;
use crate::json::indexed;

/// A change of one entity: an item of a [`DeltaPage`](crate::DeltaPage).
#[derive(Clone, PartialEq, Eq)]
pub enum Change<T> {
    /// It is new, or some of its properties changed.
    Changed(Partial<T>),
    /// It is no longer in the collection.
    Removed(Removed),
}

impl<T> Change<T> {
    /// The `id` of the entity, or `None` if the service sent none.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Changed(changed) => changed.id(),
            Self::Removed(removed) => Some(&removed.id),
        }
    }
}

/// A new entity, or what changed of one: **perhaps a part of it**. A service sends at least the properties that changed.
///
/// [`apply_to`](Self::apply_to) overlays the entity that is known; [`read`](Self::read) is for one that is not.
///
/// ```
/// use std::collections::HashMap;
///
/// use graph_entity::{Change, GraphEntity};
///
/// fn apply<T: GraphEntity>(
///     known: &mut HashMap<String, T>,
///     change: &Change<T>,
/// ) -> Result<(), Box<dyn std::error::Error>> {
///     match change {
///         Change::Changed(part) => {
///             let id = part.id().ok_or("an entity without an id")?;
///             match known.get_mut(id) {
///                 Some(entity) => part.apply_to(entity)?,
///                 None => drop(known.insert(id.to_owned(), part.read()?)),
///             }
///         }
///         Change::Removed(removed) => drop(known.remove(&removed.id)),
///     }
///     Ok(())
/// }
/// ```
pub struct Partial<T> {
    id: Option<String>,
    json: Box<RawValue>,
    // It holds no `T`, and is sent between threads whatever that is.
    of: PhantomData<fn() -> T>,
}

impl<T> Partial<T> {
    /// The `id` of the entity, or `None` if the service sent none.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The item as it came, a JSON object.
    #[must_use]
    pub fn json(&self) -> &str {
        self.json.get()
    }
}

impl<T: GraphEntity> Partial<T> {
    /// Overlays `entity` with the properties that came: each is replaced as a whole, and null clears it. Properties that did not
    /// come stay as they are. Applying it twice has the same result as applying it once.
    ///
    /// # Errors
    ///
    /// The error names the property that cannot be read, and `entity` stays as it is.
    pub fn apply_to(&self, entity: &mut T) -> Result<(), serde_json::Error> {
        let document = serde_json::to_vec(entity)?;
        let mut members: Members<'_> = serde_json::from_slice(&document)?;
        members.overlay(serde_json::from_str(self.json())?);
        *entity = serde_json::from_str(&members.to_json()?)?;
        Ok(())
    }

    /// Reads the item as a whole entity, for one that is new or that the service sent whole. Properties that did not come are
    /// absent.
    ///
    /// # Errors
    ///
    /// The error names the property that cannot be read, or is missing because the item is a part.
    pub fn read(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.json())
    }
}

/// An entity that is no longer in the collection (`@removed`).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Removed {
    /// The `id` of the entity.
    pub id: String,
    /// Why it was removed.
    pub reason: RemovalReason,
}

/// Why an entity is no longer in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemovalReason {
    /// It was deleted and can be restored, or no longer meets the condition of the query (`changed`).
    Changed,
    /// It was deleted and cannot be restored (`deleted`).
    Deleted,
    /// Another reason; empty if the service gave none.
    Other(String),
}

impl<T> From<Item> for Change<T> {
    fn from(item: Item) -> Self {
        match item {
            Item::Changed { id, json } => Self::Changed(Partial { id, json, of: PhantomData }),
            Item::Removed(removed) => Self::Removed(removed),
        }
    }
}

/// An item of a page before its type is known: this is compiled once.
pub(crate) enum Item {
    Changed { id: Option<String>, json: Box<RawValue> },
    Removed(Removed),
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let Head { id, removed } = serde_json::from_str(json.get()).map_err(D::Error::custom)?;
        match (removed, id) {
            (None, id) => Ok(Self::Changed { id, json }),
            (Some(reason), Some(id)) => Ok(Self::Removed(Removed { id, reason })),
            // To pass over it would leave an entity that is gone.
            (Some(_), None) => Err(D::Error::custom("`@removed` without the property `id`")),
        }
    }
}

/// What decides what an item is.
struct Head {
    id: Option<String>,
    removed: Option<RemovalReason>,
}

impl<'de> Deserialize<'de> for Head {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Head;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Head, A::Error> {
                let mut head = Head { id: None, removed: None };
                while let Some(name) = map.next_key::<String>()? {
                    let named = |error| indexed::in_step(&name, &error);
                    match name.as_str() {
                        "id" => head.id = map.next_value().map_err(named)?,
                        "@removed" => head.removed = map.next_value::<serde_json::Value>()?.try_into().ok(),
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(head)
            }
        }

        deserializer.deserialize_map(Object)
    }
}

impl TryFrom<serde_json::Value> for RemovalReason {
    type Error = ();

    /// Null does not remove an entity. Anything else does, even if its reason cannot be read.
    fn try_from(removed: serde_json::Value) -> Result<Self, ()> {
        if removed.is_null() {
            return Err(());
        }
        Ok(match removed.get("reason").and_then(serde_json::Value::as_str).unwrap_or_default() {
            "changed" => Self::Changed,
            "deleted" => Self::Deleted,
            other => Self::Other(other.to_owned()),
        })
    }
}

impl<T> Clone for Partial<T> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), json: self.json.clone(), of: PhantomData }
    }
}

impl<T> PartialEq for Partial<T> {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

impl<T> Eq for Partial<T> {}

impl<T> fmt::Debug for Partial<T> {
    /// Without the content, which may be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Partial").field("id", &self.id).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(changed) => changed.fmt(f),
            Self::Removed(removed) => removed.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str) -> Result<Change<()>, String> {
        serde_json::from_str::<Item>(text).map(Change::from).map_err(|error| error.to_string())
    }

    #[test]
    fn what_an_item_is_follows_from_its_annotation() {
        let reason = |text: &str| match item(text).unwrap() {
            Change::Removed(Removed { id, reason }) if id == "7" => Some(reason),
            Change::Changed(changed) if changed.id() == Some("7") && changed.json() == text => None,
            other => panic!("{other:?}"),
        };
        assert_eq!(reason(r#"{"id":"7","@removed":{"reason":"deleted"}}"#), Some(RemovalReason::Deleted));
        assert_eq!(reason(r#"{"@removed":{"reason":"changed"},"id":"7","a":1}"#), Some(RemovalReason::Changed));
        assert_eq!(
            reason(r#"{"id":"7","@removed":{"reason":"moved"}}"#),
            Some(RemovalReason::Other("moved".to_owned()))
        );
        for odd in ["{}", r#"{"reason":null}"#, r#"{"reason":5}"#, "true", "[]"] {
            let text = format!(r#"{{"id":"7","@removed":{odd}}}"#);
            assert_eq!(reason(&text), Some(RemovalReason::Other(String::new())), "{odd}");
        }
        assert_eq!(reason(r#"{"id":"7","@removed":null}"#), None);
        assert_eq!(reason(r#"{ "id": "7", "n": 1.50 }"#), None);
    }

    #[test]
    fn an_item_without_a_usable_id_is_no_removal() {
        for (text, expected) in [
            (r#"{"@removed":{"reason":"deleted"}}"#, "`@removed` without the property `id`"),
            (r#"{"id":null,"@removed":{"reason":"deleted"}}"#, "`@removed` without the property `id`"),
            (r#"{"id":7}"#, "property `id`"),
            ("7", "expected an object"),
        ] {
            let error = item(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
        for text in ["{}", r#"{"id":null,"a":1}"#] {
            assert_eq!(item(text).unwrap().id(), None, "{text}");
        }
    }
}
