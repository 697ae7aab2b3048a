//! The check against Graph's published schema: what is declared, exists there.
//!
//! It runs behind every other rule, on what is well-formed. `metadata` finds the schema; `types`, `properties`, `members` and
//! `path` each ask it one question; `holds` makes tokens of what only the compiler can answer.

mod call;
mod fields;
mod holds;
mod left_out;
mod members;
mod metadata;
mod path;
mod properties;
mod references;
#[cfg(test)]
mod schemas;
mod types;

use std::sync::Arc;

use graph_entity_schema::{Schema, StructuredType};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Generics, Type};

#[cfg(feature = "check")]
pub(crate) use metadata::Files;

use crate::errors::Errors;
use crate::facade::{Questions, SchemaCheck};
use crate::model::entity::{Entity, Field, Kind};
use crate::model::enumeration::Enumeration;
use crate::model::hierarchy::Hierarchy;
use crate::model::item::Struct;
use crate::model::kind::REF;
use crate::model::operation::Operation;
use crate::options::attributes;
use crate::options::table::Place;
use holds::{Ask, Holds};
use properties::{Declared, Properties, Value, property};
use types::{Expected, schema_with};

/// A version of Graph, each with a schema of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Version {
    V1,
    Beta,
}

impl Version {
    pub(crate) fn of(beta: bool) -> Self {
        if beta { Self::Beta } else { Self::V1 }
    }

    /// The name, as it stands in paths.
    fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::V1 => Self::Beta,
            Self::Beta => Self::V1,
        }
    }

    /// What to write so that a thing of the other version is looked up there.
    fn remedy(self) -> &'static str {
        match self {
            Self::V1 => "add `beta`",
            Self::Beta => "remove `beta`",
        }
    }
}

/// Where schemas come from.
pub(crate) trait Metadata {
    /// The schema to check against, or `None` for a dependency without a schema of its own, which the user cannot fix.
    ///
    /// A missing or broken schema is one error of a crate, and not one of each type: `who` asks, and where another was told,
    /// the error is empty.
    fn schema(&self, version: Version, who: &str) -> Result<Option<Arc<Schema>>, Option<String>>;

    /// The schema, if it is there.
    fn if_present(&self, version: Version) -> Option<Arc<Schema>>;

    /// What makes cargo compile a crate again when its schema changed.
    fn tracked(&self, who: &str) -> TokenStream;
}

/// The check against schemas from somewhere.
pub(crate) struct Against<M>(pub(crate) M);

impl<M: Metadata> SchemaCheck for Against<M> {
    fn entity(&self, entity: &Entity<'_>, errors: &mut Errors) -> Questions {
        let Entity { ident, odata_type, .. } = entity;
        let mut questions = Questions { impls: self.0.tracked(&ident.to_string()), ..Questions::default() };
        let Some(schema) = schema_with(odata_type, ident, Expected::Structured(entity.kind), &self.0, errors) else {
            return questions;
        };
        let Some(ty) = schema.structured(&odata_type.name) else { return questions };
        let lineage: Vec<_> = schema.lineage(ty).collect();
        let properties = Properties::new(&schema, ty, &lineage);
        let mut asks = Vec::new();
        for (index, field) in entity.fields.iter().enumerate().filter(|(_, field)| field.is_property()) {
            let (declared, mistake) = property(&properties, field);
            if let Some(message) = mistake {
                errors.push(field.name.1, message);
                questions.mistaken.insert(index);
            }
            if let Some(declared) = declared
                && !mentions_parameter(field.ty, entity.generics)
            {
                asks.push(Ask { index, ty: field.ty, declared });
            }
        }
        let lineage = names(&schema, &lineage);
        let holds = Holds { ident, generics: entity.generics, runtime: &entity.runtime, lineage, asks };
        holds.ask(&mut questions);
        questions.impls.extend(left_out::of_fields(&properties, entity));
        questions
    }

    fn hierarchy(&self, hierarchy: &Hierarchy<'_>, errors: &mut Errors) -> Questions {
        let Hierarchy { ident, generics, odata_type, runtime, cases, .. } = hierarchy;
        let mut questions = Questions { impls: self.0.tracked(&ident.to_string()), ..Questions::default() };
        let Some(schema) = schema_with(odata_type, ident, Expected::Structured(hierarchy.kind), &self.0, errors) else {
            return questions;
        };
        let Some(ty) = schema.structured(&odata_type.name) else { return questions };
        // Of a type that nothing has as its own, those derived from it do not say that they are.
        let is_used = schema.is_used(&ty.name);
        let variants = cases.iter().enumerate().filter(|(_, case)| is_used && !case.is_other());
        let base = Declared { value: Value::Base(ty.name.to_string()), is_collection: false };
        let ask = |(index, ty)| Ask { index, ty, declared: base.clone() };
        let asks = variants.filter_map(|(index, case)| Some((index, case.ty?))).map(ask).collect();
        let lineage: Vec<_> = schema.lineage(ty).collect();
        let lineage = names(&schema, &lineage);
        let holds = Holds { ident, generics, runtime, lineage, asks };
        holds.ask(&mut questions);
        questions
    }

