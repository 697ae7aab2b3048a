//! The model becomes tokens: a table of names, one write, one read, and calls of the runtime.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{GenericParam, Generics, Lifetime, LifetimeParam, Type, parse_quote};

use crate::facade::Questions;
use crate::model::entity::{Entity, Field, Kind, Written};
use crate::options::runtime::Runtime;

/// How many values the runtime reads as one tuple; more are nested by `And`.
const TUPLE: usize = 16;

/// Generates, for a `Message` with a key, a required `subject` and a plain `importance`:
///
/// ```text
/// impl ::graph_entity::__private::Properties for Message {
///     const TABLE: …::Table = ("#microsoft.graph.message", &[("id", "id"), ("subject", "subject"), …]);
///     fn write<__M: …::SerializeMap>(&self, __writer: &mut …::Writer<__M>) {
///         __writer.read_only(&self.id);
///         __writer.required(&self.subject);
///         __writer.value(&self.importance);
///     }
///     fn read<'__de, __A: …::MapAccess<'__de>>(__reader: &mut …::Reader<'__de, __A>) -> ::core::option::Option<Self> {
///         if let Some((__value0, __value1, __value2)) = …::ReadValues::<(Option<String>, …)>::QUIET.of(__reader) {
///             return Some(Self { id: __value0, subject: __value1, importance: __value2 });
///         }
///         None
///     }
/// }
/// ```
///
/// and `Serialize`, `Deserialize` and `GraphEntity`, one call each. There is no `match`, no loop and no `?`: each of these
/// was measured, and is paid for by every entity of every user.
pub(crate) fn expand(entity: &Entity<'_>, questions: Questions) -> TokenStream {
    let properties: Vec<&Field<'_>> = entity.fields.iter().filter(|field| field.is_property()).collect();
    let whole = entity.validate.as_ref().map(|rule| {
        let span = at(rule.span());
        quote_spanned!(span=> __writer.whole_rule(self, #rule);)
    });
    let Questions { impls: others, statement, through, mistaken } = questions;
    let fields = entity.fields.iter().enumerate();
    let writes = fields.map(|(index, field)| {
        let through = through.get(&index).cloned();
        let through = through.or_else(|| expanded(field, &entity.runtime).filter(|_| !mistaken.contains(&index)));
        write(field, through.as_ref(), &entity.runtime)
    });
    let mut tokens = impls(entity, &properties, &quote!(#statement #(#writes)* #whole), &read(entity, &properties));
    tokens.extend(others);
    tokens
}

/// The impls around the names of properties and the bodies of the write and the read.
pub(crate) fn impls(
    entity: &Entity<'_>,
    properties: &[&Field<'_>],
    write: &TokenStream,
    read: &TokenStream,
) -> TokenStream {
    let Entity { ident, runtime, .. } = entity;
    let odata_type = &entity.odata_type.name;
    let annotation = format!("#{odata_type}");
    let not_annotated = (entity.kind == Kind::Complex).then(|| {
        quote!(
            const IS_ANNOTATED: ::core::primitive::bool = false;
        )
    });
    let names = names_of(properties);
    if entity.kind == Kind::Parameters {
        return parameters(entity, &names, write);
    }
    let derived = Ident::new(entity.kind.derive(), Span::call_site());
    let generics = generics_with_serde(entity.generics, runtime);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // With `additional`, any property may be asked for.
    let projects = entity.kind == Kind::Entity && properties.len() == entity.fields.len();
    let projection = projects.then(|| {
        let names = if properties.iter().all(|field| field.is_selected()) {
            quote!(<Self as #runtime::__private::Properties>::NAMES)
        } else {
            let selected: Vec<_> = properties.iter().filter(|field| field.is_selected()).copied().collect();
            names_of(&selected)
        };
        quote!(const PROJECTION: #runtime::__private::Names = #names;)
    });
    let mut expansions = properties.iter().filter(|field| field.is("expand")).peekable();
    let expansions = expansions.peek().is_some().then(|| {
        let (types, names) = expansions.map(|field| (field.ty, &field.name.0)).unzip::<_, _, Vec<_>, Vec<_>>();
        quote! {
            fn expansions(__expansions: &mut #runtime::__private::Expansions) {
                #(#runtime::__private::ExpandProperty::<#types>::QUIET.to(__expansions, #names);)*
            }
        }
    });
    let mut tokens = quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::__private::Properties for #ident #ty_generics #where_clause {
            const TABLE: #runtime::__private::Table = (#annotation, #names);
            #not_annotated
            fn write<__M: #runtime::__private::SerializeMap>(&self, __writer: &mut #runtime::__private::Writer<__M>) {
                #write
            }
            fn read<'__de, __A: #runtime::__private::MapAccess<'__de>>(
                __reader: &mut #runtime::__private::Reader<'__de, __A>,
            ) -> ::core::option::Option<Self> {
                #read
            }
        }
        #[automatically_derived]
        impl #impl_generics #runtime::#derived for #ident #ty_generics #where_clause {
            const ODATA_TYPE: &'static ::core::primitive::str = #odata_type;
            #projection
            #expansions
        }
    };
    tokens.extend(serde_calls(ident, &generics, runtime, "serialize", "deserialize"));
    tokens
}

/// The impls of parameters, which are written and never read.
fn parameters(entity: &Entity<'_>, names: &TokenStream, write: &TokenStream) -> TokenStream {
    let Entity { ident, runtime, odata_type, .. } = entity;
    let name = &odata_type.name;
    let generics = generics_with_serde(entity.generics, runtime);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let none = entity.fields.is_empty().then(|| {
        quote!(
            const HAS_ANY: ::core::primitive::bool = false;
        )
    });
    let mut tokens = quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::__private::Properties for #ident #ty_generics #where_clause {
            const TABLE: #runtime::__private::Table = (#name, #names);
            const IS_ANNOTATED: ::core::primitive::bool = false;
            fn write<__M: #runtime::__private::SerializeMap>(&self, __writer: &mut #runtime::__private::Writer<__M>) {
                #write
            }
        }
        #[automatically_derived]
        impl #impl_generics #runtime::GraphParameters for #ident #ty_generics #where_clause {
            const NAME: &'static ::core::primitive::str = #name;
            #none
        }
    };
    tokens.extend(serialize_call(ident, &generics, runtime, "serialize"));
    tokens
}

