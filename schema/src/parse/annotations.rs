//! What the service says of what it declares.

use super::elements::{Element, Elements, Result};
use super::{Annotation, Document};
use crate::model::InsertRestrictions;

pub(super) fn annotations<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    document: &mut Document,
) -> Result<()> {
    let mut target: Option<Box<str>> = None;
    elements.attributes(element, |attribute, value| {
        if attribute == "Target" {
            target = Some(value.into());
        }
        Ok(())
    })?;
    let target = elements.needed(element, "Target", target)?;
    elements.each(element, |elements, element| annotation(elements, element, &target, document))
}

/// An `<Annotation>` of a target; anything else is skipped.
pub(super) fn annotation<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    target: &str,
    document: &mut Document,
) -> Result<()> {
    if element.name() != "Annotation" {
        return elements.skip(element);
    }
    let (mut term, mut string, mut is_true) = (None, None, true);
    elements.attributes(element, |attribute, value| {
        match attribute {
            "Term" => term = Some(value.into_owned()),
            "String" => string = Some(value.into()),
            "Bool" => is_true = elements.boolean(element, attribute, &value)?,
            _ => {}
        }
        Ok(())
    })?;
    let found = match (term.as_deref(), string) {
        (Some("Org.OData.Core.V1.Description"), Some(text)) => Annotation::Description(text),
        (Some("Org.OData.Core.V1.LongDescription"), Some(text)) => Annotation::LongDescription(text),
        (Some("Org.OData.Core.V1.Computed"), _) if is_true => Annotation::Computed,
        (Some("Org.OData.Core.V1.Immutable"), _) if is_true => Annotation::Immutable,
        (Some("Org.OData.Capabilities.V1.InsertRestrictions"), _) => {
            let mut insert = InsertRestrictions::default();
            elements.each(element, |elements, element| match element.name() {
                "Record" => record(elements, element, &mut insert),
                _ => elements.skip(element),
            })?;
            document.annotations.push((target.into(), Annotation::Insert(insert)));
            return Ok(());
        }
        _ => return elements.skip(element),
    };
    document.annotations.push((target.into(), found));
    elements.skip(element)
}

/// The record of `InsertRestrictions`.
fn record<'t>(elements: &mut Elements<'t>, element: &Element<'t>, insert: &mut InsertRestrictions) -> Result<()> {
    elements.each(element, |elements, element| {
        let (mut property, mut boolean) = (None, None);
        elements.attributes(element, |attribute, value| {
            match attribute {
                "Property" => property = Some(value.into_owned()),
                "Bool" => boolean = Some(elements.boolean(element, attribute, &value)?),
                _ => {}
            }
            Ok(())
        })?;
        match property.as_deref() {
            Some("Insertable") => {
                insert.is_insertable = boolean;
                elements.skip(element)
            }
            Some("RequiredProperties") => elements.each(element, |elements, element| match element.name() {
                "Collection" => elements.each(element, |elements, element| {
                    insert.required.push(elements.text(element)?);
                    Ok(())
                }),
                _ => elements.skip(element),
            }),
            _ => elements.skip(element),
        }
    })
}
