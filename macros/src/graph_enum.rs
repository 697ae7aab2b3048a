//! `#[derive(GraphEnum)]`: the members of a Graph enumeration, each a variant.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Variant};

use crate::attr::{self, ODataType, Runtime, TypeAttributes};
use crate::errors::Errors;
use crate::expand::{at, serde_calls};
use crate::names::lower_camel_case;
use crate::published::Published;

/// An enum that stands for a Graph enumeration.
pub(crate) struct Enumeration<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) odata_type: ODataType,
    pub(crate) runtime: Runtime,
    pub(crate) members: Vec<Member<'a>>,
    /// The variant that keeps a member which is not declared.
    pub(crate) other: Option<&'a Variant>,
    /// Where it says that several members can hold at once.
    pub(crate) flags: Option<Span>,
}

pub(crate) struct Member<'a> {
    ident: &'a Ident,
    pub(crate) name: String,
    /// What in the source says so.
    pub(crate) place: Span,
}

/// The impls, and what is wrong with the input.
pub(crate) fn graph_enum(input: &DeriveInput, published: &dyn Published) -> (TokenStream, Errors) {
    let mut errors = Errors::default();
    let mut enumeration = Enumeration::new(input, &mut errors);
    distinct(&enumeration.members, &mut errors);
    let mut checked = TokenStream::new();
    if errors.is_empty() {
        checked = published.enumeration(&enumeration, &mut errors);
    } else {
        enumeration.members.clear();
        enumeration.other = None;
    }
    let mut tokens = expand(&enumeration);
    tokens.extend(checked);
    (tokens, errors)
}

impl<'a> Enumeration<'a> {
    fn new(input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let ident = &input.ident;
        let attributes = attr::of_type(&input.attrs, "graph_enum", ident, errors);
        let (mut members, mut other) = (Vec::new(), None);
        if let Data::Enum(data) = &input.data {
            for variant in &data.variants {
                if let Some(member) = member(variant, &mut other, errors) {
                    members.push(member);
                }
            }
        } else {
            errors.push(ident.span(), format!("`GraphEnum` needs an enum, `{ident}` is none"));
        }
        if let Some(parameter) = input.generics.params.first() {
            errors.push(parameter.span(), "a Graph enumeration has no parameters, remove them");
        }
        let TypeAttributes { odata_type, runtime, flags, .. } = attributes;
        Self { input, odata_type, runtime, members, other, flags }
    }
}

fn member<'a>(variant: &'a Variant, other: &mut Option<&'a Variant>, errors: &mut Errors) -> Option<Member<'a>> {
    let ident = &variant.ident;
    let attributes = attr::of_variant(&variant.attrs, "graph_enum", errors);
    if let Some(span) = attributes.other {
        if let Some(first) = other {
            errors.push(span, format!("one variant keeps the unknown members, and that is `{}` already", first.ident));
        } else if !matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) {
            errors.push(ident.span(), format!("`other` keeps the member as it came, write `{ident}(String)`"));
        } else if let Some(name) = attributes.name {
            errors.push(name.span(), "`other` stands for members of any name, remove `name`");
        }
        *other = Some(variant);
        return None;
    }
    if !matches!(variant.fields, Fields::Unit) {
        let message = format!(
            "a member has no fields, write `{ident}`, or `#[graph_enum(other)] {ident}(String)` for the unknown ones"
        );
        errors.push(ident.span(), message);
    }
    let place = attributes.name.as_ref().map_or_else(|| ident.span(), syn::LitStr::span);
    let name = attributes.name.map_or_else(|| lower_camel_case(&ident.unraw().to_string()), |text| text.value());
    Some(Member { ident, name, place })
}

fn distinct(members: &[Member<'_>], errors: &mut Errors) {
    let mut seen: HashMap<&str, &Ident> = HashMap::new();
    for Member { ident, name, place } in members {
        if let Some(first) = seen.insert(name, ident) {
            errors.push(*place, format!("`{first}` and `{ident}` are both `{name}` in JSON, rename one"));
        }
    }
}

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
fn expand(enumeration: &Enumeration<'_>) -> TokenStream {
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
