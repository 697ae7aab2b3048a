//! What the check asks of a field's type: whether it can hold a property of this type of Graph's.
//!
//! Each trait stands for one primitive type of OData. A type of your own takes part by saying so:
//!
//! ```
//! use graph_entity::holds;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! struct Seats(i32);
//!
//! impl holds::EdmInt32 for Seats {}
//! # fn holds_int32<T: holds::EdmInt32>() {}
//! # holds_int32::<Option<Seats>>();
//! ```
//!
//! `Option`, `Box` and [`Nullable`](crate::edm::Nullable) hold what is in them, `serde_json::Value` holds everything. A complex
//! type, an enumeration or an entity is held by a type that is declared as that, or as a type derived from it.

use std::borrow::Cow;

use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::edm;
use crate::json::flags::{Flags, GraphFlags};
use crate::json::hierarchy::OtherType;
use crate::json::object::serialize_annotated;
use crate::json::presence::CanBeAbsent;
use crate::json::property::Property;
use crate::json::variant::Variant;
use crate::json::write::Writer;
use crate::operation::redirect::Redirect;
use crate::upload::session::UploadSession;

/// Declares the trait for a primitive type; what implements it stands below, where rustc can show it.
macro_rules! primitives {
    ($($name:ident, $doc:literal, $message:literal, $label:literal;)*) => {$(
        #[doc = $doc]
        #[diagnostic::on_unimplemented(message = $message, label = $label)]
        pub trait $name {
            #[doc(hidden)]
            fn ask() {}
        }

        impl<T: $name> $name for Option<T> {}
        impl<T: $name> $name for Box<T> {}
        impl<T: $name> $name for edm::Nullable<T> {}
        impl $name for Value {}
    )*};
}

primitives! {
    EdmBinary, "A type that can hold an `Edm.Binary`.",
        "`{Self}` cannot hold `Edm.Binary`, use `graph_entity::edm::Binary`",
        "the property is an `Edm.Binary`";
    EdmBoolean, "A type that can hold an `Edm.Boolean`.",
        "`{Self}` cannot hold `Edm.Boolean`, use `bool`",
        "the property is an `Edm.Boolean`";
    EdmByte, "A type that can hold an `Edm.Byte`: 0 to 255.",
        "`{Self}` cannot hold `Edm.Byte`, use `u8`",
        "the property is an `Edm.Byte`";
    EdmDate, "A type that can hold an `Edm.Date`.",
        "`{Self}` cannot hold `Edm.Date`, use `graph_entity::edm::Date`",
        "the property is an `Edm.Date`";
    EdmDateTimeOffset, "A type that can hold an `Edm.DateTimeOffset`.",
        "`{Self}` cannot hold `Edm.DateTimeOffset`, use `graph_entity::edm::DateTimeOffset`",
        "the property is an `Edm.DateTimeOffset`";
    EdmDecimal, "A type that can hold an `Edm.Decimal`.",
        "`{Self}` cannot hold `Edm.Decimal`, use `graph_entity::edm::Decimal`, with the feature `decimal`",
        "the property is an `Edm.Decimal`";
    EdmDouble, "A type that can hold an `Edm.Double`.",
        "`{Self}` cannot hold `Edm.Double`, use `f64` or `graph_entity::edm::Double`",
        "the property is an `Edm.Double`";
    EdmDuration, "A type that can hold an `Edm.Duration`.",
        "`{Self}` cannot hold `Edm.Duration`, use `graph_entity::edm::Duration`",
        "the property is an `Edm.Duration`";
    EdmGuid, "A type that can hold an `Edm.Guid`.",
        "`{Self}` cannot hold `Edm.Guid`, use `graph_entity::edm::Guid`",
        "the property is an `Edm.Guid`";
    EdmInt16, "A type that can hold an `Edm.Int16`.",
        "`{Self}` cannot hold `Edm.Int16`, use `i16`",
        "the property is an `Edm.Int16`";
    EdmInt32, "A type that can hold an `Edm.Int32`.",
        "`{Self}` cannot hold `Edm.Int32`, use `i32`",
        "the property is an `Edm.Int32`";
    EdmInt64, "A type that can hold an `Edm.Int64`.",
        "`{Self}` cannot hold `Edm.Int64`, use `i64` or `graph_entity::edm::Int64`",
        "the property is an `Edm.Int64`";
    EdmSByte, "A type that can hold an `Edm.SByte`: -128 to 127.",
        "`{Self}` cannot hold `Edm.SByte`, use `i8`",
        "the property is an `Edm.SByte`";
    EdmSingle, "A type that can hold an `Edm.Single`.",
        "`{Self}` cannot hold `Edm.Single`, use `f32` or `graph_entity::edm::Single`",
        "the property is an `Edm.Single`";
    EdmString, "A type that can hold an `Edm.String`.",
        "`{Self}` cannot hold `Edm.String`, use `String`",
        "the property is an `Edm.String`";
    EdmTimeOfDay, "A type that can hold an `Edm.TimeOfDay`.",
        "`{Self}` cannot hold `Edm.TimeOfDay`, use `graph_entity::edm::TimeOfDay`",
        "the property is an `Edm.TimeOfDay`";
}

