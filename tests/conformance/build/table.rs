//! A type as a page's table of properties writes it: `String collection`, `edm.boolean`, `(Optional) String`.

/// What the table says of a property's type.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'a> {
    pub(crate) is_collection: bool,
    /// The type's name without `collection`, and without the words around it.
    pub(crate) name: &'a str,
}

impl<'a> Declared<'a> {
    pub(crate) fn parse(text: &'a str) -> Self {
        let text = text.trim();
        let text = text.strip_prefix("(Optional)").unwrap_or(text).trim();
        let between = text.strip_prefix("Collection(").and_then(|text| text.strip_suffix(')'));
        let before = text.strip_suffix(" collection").or_else(|| text.strip_suffix(" Collection"));
        Self { is_collection: between.or(before).is_some(), name: between.or(before).unwrap_or(text).trim() }
    }

    /// The Rust type of a primitive one.
    pub(crate) fn primitive(self) -> Option<&'static str> {
        let name = self.name.to_ascii_lowercase();
        Some(match name.strip_prefix("edm.").unwrap_or(&name) {
            "string" => "String",
            "boolean" | "bool" => "bool",
            "int16" => "i16",
            "int32" | "integer" => "i32",
            "int64" => "edm::Int64",
            "double" | "float" => "edm::Double",
            "single" => "edm::Single",
            "datetimeoffset" => "edm::DateTimeOffset",
            "date" => "edm::Date",
            "timeofday" => "edm::TimeOfDay",
            "duration" => "edm::Duration",
            "guid" => "edm::Guid",
            "binary" => "edm::Binary",
            // Of any shape, by their names.
            "json" | "number" => "Value",
            _ => return None,
        })
    }

    /// The OData type's name with its namespace, where it is one.
    pub(crate) fn odata_type(self) -> Option<String> {
        let name = self.name.trim_start_matches('#');
        let simple = |part: &str| part.starts_with(char::is_alphabetic) && part.chars().all(char::is_alphanumeric);
        if !name.split('.').all(simple) {
            return None;
        }
        Some(if name.contains('.') { name.to_owned() } else { format!("microsoft.graph.{name}") })
    }
}
