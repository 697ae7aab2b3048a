//! The places that rustc speaks of: the type of a field, for what it lacks.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Path, PathArguments, Type, TypePath};

use crate::model::entity::Field;

/// That of a field's type.
pub(super) fn place(field: &Field<'_>) -> Span {
    place_of_type(field.ty)
}

/// The place to speak of what a field's type lacks.
pub(crate) fn place_of_type(mut ty: &Type) -> Span {
    // What `macro_rules!` puts around a `$ty:ty` stands where the macro is, not what it was given.
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    at(ends_of_path(ty).map_or_else(|| ty.span(), |(first, last)| first.join(last).unwrap_or(first)))
}

/// The places of the first and the last token of a type that is a path, as most are. To ask syn for the type's place is to
/// write the type into a stream.
fn ends_of_path(ty: &Type) -> Option<(Span, Span)> {
    let Type::Path(TypePath { attrs, qself: None, path: Path { leading_colon: None, segments } }) = ty else {
        return None;
    };
    if !attrs.is_empty() {
        return None;
    }
    let last = match &segments.last()?.arguments {
        PathArguments::None => segments.last()?.ident.span(),
        PathArguments::AngleBracketed(arguments) => arguments.gt_token.spans[0],
        PathArguments::Parenthesized(_) => return None,
    };
    Some((segments.first()?.ident.span(), last))
}

/// A place to speak of, with names resolved as the derive's own.
pub(crate) fn at(place: Span) -> Span {
    Span::call_site().located_at(place)
}
