//! An object whose type is one of several: read by its `@odata.type`, wherever that stands, and written with it.

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::json::control_information::{WithoutControlInformation, is_in_answers_alone};
use crate::json::mode::{RefusedValue, WHOLE, WriteMode};
use crate::json::references::References;
use crate::json::variant::Variant;

/// An entity or complex value of a type that is not declared: what a hierarchy's `other` variant holds.
///
/// It is read whole and written as it came; a create leaves out the control information of an answer (`@odata.etag` and the
/// like).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OtherType {
    /// The OData type without `#`; empty where the object does not say it.
    pub odata_type: String,
    /// Every property, by its name in JSON.
    pub properties: Map<String, Value>,
}

impl OtherType {
    /// A value of the type, such as `microsoft.graph.macOSGeneralDeviceConfiguration`, with its properties.
    pub fn new(odata_type: impl Into<String>, properties: Map<String, Value>) -> Self {
        Self { odata_type: odata_type.into(), properties }
    }
}

impl Serialize for OtherType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.odata_type.is_empty() {
            map.serialize_entry("@odata.type", &format_args!("#{}", self.odata_type))?;
        }
        let mode = WriteMode::current();
        let is_document = mode == WriteMode::Document;
        let mut references = References::default();
        if mode.is_create() {
            references.add_all(&self.properties);
        }
        if references.are_too_many() && WriteMode::reports_problem() {
            map.serialize_entry(WHOLE, &RefusedValue(references))?;
        }
        for (name, value) in self.properties.iter().filter(|(name, _)| *name != "@odata.type") {
            if is_document {
                map.serialize_entry(name, value)?;
            } else if !is_in_answers_alone(name) {
                map.serialize_entry(name, &WithoutControlInformation(value))?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for OtherType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Object::deserialize(deserializer).map(Object::into_other)
    }
}

/// A type that keeps an object whole: what `other` is for in a hierarchy.
#[diagnostic::on_unimplemented(
    message = "`other` keeps the object as it came, and a `{Self}` cannot",
    label = "write `OtherType`"
)]
pub trait WholeObject: Serialize {
    /// The object.
    fn of(object: OtherType) -> Self;
}

impl WholeObject for OtherType {
    fn of(object: OtherType) -> Self {
        object
    }
}

/// Writes the object of a type that is not declared.
///
/// # Errors
///
/// The serializer's own.
pub fn write_other<T: WholeObject, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// What the derives generate of an enum of entities or complex types.
pub trait Hierarchy: Sized {
    /// The OData type that all variants are of, without `#`.
    const BASE_TYPE: &'static str;

    /// Writes the variant's value with its type.
    ///
    /// # Errors
    ///
    /// The serializer's own.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Offers the object to each variant.
    fn read(dispatch: &mut Dispatch<Self>);
}

/// What `Serialize` does for every hierarchy.
///
/// # Errors
///
/// The serializer's own.
pub fn write_hierarchy<T: Hierarchy, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// What `Deserialize` does for every hierarchy.
///
/// # Errors
///
/// The deserializer's own; an object without a type, or of a type that has no variant, if there is no `other`.
pub fn read_hierarchy<'de, T: Hierarchy, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let object = Object::deserialize(deserializer)?;
    let mut dispatch = Dispatch { object: Some(object), value: None };
    T::read(&mut dispatch);
    match dispatch.value {
        Some(value) => value.map_err(de::Error::custom),
        None => {
            let found = dispatch
                .object
                .and_then(|object| object.odata_type)
                .map_or_else(|| "no `@odata.type`".to_owned(), |odata_type| format!("the type `{odata_type}`"));
            Err(de::Error::custom(format_args!("{found} is not a declared type of {}", T::BASE_TYPE)))
        }
    }
}

/// An object, on its way to the variant of its type.
pub struct Dispatch<H> {
    object: Option<Object>,
    value: Option<Result<H, serde_json::Error>>,
}

impl<H: Hierarchy> Dispatch<H> {
    /// Takes the object where it is of the variant's type. One that says no type is of the base.
    pub fn variant<T: Variant>(&mut self, variant: fn(T) -> H) {
        let name = T::TYPE_ANNOTATION.trim_start_matches('#');
        if let Some(object) = self.object.take_if(|object| object.odata_type.as_deref().unwrap_or(H::BASE_TYPE) == name)
        {
            self.value = Some(T::deserialize(Value::Object(object.properties)).map(variant));
        }
    }

    /// Takes an object of any other type.
    pub fn other<T: WholeObject>(&mut self, variant: fn(T) -> H) {
        if let Some(object) = self.object.take() {
            self.value = Some(Ok(variant(T::of(object.into_other()))));
        }
    }
}

/// A whole object with the type that it says.
struct Object {
    odata_type: Option<String>,
    properties: Map<String, Value>,
}

impl Object {
    fn into_other(self) -> OtherType {
        OtherType { odata_type: self.odata_type.unwrap_or_default(), properties: self.properties }
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut properties = Map::deserialize(deserializer)?;
        let odata_type = match properties.remove("@odata.type") {
            Some(Value::String(name)) => Some(name.strip_prefix('#').map(str::to_owned).unwrap_or(name)),
            Some(other) => {
                return Err(de::Error::custom(format_args!("`@odata.type` is {other}, expected a string")));
            }
            None => None,
        };
        Ok(Self { odata_type, properties })
    }
}
