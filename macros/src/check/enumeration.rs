//! The rules of an enumeration.

use std::collections::HashMap;

use proc_macro2::Ident;
use syn::spanned::Spanned;

use crate::errors::Errors;
use crate::model::enumeration::{Enumeration, Member};

pub(crate) fn check(enumeration: &Enumeration<'_>, errors: &mut Errors) {
    if let Some(parameter) = enumeration.input.generics.params.first() {
        errors.push(parameter.span(), "a Graph enumeration has no parameters, remove them");
    }
    distinct_names(&enumeration.members, errors);
}

fn distinct_names(members: &[Member<'_>], errors: &mut Errors) {
    let mut seen: HashMap<&str, &Ident> = HashMap::new();
    for Member { ident, name, place } in members {
        if let Some(first) = seen.insert(name, ident) {
            errors.push(*place, format!("`{first}` and `{ident}` are both `{name}` in JSON, rename one"));
        }
    }
}
