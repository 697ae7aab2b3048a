//! The impls of a hierarchy.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::entity::serde_calls;
use super::place::at;
use crate::facade::Questions;
use crate::model::hierarchy::{Case, Hierarchy};

/// Generates, for `Windows(Windows)` and `#[graph_entity(other)] Other(OtherType)`:
///
/// ```text
/// impl ::graph_entity::__private::Hierarchy for DeviceConfiguration {
///     const BASE_TYPE: &'static str = "microsoft.graph.deviceConfiguration";
///     fn write<__S: …::Serializer>(&self, __serializer: __S) -> Result<__S::Ok, __S::Error> {
///         match self {
///             Self::Windows(__value) => …::serialize_annotated(__value, __serializer),
///             Self::Other(__value) => …::write_other(__value, __serializer),
///         }
///     }
///     fn read(__dispatch: &mut …::Dispatch<Self>) {
///         …::OfferObject::<Windows>::QUIET.to(__dispatch, Self::Windows);
///         …::OfferOtherObject::<OtherType>::QUIET.to(__dispatch, Self::Other);
///     }
/// }
/// ```
pub(crate) fn expand(hierarchy: &Hierarchy<'_>, questions: &Questions) -> TokenStream {
    let Questions { impls, statement, through, .. } = questions;
    let Hierarchy { kind, ident, generics, cases, .. } = hierarchy;
    let odata_type = &hierarchy.odata_type.name;
    let runtime = &hierarchy.runtime;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let private = quote!(#runtime::__private);
    let place = |case: &Case<'_>| at(case.ty.map_or_else(|| case.ident.span(), Spanned::span));
    let writes = cases.iter().enumerate().map(|(index, case)| {
        let (variant, span) = (case.ident, place(case));
        let write = Ident::new(if case.is_other() { "write_other" } else { "serialize_annotated" }, span);
        let located = runtime.at(span);
        let write = match through.get(&index) {
            Some(through) => quote_spanned!(span=> #through::#write(__value, __serializer)),
            None => quote_spanned!(span=> #located::__private::#write(__value, __serializer)),
        };
        quote!(Self::#variant(__value) => #write,)
    });
    // The types not declared last, whatever the place of their variant.
    let (others, declared): (Vec<_>, Vec<_>) = cases.iter().partition(|case| case.is_other());
    let reads = declared.iter().chain(&others).map(|case| {
        let (variant, ty) = (case.ident, case.ty);
        let offer = format_ident!("{}", if case.is_other() { "OfferOtherObject" } else { "OfferObject" });
        quote!(#private::#offer::<#ty>::QUIET.to(__dispatch, Self::#variant);)
    });
    let write = if cases.is_empty() { quote!(loop {}) } else { quote!(match self { #(#writes)* }) };
    let calls = serde_calls(ident, generics, runtime, "write_hierarchy", "read_hierarchy");
    let derived = Ident::new(kind.derive(), Span::call_site());
    quote! {
        #[automatically_derived]
        impl #impl_generics #private::Hierarchy for #ident #ty_generics #where_clause {
            const BASE_TYPE: &'static ::core::primitive::str = #odata_type;
            fn write<__S: #private::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #statement
                #write
            }
            fn read(__dispatch: &mut #private::Dispatch<Self>) {
                #(#reads)*
            }
        }
        #calls
        #impls
        #[automatically_derived]
        impl #impl_generics #runtime::#derived for #ident #ty_generics #where_clause {
            const ODATA_TYPE: &'static ::core::primitive::str = #odata_type;
        }
    }
}
