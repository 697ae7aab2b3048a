//! A set of an enumeration's members: OData's flags.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::json::entity::GraphEnum;
use crate::json::enumeration;
use crate::json::mode::WriteMode;

/// An enumeration of which several members can hold at once; implemented by `#[derive(GraphEnum)]` with `flags`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an enumeration of flags",
    label = "add `flags` to its `#[graph_enum(\"…\", flags)]`"
)]
pub trait GraphFlags: GraphEnum {}

/// A set of members, in JSON one string with commas: `"digitalSignature,keyEncipherment"`.
///
/// The members keep their order; white space around the commas is read over, and not written. An unknown member is kept where
/// the enumeration has a variant marked `other`. The form is that of
/// [OData's flags](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue).
///
/// ```
/// use graph_entity::{Flags, GraphEnum};
///
/// #[derive(Debug, PartialEq, GraphEnum)]
/// #[graph_enum("microsoft.graph.keyUsages", flags)]
/// enum KeyUsages { KeyEncipherment, DigitalSignature }
///
/// let usages: Flags<KeyUsages> = serde_json::from_str("\"digitalSignature, keyEncipherment\"")?;
/// assert!(usages.contains(&KeyUsages::DigitalSignature));
/// assert_eq!(serde_json::to_string(&usages)?, "\"digitalSignature,keyEncipherment\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Flags<T>(Vec<T>);

impl<T> Flags<T> {
    /// The members, in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// Whether no member holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: PartialEq> Flags<T> {
    /// Whether a member holds.
    pub fn contains(&self, member: &T) -> bool {
        self.0.contains(member)
    }
}

impl<T> Default for Flags<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> FromIterator<T> for Flags<T> {
    /// Each member once, at its first place.
    fn from_iter<I: IntoIterator<Item = T>>(members: I) -> Self {
        let mut set = Vec::new();
        for member in members {
            if !set.contains(&member) {
                set.push(member);
            }
        }
        Self(set)
    }
}

impl<T> IntoIterator for Flags<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Flags<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: GraphFlags> fmt::Display for Flags<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, member) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{}", member.as_str())?;
        }
        Ok(())
    }
}

impl<T: GraphFlags> Serialize for Flags<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(member) = self.0.iter().find(|member| enumeration::is_sentinel(member.as_str()))
            && WriteMode::reports_problem()
        {
            return enumeration::write_member(member, serializer);
        }
        serializer.collect_str(self)
    }
}

impl<'de, T: GraphFlags> Deserialize<'de> for Flags<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Members(PhantomData))
    }
}

struct Members<T>(PhantomData<T>);

impl<T: GraphFlags> Visitor<'_> for Members<T> {
    type Value = Flags<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "members of {} with commas between", T::ODATA_TYPE)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Flags<T>, E> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(enumeration::member).collect::<Result<_, E>>().map(Flags)
    }
}
