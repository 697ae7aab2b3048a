//! What is emitted beside errors, so that one mistake stays one error: the same impls, empty.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Generics;

use crate::entity::Entity;
use crate::errors::Errors;
use crate::expand::impls;

/// The impls of an entity without properties. They never run: an error stands beside them.
///
/// What a field's type lacks is not asked, because the mistake may be the reason.
pub(crate) fn fallback(entity: &Entity<'_>) -> TokenStream {
    impls(entity, &TokenStream::new(), &TokenStream::new(), &quote!(::core::option::Option::None))
}

/// What keeps every call of a method on a type quiet, where a mistake hides which methods there are and what they take.
///
/// To find a method rustc goes through what a type dereferences to, and says nothing where that ends in an error.
pub(crate) fn quiet_methods(ident: &Ident, generics: &Generics, errors: &Errors) -> Option<TokenStream> {
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
