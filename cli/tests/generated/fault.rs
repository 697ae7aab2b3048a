//! What a page's body has that the schema says otherwise: seen without what is tested.

use graph_entity_schema::{Primitive, PropertyType, Schema, StructuredType};
use serde_json::{Map, Value};

use crate::corpus::{behind, of_object};

/// The first fault of an object, or `None` where it is in the schema's form.
pub(crate) fn fault(schema: &Schema, ty: &StructuredType, object: &Map<String, Value>) -> Option<String> {
    object.iter().filter(|(name, _)| !name.contains('@')).find_map(|(name, value)| {
        let property = schema.property(ty, name);
        if property.is_none() && schema.navigation(ty, name).is_none() {
            let message = format!("`{name}` is no property of {}", ty.name);
            return (!schema.is_open(ty)).then_some(message);
        }
        let one = std::slice::from_ref(value);
        let values = value.as_array().map_or(one, Vec::as_slice).iter().filter(|value| !value.is_null());
        values.into_iter().find_map(|value| match (property.map(|property| &property.ty), value) {
            (Some(PropertyType::Primitive(primitive)), value) => {
                (!has_form(*primitive, value)).then(|| format!("`{name}` is {value}, and no {}", primitive.name()))
            }
            (_, Value::Object(object)) => {
                let declared = behind(schema, ty, name)?;
                fault(schema, of_object(schema, object, declared), object)
            }
            _ => None,
        })
    })
}

fn has_form(primitive: Primitive, value: &Value) -> bool {
    let text = value.as_str();
    let shaped = |shape: &str| text.is_some_and(|text| is_shaped(text, shape));
    match primitive {
        Primitive::Boolean => value.is_boolean(),
        Primitive::String => text.is_some(),
        Primitive::Date => shaped("dddd-dd-dd") && text.is_some_and(|text| text.len() == 10),
        Primitive::DateTimeOffset => shaped("dddd-dd-ddTdd:dd"),
        Primitive::Binary => text.is_some_and(|text| {
            let stem = text.trim_end_matches('=');
            stem.len() % 4 != 1
                && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte))
                && (text.len() % 4 == 0 || stem.len() == text.len())
                && !(stem.contains(['+', '/']) && stem.contains(['-', '_']))
        }),
        _ => true,
    }
}

/// `d` stands for a digit, anything else for itself.
fn is_shaped(text: &str, shape: &str) -> bool {
    let fits = |(letter, wanted): (char, char)| if wanted == 'd' { letter.is_ascii_digit() } else { letter == wanted };
    text.len() >= shape.len() && text.chars().zip(shape.chars()).all(fits)
}
