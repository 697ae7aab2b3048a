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

mod left_out;
mod named;

use std::borrow::Cow;

use serde_json::Value;

use crate::edm;

pub use left_out::HoldsAbsence;
#[doc(hidden)]
pub use left_out::{Asked, LeftOut, Unasked};
pub use named::{DerivedFrom, GraphName, Hash, HoldsEach, HoldsEachFlags, HoldsFlags, HoldsNamed, Named};

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

/// The type of one value of a collection.
#[doc(hidden)]
pub type Item<T> = <T as Collection>::Item;
