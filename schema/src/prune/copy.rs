//! What is kept of a document, copied as it stands there.

use super::keep::{Keep, Part};
use crate::parse::elements::{Element, Elements, Result, without_mark};
use crate::parse::{Document, operation};
use crate::schema::Schema;

/// A copy of a part of a document.
pub(super) struct Copy<'t, 'k> {
    text: &'t str,
    schema: &'k Schema,
    keep: &'k Keep<'k>,
    copied: String,
}

impl<'t, 'k> Copy<'t, 'k> {
    pub(super) fn new(text: &'t str, schema: &'k Schema, keep: &'k Keep<'k>) -> Self {
        Self { text: without_mark(text), schema, keep, copied: String::new() }
    }

    pub(super) fn run(mut self) -> Result<String> {
        Elements::new(self.text).root(|elements, element| {
            self.part(elements, element, |copy, elements, element| match element.name() {
                "DataServices" => copy.part(elements, element, |copy, elements, element| match element.name() {
                    "Schema" => copy.schema(elements, element),
                    _ => elements.skip(element),
                }),
                _ => elements.skip(element),
            })
        })?;
        Ok(self.copied)
    }

    fn schema(&mut self, elements: &mut Elements<'t>, element: &Element<'t>) -> Result<()> {
        let namespace = attribute(elements, element, "Namespace")?;
        // A schema of which nothing is kept stays, for its alias.
        self.part(elements, element, |copy, elements, element| match element.name() {
            "EntityType" | "ComplexType" | "EnumType" => copy.ty(elements, element, &namespace),
            "TypeDefinition" => copy.whole(elements, element),
            "Function" | "Action" => copy.operation(elements, element),
            "EntityContainer" => copy.part(elements, element, |copy, elements, element| {
                let name = attribute(elements, element, "Name")?;
                copy.whole_if(copy.keep.root(&name), elements, element)
            }),
            "Annotations" => {
                let target = attribute(elements, element, "Target")?;
                let (of, member) = target.split_once('/').map_or((&*target, None), |(of, member)| (of, Some(member)));
                let of = copy.schema.qualified(of).unwrap_or_else(|| of.to_owned());
                let is_container = copy.schema.type_named(&of).is_none();
                let target = member.map_or_else(|| of.clone(), |member| format!("{of}/{member}"));
                copy.whole_if(copy.keep.target(&target, is_container), elements, element)
            }
            _ => elements.skip(element),
        })
    }

    fn ty(&mut self, elements: &mut Elements<'t>, element: &Element<'t>, namespace: &str) -> Result<()> {
        let name = format!("{namespace}.{}", attribute(elements, element, "Name")?);
        match self.keep.ty(&name) {
            Part::Whole => self.whole(elements, element),
            Part::Nothing => elements.skip(element),
            Part::Members(members) => self.part(elements, element, |copy, elements, element| match element.name() {
                "Property" | "NavigationProperty" => {
                    let name = attribute(elements, element, "Name")?;
                    copy.whole_if(members.contains(&*name), elements, element)
                }
                // What is said of the type itself may say whether it can be created, and which keys it has.
                "Annotation" | "Key" => copy.whole(elements, element),
                _ => elements.skip(element),
            }),
        }
    }

    fn operation(&mut self, elements: &mut Elements<'t>, element: &Element<'t>) -> Result<()> {
        let mut document = Document::default();
        operation::operation(elements, element, false, &mut document)?;
        if let Some(mut operation) = document.operations.pop() {
            if let Some(on) = self.schema.qualified(&operation.on.0) {
                operation.on.0 = on.into();
            }
            if self.keep.operation(&operation) {
                self.copy(element.offset, elements.offset());
            }
        }
        Ok(())
    }

    fn whole_if(&mut self, is_kept: bool, elements: &mut Elements<'t>, element: &Element<'t>) -> Result<()> {
        if is_kept { self.whole(elements, element) } else { elements.skip(element) }
    }

    fn whole(&mut self, elements: &mut Elements<'t>, element: &Element<'t>) -> Result<()> {
        elements.skip(element)?;
        self.copy(element.offset, elements.offset());
        Ok(())
    }

    /// Copies the tags of an element, and between them what a function copies of its children.
    fn part(
        &mut self,
        elements: &mut Elements<'t>,
        element: &Element<'t>,
        mut child: impl FnMut(&mut Self, &mut Elements<'t>, &Element<'t>) -> Result<()>,
    ) -> Result<()> {
        self.copy(element.offset, elements.offset());
        let is_empty = self.copied.ends_with("/>");
        elements.each(element, |elements, element| child(self, elements, element))?;
        if !is_empty {
            self.copied.push_str(self.indentation(element.offset));
            self.copied.extend(["</", element.full_name(), ">"]);
        }
        Ok(())
    }

    fn copy(&mut self, start: usize, end: usize) {
        // The document's first line has no line before it to be indented from.
        if !self.copied.is_empty() {
            self.copied.push_str(self.indentation(start));
        }
        self.copied.push_str(self.text.get(start..end).unwrap_or_default());
    }

    /// The line break and the space before what stands here, if it is the first of its line.
    fn indentation(&self, offset: usize) -> &'t str {
        let before = self.text.get(..offset).unwrap_or_default();
        let indented = before.trim_end_matches([' ', '\t']).trim_end_matches('\n').trim_end_matches('\r');
        let space = before.get(indented.len()..).unwrap_or_default();
        // Of blank lines, the last.
        space.rfind('\n').and_then(|line| space.get(line..)).unwrap_or_default()
    }
}

fn attribute<'t>(elements: &Elements<'t>, element: &Element<'t>, attribute: &str) -> Result<Box<str>> {
    let mut found = None;
    elements.attributes(element, |name, value| {
        if name == attribute {
            found = Some(value.into());
        }
        Ok(())
    })?;
    Ok(found.unwrap_or_default())
}
