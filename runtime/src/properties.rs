//! What the derives generate of a type with properties: its names, one write, one read.

use serde::Serialize;
use serde::de::{DeserializeOwned, MapAccess};
use serde::ser::SerializeMap;

use crate::read::Reader;
use crate::write::Writer;

/// The properties of an entity or a complex type. Generated, and called by this crate alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no properties of its own",
    label = "expected a struct that derives `GraphEntity` or `GraphComplex`"
)]
pub trait Properties: Sized {
    /// The value of `@odata.type`: the OData type with `#`.
    const TYPE_ANNOTATION: &'static str;

    /// Whether it is written with its `@odata.type`: an entity is, a complex type only where a hierarchy needs it.
    const IS_ANNOTATED: bool;

    /// Each property's name in JSON and in Rust, in the order of declaration.
    const NAMES: &'static [(&'static str, &'static str)];

    /// Hands each value to the writer, in the order of [`NAMES`](Self::NAMES).
    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>);
}

/// The type of a property.
///
/// The write asks this of each field, at its place. The blanket implementation is not recommended, because what it needs are
/// serde's traits, which are implemented by other derives than those of serde.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a property",
    label = "derive `GraphComplex` for the struct, or `GraphEnum` for the enum"
)]
pub trait Property: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Property for T {}

/// A type with properties that can be read. Generated, where each of them can.
pub trait Readable<'de>: Properties {
    /// Takes the values from the reader; `None` where the reader has an error.
    fn read<A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Option<Self>;
}

impl<T: Properties> Properties for Box<T> {
    const TYPE_ANNOTATION: &'static str = T::TYPE_ANNOTATION;
    const IS_ANNOTATED: bool = T::IS_ANNOTATED;
    const NAMES: &'static [(&'static str, &'static str)] = T::NAMES;

    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        T::write(self, writer);
    }
}
