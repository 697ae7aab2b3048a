//! From the input of each macro to its output, stage by stage: parse into a model, check it, compare it with the schema, expand it.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Data, DeriveInput};

use crate::check;
use crate::errors::Errors;
use crate::expand;
use crate::expand::fallback::{fallback, quiet_methods, quiet_struct};
use crate::facade::{Questions, SchemaCheck};
use crate::model::entity::{Entity, Kind};
use crate::model::enumeration::Enumeration;
use crate::model::hierarchy::Hierarchy;
use crate::model::item::Struct;
use crate::model::kind::{OperationKind, kind_named, kind_of};
use crate::model::operation::{Operation, Templates};

/// What a macro generates, and what is wrong with its input.
pub(crate) type Expansion = (TokenStream, Errors);

/// `#[derive(GraphEntity)]`, `#[derive(GraphComplex)]` and `#[derive(GraphParameters)]`.
pub(crate) fn structured(kind: Kind, input: &DeriveInput, schema: &dyn SchemaCheck) -> Expansion {
    if let (Data::Enum(_), Kind::Entity | Kind::Complex) = (&input.data, kind) {
        return hierarchy(kind, input, schema);
    }
    let mut errors = Errors::default();
    let entity = Entity::new(kind, input, &mut errors);
    check::entity::check(&entity, &mut errors);
    if !errors.is_empty() {
        return (fallback(&entity), errors);
    }
    // The schema has parameters at the path of what they are for.
    let questions = match kind {
        Kind::Parameters => Questions::default(),
        Kind::Entity | Kind::Complex => schema.entity(&entity, &mut errors),
    };
    (expand::entity::expand(&entity, questions), errors)
}

fn hierarchy(kind: Kind, input: &DeriveInput, schema: &dyn SchemaCheck) -> Expansion {
    let mut errors = Errors::default();
    let mut hierarchy = Hierarchy::new(kind, input, &mut errors);
    check::hierarchy::check(&hierarchy, &mut errors);
    let mut questions = Questions::default();
    if errors.is_empty() {
        questions = schema.hierarchy(&hierarchy, &mut errors);
    } else {
        hierarchy.cases.clear();
    }
    (expand::hierarchy::expand(&hierarchy, &questions), errors)
}

/// `#[derive(GraphEnum)]`.
pub(crate) fn enumeration(input: &DeriveInput, schema: &dyn SchemaCheck) -> Expansion {
    let mut errors = Errors::default();
    let mut enumeration = Enumeration::new(input, &mut errors);
    check::enumeration::check(&enumeration, &mut errors);
    let mut checked = TokenStream::new();
    if errors.is_empty() {
        checked = schema.enumeration(&enumeration, &mut errors);
    } else {
        enumeration.members.clear();
        enumeration.other = None;
    }
    let mut tokens = expand::enumeration::expand(&enumeration);
    tokens.extend(checked);
    (tokens, errors)
}

/// The struct with a method for this attribute and for each attribute of an operation below it.
///
/// Those below are taken with it, so that two methods of one name are seen, in one expansion.
pub(crate) fn operations(
    kind: &'static OperationKind,
    attribute: TokenStream,
    item: TokenStream,
    schema: &dyn SchemaCheck,
) -> Expansion {
    let mut errors = Errors::default();
    let mut item = match Struct::new(&item) {
        Ok(item) => item,
        Err(place) => {
            errors.push(
                place,
                format!("`{}` goes on a struct that derives `{}`", kind.declaration.attribute, kind.derive()),
            );
            let item = not_a_struct(item, &mut errors);
            return (item, errors);
        }
    };
    let mut templates = Templates::default();
    let mut operations = vec![Operation::new(kind, attribute, item.ident.span(), &mut templates, &mut errors)];
    let (mut taken, mut kept) = (Vec::new(), Vec::new());
    for attribute in item.attributes {
        let Some(kind) = kind_named(attribute.name()) else {
            kept.push(attribute);
            continue;
        };
        let (tokens, place) = (attribute.arguments(), attribute.path_span());
        operations.push(Operation::new(kind, tokens, place, &mut templates, &mut errors));
        taken.push(attribute);
    }
    item.attributes = kept;
    check::operation::check(&item, &operations, &mut errors);
    let methods = expand::operation::expand(&item, &operations);
    let quiet = quiet_struct(&mut item, &mut errors);
    let checked = errors.is_empty().then(|| schema.operations(&item, &operations, &mut errors));
    let mut tokens = TokenStream::new();
    item.to_tokens(&mut tokens);
    let uses = expand::operation::uses(&taken, kind);
    tokens.extend([Some(methods), quiet, checked, uses].into_iter().flatten());
    (tokens, errors)
}

/// What was under the attribute, as it was; a union without the attributes below, which would report the same.
fn not_a_struct(item: TokenStream, errors: &mut Errors) -> TokenStream {
    let Ok(mut input) = syn::parse2::<DeriveInput>(item.clone()) else { return item };
    input.attrs.retain(|attribute| kind_of(attribute).is_none());
    let mut tokens = input.to_token_stream();
    tokens.extend(quiet_methods(&input.ident, &input.generics, errors));
    tokens
}

#[cfg(test)]
mod expansions;
#[cfg(test)]
mod tests;