impl EdmBinary for edm::Binary {}
impl EdmBoolean for bool {}
impl EdmByte for u8 {}
impl EdmByte for u16 {}
impl EdmByte for u32 {}
impl EdmByte for u64 {}
impl EdmByte for i16 {}
impl EdmByte for i32 {}
impl EdmByte for i64 {}
impl EdmDate for edm::Date {}
impl EdmDateTimeOffset for edm::DateTimeOffset {}
#[cfg(feature = "decimal")]
impl EdmDecimal for edm::Decimal {}
impl EdmDouble for f64 {}
impl EdmDouble for edm::Double {}
impl EdmDuration for edm::Duration {}
impl EdmGuid for edm::Guid {}
impl EdmGuid for uuid::Uuid {}
impl EdmInt16 for i16 {}
impl EdmInt16 for i32 {}
impl EdmInt16 for i64 {}
impl EdmInt32 for i32 {}
impl EdmInt32 for i64 {}
impl EdmInt64 for i64 {}
impl EdmInt64 for edm::Int64 {}
impl EdmSByte for i8 {}
impl EdmSByte for i16 {}
impl EdmSByte for i32 {}
impl EdmSByte for i64 {}
impl EdmSingle for f32 {}
impl EdmSingle for f64 {}
impl EdmSingle for edm::Single {}
impl EdmSingle for edm::Double {}
impl EdmString for String {}
impl EdmString for Box<str> {}
impl EdmString for Cow<'_, str> {}
impl EdmTimeOfDay for edm::TimeOfDay {}

/// A type that can hold the absence of a property: what the answer of a create leaves out, such as a relation to other entities.
#[diagnostic::on_unimplemented(
    message = "an answer leaves out this property by default, and a `{Self}` is always there",
    label = "write `Option<{Self}>`, or add `default`",
    note = "a create would take effect and then end as an error, because its answer lacks the property"
)]
pub trait HoldsAbsence {
    #[doc(hidden)]
    fn ask() {}
}

impl<T> HoldsAbsence for Option<T> {}
impl<T> HoldsAbsence for edm::Nullable<T> {}
impl<T: HoldsAbsence> HoldsAbsence for Box<T> {}

/// A type that can hold a collection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a collection, use a `Vec`",
    label = "the property is a collection"
)]
pub trait Collection {
    /// The type of one of its values.
    type Item;
}

impl<T> Collection for Vec<T> {
    type Item = T;
}

impl<T> Collection for Box<[T]> {
    type Item = T;
}

impl<C: Collection> Collection for Option<C> {
    type Item = C::Item;
}

impl<C: Collection> Collection for edm::Nullable<C> {
    type Item = C::Item;
}

impl Collection for Value {
    type Item = Value;
}

/// A type that is declared as the type of Graph's whose name has this hash, or as one derived from it.
#[doc(hidden)]
pub trait Named<const HASH: u64>: Property {}

impl<const HASH: u64> Named<HASH> for Value {}
impl<const HASH: u64> Named<HASH> for Map<String, Value> {}
impl<const HASH: u64> Named<HASH> for OtherType {}
impl<const HASH: u64> Named<HASH> for Redirect {}
/// The hash of `microsoft.graph.uploadSession`.
impl Named<0x4479_034d_7eeb_2ba8> for UploadSession {}
impl<T: Named<HASH>, const HASH: u64> Named<HASH> for Box<T> {}

/// A name of Graph's. Generated for an empty enum that is called as the type is, because messages show what a trait has as its
/// parameter, and that cannot be a string.
#[doc(hidden)]
pub trait GraphName {
    /// The [`Hash`] of the qualified name.
    type Hash;
}

/// A number as a type.
#[doc(hidden)]
pub struct Hash<const HASH: u64>;

