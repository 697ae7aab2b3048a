//! The primitive types of OData that Graph's schema uses.

/// A primitive type (CSDL 4.01, 3.3), or another type of the `Edm` namespace that a property can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Primitive {
    /// `Edm.Binary`: bytes, in JSON as base64url.
    Binary,
    /// `Edm.Boolean`
    Boolean,
    /// `Edm.Byte`: 0 to 255.
    Byte,
    /// `Edm.Date`
    Date,
    /// `Edm.DateTimeOffset`
    DateTimeOffset,
    /// `Edm.Decimal`
    Decimal,
    /// `Edm.Double`
    Double,
    /// `Edm.Duration`
    Duration,
    /// `Edm.Guid`
    Guid,
    /// `Edm.Int16`
    Int16,
    /// `Edm.Int32`
    Int32,
    /// `Edm.Int64`
    Int64,
    /// `Edm.SByte`: -128 to 127.
    SByte,
    /// `Edm.Single`
    Single,
    /// `Edm.Stream`: content with a path of its own, not a value in JSON.
    Stream,
    /// `Edm.String`
    String,
    /// `Edm.TimeOfDay`
    TimeOfDay,
    /// A type without more said of it: `Edm.Untyped`, `Edm.PrimitiveType`, the geographic types.
    Untyped,
}

/// Each primitive type with its name in the `Edm` namespace.
const NAMES: &[(&str, Primitive)] = &[
    ("Binary", Primitive::Binary),
    ("Boolean", Primitive::Boolean),
    ("Byte", Primitive::Byte),
    ("Date", Primitive::Date),
    ("DateTimeOffset", Primitive::DateTimeOffset),
    ("Decimal", Primitive::Decimal),
    ("Double", Primitive::Double),
    ("Duration", Primitive::Duration),
    ("Guid", Primitive::Guid),
    ("Int16", Primitive::Int16),
    ("Int32", Primitive::Int32),
    ("Int64", Primitive::Int64),
    ("SByte", Primitive::SByte),
    ("Single", Primitive::Single),
    ("Stream", Primitive::Stream),
    ("String", Primitive::String),
    ("TimeOfDay", Primitive::TimeOfDay),
    ("Untyped", Primitive::Untyped),
];

impl Primitive {
    /// The type of this name in the `Edm` namespace, without it; [`Untyped`](Self::Untyped) for one that is not listed.
    pub(crate) fn named(name: &str) -> Self {
        NAMES.iter().find(|(known, _)| *known == name).map_or(Self::Untyped, |(_, primitive)| *primitive)
    }

    /// The qualified name, such as `Edm.Int32`.
    #[must_use]
    pub fn name(self) -> String {
        let name = NAMES.iter().find(|(_, primitive)| *primitive == self).map_or("Untyped", |(name, _)| name);
        format!("Edm.{name}")
    }
}
