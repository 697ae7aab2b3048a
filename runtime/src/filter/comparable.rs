//! The types of properties that a condition can compare.

use super::field::NotComparable;
use crate::edm::{Binary, Date, DateTimeOffset, Double, Duration, Guid, Int64, Nullable, Single, TimeOfDay};
use crate::json::entity::GraphEnum;
use crate::json::flags::Flags;

/// The type of a property that [`filter!`](macro@crate::filter) can compare.
///
/// Implement it, and [`ComparesWith`](crate::ComparesWith), for a type of your own that is the type of a property.
///
/// ```
/// use graph_entity::{Comparable, ComparesWith, GraphEntity, Literal, filter};
///
/// // With serde's `Serialize` and `Deserialize`.
/// struct UserName(String);
/// # impl serde::Serialize for UserName {
/// #     fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> { self.0.serialize(serializer) }
/// # }
/// # impl<'de> serde::Deserialize<'de> for UserName {
/// #     fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
/// #         String::deserialize(deserializer).map(Self)
/// #     }
/// # }
///
/// impl Comparable for UserName {
///     type Value = UserName;
/// }
///
/// impl ComparesWith<UserName> for UserName {
///     fn literal(&self) -> Literal {
///         Literal::text(&self.0)
///     }
/// }
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.user")]
/// struct User { user_principal_name: Option<UserName> }
///
/// let name = UserName("megan@contoso.com".to_owned());
/// assert_eq!(filter!(User, user_principal_name == name).to_string(), "userPrincipalName eq 'megan@contoso.com'");
/// ```
#[diagnostic::on_unimplemented(
    message = "a filter cannot compare a property of type `{Self}`",
    label = "compare a field of it, or write `.any(|x| …)` if it is a collection"
)]
pub trait Comparable {
    /// What its values are compared as: `str` for `String`.
    type Value: ?Sized;
}

macro_rules! comparable {
    ($($field:ty => $value:ty,)*) => {
        $(impl Comparable for $field {
            type Value = $value;
        })*
    };
}

comparable! {
    String => str,
    bool => bool,
    i8 => i8,
    i16 => i16,
    i32 => i32,
    i64 => i64,
    u8 => u8,
    u16 => u16,
    u32 => u32,
    u64 => u64,
    f32 => f32,
    f64 => f64,
    Int64 => i64,
    Single => f32,
    Double => f64,
    Date => Date,
    DateTimeOffset => DateTimeOffset,
    TimeOfDay => TimeOfDay,
    Duration => Duration,
    Guid => Guid,
    Binary => Binary,
}

#[cfg(feature = "decimal")]
comparable! {
    crate::edm::Decimal => crate::edm::Decimal,
}

#[diagnostic::do_not_recommend]
impl<E: GraphEnum> Comparable for E {
    type Value = E;
}

impl<E: GraphEnum> Comparable for Flags<E> {
    type Value = Self;
}

#[diagnostic::do_not_recommend]
impl<F: Comparable> Comparable for Option<F> {
    type Value = F::Value;
}

#[diagnostic::do_not_recommend]
impl<F: Comparable> Comparable for Nullable<F> {
    type Value = F::Value;
}

/// What `starts_with` and its like can compare.
#[diagnostic::on_unimplemented(
    message = "`starts_with`, `ends_with` and `contains` are for text, and this property has values of type `{Self}`",
    label = "compare it with `==`, or write `.any(|x| …)` if it is a collection"
)]
pub trait Text {}

impl Text for str {}
impl Text for NotComparable {}
