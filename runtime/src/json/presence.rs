//! Whether a value is absent, asked of the type and not of its spelling.

use serde::Serialize;
use serde::ser::{Impossible, Serializer};

/// A type of which a value can be absent: what `required` is for.
#[diagnostic::on_unimplemented(
    message = "`required` is for a field that can be absent, and a `{Self}` is always there",
    label = "remove `required`, or write `Option<{Self}>`",
    note = "a property of a type that is always there is required by that type"
)]
pub trait CanBeAbsent {
    /// Whether the value is absent.
    fn is_absent(&self) -> bool;
}

impl<T> CanBeAbsent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: CanBeAbsent> CanBeAbsent for Box<T> {
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

/// Whether a value writes itself as serde's `none`, as an `Option` does whatever it is called.
pub(crate) fn is_absent<T: Serialize>(value: &T) -> bool {
    value.serialize(Probe).is_ok_and(|Absent(absent)| absent)
}

/// Takes the first word of a value, and nothing of what is inside.
struct Probe;

struct Absent(bool);

/// A value that starts a collection or a map is there; this ends its write.
#[derive(Debug)]
struct Present;

impl std::fmt::Display for Present {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the value is not absent")
    }
}

impl std::error::Error for Present {}

impl serde::ser::Error for Present {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

macro_rules! present {
    ($($method:ident($($argument:ty),*);)*) => {
        $(#[inline]
        fn $method(self, $(_: $argument),*) -> Result<Absent, Present> {
            Ok(Absent(false))
        })*
    };
}

macro_rules! compound {
    ($($method:ident($($argument:ty),*) -> $compound:ident;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<Self::$compound, Present> {
            Err(Present)
        })*
    };
}

impl Serializer for Probe {
    type Ok = Absent;
    type Error = Present;
    type SerializeSeq = Impossible<Absent, Present>;
    type SerializeTuple = Impossible<Absent, Present>;
    type SerializeTupleStruct = Impossible<Absent, Present>;
    type SerializeTupleVariant = Impossible<Absent, Present>;
    type SerializeMap = Impossible<Absent, Present>;
    type SerializeStruct = Impossible<Absent, Present>;
    type SerializeStructVariant = Impossible<Absent, Present>;

    #[inline]
    fn serialize_none(self) -> Result<Absent, Present> {
        Ok(Absent(true))
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Absent, Present> {
        Ok(Absent(false))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Absent, Present> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Absent, Present> {
        Ok(Absent(false))
    }

    // Overridden, so that what is inside a collection is not compiled for this.
    fn collect_seq<I: IntoIterator<Item: Serialize>>(self, _: I) -> Result<Absent, Present> {
        Ok(Absent(false))
    }

    fn collect_map<K: Serialize, V: Serialize, I: IntoIterator<Item = (K, V)>>(self, _: I) -> Result<Absent, Present> {
        Ok(Absent(false))
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, _: &T) -> Result<Absent, Present> {
        Ok(Absent(false))
    }

    present! {
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
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    compound! {
        serialize_seq(Option<usize>) -> SerializeSeq;
        serialize_tuple(usize) -> SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant;
        serialize_map(Option<usize>) -> SerializeMap;
        serialize_struct(&'static str, usize) -> SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant;
    }
}
