//! Functions and actions.

use super::elements::{Element, Elements, Result};
use super::{Document, type_reference};
use crate::model::BoundOperation;

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
    let (mut on, mut gives) = (None, None);
    elements.each(element, |elements, element| {
        let place = match element.name() {
            // The first parameter is what it is bound to.
            "Parameter" if on.is_none() => &mut on,
            "ReturnType" => &mut gives,
            _ => return elements.skip(element),
        };
        elements.attributes(element, |attribute, value| {
            if attribute == "Type" {
                let (ty, is_collection) = type_reference(&value);
                *place = Some((ty.into(), is_collection));
            }
            Ok(())
        })?;
        elements.skip(element)
    })?;
    let Some(on) = on else {
        return Err(elements.mistake(element, format!("`{simple}` is bound, and to no parameter")));
    };
    document.operations.push(BoundOperation { name: simple, is_function, on, gives });
    Ok(())
}