/// `&[("displayName", "display_name")]`: each name in JSON and in Rust.
fn names_of(properties: &[&Field<'_>]) -> TokenStream {
    let json = properties.iter().map(|field| &field.name.0);
    let rust = properties.iter().map(|field| field.ident.unraw().to_string());
    quote!(&[#((#json, #rust)),*])
}

/// `Serialize` and `Deserialize`, each a call of the runtime's function of that name.
pub(crate) fn serde_calls(
    ident: &Ident,
    generics: &Generics,
    runtime: &Runtime,
    serialize: &str,
    deserialize: &str,
) -> TokenStream {
    let (_, ty_generics, where_clause) = generics.split_for_impl();
    let mut de_generics = generics.clone();
    let de = Lifetime::new("'__de", Span::call_site());
    de_generics.params.insert(0, GenericParam::Lifetime(LifetimeParam::new(de)));
    let (de_impl_generics, ..) = de_generics.split_for_impl();
    let deserialize = format_ident!("{deserialize}");
    let mut tokens = serialize_call(ident, generics, runtime, serialize);
    tokens.extend(quote! {
        #[automatically_derived]
        impl #de_impl_generics #runtime::__private::Deserialize<'__de> for #ident #ty_generics #where_clause {
            fn deserialize<__D: #runtime::__private::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                #runtime::__private::#deserialize(__deserializer)
            }
        }
    });
    tokens
}

/// `Serialize` alone.
fn serialize_call(ident: &Ident, generics: &Generics, runtime: &Runtime, serialize: &str) -> TokenStream {
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let serialize = format_ident!("{serialize}");
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::__private::Serialize for #ident #ty_generics #where_clause {
            fn serialize<__S: #runtime::__private::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #runtime::__private::#serialize(self, __serializer)
            }
        }
    }
}

/// The generics of an impl, each type with the bounds that its values need to be written and read.
pub(crate) fn generics_with_serde(generics: &Generics, runtime: &Runtime) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#runtime::__private::Property));
        parameter.default = None;
    }
    generics
}

