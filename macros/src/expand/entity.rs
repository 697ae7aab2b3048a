//! The model becomes tokens: a table of names, one write, one read, and calls of the runtime.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericParam, Generics, Lifetime, LifetimeParam, Token, parse_quote};

use super::place::{at, place};
use super::read::read;
use crate::facade::Questions;
use crate::model::entity::{Entity, Field, Kind, Written};
use crate::options::runtime::Runtime;

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
    let Questions { impls: others, statement: mut writes, through, mistaken } = questions;
    for (index, field) in entity.fields.iter().enumerate() {
        let through = through.get(&index).cloned();
        let through = through.or_else(|| expanded(field, &entity.runtime).filter(|_| !mistaken.contains(&index)));
        write(&mut writes, field, through.as_ref(), &entity.runtime);
    }
    if let Some(rule) = &entity.validate {
        let span = at(rule.span());
        writes.extend([quote_spanned!(span=> __writer.whole_rule(self, #rule);)]);
    }
    let mut tokens = impls(entity, &properties, writes, read(entity, &properties));
    if !others.is_empty() {
        tokens.extend([others]);
    }
    tokens
}

/// The impls around the names of properties and the bodies of the write and the read.
pub(crate) fn impls(
    entity: &Entity<'_>,
    properties: &[&Field<'_>],
    write: TokenStream,
    read: TokenStream,
) -> TokenStream {
    let Entity { ident, runtime, .. } = entity;
    if entity.kind == Kind::Parameters {
        return parameters(entity, properties, write);
    }
    let odata_type = &entity.odata_type.name;
    let annotation = format!("#{odata_type}");
    let not_annotated = (entity.kind == Kind::Complex).then(|| {
        quote!(
            const IS_ANNOTATED: ::core::primitive::bool = false;
        )
    });
    let (json, rust) = names_of(properties);
    let derived = Ident::new(entity.kind.derive(), Span::call_site());
    let generics = generics_with_serde(entity.generics, runtime);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // With `additional`, any property may be asked for.
    let projects = entity.kind == Kind::Entity && properties.len() == entity.fields.len();
    let projection = projects.then(|| {
        if properties.iter().all(|field| field.is_selected()) {
            return quote! {
                const PROJECTION: #runtime::__private::Names = <Self as #runtime::__private::Properties>::NAMES;
            };
        }
        let selected: Vec<_> = properties.iter().filter(|field| field.is_selected()).copied().collect();
        let (json, rust) = names_of(&selected);
        quote!(const PROJECTION: #runtime::__private::Names = &[#((#json, #rust)),*];)
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
    let (write, read) = (braces(write), braces(read));
    let impls = quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::__private::Properties for #ident #ty_generics #where_clause {
            const TABLE: #runtime::__private::Table = (#annotation, &[#((#json, #rust)),*]);
            #not_annotated
            fn write<__M: #runtime::__private::SerializeMap>(&self, __writer: &mut #runtime::__private::Writer<__M>) #write
            fn read<'__de, __A: #runtime::__private::MapAccess<'__de>>(
                __reader: &mut #runtime::__private::Reader<'__de, __A>,
            ) -> ::core::option::Option<Self> #read
        }
        #[automatically_derived]
        impl #impl_generics #runtime::#derived for #ident #ty_generics #where_clause {
            const ODATA_TYPE: &'static ::core::primitive::str = #odata_type;
            #projection
            #expansions
        }
    };
    [impls, serde_calls(ident, &generics, runtime, "serialize", "deserialize")].into_iter().collect()
}

/// These tokens in braces. To be written where `{ #tokens }` would copy them into another stream first.
pub(crate) fn braces(tokens: TokenStream) -> Group {
    Group::new(Delimiter::Brace, tokens)
}

/// The impls of parameters, which are written and never read.
fn parameters(entity: &Entity<'_>, properties: &[&Field<'_>], write: TokenStream) -> TokenStream {
    let Entity { ident, runtime, odata_type, .. } = entity;
    let name = &odata_type.name;
    let (json, rust) = names_of(properties);
    let write = braces(write);
    let generics = generics_with_serde(entity.generics, runtime);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let none = entity.fields.is_empty().then(|| {
        quote!(
            const HAS_ANY: ::core::primitive::bool = false;
        )
    });
    let impls = quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::__private::Properties for #ident #ty_generics #where_clause {
            const TABLE: #runtime::__private::Table = (#name, &[#((#json, #rust)),*]);
            const IS_ANNOTATED: ::core::primitive::bool = false;
            fn write<__M: #runtime::__private::SerializeMap>(&self, __writer: &mut #runtime::__private::Writer<__M>) #write
        }
        #[automatically_derived]
        impl #impl_generics #runtime::GraphParameters for #ident #ty_generics #where_clause {
            const NAME: &'static ::core::primitive::str = #name;
            #none
        }
    };
    [impls, serialize_call(ident, &generics, runtime, "serialize")].into_iter().collect()
}

