//! Writes and reads the member of an enumeration.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;

use crate::entity::GraphEnum;

/// What `Serialize` does for every enumeration.
///
/// # Errors
///
/// The serializer's own.
pub fn write_member<T: GraphEnum, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.as_str())
}

/// What `Deserialize` does for every enumeration.
///
/// # Errors
///
/// The deserializer's own; an unknown member is one that names the known ones, where no variant is marked `other`.
pub fn read_member<'de, T: GraphEnum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(Member(PhantomData))
}

struct Member<T>(PhantomData<T>);

impl<T: GraphEnum> Visitor<'_> for Member<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a member of {}", T::ODATA_TYPE)
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<T, E> {
        T::from_member(name).ok_or_else(|| {
            let members = T::MEMBERS.join("`, `");
            E::custom(format_args!("{} has no member `{name}`, expected one of `{members}`", T::ODATA_TYPE))
        })
    }
}
