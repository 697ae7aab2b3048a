//! What the answer of a create leaves out: a field that cannot be absent would make an error of a create that took effect.

use graph_entity_schema::{Operation as Does, Schema, StructuredType};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Variant};

use crate::expand::entity::generics_with_serde;
use crate::expand::place::place_of_type;
use crate::model::entity::{Entity, Field, Kind};
use crate::model::item::Struct;
use crate::model::operation::Operation;
use crate::options::runtime::Runtime;
use crate::schema_check::mentions_parameter;
use crate::schema_check::properties::Properties;

/// The types of which an answer of v1.0 has, without `$select`, these properties alone:
/// [user](https://learn.microsoft.com/graph/api/user-post-users).
const DEFAULTS: &[(&str, &[&str])] = &[(
    "microsoft.graph.user",
    &[
        "id",
        "businessPhones",
        "displayName",
        "givenName",
        "jobTitle",
        "mail",
        "mobilePhone",
        "officeLocation",
        "preferredLanguage",
        "surname",
        "userPrincipalName",
    ],
)];

/// The properties that an answer has only with `$select`, by the reference:
/// [group](https://learn.microsoft.com/graph/api/resources/group).
const SELECTED: &[(&str, &[&str])] = &[(
    "microsoft.graph.group",
    &[
        "allowExternalSenders",
        "assignedLabels",
        "assignedLicenses",
        "autoSubscribeNewMembers",
        "hasMembersWithLicenseErrors",
        "hideFromAddressLists",
        "hideFromOutlookClients",
        "isSubscribedByMail",
        "licenseProcessingState",
        "unseenCount",
    ],
)];

