//! What only the compiler can answer: whether the type of a field can hold the property.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Generics, Type};

use crate::expand::entity::{generics_with_serde, identifier};
use crate::expand::place::place_of_type;
use crate::facade::Questions;
use crate::options::runtime::Runtime;
use crate::schema_check::properties::{Declared, Value};

/// A field's type, and what it has to hold.
pub(super) struct Ask<'a> {
    /// Which of the fields, or of the variants.
    pub(super) index: usize,
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
    /// use ::graph_entity::__private as __private;
    /// mod __graph { pub(super) enum importance {} }
    /// impl __private::GraphName for __graph::importance { type Hash = __private::Hash<0x…>; }
    /// _ = (<Option<String> as __private::EdmString>::ask,);
    /// ```
    ///
    /// and `<Option<Importance> as __private::HoldsNamed<__graph::importance>>`, whose methods write that value.
    ///
    /// What is asked of a primitive type is not called: to name the function is enough, and cheaper. The empty enum is called as
    /// the property's type is, for the message alone: a trait has no string as its parameter.
    pub(super) fn ask(&self, questions: &mut Questions) {
        questions.impls.extend(self.named());
        if self.asks.is_empty() {
            return;
        }
        let runtime = self.runtime;
        let names = shown(&self.asks.iter().filter_map(|ask| ask.declared.value.name()).collect());
        let (shown, hashes) = (names.values().collect::<Vec<_>>(), names.keys().map(|name| hash(name)));
        let graph = (!names.is_empty()).then(|| {
            quote! {
                #[allow(non_camel_case_types)]
                mod __graph { #(pub(super) enum #shown {})* }
                #(impl __private::GraphName for __graph::#shown { type Hash = __private::Hash<#hashes>; })*
            }
        });
        let mut primitives = Vec::new();
        for ask in &self.asks {
            match ask.declared.value.name().and_then(|name| names.get(name)) {
                Some(name) => _ = questions.through.insert(ask.index, ask.through(name)),
                None => primitives.extend(ask.primitive()),
            }
        }
        let primitives = (!primitives.is_empty()).then(|| quote!(_ = (#(#primitives,)*);));
        questions.statement = quote! {
            use #runtime::__private as __private;
            #graph
            #primitives
        };
    }
}

impl Holds<'_> {
    /// Asks beside the type's impls, where no generated function writes the values.
    pub(super) fn ask_alone(&self) -> TokenStream {
        let mut questions = Questions::default();
        self.ask(&mut questions);
        let Questions { statement, through, .. } = questions;
        if statement.is_empty() {
            return TokenStream::new();
        }
        let mut asks: Vec<_> = through.into_iter().collect();
        asks.sort_by_key(|(index, _)| *index);
        let asks = asks.into_iter().map(|(_, through)| quote!(#through::ask));
        quote! {
            const _: fn() = {
                fn call() {
                    #statement
                    _ = (#(#asks,)*);
                }
                call
            };
        }
    }
}

/// Each spanned at the field's type: there rustc says what it cannot hold.
impl Ask<'_> {
    /// What writes the value of a property of a named type.
    fn through(&self, name: &Ident) -> TokenStream {
        let (ty, span) = (self.ty, place_of_type(self.ty));
        let holds = match (&self.declared.value, self.declared.is_collection) {
            (Value::Base(_), _) => "DerivedFrom",
            (Value::Flags(_), true) => "HoldsEachFlags",
            (Value::Flags(_), false) => "HoldsFlags",
            (_, true) => "HoldsEach",
            (_, false) => "HoldsNamed",
        };
        let holds = Ident::new(holds, span);
        quote_spanned!(span=> <#ty as __private::#holds<__graph::#name>>)
    }

    /// The function that a type which holds a primitive one has.
    fn primitive(&self) -> Option<TokenStream> {
        let (ty, span) = (self.ty, place_of_type(self.ty));
        let Value::Primitive(primitive) = &self.declared.value else { return None };
        let holds = Ident::new(&primitive.name().replacen('.', "", 1), span);
        Some(if self.declared.is_collection {
            quote_spanned!(span=> <__private::Item<#ty> as __private::#holds>::ask)
        } else {
            quote_spanned!(span=> <#ty as __private::#holds>::ask)
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_one_last_name_are_shown_whole() {
        let names =
            BTreeSet::from(["microsoft.graph.group", "microsoft.graph.termStore.group", "microsoft.graph.type"]);
        let shown: Vec<String> = shown(&names).values().map(ToString::to_string).collect();
        assert_eq!(shown, ["microsoft_graph_group", "microsoft_graph_termStore_group", "r#type"]);
    }
}
