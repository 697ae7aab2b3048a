//! The rules between the operations of one type.

use proc_macro2::Ident;
use syn::LitStr;

use crate::errors::Errors;
use crate::model::operation::{DELTA, Operation};

/// The function that gives what changed.
const DELTA_FUNCTION: &str = "delta";

pub(crate) fn check(operations: &[Operation], errors: &mut Errors) {
    for Operation { kind, path, template, .. } in operations {
        if let (true, Some(path), Some(name)) = (kind.of_collection, path, template.last_placeholder()) {
            let message = format!("a {} {} a collection, remove `/{{{name}}}` from the end", kind.noun, kind.does);
            errors.push(path.span(), message);
        } else if let (true, Some(path), Some(false)) = (**kind == DELTA, path, template.calls(DELTA_FUNCTION)) {
            let message =
                format!("a {} {} the function `delta` of a collection, write `{template}/delta`", kind.noun, kind.does);
            errors.push(path.span(), message);
        }
    }
    distinct_methods(operations, errors);
}

fn distinct_methods(operations: &[Operation], errors: &mut Errors) {
    let mut seen: Vec<&Ident> = Vec::new();
    for Operation { method, path, .. } in operations {
        let Some(method) = method else { continue };
        if seen.contains(&method) {
            let message = format!("two methods are called `{method}`, give this one another `name = \"…\"`");
            errors.push(path.as_ref().map_or_else(|| method.span(), LitStr::span), message);
        }
        seen.push(method);
    }
}