/// Asks the compiler whether the fields of what is left out can be absent: only it knows their types.
///
/// ```text
/// const _: fn() = || _ = (<Option<bool> as ::graph_entity::__private::HoldsAbsence>::ask,);
/// ```
///
/// The derive cannot ask this: it does not see the operations that stand above it. Of a hierarchy, each variant's type is asked
/// for what its derive found ([`of_fields`]).
pub(super) fn ask(
    schema: &Schema,
    ty: &StructuredType,
    fields: &[Field<'_>],
    operations: &[Operation],
    item: &Struct,
) -> TokenStream {
    let with = |does: &[Does]| operations.iter().find(|operation| does.contains(&operation.kind.operation));
    let creates = with(&[Does::Create, Does::Put, Does::Upsert]);
    let reads = with(&[Does::Get, Does::List]);
    let Some(Operation { runtime, .. }) = creates.or(reads) else { return TokenStream::new() };
    let lineage: Vec<_> = schema.lineage(ty).collect();
    let properties = Properties::new(schema, ty, &lineage);
    let is_in_v1 = creates.is_some_and(|create| !create.beta);
    let left_out = left_out(&properties, fields, is_in_v1)
        .filter(|(_, by_read)| creates.is_some() || *by_read)
        .filter(|(field, _)| !mentions_parameter(field.ty, &item.generics));
    let asked = left_out.filter_map(|(field, _)| {
        let ty = without_self(field.ty.to_token_stream(), &item.ident, &item.generics)?;
        let span = place_of_type(field.ty);
        let runtime = runtime.at(span);
        Some(quote_spanned!(span=> <#ty as #runtime::__private::HoldsAbsence>::ask))
    });
    let asked: Vec<TokenStream> = asked.collect();
    let fields = (!asked.is_empty()).then(|| quote!(const _: fn() = || _ = (#(#asked,)*);));
    let variants = item.variants();
    let by = if creates.is_some() { "BY_CREATE" } else { "BY_READ" };
    let variants = variants.iter().filter_map(|variant| of_variant(variant, by, item, runtime));
    quote!(#fields #(#variants)*)
}

/// Makes an error of a variant's type with a field that is always there and is left out of an answer.
///
/// ```text
/// const _: () = {
///     use ::graph_entity::__private::Unasked as _;
///     if let Some(why) = <::graph_entity::__private::Asked<FileAttachment>>::BY_CREATE {
///         panic!("{}", why)
///     }
/// };
/// ```
fn of_variant(variant: &Variant, by: &str, item: &Struct, runtime: &Runtime) -> Option<TokenStream> {
    let ty = variant.fields.iter().next().map(|field| &field.ty)?;
    if mentions_parameter(ty, &item.generics) {
        return None;
    }
    let span = place_of_type(ty);
    let (by, runtime) = (Ident::new(by, span), runtime.at(span));
    let ty = without_self(ty.to_token_stream(), &item.ident, &item.generics)?;
    Some(quote_spanned! {span=>
        const _: () = {
            #[allow(unused_imports)]
            use #runtime::__private::Unasked as _;
            if let ::core::option::Option::Some(__why) = <#runtime::__private::Asked<#ty>>::#by {
                ::core::panic!("{}", __why)
            }
        };
    })
}

/// Generates what a hierarchy asks of its variants' types.
///
/// ```text
/// impl ::graph_entity::__private::LeftOut for FileAttachment {
///     const BY_CREATE: Option<&'static str> = {
///         use ::graph_entity::__private::Unasked as _;
///         if <::graph_entity::__private::Asked<Vec<u8>>>::IS_ALWAYS_THERE { Some("…") } else { None }
///     };
/// }
/// ```
pub(super) fn of_fields(properties: &Properties<'_>, entity: &Entity<'_>) -> TokenStream {
    let Entity { ident, generics, runtime, .. } = entity;
    if entity.kind != Kind::Entity {
        return TokenStream::new();
    }
    let left_out = left_out(properties, &entity.fields, !entity.odata_type.beta)
        .filter(|(field, _)| !mentions_parameter(field.ty, generics));
    let left_out: Vec<_> = left_out.collect();
    if left_out.is_empty() {
        return TokenStream::new();
    }
    let found = |is_asked: &dyn Fn(bool) -> bool| {
        let asked = left_out.iter().filter(|(_, by_read)| is_asked(*by_read)).map(|(field, _)| {
            let (name, ty) = (&field.name.0, field.ty);
            let message = format!(
                "an answer leaves out the property `{name}` of `{ident}` by default, and its field is always there: write \
                 `Option<…>`, or add `default`"
            );
            quote! {
                if <#runtime::__private::Asked<#ty>>::IS_ALWAYS_THERE {
                    ::core::option::Option::Some(#message)
                } else
            }
        });
        quote! {
            {
                #[allow(unused_imports)]
                use #runtime::__private::Unasked as _;
                #(#asked)* { ::core::option::Option::None }
            }
        }
    };
    let by_read = left_out.iter().any(|(_, by_read)| *by_read).then(|| {
        let found = found(&|by_read| by_read);
        quote!(const BY_READ: ::core::option::Option<&'static ::core::primitive::str> = #found;)
    });
    let by_create = found(&|_| true);
    let generics = generics_with_serde(generics, runtime);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::__private::LeftOut for #ident #ty_generics #where_clause {
            const BY_CREATE: ::core::option::Option<&'static ::core::primitive::str> = #by_create;
            #by_read
        }
    }
}

/// The fields of what the answer of a create leaves out, and whether that of a read does too, because no read selects it.
fn left_out<'a, 'f>(
    properties: &Properties<'_>,
    fields: &'f [Field<'a>],
    is_in_v1: bool,
) -> impl Iterator<Item = (&'f Field<'a>, bool)> {
    fields.iter().filter(|field| field.is_property() && !field.is("default")).filter_map(move |field| {
        let by_read = field.is("write_only");
        (by_read || is_left_out(properties, &field.name.0, is_in_v1)).then_some((field, by_read))
    })
}

/// Whether the answer of a create leaves out a property of this name, by the schema or by the reference.
fn is_left_out(properties: &Properties<'_>, name: &str, is_in_v1: bool) -> bool {
    if let Some((of, annotation)) = name.split_once('@') {
        // What is sent to refer to entities, and not their control information.
        return annotation == "odata.bind" && properties.navigation(of).is_some();
    }
    let Some(property) = properties.property(name) else { return properties.navigation(name).is_some() };
    let listed = |list: &[(&str, &[&str])]| {
        let of = list.iter().find(|(ty, _)| properties.lineage.iter().any(|base| *base.name == **ty));
        of.map(|(_, names)| names.contains(&name))
    };
    property.is_left_out_by_default() || listed(SELECTED) == Some(true) || is_in_v1 && listed(DEFAULTS) == Some(false)
}

/// The tokens of a field's type outside of an impl, where `Self` is the type's name; `None` if that has parameters.
fn without_self(tokens: TokenStream, ident: &Ident, generics: &Generics) -> Option<TokenStream> {
    let replace = |token: TokenTree| match token {
        TokenTree::Ident(word) if word == "Self" => {
            let named = Ident::new(&ident.to_string(), Span::call_site().located_at(word.span()));
            generics.params.is_empty().then_some(named.into())
        }
        TokenTree::Group(group) => {
            let mut inside = Group::new(group.delimiter(), without_self(group.stream(), ident, generics)?);
            inside.set_span(group.span());
            Some(inside.into())
        }
        token => Some(token),
    };
    tokens.into_iter().map(replace).collect()
}

#[cfg(test)]
mod tests;
