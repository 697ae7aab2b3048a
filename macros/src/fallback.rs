//! What is emitted beside errors, so that one mistake stays one error: the same impls, empty.

use proc_macro2::TokenStream;
use quote::quote;

use crate::entity::Entity;
use crate::expand::impls;

/// The impls of an entity without properties. They never run: an error stands beside them.
///
/// What a field's type lacks is not asked, because the mistake may be the reason.
pub(crate) fn fallback(entity: &Entity<'_>) -> TokenStream {
    impls(entity, &TokenStream::new(), &TokenStream::new(), &quote!(::core::option::Option::None))
}
