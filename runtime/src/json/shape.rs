//! What a type reads of an answer: the type is asked for it, so that no trait and no token says it.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeOwned, Deserializer, Error as _, Visitor};
use serde_json::Error;

/// What a type reads of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing: `()`.
    Nothing,
    /// The `Location` of a redirect.
    Redirect,
    /// The `value` that is a collection.
    Collection,
    /// Any other `value`, or the body itself.
    Value,
}

impl Shape {
    /// Asks a type.
    pub(crate) fn of<T: DeserializeOwned>() -> Self {
        let asked = Cell::new(Self::Value);
        // It ends in an error, whatever the type asks for.
        let _ = T::deserialize(Ask(&asked));
        asked.get()
    }
}

/// The name under which a [`Redirect`](crate::Redirect) asks for the `Location`.
pub(crate) const REDIRECT: &str = "$graph_entity::redirect";

/// Notes what a type asks for, and has nothing.
struct Ask<'a>(&'a Cell<Shape>);

impl Ask<'_> {
    fn note(&self, shape: Shape) -> Error {
        self.0.set(shape);
        Error::custom("there is nothing to read")
    }
}

impl<'de> Deserializer<'de> for Ask<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(self.note(Shape::Value))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(self.note(Shape::Nothing))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(self.note(Shape::Collection))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if name == REDIRECT { Err(self.note(Shape::Redirect)) } else { visitor.visit_newtype_struct(self) }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit_struct
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads the text that stands for a redirect.
pub(crate) struct Location;

impl Visitor<'_> for Location {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the `Location` of a redirect")
    }

    fn visit_str<E: de::Error>(self, location: &str) -> Result<String, E> {
        Ok(location.to_owned())
    }
}
