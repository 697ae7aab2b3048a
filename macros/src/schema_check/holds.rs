//! What only the compiler can answer: whether the type of a field can hold the property.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Type};

use crate::expand::entity::{generics_with_serde, identifier, place_of_type};
use crate::options::runtime::Runtime;
use crate::schema_check::properties::{Declared, Value};

/// A field's type, and what it has to hold.
pub(super) struct Ask<'a> {
    pub(super) ty: &'a Type,
    pub(super) declared: Declared,
}

/// What the compiler is told of a type, and asked about its fields.
pub(super) struct Holds<'a> {
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    pub(super) runtime: &'a Runtime,
    /// The qualified names of the type and of those that it extends.
    pub(super) lineage: Vec<&'a str>,
    pub(super) asks: Vec<Ask<'a>>,
}

impl Holds<'_> {
    /// `impl ::graph_entity::__private::Named<0x…> for Message {}`, for each of the names.
    pub(super) fn named(&self) -> TokenStream {
        let Self { ident, runtime, .. } = self;
        let generics = generics_with_serde(self.generics, runtime);
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let hashes = self.lineage.iter().map(|name| hash(name));
        quote!(#(impl #impl_generics #runtime::__private::Named<#hashes> for #ident #ty_generics #where_clause {})*)
    }

    /// Generates, for a `microsoft.graph.message` with a `subject: Option<String>` and an `importance: Option<Importance>`:
    ///
    /// ```text
    /// {
    ///     use ::graph_entity::__private as __private;
    ///     mod __graph { pub enum importance {} }
    ///     impl __private::GraphName for __graph::importance { type Hash = __private::Hash<0x…>; }
    ///     _ = (
    ///         <Option<String> as __private::EdmString>::ask,
    ///         <Option<Importance> as __private::HoldsNamed<__graph::importance>>::ask,
    ///     );
    /// }
    /// ```
    ///
    /// Nothing is called: to name the functions is enough, and cheaper. The empty enum is called as the property's type is, for
    /// the message alone: a trait has no string as its parameter.
    pub(super) fn statement(&self) -> TokenStream {
        if self.asks.is_empty() {
            return TokenStream::new();
        }
        let runtime = self.runtime;
        let names = shown(&self.asks.iter().filter_map(|ask| ask.declared.value.name()).collect());
        let graph = (!names.is_empty()).then(|| {
            let (shown, hashes) = (names.values().collect::<Vec<_>>(), names.keys().map(|name| hash(name)));
            quote! {
                #[allow(non_camel_case_types)]
                mod __graph { #(pub(super) enum #shown {})* }
                #(impl __private::GraphName for __graph::#shown { type Hash = __private::Hash<#hashes>; })*
            }
        });
        let asks = self.asks.iter().map(|ask| ask.expand(&names));
        quote! {{
            use #runtime::__private as __private;
            #graph
            _ = (#(#asks),*);
        }}
    }
}

impl Ask<'_> {
    /// One function, spanned at the field's type: there rustc says what it cannot hold.
    fn expand(&self, shown: &BTreeMap<&str, Ident>) -> TokenStream {
        let ty = self.ty;
        let span = place_of_type(ty);
        let ty = if self.declared.is_collection {
            quote_spanned!(span=> __private::Item<#ty>)
        } else {
            ty.to_token_stream()
        };
        let named = |of: &str, name: &str| {
            let (of, shown) = (Ident::new(of, span), shown.get(name));
            quote_spanned!(span=> __private::#of<__graph::#shown>)
        };
        let holds = match &self.declared.value {
            Value::Primitive(primitive) => {
                let holds = Ident::new(&primitive.name().replacen('.', "", 1), span);
                quote_spanned!(span=> __private::#holds)
            }
            Value::Named(name) => named("HoldsNamed", name),
            Value::Flags(name) => named("HoldsFlags", name),
            Value::Base(name) => named("DerivedFrom", name),
        };
        quote_spanned!(span=> <#ty as #holds>::ask)
    }
}

/// What messages call the types of these names: the last part, or all where two would be called the same.
fn shown<'a>(names: &BTreeSet<&'a str>) -> BTreeMap<&'a str, Ident> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let is_shared = |name: &&str| names.iter().filter(|other| last(other) == last(name)).count() > 1;
    let shown = |name: &str| identifier(&if is_shared(&name) { name.replace('.', "_") } else { last(name) });
    names.iter().map(|name| (*name, shown(name).unwrap_or_else(|| Ident::new("unnamed", Span::call_site())))).collect()
}

/// A type's name as a number, which a trait can have as a parameter where it cannot have a string: FNV-1a, 64 bits.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
