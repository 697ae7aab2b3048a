//! The read of an entity: its values as tuples, in the order of the names.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::place::place;
use crate::model::entity::{Entity, Field};
use crate::options::runtime::Runtime;

/// How many values the runtime reads as one tuple; more are nested by `And`.
const TUPLE: usize = 16;

/// The body that reads the values as tuples, in the order of the names.
pub(super) fn read(entity: &Entity<'_>, properties: &[&Field<'_>]) -> TokenStream {
    let runtime = &entity.runtime;
    // Underscores, because a pattern is a constant where the user has one of that name, whatever the hygiene.
    let value = |index| Ident::new(&format!("__value{index}"), Span::call_site());
    let values: Vec<Ident> = (0..properties.len()).map(value).collect();
    let types: Vec<Slot<'_>> = properties.iter().map(|field| Slot(field)).collect();
    let (pattern, ty) = (Values(&values, runtime), Types(&types, runtime));
    let names = properties.iter().map(|field| field.ident);
    let values = properties.iter().zip(&values).map(|(field, value)| Given(field, value, runtime));
    let additional = entity.fields.iter().find(|field| !field.is_property());
    // Neither `?` nor `else`: the one costs time in each entity's compilation, the other is what clippy would make `?`.
    if let Some(Field { ident, ty: map, .. }) = additional {
        return quote! {
            if let ::core::option::Option::Some((#pattern, __additional))
                = #runtime::__private::ReadWithAdditional::<#ty, #map>::QUIET.of(__reader)
            {
                return ::core::option::Option::Some(Self { #(#names: #values,)* #ident: __additional });
            }
            ::core::option::Option::None
        };
    }
    quote! {
        if let ::core::option::Option::Some(#pattern) = #runtime::__private::ReadValues::<#ty>::QUIET.of(__reader) {
            return ::core::option::Option::Some(Self { #(#names: #values,)* });
        }
        ::core::option::Option::None
    }
}

/// The type that the value of a field is read as.
struct Slot<'a>(&'a Field<'a>);

impl ToTokens for Slot<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ty = self.0.ty;
        if self.0.is("default") {
            tokens.extend([quote!(::core::option::Option<#ty>)]);
        } else {
            ty.to_tokens(tokens);
        }
    }
}

/// The value that a field gets.
struct Given<'a>(&'a Field<'a>, &'a Ident, &'a Runtime);

impl ToTokens for Given<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(field, value, runtime) = self;
        if !field.is("default") {
            value.to_tokens(tokens);
            return;
        }
        let span = place(field);
        let (value, runtime) = (Ident::new(&value.to_string(), span), runtime.at(span));
        tokens.extend([quote_spanned!(span=> #runtime::__private::or_default(#value))]);
    }
}

/// `(a, b)` or, if there are more than a tuple holds, `And((a, …), And(…))`.
struct Values<'a>(&'a [Ident], &'a Runtime);

impl ToTokens for Values<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(values, runtime) = self;
        match values.split_at_checked(TUPLE) {
            Some((first, rest)) if !rest.is_empty() => {
                let rest = Self(rest, runtime);
                tokens.extend([quote!(#runtime::__private::And((#(#first,)*), #rest))]);
            }
            _ => Group::new(Delimiter::Parenthesis, quote!(#(#values,)*)).to_tokens(tokens),
        }
    }
}

/// The type of such a tuple: `(A, B)` or `And<(A, …), And<…>>`.
struct Types<'a>(&'a [Slot<'a>], &'a Runtime);

impl ToTokens for Types<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(types, runtime) = self;
        match types.split_at_checked(TUPLE) {
            Some((first, rest)) if !rest.is_empty() => {
                let rest = Self(rest, runtime);
                tokens.extend([quote!(#runtime::__private::And<(#(#first,)*), #rest>)]);
            }
            _ => Group::new(Delimiter::Parenthesis, quote!(#(#types,)*)).to_tokens(tokens),
        }
    }
}
