//! An entity or complex value as a JSON object: what `Serialize` and `Deserialize` do for every type with properties.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use crate::json::properties::Properties;
use crate::json::read::Reader;
use crate::json::variant::Variant;
use crate::json::write::Writer;

/// What `Serialize` does for every entity and complex type.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Properties, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    object(value, T::IS_ANNOTATED, serializer)
}

/// What `Serialize` does for the value of a hierarchy's variant: the type is written, whatever it is.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize_annotated<T: Variant, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    object(value, true, serializer)
}

fn object<T: Properties, S: Serializer>(value: &T, annotated: bool, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    if annotated {
        map.serialize_entry("@odata.type", T::TYPE_ANNOTATION)?;
    }
    let mut writer = Writer::new(map, T::NAMES);
    value.write(&mut writer);
    writer.finish()?.end()
}

/// What `Deserialize` does for every entity.
///
/// # Errors
///
/// The deserializer's own, with the property's name.
pub fn deserialize<'de, T: Properties, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Entity(PhantomData))
}

struct Entity<T>(PhantomData<T>);

impl<'de, T: Properties> Visitor<'de> for Entity<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::TYPE_ANNOTATION.trim_start_matches('#'))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut reader = Reader::new(map, T::NAMES);
        let value = T::read(&mut reader);
        match (value, reader.into_error()) {
            (Some(value), None) => Ok(value),
            (_, Some(error)) => Err(error),
            (None, None) => Err(de::Error::custom(format_args!("{} cannot be read", T::TYPE_ANNOTATION))),
        }
    }
}
