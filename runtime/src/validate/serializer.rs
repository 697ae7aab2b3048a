//! The serializer of a validation: it follows every value to the missing properties inside it, and writes nothing.

use std::cell::RefCell;
use std::fmt::{self, Write as _};

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::Problem;
use super::place::Place;
use crate::json::mode::{MISSING, REFUSED, WHOLE, take_field};

/// A serializer that looks for missing properties and writes nothing.
#[derive(Clone, Copy)]
pub(super) struct ProblemFinder<'a> {
    pub(super) report: &'a RefCell<Vec<Problem>>,
    pub(super) place: &'a Place<'a>,
}

impl<'a> ProblemFinder<'a> {
    /// Looks into a property's value.
    fn property<T: Serialize + ?Sized>(&self, name: &str, field: &str, value: &T) -> Result<(), Refused> {
        if name == WHOLE {
            return value.serialize(*self);
        }
        value.serialize(ProblemFinder { report: self.report, place: &Place::Property { of: self.place, name, field } })
    }

    fn compound(self) -> Compound<'a> {
        Compound { finder: self, index: 0, key: String::new(), field: None }
    }
}

/// A value that cannot be written; the write of the body will say why.
#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value cannot be written")
    }
}

impl std::error::Error for Refused {}

impl serde::ser::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// The inside of an object or a collection.
pub(super) struct Compound<'a> {
    finder: ProblemFinder<'a>,
    index: usize,
    key: String,
    /// The field of the key, if it is a declared property's.
    field: Option<&'static str>,
}

impl Compound<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        let place = Place::Item { of: self.finder.place, index: self.index };
        self.index += 1;
        value.serialize(ProblemFinder { report: self.finder.report, place: &place })
    }
}

macro_rules! scalars {
    ($($method:ident($($argument:ty),*);)*) => {
        $(#[inline]
        fn $method(self, $(_: $argument),*) -> Result<(), Refused> {
            Ok(())
        })*
    };
}

impl<'a> Serializer for ProblemFinder<'a> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    scalars! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Refused> {
        if name == MISSING {
            self.report.borrow_mut().push(self.place.problem(None));
        }
        Ok(())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, _: &T) -> Result<(), Refused> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Refused> {
        if name == REFUSED {
            let message = serde_json::to_value(value).map_err(|_| Refused)?;
            let message = message.as_str().map_or_else(|| message.to_string(), str::to_owned);
            self.report.borrow_mut().push(self.place.problem(Some(message)));
            return Ok(());
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.property(variant, variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Refused> {
        Ok(self.compound())
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'a>, Refused> {
        Ok(self.compound())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, Refused> {
        Ok(self.compound())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Refused> {
        Ok(self.compound())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, Refused> {
        Ok(self.compound())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, Refused> {
        Ok(self.compound())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Refused> {
        Ok(self.compound())
    }
}

macro_rules! items {
    ($($compound:ident::$method:ident;)*) => {
        $(impl $compound for Compound<'_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.item(value)
            }

            fn end(self) -> Result<(), Refused> {
                Ok(())
            }
        })*
    };
}

items! {
    SerializeSeq::serialize_element;
    SerializeTuple::serialize_element;
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}

macro_rules! fields {
    ($($compound:ident;)*) => {
        $(impl $compound for Compound<'_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Refused> {
                self.finder.property(name, name, value)
            }

            fn end(self) -> Result<(), Refused> {
                Ok(())
            }
        })*
    };
}

fields! {
    SerializeStruct;
    SerializeStructVariant;
}

/// The key of a map: what JSON can have as one, a formatter can be a serializer of.
struct KeyText<'k, T: ?Sized>(&'k T);

impl<T: Serialize + ?Sized> fmt::Display for KeyText<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        // One text for all keys: with a value for each, a validation took longer than the write of the body.
        self.key.clear();
        let written = write!(self.key, "{}", KeyText(key));
        self.field = take_field();
        written.map_err(|_| Refused)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.finder.property(&self.key, self.field.unwrap_or(&self.key), value)
    }

    fn end(self) -> Result<(), Refused> {
        Ok(())
    }
}
