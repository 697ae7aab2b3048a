//! The impls of an enumeration.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::entity::serde_calls;
use super::place::at;
use crate::model::enumeration::Enumeration;

/// Generates, for `Low`, `High` and `#[graph_enum(other)] Other(String)`:
///
/// ```text
/// impl ::graph_entity::GraphEnum for Importance {
///     const ODATA_TYPE: &'static str = "microsoft.graph.importance";
///     const MEMBERS: &'static [&'static str] = &["low", "high"];
///     fn as_str(&self) -> &str {
///         match self { Self::Low => "low", Self::High => "high", Self::Other(__name) => <String as …::Kept>::as_str(__name) }
///     }
///     fn from_index(__index: usize) -> Option<Self> {
///         Some(match __index { 0 => Self::Low, 1 => Self::High, _ => return None })
///     }
///     fn from_unknown(__name: &str) -> Option<Self> { …::KeepMember::<String>::QUIET.of(__name).map(Self::Other) }
/// }
/// ```
pub(crate) fn expand(enumeration: &Enumeration<'_>) -> TokenStream {
    let Enumeration { input, members, runtime, .. } = enumeration;
    let (ident, odata_type) = (&input.ident, &enumeration.odata_type.name);
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    let names = members.iter().map(|member| &member.name).collect::<Vec<_>>();
    let variants = members.iter().map(|member| member.ident).collect::<Vec<_>>();
    let indices = 0..members.len();
    let other = enumeration.other.and_then(|other| Some((&other.ident, &other.fields.iter().next()?.ty)));
    let other_name = other.map(|(other, ty)| {
        let place = at(ty.span());
        let runtime = runtime.at(place);
        let name = quote_spanned!(place=> <#ty as #runtime::__private::Kept>::as_str(__name));
        quote!(Self::#other(__name) => #name,)
    });
    let from_unknown = other.map(|(other, ty)| {
        quote! {
            fn from_unknown(__name: &::core::primitive::str) -> ::core::option::Option<Self> {
                #runtime::__private::KeepMember::<#ty>::QUIET.of(__name).map(Self::#other)
            }
        }
    });
    // An enum without variants, and the fallback beside an error, have nothing to match on.
    let (as_str, from_index) = if other.is_some() || !members.is_empty() {
        (
            quote!(match self { #(Self::#variants => #names,)* #other_name }),
            quote! {
                ::core::option::Option::Some(match __index {
                    #(#indices => Self::#variants,)*
                    _ => return ::core::option::Option::None,
                })
            },
        )
    } else {
        (quote!(""), quote!(::core::option::Option::None))
    };
    let flags = enumeration.flags.map(|_| {
        quote! {
            #[automatically_derived]
            impl #impl_generics #runtime::GraphFlags for #ident #ty_generics #where_clause {}
        }
    });
    let calls = serde_calls(ident, &input.generics, runtime, "write_member", "read_member");
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::GraphEnum for #ident #ty_generics #where_clause {
            const ODATA_TYPE: &'static ::core::primitive::str = #odata_type;
            const MEMBERS: &'static [&'static ::core::primitive::str] = &[#(#names),*];
            fn as_str(&self) -> &::core::primitive::str { #as_str }
            fn from_index(__index: ::core::primitive::usize) -> ::core::option::Option<Self> { #from_index }
            #from_unknown
        }
        #flags
        #calls
    }
}
