//! What is emitted beside errors, so that one mistake stays one error: the same impls, empty.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Generics, Visibility, parse_quote};

use crate::errors::Errors;
use crate::expand::entity::impls;
use crate::model::attribute::OuterAttribute;
use crate::model::entity::Entity;
use crate::model::item::Struct;

/// The impls of an entity without properties. They never run: an error stands beside them.
///
/// What a field's type lacks is not asked, because the mistake may be the reason.
pub(crate) fn fallback(entity: &Entity<'_>) -> TokenStream {
    impls(entity, &[], TokenStream::new(), quote!(::core::option::Option::None))
}

/// Keeps every call of a method on a type quiet, where a mistake hides which methods there are and what they take.
///
/// To find a method rustc goes through what a type dereferences to, and reports nothing where that ends in what an error keeps
/// it from knowing. That error is the first mistake, reported here alone. A type that is itself an error would not do: rustc
/// stops before it, and reports that there is no such method.
pub(crate) fn quiet_methods(ident: &Ident, generics: &Generics, errors: &mut Errors) -> Option<TokenStream> {
    let error = errors.as_expression()?;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics ::core::ops::Deref for #ident #ty_generics #where_clause {
            type Target = <[(); #error] as ::core::iter::IntoIterator>::Item;
            fn deref(&self) -> &Self::Target { loop {} }
        }
    })
}

/// Keeps every call of a function of a type quiet, whatever it takes, beside [`quiet_methods`]: the error is what it has.
pub(crate) fn quiet_function(name: &Ident, visibility: &Visibility) -> TokenStream {
    quote! {
        #[allow(non_upper_case_globals)]
        #visibility const #name: <Self as ::core::ops::Deref>::Target = loop {};
    }
}

/// The same for a struct, unless a macro above it did so: a type dereferences to one other. The attribute that tells the
/// macros below has no effect.
pub(crate) fn quiet_struct(item: &mut Struct, errors: &mut Errors) -> Option<TokenStream> {
    if errors.is_empty() {
        return None;
    }
    let lints = quote!(unknown_lints, graph_entity_quiet);
    let is_done =
        |attribute: &OuterAttribute| attribute.is("allow") && attribute.arguments().to_string() == lints.to_string();
    if item.attributes.iter().any(is_done) {
        return None;
    }
    let quiet = quiet_methods(&item.ident, &item.generics, errors)?;
    item.attributes.extend(OuterAttribute::parsed(&parse_quote!(#[allow(#lints)])));
    Some(quiet)
}
