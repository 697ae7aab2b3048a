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
            let Restrictions { is_possible, required, .. } = restrictions(elements, element, "Insertable")?;
            let insert = InsertRestrictions { is_insertable: is_possible, required };
            document.annotations.push((target.into(), Annotation::Insert(insert)));
            return Ok(());
        }
        (Some("Org.OData.Capabilities.V1.UpdateRestrictions"), _) => {
            let Restrictions { is_possible, is_upsertable, .. } = restrictions(elements, element, "Updatable")?;
            document.annotations.push((target.into(), Annotation::Update { is_updatable: is_possible, is_upsertable }));
            return Ok(());
        }
        (Some("Org.OData.Capabilities.V1.DeleteRestrictions"), _) => {
            let Restrictions { is_possible, .. } = restrictions(elements, element, "Deletable")?;
            document.annotations.push((target.into(), Annotation::Delete(is_possible)));
            return Ok(());
        }
        (Some("Org.OData.Core.V1.AlternateKeys"), _) => {
            let keys = alternate_keys(elements, element)?;
            document.annotations.push((target.into(), Annotation::AlternateKeys(keys)));
            return Ok(());
        }
        _ => return elements.skip(element),
    };
    document.annotations.push((target.into(), found));
    elements.skip(element)
}

/// What an annotation says of one kind of operation.
#[derive(Default)]
struct Restrictions {
    /// Whether it can be done, if it says.
    is_possible: Option<bool>,
    /// Whether an update creates what does not exist, if it says.
    is_upsertable: Option<bool>,
    /// The properties without which it is refused.
    required: Vec<Box<str>>,
}

/// The record of an annotation such as `InsertRestrictions`, whose property `possible` says whether it can be done.
fn restrictions<'t>(elements: &mut Elements<'t>, element: &Element<'t>, possible: &str) -> Result<Restrictions> {
    let mut restrictions = Restrictions::default();
    elements.each(element, |elements, element| match element.name() {
        "Record" => record(elements, element, possible, &mut restrictions),
        _ => elements.skip(element),
    })?;
    Ok(restrictions)
}

fn record<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    possible: &str,
    restrictions: &mut Restrictions,
) -> Result<()> {
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
            Some(name) if name == possible => {
                restrictions.is_possible = boolean;
                elements.skip(element)
            }
            Some("Upsertable") => {
                restrictions.is_upsertable = boolean;
                elements.skip(element)
            }
            Some("RequiredProperties") => elements.each(element, |elements, element| match element.name() {
                "Collection" => elements.each(element, |elements, element| {
                    restrictions.required.push(elements.text(element)?);
                    Ok(())
                }),
                _ => elements.skip(element),
            }),
            _ => elements.skip(element),
        }
    })
}

/// The names in each of the alternate keys: a collection of records, each with a collection of references to properties.
fn alternate_keys<'t>(elements: &mut Elements<'t>, element: &Element<'t>) -> Result<Vec<Vec<Box<str>>>> {
    let mut keys = Vec::new();
    elements.each(element, |elements, element| match element.name() {
        "Collection" => elements.each(element, |elements, element| match element.name() {
            "Record" => {
                let mut key = Vec::new();
                elements.each(element, |elements, element| match element.name() {
                    "PropertyValue" => elements.each(element, |elements, element| match element.name() {
                        "Collection" => elements.each(element, |elements, element| {
                            key.extend(property_reference(elements, element)?);
                            Ok(())
                        }),
                        _ => elements.skip(element),
                    }),
                    _ => elements.skip(element),
                })?;
                keys.push(key);
                Ok(())
            }
            _ => elements.skip(element),
        }),
        _ => elements.skip(element),
    })?;
    keys.retain(|key| !key.is_empty());
    Ok(keys)
}

/// The name by which a part of an alternate key stands in a path: its alias, or the property's name.
fn property_reference<'t>(elements: &mut Elements<'t>, element: &Element<'t>) -> Result<Option<Box<str>>> {
    let (mut alias, mut name) = (None, None);
    elements.each(element, |elements, element| {
        let (mut property, mut text) = (None, None);
        elements.attributes(element, |attribute, value| {
            match attribute {
                "Property" => property = Some(value.into_owned()),
                "String" | "PropertyPath" => text = Some(value.into()),
                _ => {}
            }
            Ok(())
        })?;
        match property.as_deref() {
            Some("Alias") => alias = text,
            Some("Name") => name = text,
            _ => {}
        }
        elements.skip(element)
    })?;
    Ok(alias.or(name))
}
