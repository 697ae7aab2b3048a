//! The rules of an entity or complex type that need more than one attribute.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

use crate::errors::Errors;
use crate::model::entity::{Entity, Field};

/// Finds what is wrong between the attributes of an entity.
pub(crate) fn check(entity: &Entity<'_>, errors: &mut Errors) {
    lifetimes(entity, errors);
    references(entity, errors);
    one_field_is(entity, "key", "an entity has one key", errors);
    one_field_is(entity, "idempotency_key", "an entity has one idempotency key", errors);
    one_field_is(entity, "additional", "one field takes the additional properties", errors);
    for field in &entity.fields {
        field.options.check_combinations(errors);
    }
    distinct_names(entity, errors);
}

fn lifetimes(entity: &Entity<'_>, errors: &mut Errors) {
    for lifetime in entity.generics.lifetimes() {
        let message = format!("an entity owns its data, remove `{}` and use `String` for a `&str`", lifetime.lifetime);
        errors.push(lifetime.lifetime.span(), message);
    }
}

/// A reference cannot be read, which rustc would report as a lifetime of the derive, without the field.
fn references(entity: &Entity<'_>, errors: &mut Errors) {
    if entity.generics.lifetimes().next().is_none() {
        entity.fields.iter().for_each(|field| references_in(field.ty, errors));
    }
}

fn references_in(ty: &Type, errors: &mut Errors) {
    match ty {
        Type::Reference(reference) => {
            let message = format!("an entity owns its data, use `{}` for a `{}`", owned(ty), spelled(ty));
            errors.push_over(reference, message);
        }
        Type::Path(path) => {
            let Some(PathSegment { ident, arguments: PathArguments::AngleBracketed(list) }) = path.path.segments.last()
            else {
                return;
            };
            // It holds nothing.
            if ident == "PhantomData" {
                return;
            }
            for argument in &list.args {
                if let GenericArgument::Type(ty) = argument {
                    references_in(ty, errors);
                }
            }
        }
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| references_in(ty, errors)),
        Type::Array(array) => references_in(&array.elem, errors),
        Type::Group(group) => references_in(&group.elem, errors),
        Type::Paren(paren) => references_in(&paren.elem, errors),
        _ => {}
    }
}

/// The type that holds what a reference points to.
fn owned(ty: &Type) -> String {
    match ty {
        Type::Reference(reference) => owned(&reference.elem),
        Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
        Type::Slice(slice) => format!("Vec<{}>", owned(&slice.elem)),
        other => spelled(other),
    }
}

/// The type as it is most often written.
fn spelled(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    text.replace(" <", "<")
        .replace("< ", "<")
        .replace(" >", ">")
        .replace(" ::", "::")
        .replace(":: ", "::")
        .replace("& ", "&")
        .replace(" ,", ",")
}

/// An option that one field of a type has.
fn one_field_is(entity: &Entity<'_>, option: &str, rule: &str, errors: &mut Errors) {
    let mut fields = entity.fields.iter().filter_map(|field| Some((field, field.options.span(option)?)));
    let Some((first, _)) = fields.next() else { return };
    for (_, span) in fields {
        errors.push(span, format!("{rule}, and that is `{}` already", first.ident));
    }
}

fn distinct_names(entity: &Entity<'_>, errors: &mut Errors) {
    let mut seen: Vec<&Field<'_>> = Vec::new();
    for field in entity.fields.iter().filter(|field| field.is_property()) {
        let (name, span) = &field.name;
        if name.is_empty() {
            let message = format!("`{}` has no letters to make a JSON name of, add `name = \"…\"`", field.ident);
            errors.push(*span, message);
        } else if name == "@odata.type" {
            errors.push(*span, "`@odata.type` is written from the type's attribute, remove this field");
        } else if let Some(first) = seen.iter().find(|before| before.name.0 == *name) {
            let message = format!("`{}` and `{}` are both `{name}` in JSON, rename one", first.ident, field.ident);
            errors.push(*span, message);
        } else {
            seen.push(field);
        }
    }
}

#[cfg(test)]
mod tests;
