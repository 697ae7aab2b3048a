//! Values as OData literals:
//! <https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_PrimitiveLiterals>.

use std::borrow::Cow;
use std::fmt;

use super::field::NotComparable;
use crate::edm::{Binary, Date, DateTimeOffset, Double, Duration, Guid, Int64, Single, TimeOfDay};
use crate::json::entity::GraphEnum;
use crate::json::flags::{Flags, GraphFlags};

/// A value as OData writes it in a URL, not percent-encoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Literal(String);

impl Literal {
    /// A string: in quotes, with each quote in it doubled.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self(format!("'{}'", text.replace('\'', "''")))
    }

    /// A value that stands without quotes, such as a number, a date or a GUID.
    #[must_use]
    pub fn bare(value: impl fmt::Display) -> Self {
        Self(value.to_string())
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Literal {
    /// Without the value, which may be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Literal").finish_non_exhaustive()
    }
}

/// A value that [`filter!`](macro@crate::filter) compares with a property whose [value](crate::Comparable::Value) is a `V`.
#[diagnostic::on_unimplemented(
    message = "a filter cannot compare values of type `{V}` with one of type `{Self}`",
    label = "write a value of type `{V}`"
)]
pub trait ComparesWith<V: ?Sized> {
    /// The value as OData writes it.
    fn literal(&self) -> Literal;
}

macro_rules! text {
    ($($type:ty),*) => {
        $(impl ComparesWith<str> for $type {
            fn literal(&self) -> Literal {
                Literal::text(self)
            }
        })*
    };
}

// A blanket implementation for references would conflict with that of enumerations. Two references are what iterating a slice of
// `&str` gives.
text!(str, &str, &&str, String, &String, Cow<'_, str>, Box<str>);

/// Also for a reference, which a method or an iterator returns.
macro_rules! literal {
    ($($type:ty => $value:ty, |$self:ident| $literal:expr;)*) => {
        $(impl ComparesWith<$value> for $type {
            fn literal(&self) -> Literal {
                let $self = self;
                $literal
            }
        }

        impl ComparesWith<$value> for &$type {
            fn literal(&self) -> Literal {
                let $self = *self;
                $literal
            }
        })*
    };
}

literal! {
    bool => bool, |value| Literal::bare(value);
    i8 => i8, |value| Literal::bare(value);
    i16 => i16, |value| Literal::bare(value);
    i32 => i32, |value| Literal::bare(value);
    i64 => i64, |value| Literal::bare(value);
    u8 => u8, |value| Literal::bare(value);
    u16 => u16, |value| Literal::bare(value);
    u32 => u32, |value| Literal::bare(value);
    u64 => u64, |value| Literal::bare(value);
    f32 => f32, |value| Literal::bare(Single::from(*value));
    f64 => f64, |value| Literal::bare(Double::from(*value));
    Int64 => i64, |value| Literal::bare(value);
    Single => f32, |value| Literal::bare(value);
    Double => f64, |value| Literal::bare(value);
    Date => Date, |value| Literal::bare(value);
    time::Date => Date, |value| Literal::bare(Date::from(*value));
    DateTimeOffset => DateTimeOffset, |value| Literal::bare(value);
    time::OffsetDateTime => DateTimeOffset, |value| Literal::bare(DateTimeOffset::from(*value));
    TimeOfDay => TimeOfDay, |value| Literal::bare(value);
    time::Time => TimeOfDay, |value| Literal::bare(TimeOfDay::from(*value));
    Duration => Duration, |value| duration(value);
    time::Duration => Duration, |value| duration(&Duration::from(*value));
    Guid => Guid, |value| Literal::bare(value);
    uuid::Uuid => Guid, |value| Literal::bare(value);
    Binary => Binary, |value| binary(value);
}

#[cfg(feature = "decimal")]
literal! {
    crate::edm::Decimal => crate::edm::Decimal, |value| Literal::bare(value);
    rust_decimal::Decimal => crate::edm::Decimal, |value| Literal::bare(value);
}

impl<E: GraphEnum> ComparesWith<E> for E {
    fn literal(&self) -> Literal {
        Literal::text(self.as_str())
    }
}

impl<E: GraphEnum> ComparesWith<E> for &E {
    fn literal(&self) -> Literal {
        Literal::text((*self).as_str())
    }
}

impl<E: GraphFlags> ComparesWith<Self> for Flags<E> {
    fn literal(&self) -> Literal {
        Literal::text(&self.to_string())
    }
}

impl<E: GraphFlags> ComparesWith<Flags<E>> for &Flags<E> {
    fn literal(&self) -> Literal {
        Literal::text(&self.to_string())
    }
}

#[diagnostic::do_not_recommend]
impl<V: ?Sized> ComparesWith<NotComparable> for V {
    fn literal(&self) -> Literal {
        Literal(String::new())
    }
}

/// A duration has its type before its quotes.
fn duration(value: &Duration) -> Literal {
    Literal(format!("duration'{value}'"))
}

/// Base64 with the alphabet of URLs, where JSON may have the other.
fn binary(value: &Binary) -> Literal {
    Literal(format!("binary'{}'", value.to_string().replace('+', "-").replace('/', "_")))
}
