//! Functions and actions.

use super::elements::{Element, Elements, Result};
use super::{Document, type_reference};
use crate::model::{BoundOperation, Parameter, PropertyType};

const OPTIONAL: &str = "Org.OData.Core.V1.OptionalParameter";

/// A function or an action; one that is not bound to a type is not a segment behind another, and left out.
pub(crate) fn operation<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    is_function: bool,
    document: &mut Document,
) -> Result<()> {
    let (mut simple, mut is_bound) = (None, false);
    elements.attributes(element, |attribute, value| {
        match attribute {
            "Name" => simple = Some(value.into()),
            "IsBound" => is_bound = elements.boolean(element, attribute, &value)?,
            _ => {}
        }
        Ok(())
    })?;
    let simple = elements.identifier(element, "Name", simple)?;
    if !is_bound {
        return elements.skip(element);
    }
    let (mut on, mut gives, mut parameters) = (None, None, Vec::new());
    elements.each(element, |elements, element| {
        let is_parameter = element.name() == "Parameter";
        if !is_parameter && element.name() != "ReturnType" {
            return elements.skip(element);
        }
        let (mut name, mut ty, mut is_nullable) = (Box::default(), None, true);
        elements.attributes(element, |attribute, value| {
            match attribute {
                "Name" => name = value.into(),
                "Nullable" => is_nullable = elements.boolean(element, attribute, &value)?,
                "Type" => {
                    let (of, is_collection) = type_reference(&value);
                    ty = Some((Box::<str>::from(of), is_collection));
                }
                _ => {}
            }
            Ok(())
        })?;
        match (is_parameter, &on) {
            // The first parameter is what it is bound to.
            (true, None) => on = ty,
            (true, Some(_)) => {
                let mut is_optional = false;
                elements.each(element, |elements, element| {
                    elements.attributes(element, |attribute, value| {
                        is_optional |= attribute == "Term" && value == OPTIONAL;
                        Ok(())
                    })?;
                    elements.skip(element)
                })?;
                if let Some((ty, is_collection)) = ty {
                    let ty = PropertyType::named(&ty);
                    parameters.push(Parameter { name, ty, is_collection, is_nullable, is_optional });
                }
                return Ok(());
            }
            (false, _) => gives = ty,
        }
        elements.skip(element)
    })?;
    let Some(on) = on else {
        return Err(elements.mistake(element, format!("`{simple}` is bound, and to no parameter")));
    };
    document.operations.push(BoundOperation { name: simple, is_function, on, parameters, gives });
    Ok(())
}