/// Declares what is asked of a field whose property is of a named type.
///
/// The field is written by these methods, and not beside the question: so a type that lacks its derive is one error, and not a
/// second one for what the write needs. For that, `Property` is not among what the trait itself asks.
macro_rules! named {
    ($(#[doc = $doc:literal] $name:ident, $message:literal, $label:literal;)*) => {$(
        #[doc = $doc]
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(message = $message, label = $label)]
        pub trait $name<Name> {
            fn ask() {}
            fn value<M: SerializeMap>(&self, writer: &mut Writer<M>);
            fn required<M: SerializeMap>(&self, writer: &mut Writer<M>)
            where
                Self: CanBeAbsent;
            fn read_only<M: SerializeMap>(&self, writer: &mut Writer<M>);
            fn create_only<M: SerializeMap>(&self, writer: &mut Writer<M>);
            fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>)
            where
                Self: CanBeAbsent;
        }
    )*};
}

named! {
    /// A complex type, an enumeration or an entity.
    HoldsNamed,
        "`{Self}` cannot hold Graph's `{Name}`, use a type that is declared as that",
        "the property is a `{Name}`";
    /// A collection of one of these.
    HoldsEach,
        "`{Self}` cannot hold a collection of Graph's `{Name}`, use a `Vec` of a type that is declared as that",
        "the property is a collection of `{Name}`";
    /// A set of flags.
    HoldsFlags,
        "`{Self}` cannot hold several of Graph's `{Name}`, use `Flags` of an enumeration that is declared as that",
        "the property is a set of `{Name}`";
    /// A collection of sets of flags.
    HoldsEachFlags,
        "`{Self}` cannot hold a collection of Graph's `{Name}`, use a `Vec` of `Flags` of an enumeration that is declared as that",
        "the property is a collection of sets of `{Name}`";
}

/// The methods of these traits.
macro_rules! writes {
    () => {
        fn value<M: SerializeMap>(&self, writer: &mut Writer<M>) {
            writer.value(self);
        }

        fn required<M: SerializeMap>(&self, writer: &mut Writer<M>)
        where
            Self: CanBeAbsent,
        {
            writer.required(self);
        }

        fn read_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
            writer.read_only(self);
        }

        fn create_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
            writer.create_only(self);
        }

        fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>)
        where
            Self: CanBeAbsent,
        {
            writer.create_required(self);
        }
    };
}

// Not recommended: what else implements these is of no use in a message.
#[diagnostic::do_not_recommend]
impl<T: Named<HASH>, Name: GraphName<Hash = Hash<HASH>>, const HASH: u64> HoldsNamed<Name> for T {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsNamed<Name> + Property, Name> HoldsNamed<Name> for Option<T> {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsNamed<Name> + Property, Name> HoldsNamed<Name> for edm::Nullable<T> {
    writes!();
}

#[diagnostic::do_not_recommend]
impl<T: Collection<Item: HoldsNamed<Name>> + Property, Name> HoldsEach<Name> for T {
    writes!();
}

#[diagnostic::do_not_recommend]
impl<Name> HoldsFlags<Name> for Value {
    fn value<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.value(self);
    }

    // It is always there, so nobody can call this.
    fn required<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.value(self);
    }

    fn read_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.read_only(self);
    }

    fn create_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.create_only(self);
    }

    fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.create_only(self);
    }
}
#[diagnostic::do_not_recommend]
impl<E: GraphFlags + Named<HASH>, Name: GraphName<Hash = Hash<HASH>>, const HASH: u64> HoldsFlags<Name> for Flags<E> {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsFlags<Name> + Property, Name> HoldsFlags<Name> for Option<T> {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsFlags<Name> + Property, Name> HoldsFlags<Name> for Box<T> {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsFlags<Name> + Property, Name> HoldsFlags<Name> for edm::Nullable<T> {
    writes!();
}

#[diagnostic::do_not_recommend]
impl<T: Collection<Item: HoldsFlags<Name>> + Property, Name> HoldsEachFlags<Name> for T {
    writes!();
}

/// The same of the value of a hierarchy's variant.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared as a `{Name}`, or as a type that is derived from it",
    label = "a variant holds a type of the hierarchy of `{Name}`"
)]
pub trait DerivedFrom<Name> {
    fn serialize_annotated<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Named<HASH> + Variant, Name: GraphName<Hash = Hash<HASH>>, const HASH: u64> DerivedFrom<Name> for T {
    fn serialize_annotated<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_annotated(self, serializer)
    }
}

/// The type of one value of a collection.
#[doc(hidden)]
pub type Item<T> = <T as Collection>::Item;
