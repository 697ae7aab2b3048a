//! The derive on an enum: each variant holds one type of a hierarchy, and `@odata.type` says which.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Type, Variant};

use crate::attr::{self, ODataType, Runtime, TypeAttributes};
use crate::entity::Kind;
use crate::errors::Errors;
use crate::expand::{at, serde_calls};
use crate::published::{Published, Questions};

/// An enum that stands for a type of Graph's and those derived from it.
pub(crate) struct Hierarchy<'a> {
    pub(crate) kind: Kind,
    pub(crate) input: &'a DeriveInput,
    pub(crate) odata_type: ODataType,
    pub(crate) runtime: Runtime,
    pub(crate) cases: Vec<Case<'a>>,
}

pub(crate) struct Case<'a> {
    ident: &'a Ident,
    /// The type of its value; none where it has another shape, which is an error already.
    pub(crate) ty: Option<&'a Type>,
    pub(crate) other: Option<Span>,
}

/// The impls, and what is wrong with the input.
pub(crate) fn hierarchy(kind: Kind, input: &DeriveInput, published: &dyn Published) -> (TokenStream, Errors) {
    let mut errors = Errors::default();
    let mut hierarchy = Hierarchy::new(kind, input, &mut errors);
    let mut questions = Questions::default();
    if errors.is_empty() {
        questions = published.hierarchy(&hierarchy, &mut errors);
    } else {
        hierarchy.cases.clear();
    }
    (expand(&hierarchy, &questions), errors)
}

impl<'a> Hierarchy<'a> {
    fn new(kind: Kind, input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let ident = &input.ident;
        let attributes = attr::of_type(&input.attrs, kind.attribute(), ident, errors);
        let cases: Vec<Case<'_>> = match &input.data {
            Data::Enum(data) => data.variants.iter().map(|variant| case(kind, variant, errors)).collect(),
            Data::Struct(_) | Data::Union(_) => Vec::new(),
        };
        if cases.is_empty() {
            errors.push(ident.span(), format!("`{ident}` has no variants, write one for each type of the hierarchy"));
        }
        if let Some(parameter) = input.generics.params.first() {
            errors.push(parameter.span(), "a hierarchy has no parameters, remove them");
        }
        if let Some(rule) = &attributes.validate {
            errors.push(rule.span(), "a hierarchy has no rule of its own, write `validate` on the types in it");
        }
        let mut others = cases.iter().filter_map(|case| Some((case.ident, case.other?)));
        if let Some((first, _)) = others.next() {
            for (_, span) in others {
                errors.push(
                    span,
                    format!("one variant takes the types that are not declared, and that is `{first}` already"),
                );
            }
        }
        let TypeAttributes { odata_type, runtime, .. } = attributes;
        Self { kind, input, odata_type, runtime, cases }
    }
}

fn case<'a>(kind: Kind, variant: &'a Variant, errors: &mut Errors) -> Case<'a> {
    let ident = &variant.ident;
    let other = attr::of_hierarchy_variant(&variant.attrs, kind.attribute(), errors);
    let ty = match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first().map(|field| &field.ty),
        _ => {
            let value = if other.is_some() { "OtherType".to_owned() } else { ident.to_string() };
            errors.push(ident.span(), format!("a variant holds one value, write `{ident}({value})`"));
            None
        }
    };
    Case { ident, ty, other }
}

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
fn expand(hierarchy: &Hierarchy<'_>, questions: &Questions) -> TokenStream {
    let Questions { impls, statement } = questions;
    let Hierarchy { kind, input, cases, .. } = hierarchy;
    let (ident, odata_type) = (&input.ident, &hierarchy.odata_type.name);
    let runtime = &hierarchy.runtime;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    let private = quote!(#runtime::__private);
    let place = |case: &Case<'_>| at(case.ty.map_or_else(|| case.ident.span(), Spanned::span));
    let writes = cases.iter().map(|case| {
        let (variant, span) = (case.ident, place(case));
        let write = Ident::new(if case.other.is_some() { "write_other" } else { "serialize_annotated" }, span);
        let located = runtime.at(span);
        let write = quote_spanned!(span=> #located::__private::#write(__value, __serializer));
        quote!(Self::#variant(__value) => #write,)
    });
    // The types not declared last, whatever the place of their variant.
    let (others, declared): (Vec<_>, Vec<_>) = cases.iter().partition(|case| case.other.is_some());
    let reads = declared.iter().chain(&others).map(|case| {
        let (variant, ty) = (case.ident, case.ty);
        let offer = format_ident!("{}", if case.other.is_some() { "OfferOtherObject" } else { "OfferObject" });
        quote!(#private::#offer::<#ty>::QUIET.to(__dispatch, Self::#variant);)
    });
    let write = if cases.is_empty() { quote!(loop {}) } else { quote!(match self { #(#writes)* }) };
    let calls = serde_calls(ident, &input.generics, runtime, "write_hierarchy", "read_hierarchy");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::Unasked;
    use syn::parse_quote;

    fn messages(input: &DeriveInput) -> Vec<String> {
        hierarchy(Kind::Entity, input, &Unasked).1.messages()
    }

    #[test]
    fn each_mistake_has_its_message() {
        let cases: [(DeriveInput, &[&str]); 6] = [
            (
                parse_quote!(
                    #[graph_entity("a.b")]
                    enum A {}
                ),
                &["`A` has no variants, write one for each type of the hierarchy"],
            ),
            (
                parse_quote!(
                    #[graph_entity("a.b")]
                    enum A {
                        B,
                        C {
                            c: C,
                        },
                        #[graph_entity(other)]
                        D(E, F),
                    }
                ),
                &[
                    "a variant holds one value, write `B(B)`",
                    "a variant holds one value, write `C(C)`",
                    "a variant holds one value, write `D(OtherType)`",
                ],
            ),
            (
                parse_quote!(
                    #[graph_entity("a.b")]
                    enum A {
                        #[graph_entity(other)]
                        B(B),
                        #[graph_entity(other)]
                        C(C),
                    }
                ),
                &["one variant takes the types that are not declared, and that is `B` already"],
            ),
            (
                parse_quote!(
                    #[graph_entity("a.b")]
                    enum A {
                        #[graph_entity(othr)]
                        B(B),
                        #[graph_entity("x.y")]
                        C(C),
                    }
                ),
                &[
                    "unknown option `othr`, did you mean `other`?",
                    "a variant's type is that of its value, remove it here",
                ],
            ),
            (
                parse_quote!(
                    #[graph_entity("a.b", validate = f)]
                    enum A<T> {
                        B(T),
                    }
                ),
                &[
                    "a hierarchy has no parameters, remove them",
                    "a hierarchy has no rule of its own, write `validate` on the types in it",
                ],
            ),
            (
                parse_quote!(
                    enum A {
                        B(B),
                    }
                ),
                &["`A` needs its Graph type, such as `#[graph_entity(\"microsoft.graph.a\")]`"],
            ),
        ];
        for (input, expected) in &cases {
            assert_eq!(messages(input), *expected);
        }
    }
}
