//! The entity container: the roots of the paths.

use super::Document;
use super::annotations::annotation;
use super::elements::{Element, Elements, Result};
use super::types::once;
use crate::model::{ChangeRestrictions, InsertRestrictions, Root};

pub(super) fn container<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    namespace: &str,
    document: &mut Document,
) -> Result<()> {
    let mut simple = None;
    elements.attributes(element, |attribute, value| {
        if attribute == "Name" {
            simple = Some(value.into());
        }
        Ok(())
    })?;
    let simple = elements.identifier(element, "Name", simple)?;
    let full: Box<str> = format!("{namespace}.{simple}").into();
    elements.each(element, |elements, element| {
        let (type_attribute, is_collection) = match element.name() {
            "EntitySet" => ("EntityType", true),
            "Singleton" => ("Type", false),
            _ => return elements.skip(element),
        };
        let (mut root, mut ty) = (None, None);
        elements.attributes(element, |attribute, value| {
            match attribute {
                "Name" => root = Some(value.into()),
                _ if attribute == type_attribute => ty = Some(value.into()),
                _ => {}
            }
            Ok(())
        })?;
        let root = elements.identifier(element, "Name", root)?;
        let ty = elements.needed(element, type_attribute, ty)?;
        once(elements, element, &mut document.root_names, &root)?;
        let target = format!("{full}/{root}");
        let (insert, changes) = (InsertRestrictions::default(), ChangeRestrictions::default());
        let found = Root { name: root, ty, is_collection, insert, changes };
        document.roots.push((found, full.clone()));
        elements.each(element, |elements, element| annotation(elements, element, &target, document))
    })?;
    Ok(())
}
