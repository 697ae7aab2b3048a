//! The field that takes the properties that are not declared.

use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use crate::json::read::Reader;
use crate::json::write::Writer;

/// A type that takes properties of any name: what `additional` is for.
#[diagnostic::on_unimplemented(
    message = "`additional` is for a `serde_json::Map<String, Value>`, and this is a `{Self}`",
    label = "write `serde_json::Map<String, serde_json::Value>`"
)]
pub trait Additional: Sized {
    /// Writes the properties.
    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>);

    /// Takes the properties that were read.
    fn read<'de, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Self;
}

impl Additional for Map<String, Value> {
    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.additional(self);
    }

    fn read<'de, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Self {
        reader.take_additional()
    }
}
