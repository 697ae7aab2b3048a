//! What a document says becomes a schema: names with their namespaces, annotations where they belong, bases that end.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::inherited::Inherited;
use crate::invalid::InvalidSchema;
use crate::model::{ChangeRestrictions, InsertRestrictions, Property, PropertyType, Type};
use crate::parse::elements::without_mark;
use crate::parse::{Annotation, parse};
use crate::primitive::Primitive;
use crate::schema::Schema;

impl Schema {
    /// Reads a schema from CSDL in XML.
    ///
    /// Types that properties name may be missing, as they are from a pruned schema; types that others extend may not.
    ///
    /// # Errors
    ///
    /// [`InvalidSchema`] with the line and column where the XML is malformed or no schema, a type is declared twice, or a
    /// base type is missing or extends what extends it.
    pub fn parse(text: &str) -> Result<Self, InvalidSchema> {
        let text = without_mark(text);
        let document = parse(text)?;
        let mut aliases: HashMap<Box<str>, Box<str>> = HashMap::new();
        for (namespace, alias) in document.namespaces {
            if let Some(alias) = alias {
                aliases.entry(alias).or_insert(namespace);
            }
        }
        let qualify = |name: &mut Box<str>| {
            if let Some(qualified) = qualified(&aliases, name) {
                *name = qualified.into();
            }
        };
        let definitions: HashMap<&str, Primitive> = document
            .definitions
            .iter()
            .map(|(name, underlying)| (&**name, Primitive::named(underlying.strip_prefix("Edm.").unwrap_or_default())))
            .collect();
        let mut annotations = Annotations::default();
        for (target, annotation) in document.annotations {
            let (of, member) = target.split_once('/').unwrap_or((&target, ""));
            let of = qualified(&aliases, of).map_or_else(|| of.into(), Box::from);
            annotations.0.entry(of).or_default().entry(member.into()).or_default().push(annotation);
        }
        let mut by_name = HashMap::with_capacity(document.types.len());
        let mut types = Vec::with_capacity(document.types.len());
        let mut offsets = Vec::with_capacity(document.types.len());
        let settle = |ty: &mut PropertyType| {
            if let PropertyType::Named(name) = ty {
                qualify(name);
                if let Some(primitive) = definitions.get(&**name) {
                    *ty = PropertyType::Primitive(*primitive);
                }
            }
        };
        for (index, (mut ty, offset)) in document.types.into_iter().enumerate() {
            if by_name.insert(Box::from(ty.name()), index).is_some() {
                return Err(InvalidSchema::new(text, offset, format!("`{}` is declared twice", ty.name())));
            }
            if let Type::Structured(ty) = &mut ty {
                ty.base.as_mut().map(qualify);
                ty.navigation.iter_mut().for_each(|navigation| qualify(&mut navigation.ty));
                ty.properties.iter_mut().for_each(|property| settle(&mut property.ty));
            }
            annotations.give(&mut ty);
            types.push(ty);
            offsets.push(offset);
        }
        let mut roots = Vec::with_capacity(document.roots.len());
        for (mut root, container) in document.roots {
            qualify(&mut root.ty);
            for annotation in annotations.0.get_mut(&container).and_then(|of| of.remove(&root.name)).unwrap_or_default()
            {
                annotation.insert(&mut root.insert);
                annotation.change(&mut root.changes);
            }
            roots.push(root);
        }
        let mut operations = document.operations;
        for operation in &mut operations {
            qualify(&mut operation.on.0);
            operation.parameters.iter_mut().for_each(|parameter| settle(&mut parameter.ty));
            if let Some((name, _)) = &mut operation.gives {
                qualify(name);
            }
        }
        let is_pruned = document.is_pruned;
        let (edges, used) = (OnceLock::new(), OnceLock::new());
        let root_by_name = roots.iter().enumerate().map(|(index, root)| (root.name.clone(), index)).collect();
        let inherited = Vec::new();
        let mut schema =
            Self { types, by_name, inherited, roots, root_by_name, operations, aliases, is_pruned, edges, used };
        schema.check_bases(text, &offsets)?;
        schema.inherited = Inherited::of(&schema.types, &schema.by_name);
        Ok(schema)
    }

