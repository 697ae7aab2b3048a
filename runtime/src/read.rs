//! Reads an entity's properties: the loop, the look-up of names and the errors, compiled once for all entities.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::properties::Properties;
use crate::values::Values;

/// Reads the properties of one entity; after the first error, nothing more.
pub struct Reader<'de, A: MapAccess<'de>> {
    map: A,
    names: &'static [(&'static str, &'static str)],
    /// Answers have a fixed order, so the next name is most often the one after the last.
    expected: usize,
    additional: Option<Map<String, Value>>,
    error: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    /// The values, in the order of the names.
    pub fn values<T: Values<'de>>(&mut self) -> Option<T> {
        let mut slots = T::SLOTS;
        while let Some(index) = self.next_index() {
            T::fill(&mut slots, index, self);
        }
        T::take(slots, 0, self)
    }

    /// The values, with all other properties kept for [`take_additional`](Self::take_additional).
    pub fn values_and_additional<T: Values<'de>>(&mut self) -> Option<T> {
        self.additional = Some(Map::new());
        self.values()
    }

    /// The properties without a declaration.
    pub fn take_additional(&mut self) -> Map<String, Value> {
        self.additional.take().unwrap_or_default()
    }

    /// The index of the next property with a declaration.
    fn next_index(&mut self) -> Option<usize> {
        while self.error.is_none() {
            let mut additional = None;
            let keep = self.additional.is_some().then_some(&mut additional);
            match self.map.next_key_seed(Key { names: self.names, expected: self.expected, keep }) {
                Ok(Some(UNDECLARED)) => self.undeclared(additional),
                Ok(Some(index)) => {
                    self.expected = index + 1;
                    return Some(index);
                }
                Ok(None) => break,
                Err(error) => self.error = Some(error),
            }
        }
        None
    }

    /// Passes over a property without a declaration, or keeps it under its name.
    fn undeclared(&mut self, name: Option<String>) {
        let (Some(name), Some(additional)) = (name, &mut self.additional) else {
            self.error = self.map.next_value::<IgnoredAny>().err();
            return;
        };
        match self.map.next_value() {
            Ok(value) => {
                additional.insert(name, value);
            }
            Err(error) => self.error = Some(in_property(&name, &error)),
        }
    }

    /// Reads the value of the property that was found.
    #[inline]
    pub(crate) fn fill<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        match self.map.next_value() {
            Ok(value) => *slot = Some(value),
            Err(error) => self.error = Some(in_property(self.name(self.expected.wrapping_sub(1)), &error)),
        }
    }

    /// What was read, or what absence means for the type: `None` for an `Option`, else an error.
    #[inline]
    pub(crate) fn take<T: Deserialize<'de>>(&mut self, slot: Option<T>, index: usize) -> Option<T> {
        if slot.is_some() || self.error.is_some() {
            return slot;
        }
        match T::deserialize(Absent(self.name(index), PhantomData)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }

    fn name(&self, index: usize) -> &'static str {
        self.names.get(index).map_or("", |(name, _)| name)
    }
}

/// An error in a property's value, with the property's name before it.
#[cold]
fn in_property<E: de::Error>(name: &str, error: &E) -> E {
    // serde_json finds the line and column at the end of the text again, and keeps them.
    E::custom(format_args!("property `{name}`: {error}"))
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
        let mut reader = Reader { map, names: T::NAMES, expected: 0, additional: None, error: None };
        let value = T::read(&mut reader);
        match (value, reader.error) {
            (Some(value), None) => Ok(value),
            (_, Some(error)) => Err(error),
            (None, None) => Err(de::Error::custom(format_args!("{} cannot be read", T::TYPE_ANNOTATION))),
        }
    }
}

/// The index of a property without a declaration.
const UNDECLARED: usize = usize::MAX;

/// Looks a name up; one without a declaration is put where it is to be kept.
struct Key<'a> {
    names: &'static [(&'static str, &'static str)],
    expected: usize,
    keep: Option<&'a mut Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property's name")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<usize, E> {
        if self.names.get(self.expected).is_some_and(|(name, _)| *name == key) {
            return Ok(self.expected);
        }
        if let Some(index) = self.names.iter().position(|(name, _)| *name == key) {
            return Ok(index);
        }
        // The type is written from its attribute, so it is not kept beside it.
        if let Some(keep) = self.keep.filter(|_| key != "@odata.type") {
            *keep = Some(key.to_owned());
        }
        Ok(UNDECLARED)
    }
}

/// The name under which `edm::Nullable` asks for its three states.
pub(crate) const NULLABLE: &str = "$graph_entity::nullable";

/// Stands for a property that is not there: an `Option` reads `None` from it.
struct Absent<E>(&'static str, PhantomData<E>);

impl<'de, E: de::Error> Deserializer<'de> for Absent<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::custom(format_args!("property `{}` is missing", self.0)))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, E> {
        if name == NULLABLE { visitor.visit_none() } else { visitor.visit_newtype_struct(self) }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
