//! Writes and reads the member of an enumeration.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::json::entity::GraphEnum;
use crate::json::mode::{RefusedValue, WriteMode};

/// A type that keeps an unknown member as it came: what `other` is for.
#[diagnostic::on_unimplemented(
    message = "`other` keeps the member as it came, and a `{Self}` cannot",
    label = "write `String`"
)]
pub trait Kept {
    /// The member's name.
    fn as_str(&self) -> &str;

    /// The member of this name.
    fn of(name: &str) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + for<'a> From<&'a str>> Kept for T {
    fn as_str(&self) -> &str {
        self.as_ref()
    }

    fn of(name: &str) -> Self {
        name.into()
    }
}

/// What `Serialize` does for every enumeration.
///
/// # Errors
///
/// The serializer's own.
pub fn write_member<T: GraphEnum, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let name = value.as_str();
    if is_sentinel(name) && WriteMode::reports_problem() {
        return RefusedValue(format_args!("`{SENTINEL}` stands for members of a later version, it cannot be sent"))
            .serialize(serializer);
    }
    serializer.serialize_str(name)
}

/// The member that every evolvable enumeration has, and that no service takes:
/// <https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations>.
const SENTINEL: &str = "unknownFutureValue";

pub(crate) fn is_sentinel(name: &str) -> bool {
    name == SENTINEL
}

/// The member of this name, or an error that names the known ones.
pub(crate) fn member<T: GraphEnum, E: de::Error>(name: &str) -> Result<T, E> {
    T::from_member(name).ok_or_else(|| {
        let members = T::MEMBERS.join("`, `");
        E::custom(format_args!("{} has no member `{name}`, expected one of `{members}`", T::ODATA_TYPE))
    })
}

/// What `Deserialize` does for every enumeration.
///
/// # Errors
///
/// The deserializer's own; an unknown member is one that names the known ones, if no variant is marked `other`.
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
        member(name)
    }
}
