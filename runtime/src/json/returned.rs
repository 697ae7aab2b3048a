//! What an action or a function returned, as OData writes it.
//!
//! A single entity or complex value is the body. Anything else stands in an object, as its `value`: a collection, a string, a
//! number, a boolean, a member of an enumeration
//! ([OData JSON format 4.01, sections 11 and 12](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_IndividualPropertyorOperationRespons)).
//! Which of both it is, the type that is read says: what it asks its deserializer for.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Error;
use serde_json::value::RawValue;

use crate::json::shape::{REDIRECT, Shape};
use crate::wire::body::{is_blank, without_mark};

/// The name under which a [`RawValue`] asks for the text of a value.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// A type that an action or a function can return. Every type that can be read is one.
#[diagnostic::on_unimplemented(
    message = "a call cannot return `{Self}`",
    label = "add `#[derive(GraphEntity)]` or `#[derive(GraphComplex)]` to the struct, or `#[derive(GraphEnum)]` to the enum",
    note = "every other type that implements serde's `Deserialize` and owns its data can be returned too"
)]
pub trait Returned: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Returned for T {}

/// Reads what was returned.
///
/// # Errors
///
/// If it is not there, or not of this type.
pub(crate) fn read<T: DeserializeOwned>(location: Option<&str>, body: &[u8]) -> Result<T, Error> {
    let is_redirect = location.is_some() && Shape::of::<T>() == Shape::Redirect;
    T::deserialize(Returns { location, is_redirect, body: without_mark(body) })
}

/// An answer, read as what the type asks for.
#[derive(Clone, Copy)]
struct Returns<'a> {
    location: Option<&'a str>,
    /// Whether the type reads the `Location`, so that a blank body says nothing.
    is_redirect: bool,
    body: &'a [u8],
}

impl<'a> Returns<'a> {
    fn body(self) -> Result<&'a [u8], Error> {
        if is_blank(self.body) { Err(Error::custom("the answer has no body")) } else { Ok(self.body) }
    }

    /// The `value` in the body, or the body itself if it is not an object.
    fn value(self) -> Result<&'a [u8], Error> {
        let body = self.body()?;
        match Object::in_body(body)? {
            None => Ok(body),
            Some(Object { value: Some(value), .. }) => Ok(value.get().as_bytes()),
            Some(Object { value: None, .. }) => Err(Error::custom("the object has no `value`")),
        }
    }

    /// The `value` of a collection that is whole.
    fn collection(self) -> Result<&'a [u8], Error> {
        if let Some(Object { goes_on: true, .. }) = Object::in_body(self.body()?)? {
            return Err(Error::custom(
                "the collection goes on at a next page (`@odata.nextLink`), which is not read here",
            ));
        }
        self.value()
    }

    /// For a type that takes anything: a `value` that is one, where nothing stands beside it, and else the body.
    fn any(self) -> Result<&'a [u8], Error> {
        let body = self.body()?;
        Ok(match Object::in_body(body)? {
            Some(Object { value: Some(value), is_alone: true, .. }) if !value.get().starts_with(['{', '[']) => {
                value.get().as_bytes()
            }
            _ => body,
        })
    }

    /// Whether the answer says that there is nothing.
    fn is_null(self) -> Result<bool, Error> {
        if is_blank(self.body) || self.body.trim_ascii() == b"null" {
            return Ok(true);
        }
        let object = Object::in_body(self.body)?;
        Ok(object.is_some_and(|Object { value, is_alone, is_null, .. }| {
            is_alone && value.map_or(is_null, |value| value.get() == "null")
        }))
    }
}

/// What stands in an answer's object, as far as it matters here.
struct Object<'a> {
    value: Option<&'a RawValue>,
    /// Whether nothing but control information stands beside it.
    is_alone: bool,
    /// Whether it links to a next page.
    goes_on: bool,
    /// Whether it says that it stands for null: `@odata.null`.
    is_null: bool,
}

impl<'a> Object<'a> {
    fn in_body(body: &'a [u8]) -> Result<Option<Self>, Error> {
        struct Names;

        impl<'de> Visitor<'de> for Names {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut object = Object { value: None, is_alone: true, goes_on: false, is_null: false };
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        // One of both would be lost.
                        "value" if object.value.is_some() => return Err(A::Error::duplicate_field("value")),
                        "value" => object.value = Some(map.next_value()?),
                        "@odata.nextLink" => {
                            let link: &RawValue = map.next_value()?;
                            object.goes_on = !matches!(link.get(), "null" | "\"\"");
                        }
                        "@odata.null" => {
                            let is_null: &RawValue = map.next_value()?;
                            object.is_null = is_null.get() == "true";
                        }
                        name => {
                            object.is_alone &= name.contains('@');
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(object)
            }
        }

        if body.trim_ascii_start().first() != Some(&b'{') {
            return Ok(None);
        }
        let mut json = serde_json::Deserializer::from_slice(body);
        let object = json.deserialize_map(Names)?;
        json.end()?;
        Ok(Some(object))
    }
}

macro_rules! of_part {
    ($($method:ident: $part:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let mut json = serde_json::Deserializer::from_slice(self.$part()?);
            let value = (&mut json).$method(visitor)?;
            json.end()?;
            Ok(value)
        })*
    };
}

impl<'de> Deserializer<'de> for Returns<'de> {
    type Error = Error;

    of_part! {
        deserialize_bool: value;
        deserialize_i8: value;
        deserialize_i16: value;
        deserialize_i32: value;
        deserialize_i64: value;
        deserialize_i128: value;
        deserialize_u8: value;
        deserialize_u16: value;
        deserialize_u32: value;
        deserialize_u64: value;
        deserialize_u128: value;
        deserialize_f32: value;
        deserialize_f64: value;
        deserialize_char: value;
        deserialize_str: value;
        deserialize_string: value;
        deserialize_bytes: value;
        deserialize_byte_buf: value;
        deserialize_identifier: value;
        deserialize_seq: collection;
        deserialize_map: body;
        deserialize_any: any;
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if !self.is_redirect && self.is_null()? { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match (name, self.location) {
            (REDIRECT, Some(location)) => visitor.visit_str(location),
            (REDIRECT, None) => Err(Error::custom("there is no `Location`")),
            // What serde_json alone can read.
            (RAW_VALUE, _) => {
                let mut json = serde_json::Deserializer::from_slice(self.any()?);
                let value = (&mut json).deserialize_newtype_struct(name, visitor)?;
                json.end()?;
                Ok(value)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut json = serde_json::Deserializer::from_slice(self.body()?);
        let value = json.deserialize_struct(name, fields, visitor)?;
        json.end()?;
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut json = serde_json::Deserializer::from_slice(self.value()?);
        let value = json.deserialize_enum(name, variants, visitor)?;
        json.end()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }
}

/// The pages of a collection as one body.
pub(crate) fn joined(first: &[u8], others: &[Box<RawValue>]) -> Result<Vec<u8>, Error> {
    let object = Object::in_body(without_mark(first))?;
    let value = object.and_then(|object| object.value).map_or("[]", RawValue::get);
    let items: Vec<&RawValue> = Vec::deserialize(&mut serde_json::Deserializer::from_str(value))?;
    let all: Vec<&RawValue> = items.into_iter().chain(others.iter().map(|item| &**item)).collect();
    serde_json::to_vec(&BTreeMap::from([("value", all)]))
}

#[cfg(test)]
mod tests;