    /// Every base is there, of the same kind, and the way from base to base ends.
    fn check_bases(&self, text: &str, offsets: &[usize]) -> Result<(), InvalidSchema> {
        // Of each type, the round in which it was passed: a type passed in this round again is a cycle, in an earlier one sound.
        let mut passed = vec![0; self.types.len()];
        for start in 0..self.types.len() {
            let mut at = start;
            while let Some(Type::Structured(ty)) = self.types.get(at)
                && let Some(round) = passed.get_mut(at)
                && *round == 0
            {
                *round = start + 1;
                let Some(base) = &ty.base else { break };
                let mistake =
                    |message: String| InvalidSchema::new(text, offsets.get(at).copied().unwrap_or_default(), message);
                let Some(index) = self.by_name.get(base) else {
                    return Err(mistake(format!("`{}` extends `{base}`, which is not declared", ty.name)));
                };
                match self.types.get(*index) {
                    Some(Type::Structured(base)) if base.is_entity == ty.is_entity => {}
                    other => {
                        let kind = other.map_or("nothing", Type::kind);
                        return Err(mistake(format!(
                            "`{}` extends `{base}`, which is of another kind: {kind}",
                            ty.name
                        )));
                    }
                }
                if passed.get(*index) == Some(&(start + 1)) {
                    return Err(mistake(format!("`{}` extends `{base}`, which extends it", ty.name)));
                }
                at = *index;
            }
        }
        Ok(())
    }
}

/// The name with its namespace, if it is written with an alias.
pub(crate) fn qualified(aliases: &HashMap<Box<str>, Box<str>>, name: &str) -> Option<String> {
    let (prefix, simple) = name.rsplit_once('.')?;
    Some(format!("{}.{simple}", aliases.get(prefix)?))
}

/// Annotations by the type or container that they are of, and then by its member, which is empty where they are of the type.
/// Each is asked for once, so that many annotations of many members cost no search.
#[derive(Default)]
struct Annotations(HashMap<Box<str>, HashMap<Box<str>, Vec<Annotation>>>);

impl Annotations {
    /// Gives a type and its members what is said of them.
    fn give(&mut self, ty: &mut Type) {
        let Some(mut of) = self.0.remove(ty.name()) else { return };
        let mut said = |member: &str| of.remove(member).unwrap_or_default();
        match ty {
            Type::Structured(ty) => {
                for annotation in said("") {
                    annotation.describe(&mut ty.description);
                    annotation.insert(&mut ty.insert);
                    annotation.change(&mut ty.changes);
                    if let Annotation::AlternateKeys(keys) = annotation {
                        ty.alternate_keys = keys;
                    }
                }
                for property in &mut ty.properties {
                    for annotation in said(&property.name) {
                        annotation.property(property);
                    }
                }
                for navigation in &mut ty.navigation {
                    for annotation in said(&navigation.name) {
                        annotation.describe(&mut navigation.description);
                        annotation.insert(&mut navigation.insert);
                        annotation.change(&mut navigation.changes);
                    }
                }
            }
            Type::Enumeration(ty) => {
                for annotation in said("") {
                    annotation.describe(&mut ty.description);
                }
                for member in &mut ty.members {
                    for annotation in said(&member.name) {
                        annotation.describe(&mut member.description);
                    }
                }
            }
        }
    }
}

impl Annotation {
    /// A description takes the place of a long one, whichever comes first.
    fn describe(&self, description: &mut Option<Box<str>>) {
        match self {
            Self::Description(text) => *description = Some(text.clone()),
            Self::LongDescription(text) => {
                description.get_or_insert_with(|| text.clone());
            }
            _ => {}
        }
    }

    fn insert(&self, restrictions: &mut InsertRestrictions) {
        if let Self::Insert(said) = self {
            restrictions.clone_from(said);
        }
    }

    fn change(&self, restrictions: &mut ChangeRestrictions) {
        match self {
            Self::Update { is_updatable, is_upsertable } => {
                (restrictions.is_updatable, restrictions.is_upsertable) = (*is_updatable, *is_upsertable);
            }
            Self::Delete(said) => restrictions.is_deletable = *said,
            _ => {}
        }
    }

    fn property(&self, property: &mut Property) {
        match self {
            Self::Computed => property.is_computed = true,
            Self::Immutable => property.is_immutable = true,
            said => said.describe(&mut property.description),
        }
    }
}
