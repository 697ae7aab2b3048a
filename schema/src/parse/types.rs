//! Entity types, complex types, enumerations, and names for primitive types.

use std::collections::HashSet;

use super::annotations::annotation;
use super::elements::{Element, Elements, Result};
use super::{Document, type_reference};
use crate::model::{
    ChangeRestrictions, Enumeration, InsertRestrictions, Member, NavigationProperty, Property, PropertyType,
    StructuredType, Type,
};

/// Refuses a name that was declared before: which of two is meant, a path or a property would not say.
pub(super) fn once(
    elements: &Elements<'_>,
    element: &Element<'_>,
    names: &mut HashSet<Box<str>>,
    name: &str,
) -> Result<()> {
    if names.insert(name.into()) {
        Ok(())
    } else {
        Err(elements.mistake(element, format!("`{name}` is declared twice")))
    }
}

pub(super) fn structured<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    namespace: &str,
    is_entity: bool,
    document: &mut Document,
) -> Result<()> {
    let offset = element.offset;
    let (mut simple, mut base) = (None, None);
    let (mut is_abstract, mut is_open) = (false, false);
    elements.attributes(element, |attribute, value| {
        match attribute {
            "Name" => simple = Some(value.into()),
            "BaseType" => base = Some(value.into()),
            "Abstract" => is_abstract = elements.boolean(element, attribute, &value)?,
            "OpenType" => is_open = elements.boolean(element, attribute, &value)?,
            _ => {}
        }
        Ok(())
    })?;
    let simple = elements.identifier(element, "Name", simple)?;
    let mut ty = StructuredType {
        name: format!("{namespace}.{simple}").into(),
        is_entity,
        base,
        is_abstract,
        is_open,
        key: Vec::new(),
        alternate_keys: Vec::new(),
        properties: Vec::new(),
        navigation: Vec::new(),
        description: None,
        insert: InsertRestrictions::default(),
        changes: ChangeRestrictions::default(),
    };
    let mut names = HashSet::new();
    elements.each(element, |elements, element| match element.name() {
        "Property" => {
            let property = property(elements, element, &ty.name, document)?;
            once(elements, element, &mut names, &property.name)?;
            ty.properties.push(property);
            Ok(())
        }
        "NavigationProperty" => {
            let navigation = navigation(elements, element, &ty.name, document)?;
            once(elements, element, &mut names, &navigation.name)?;
            ty.navigation.push(navigation);
            Ok(())
        }
        "Key" => elements.each(element, |elements, element| {
            elements.attributes(element, |attribute, value| {
                if attribute == "Name" {
                    ty.key.push(value.into());
                }
                Ok(())
            })?;
            elements.skip(element)
        }),
        "Annotation" => annotation(elements, element, &ty.name, document),
        _ => elements.skip(element),
    })?;
    document.types.push((Type::Structured(ty), offset));
    Ok(())
}

fn property<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    of: &str,
    document: &mut Document,
) -> Result<Property> {
    let (mut property_name, mut ty, mut is_nullable) = (None, None, true);
    elements.attributes(element, |attribute, value| {
        match attribute {
            "Name" => property_name = Some(value.into()),
            "Type" => ty = Some(value.into()),
            "Nullable" => is_nullable = elements.boolean(element, attribute, &value)?,
            _ => {}
        }
        Ok(())
    })?;
    let property_name = elements.identifier(element, "Name", property_name)?;
    let ty = elements.needed(element, "Type", ty)?;
    let (ty, is_collection) = type_reference(&ty);
    let target = format!("{of}/{property_name}");
    elements.each(element, |elements, element| annotation(elements, element, &target, document))?;
    Ok(Property {
        name: property_name,
        ty: PropertyType::named(ty),
        is_collection,
        is_nullable,
        is_computed: false,
        is_immutable: false,
        description: None,
    })
}

fn navigation<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    of: &str,
    document: &mut Document,
) -> Result<NavigationProperty> {
    let (mut property_name, mut ty, mut is_nullable, mut is_contained) = (None, None, true, false);
    elements.attributes(element, |attribute, value| {
        match attribute {
            "Name" => property_name = Some(value.into()),
            "Type" => ty = Some(value.into()),
            "Nullable" => is_nullable = elements.boolean(element, attribute, &value)?,
            "ContainsTarget" => is_contained = elements.boolean(element, attribute, &value)?,
            _ => {}
        }
        Ok(())
    })?;
    let property_name = elements.identifier(element, "Name", property_name)?;
    let ty = elements.needed(element, "Type", ty)?;
    let (ty, is_collection) = type_reference(&ty);
    let target = format!("{of}/{property_name}");
    elements.each(element, |elements, element| annotation(elements, element, &target, document))?;
    Ok(NavigationProperty {
        name: property_name,
        ty: ty.into(),
        is_collection,
        is_contained,
        is_nullable,
        description: None,
        insert: InsertRestrictions::default(),
        changes: ChangeRestrictions::default(),
    })
}

pub(super) fn enumeration<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    namespace: &str,
    document: &mut Document,
) -> Result<()> {
    let offset = element.offset;
    let (mut simple, mut is_flags) = (None, false);
    elements.attributes(element, |attribute, value| {
        match attribute {
            "Name" => simple = Some(value.into()),
            "IsFlags" => is_flags = elements.boolean(element, attribute, &value)?,
            _ => {}
        }
        Ok(())
    })?;
    let simple = elements.identifier(element, "Name", simple)?;
    let full: Box<str> = format!("{namespace}.{simple}").into();
    let mut members = Vec::new();
    elements.each(element, |elements, element| match element.name() {
        "Member" => {
            let mut member = None;
            elements.attributes(element, |attribute, value| {
                if attribute == "Name" {
                    member = Some(value.into());
                }
                Ok(())
            })?;
            let member = elements.identifier(element, "Name", member)?;
            let target = format!("{full}/{member}");
            members.push(Member { name: member, description: None });
            elements.each(element, |elements, element| annotation(elements, element, &target, document))
        }
        "Annotation" => annotation(elements, element, &full, document),
        _ => elements.skip(element),
    })?;
    let enumeration = Enumeration { name: full, is_flags, members, description: None };
    document.types.push((Type::Enumeration(enumeration), offset));
    Ok(())
}

pub(super) fn definition<'t>(
    elements: &mut Elements<'t>,
    element: &Element<'t>,
    namespace: &str,
    document: &mut Document,
) -> Result<()> {
    let (mut simple, mut underlying) = (None, None);
    elements.attributes(element, |attribute, value| {
        match attribute {
            "Name" => simple = Some(value.into()),
            "UnderlyingType" => underlying = Some(value.into()),
            _ => {}
        }
        Ok(())
    })?;
    let simple = elements.identifier(element, "Name", simple)?;
    let underlying = elements.needed(element, "UnderlyingType", underlying)?;
    document.definitions.push((format!("{namespace}.{simple}").into(), underlying));
    elements.skip(element)
}
