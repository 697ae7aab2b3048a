//! What the derives generate of a type with properties: its names, one write, one read.

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use crate::json::read::Reader;
use crate::json::write::Writer;

/// The value of `@odata.type`, and each property's name: one constant, because rustc's time is spent on each.
pub type Table = (&'static str, Names);

/// Each property's name in JSON and in Rust.
pub type Names = &'static [(&'static str, &'static str)];

/// The properties that a read expands, each with those that it selects of its entities.
#[derive(Default)]
pub struct Expansions(pub(crate) Vec<(&'static str, Names)>);

/// The properties of an entity or a complex type. Generated, and called by this crate alone.
pub trait Properties: Sized {
    /// What the two constants below are made of.
    const TABLE: Table;

    /// The value of `@odata.type`: the OData type with `#`.
    const TYPE_ANNOTATION: &'static str = Self::TABLE.0;

    /// Whether it is written with its `@odata.type`: an entity is, a complex type only where a hierarchy needs it.
    const IS_ANNOTATED: bool = true;

    /// Each property's name in JSON and in Rust, in the order of declaration.
    const NAMES: Names = Self::TABLE.1;

    /// Hands each value to the writer, in the order of [`NAMES`](Self::NAMES).
    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>);

    /// Takes the values from the reader; `None` where the reader has an error. Parameters are never read.
    fn read<'de, A: MapAccess<'de>>(_reader: &mut Reader<'de, A>) -> Option<Self> {
        None
    }
}

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
