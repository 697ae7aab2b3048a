//! The rules between the operations of one type.

use proc_macro2::Ident;

use crate::errors::Errors;
use crate::model::item::Struct;
use crate::model::kind::{DELTA, FUNCTION, REF};
use crate::model::operation::Operation;
use crate::options::text::Text;
use crate::path::Template;

/// The function that gives what changed.
const DELTA_FUNCTION: &str = "delta";

pub(crate) fn check(item: &Struct, operations: &[Operation], errors: &mut Errors) {
    for Operation { kind, path, template, .. } in operations {
        if let (true, Some(path), Some(key)) = (kind.of_collection, path, template.last_key()) {
            let message = format!("a {} {} a collection, remove `{key}` from the end", kind.noun, kind.does);
            errors.push(path.span(), message);
        } else if let (true, Some(path), Some(false)) = (**kind == DELTA, path, template.calls(DELTA_FUNCTION)) {
            let message =
                format!("a {} {} the function `delta` of a collection, write `{template}/delta`", kind.noun, kind.does);
            errors.push(path.span(), message);
        }
    }
    navigation_properties(operations, errors);
    of_one_derive(operations, errors);
    functions_without_fields(item, operations, errors);
    distinct_methods(operations, errors);
}

/// References are those of a navigation property, which the path names.
fn navigation_properties(operations: &[Operation], errors: &mut Errors) {
    for Operation { kind, path, template, .. } in operations {
        let Some(path) = path.as_ref().filter(|_| **kind == REF) else { continue };
        match (template.last_name(), template.last_key()) {
            (Some("$ref"), _) => errors.push(path.span(), without_ref(template)),
            (None, Some(key)) => {
                let message = format!("the id of what is referred to is an argument, remove `{key}` from the end");
                errors.push(path.span(), message);
            }
            (None, None) if !path.value().is_empty() => {
                errors.push(path.span(), "the path of references ends in the name of a navigation property");
            }
            _ => {}
        }
    }
}

/// What to write instead of a path that ends in `/$ref`, which may have the id of what is referred to before that.
fn without_ref(template: &Template) -> String {
    let written = template.to_string();
    let before = written.strip_suffix("/$ref").unwrap_or_default();
    let key = Template::parse(before).0.last_key();
    let collection = key.as_deref().and_then(|key| before.strip_suffix(key));
    match collection {
        Some(path) => format!("leave `$ref` and the id before it out, the id is an argument: write `{path}`"),
        None if before.is_empty() => "the path of references ends in the name of a navigation property".to_owned(),
        None => format!("leave `$ref` out, write `{before}`"),
    }
}

/// A struct is an entity, or it has the parameters of a call.
fn of_one_derive(operations: &[Operation], errors: &mut Errors) {
    let Some((first, others)) = operations.split_first() else { return };
    let other = others.iter().find(|other| other.kind.is_call() != first.kind.is_call());
    if let Some(Operation { kind, path: Some(path), .. }) = other {
        let message = format!(
            "`{}` goes on a struct of its own, which derives `{}` and not `{}`",
            kind.declaration.attribute,
            kind.derive(),
            first.kind.derive()
        );
        errors.push(path.span(), message);
    }
}

/// A function has its parameters in its path.
fn functions_without_fields(item: &Struct, operations: &[Operation], errors: &mut Errors) {
    let function = operations.iter().find(|operation| *operation.kind == FUNCTION);
    if let Some(Operation { path: Some(path), .. }) = function
        && item.has_fields()
    {
        let name = &item.ident;
        let message =
            format!("a function has its parameters in its path, as `…(name='{{name}}')`: write `struct {name};`");
        errors.push(path.span(), message);
    }
}

fn distinct_methods(operations: &[Operation], errors: &mut Errors) {
    let mut seen: Vec<Ident> = Vec::new();
    for operation in operations {
        let methods = operation.methods();
        if let Some(method) = methods.iter().find(|method| seen.contains(method)) {
            let message = format!("two methods are called `{method}`, give this one another `name = \"…\"`");
            errors.push(operation.path.as_ref().map_or_else(|| method.span(), Text::span), message);
        }
        seen.extend(methods);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facade::NoCheck;
    use crate::pipeline::operations;
    use quote::quote;

    #[test]
    fn the_path_of_references_ends_in_a_navigation_property() {
        const PLAIN: &str = "the path of references ends in the name of a navigation property";
        for (path, message) in [
            ("/groups/{groupId}/members", None),
            ("/groups/{groupId}/members/$ref", Some("leave `$ref` out, write `/groups/{groupId}/members`")),
            (
                "/groups/{groupId}/members/{id}/$ref",
                Some("leave `$ref` and the id before it out, the id is an argument: write `/groups/{groupId}/members`"),
            ),
            (
                "/groups/{groupId}/members('{id}')/$ref",
                Some("leave `$ref` and the id before it out, the id is an argument: write `/groups/{groupId}/members`"),
            ),
            (
                "/groups/{groupId}/members/{id}",
                Some("the id of what is referred to is an argument, remove `/{id}` from the end"),
            ),
            ("/$ref", Some(PLAIN)),
            ("/groups/{groupId}/members()", Some(PLAIN)),
        ] {
            let item = quote! { #[graph_entity("microsoft.graph.group")] #[derive(GraphEntity)] struct Group { } };
            let messages = operations(&REF, quote!(#path), item, &NoCheck).1.messages();
            assert_eq!(messages, message.into_iter().collect::<Vec<_>>(), "{path}");
        }
    }
}