/// Each name in JSON and in Rust.
fn names_of<'a>(properties: &[&'a Field<'_>]) -> (Vec<&'a String>, Vec<&'a String>) {
    properties.iter().map(|field| (&field.name.0, &field.rust_name)).unzip()
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
    let deserialize = Ident::new(deserialize, Span::call_site());
    let deserialize = quote! {
        #[automatically_derived]
        impl #de_impl_generics #runtime::__private::Deserialize<'__de> for #ident #ty_generics #where_clause {
            fn deserialize<__D: #runtime::__private::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                #runtime::__private::#deserialize(__deserializer)
            }
        }
    };
    [serialize_call(ident, generics, runtime, serialize), deserialize].into_iter().collect()
}

/// `Serialize` alone.
fn serialize_call(ident: &Ident, generics: &Generics, runtime: &Runtime, serialize: &str) -> TokenStream {
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let serialize = Ident::new(serialize, Span::call_site());
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
    if !field.is("expand") {
        return None;
    }
    let (ty, span) = (field.ty, place(field));
    let runtime = runtime.at(span);
    Some(quote_spanned!(span=> <#ty as #runtime::__private::Expanded>))
}

/// Appends one statement, spanned at the field's type: there rustc says what the type lacks.
fn write(tokens: &mut TokenStream, field: &Field<'_>, through: Option<&TokenStream>, runtime: &Runtime) {
    let (span, name) = (place(field), field.ident);
    if field.is("additional") {
        let (ty, runtime) = (field.ty, runtime.at(span));
        let write = quote_spanned!(span=> <#ty as #runtime::__private::Additional>::write(&self.#name, __writer););
        tokens.extend([write]);
        return;
    }
    let (method, rule_method) = match field.written() {
        Written::Always => ("value", "rule"),
        Written::Required => ("required", "rule"),
        Written::Never => ("read_only", "read_only_rule"),
        Written::ByCreates => ("create_only", "create_rule"),
        Written::RequiredByCreates => ("create_required", "create_rule"),
        Written::AsIdempotencyKey => ("idempotency_key", "create_rule"),
    };
    if let Some(rule) = field.options.path("validate") {
        let span = at(rule.span());
        write_by(tokens, rule_method, span, quote_spanned!(span=> &self.#name, #rule));
    }
    if let Some(through) = through {
        let method = Ident::new(method, span);
        tokens.extend([quote_spanned!(span=> #through::#method(&self.#name, __writer);)]);
        return;
    }
    if field.holds_references() {
        write_by(tokens, "references", span, quote_spanned!(span=> &self.#name));
    }
    write_by(tokens, method, span, quote_spanned!(span=> &self.#name));
}

/// Appends `__writer.method(arguments);`, token by token: a stream for each is sent to the compiler by itself.
fn write_by(tokens: &mut TokenStream, method: &str, span: Span, arguments: TokenStream) {
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(span);
    Ident::new("__writer", span).to_tokens(tokens);
    Token![.](span).to_tokens(tokens);
    Ident::new(method, span).to_tokens(tokens);
    arguments.to_tokens(tokens);
    Token![;](span).to_tokens(tokens);
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
