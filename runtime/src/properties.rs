//! What the derives generate of a type with properties: its names, one write, one read.

use serde::Serialize;
use serde::de::{DeserializeOwned, MapAccess};
use serde::ser::SerializeMap;

use crate::read::Reader;
use crate::write::Writer;

/// The value of `@odata.type`, and each property's name in JSON and in Rust: one constant, because rustc's time is spent on each.
pub type Table = (&'static str, &'static [(&'static str, &'static str)]);

/// The properties of an entity or a complex type. Generated, and called by this crate alone.
pub trait Properties: Sized {
    /// What the two constants below are made of.
    const TABLE: Table;

    /// The value of `@odata.type`: the OData type with `#`.
    const TYPE_ANNOTATION: &'static str = Self::TABLE.0;

    /// Whether it is written with its `@odata.type`: an entity is, a complex type only where a hierarchy needs it.
    const IS_ANNOTATED: bool = true;

    /// Each property's name in JSON and in Rust, in the order of declaration.
    const NAMES: &'static [(&'static str, &'static str)] = Self::TABLE.1;

    /// Hands each value to the writer, in the order of [`NAMES`](Self::NAMES).
    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>);

    /// Takes the values from the reader; `None` where the reader has an error.
    fn read<'de, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Option<Self>;
}

/// The type of a variant's value in a hierarchy: what its write needs, which is what its read needs as well.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph entity or complex type",
    label = "add `#[derive(GraphEntity)]` or `#[derive(GraphComplex)]` to the struct"
)]
pub trait Variant: Properties + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Properties + DeserializeOwned> Variant for T {}

/// The type of a property: what the write of each field needs, which is what the read needs as well.
///
/// The blanket implementation is not recommended: rustc would report serde's traits, and propose serde's derives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a property",
    label = "add `#[derive(GraphComplex)]` to the struct or `#[derive(GraphEnum)]` to the enum",
    note = "other types that implement serde's `Serialize` and `Deserialize` can be properties too"
)]
pub trait Property: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Property for T {}

impl<T: Properties> Properties for Box<T> {
    const TABLE: Table = T::TABLE;
    const IS_ANNOTATED: bool = T::IS_ANNOTATED;

    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        T::write(self, writer);
    }

    fn read<'de, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Option<Self> {
        T::read(reader).map(Self::new)
    }
}