    fn enumeration(&self, enumeration: &Enumeration<'_>, errors: &mut Errors) -> TokenStream {
        let Enumeration { input, odata_type, runtime, .. } = enumeration;
        let ident = &input.ident;
        let tracked = self.0.tracked(&ident.to_string());
        let Some(schema) = schema_with(odata_type, ident, Expected::Enumeration, &self.0, errors) else {
            return tracked;
        };
        if let Some(declared) = schema.type_named(&odata_type.name).and_then(|ty| ty.as_enumeration()) {
            members::members(enumeration, declared, errors);
        }
        let lineage = vec![odata_type.name.as_str()];
        let named = Holds { ident, generics: &input.generics, runtime, lineage, asks: Vec::new() }.named();
        quote!(#tracked #named)
    }

    fn operations(&self, item: &Struct, operations: &[Operation], errors: &mut Errors) -> TokenStream {
        let of_entity = item.attributes.iter().any(|attribute| attribute.is("graph_entity"));
        // The derive reports what is wrong with the type, and no path has a type that is wrong.
        let odata_type = of_entity
            .then(|| {
                let ident = &item.ident;
                attributes::of_type(
                    &item.parsed_attributes(),
                    "graph_entity",
                    Place::Entity,
                    ident,
                    &mut Errors::default(),
                )
                .odata_type
            })
            .filter(|odata_type| !odata_type.name.is_empty() && types::is_accepted(odata_type, &self.0));
        let mut tokens = TokenStream::new();
        let named = item.fields();
        let fields: Vec<Field<'_>> =
            named.iter().flat_map(|fields| &fields.named).filter_map(field_of_entity).collect();
        let selects = named.is_some() && fields.iter().all(Field::is_property);
        for operation in operations {
            let Some(written) = &operation.path else { continue };
            let who = format!("{} {}", item.ident, written.value());
            tokens.extend(self.0.tracked(&who));
            let version = Version::of(operation.beta);
            let message = match self.0.schema(version, &who) {
                Ok(Some(schema)) if operation.kind.is_call() => {
                    tokens.extend(call::call(&schema, version, item, operation, &self.0, errors));
                    None
                }
                Ok(Some(schema)) if *operation.kind == REF => {
                    references::mistake(&schema, version, operation, written.value(), &self.0)
                }
                Ok(Some(schema)) => {
                    let selects = selects && !operation.select_all;
                    path::mistake(
                        &schema,
                        version,
                        (operation.kind, written.value(), selects),
                        odata_type.as_ref(),
                        &self.0,
                    )
                }
                Ok(None) => None,
                Err(message) => message,
            };
            if let Some(message) = message {
                errors.push(written.span(), message);
            }
        }
        if let Some(odata_type) = &odata_type
            && let Some(schema) = self.0.if_present(Version::of(odata_type.beta))
            && let Some(ty) = schema.structured(&odata_type.name)
        {
            fields::mistakes(&schema, ty, &fields, operations, errors);
            tokens.extend(left_out::ask(&schema, ty, &fields, operations, item));
        }
        tokens
    }
}

/// The field of an entity. What is wrong with its options, the derive reports.
fn field_of_entity(field: &syn::Field) -> Option<Field<'_>> {
    Field::new(Kind::Entity, field, &mut Errors::default())
}

/// The names by which a type is asked for: its own, and of those that it extends, what anything has as its type.
fn names<'a>(schema: &Schema, lineage: &[&'a StructuredType]) -> Vec<&'a str> {
    let names = lineage.iter().map(|ty| &*ty.name).enumerate();
    names.filter(|(index, name)| *index == 0 || schema.is_used(name)).map(|(_, name)| name).collect()
}

/// Whether a type speaks of a parameter: what that can hold, its user decides.
fn mentions_parameter(ty: &Type, generics: &Generics) -> bool {
    fn any(tokens: TokenStream, is_parameter: &dyn Fn(&Ident) -> bool) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => is_parameter(&ident),
            TokenTree::Group(group) => any(group.stream(), is_parameter),
            _ => false,
        })
    }
    generics.type_params().next().is_some()
        && any(ty.to_token_stream(), &|ident| generics.type_params().any(|parameter| parameter.ident == *ident))
}