/// The trait that an `expand` field is written through, because it asks more of the type than the writer does.
fn expanded(field: &Field<'_>, runtime: &Runtime) -> Option<TokenStream> {
    let (ty, span) = (field.ty, place(field));
    let runtime = runtime.at(span);
    field.is("expand").then(|| quote_spanned!(span=> <#ty as #runtime::__private::Expanded>))
}

/// One statement, spanned at the field's type: there rustc says what the type lacks.
fn write(field: &Field<'_>, through: Option<&TokenStream>, runtime: &Runtime) -> TokenStream {
    let (span, name) = (place(field), field.ident);
    if field.is("additional") {
        let (ty, runtime) = (field.ty, runtime.at(span));
        return quote_spanned!(span=> <#ty as #runtime::__private::Additional>::write(&self.#name, __writer););
    }
    let (method, rule_method) = match field.written() {
        Written::Always => ("value", "rule"),
        Written::Required => ("required", "rule"),
        Written::Never => ("read_only", "read_only_rule"),
        Written::ByCreates => ("create_only", "create_rule"),
        Written::RequiredByCreates => ("create_required", "create_rule"),
        Written::AsIdempotencyKey => ("idempotency_key", "create_rule"),
    };
    let method = Ident::new(method, span);
    let rule = field.options.path("validate").map(|rule| {
        let span = at(rule.span());
        let rule_method = Ident::new(rule_method, span);
        quote_spanned!(span=> __writer.#rule_method(&self.#name, #rule);)
    });
    let references = field.holds_references().then(|| quote_spanned!(span=> __writer.references(&self.#name);));
    match through {
        Some(through) => quote_spanned!(span=> #rule #through::#method(&self.#name, __writer);),
        None => quote_spanned!(span=> #rule #references __writer.#method(&self.#name);),
    }
}

/// The body that reads the values as tuples, in the order of the names.
fn read(entity: &Entity<'_>, properties: &[&Field<'_>]) -> TokenStream {
    let runtime = &entity.runtime;
    // Underscores, because a pattern is a constant where the user has one of that name, whatever the hygiene.
    let values: Vec<Ident> = (0..properties.len()).map(|index| format_ident!("__value{index}")).collect();
    let types: Vec<Slot<'_>> = properties.iter().map(|field| Slot(field)).collect();
    let and = quote!(#runtime::__private::And);
    let (pattern, ty) = (nested(&values, &and), nested_types(&types, &and));
    let names = properties.iter().map(|field| field.ident);
    let values = properties.iter().zip(&values).map(|(field, value)| {
        if !field.is("default") {
            return value.to_token_stream();
        }
        let span = place(field);
        let (value, runtime) = (Ident::new(&value.to_string(), span), runtime.at(span));
        quote_spanned!(span=> #runtime::__private::or_default(#value))
    });
    let additional = entity.fields.iter().find(|field| !field.is_property());
    let (pattern, read, additional) = match additional {
        None => (pattern, quote!(#runtime::__private::ReadValues::<#ty>), None),
        Some(Field { ident, ty: map, .. }) => (
            quote!((#pattern, __additional)),
            quote!(#runtime::__private::ReadWithAdditional::<#ty, #map>),
            Some(quote!(#ident: __additional)),
        ),
    };
    // Neither `?` nor `else`: the one costs time in each entity's compilation, the other is what clippy would make `?`.
    quote! {
        if let ::core::option::Option::Some(#pattern) = #read::QUIET.of(__reader) {
            return ::core::option::Option::Some(Self { #(#names: #values,)* #additional });
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
            tokens.extend(quote!(::core::option::Option<#ty>));
        } else {
            ty.to_tokens(tokens);
        }
    }
}

/// `(a, b)` or, if there are more than a tuple holds, `And((a, …), And(…))`.
fn nested(values: &[Ident], and: &TokenStream) -> TokenStream {
    match values.split_at_checked(TUPLE) {
        Some((first, rest)) if !rest.is_empty() => {
            let rest = nested(rest, and);
            quote!(#and((#(#first,)*), #rest))
        }
        _ => quote!((#(#values,)*)),
    }
}

/// The type of such a tuple: `(A, B)` or `And<(A, …), And<…>>`.
fn nested_types(types: &[Slot<'_>], and: &TokenStream) -> TokenStream {
    match types.split_at_checked(TUPLE) {
        Some((first, rest)) if !rest.is_empty() => {
            let rest = nested_types(rest, and);
            quote!(#and<(#(#first,)*), #rest>)
        }
        _ => quote!((#(#types,)*)),
    }
}

fn place(field: &Field<'_>) -> Span {
    place_of_type(field.ty)
}

/// The place to speak of what a field's type lacks.
pub(crate) fn place_of_type(mut ty: &Type) -> Span {
    // What `macro_rules!` puts around a `$ty:ty` stands where the macro is, not what it was given.
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    at(ty.span())
}

/// An identifier of this name, raw or with `_` behind it where the name is a keyword.
pub(crate) fn identifier(name: &str) -> Option<Ident> {
    // No keyword has an underscore within.
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if name.starts_with(|first: char| first.is_ascii_lowercase()) && name.contains('_') && name.bytes().all(plain) {
        return Some(Ident::new(name, Span::call_site()));
    }
    let spellings = [name.to_owned(), format!("r#{name}"), format!("{name}_")];
    spellings.iter().find_map(|spelling| syn::parse_str(spelling).ok())
}

/// A place to speak of, with names resolved as the derive's own.
pub(crate) fn at(place: Span) -> Span {
    Span::call_site().located_at(place)
}
