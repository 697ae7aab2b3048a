//! What the answer of a create leaves out: a field that cannot be absent would make an error of a create that took effect.

use graph_entity_schema::{Operation as Does, Schema, StructuredType};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Generics;

use crate::expand::entity::place_of_type;
use crate::model::entity::Field;
use crate::model::item::Struct;
use crate::model::operation::Operation;
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
/// The derive cannot ask this: it does not see the operations that stand above it.
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
    let is_left_out = |field: &&Field<'_>| {
        let by_schema = || is_left_out(&properties, &lineage, &field.name.0, is_in_v1);
        field.is("write_only") || creates.is_some() && by_schema()
    };
    let left_out = fields.iter().filter(|field| field.is_property() && !field.is("default")).filter(is_left_out);
    let asked = left_out.filter(|field| !mentions_parameter(field.ty, &item.generics)).filter_map(|field| {
        let ty = without_self(field.ty.to_token_stream(), &item.ident, &item.generics)?;
        let span = place_of_type(field.ty);
        let runtime = runtime.at(span);
        Some(quote_spanned!(span=> <#ty as #runtime::__private::HoldsAbsence>::ask))
    });
    let asked: Vec<TokenStream> = asked.collect();
    if asked.is_empty() {
        return TokenStream::new();
    }
    quote!(const _: fn() = || _ = (#(#asked,)*);)
}

/// Whether the answer of a create leaves out a property of this name, by the schema or by the reference.
fn is_left_out(properties: &Properties<'_>, lineage: &[&StructuredType], name: &str, is_in_v1: bool) -> bool {
    if let Some((of, annotation)) = name.split_once('@') {
        // What is sent to refer to entities, and not their control information.
        return annotation == "odata.bind" && properties.navigation(of).is_some();
    }
    let Some(property) = properties.property(name) else { return properties.navigation(name).is_some() };
    let listed = |list: &[(&str, &[&str])]| {
        let of = list.iter().find(|(ty, _)| lineage.iter().any(|base| *base.name == **ty));
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
mod tests {
    use crate::model::operation::{GET, LIST, PATCH, POST, UPSERT};
    use crate::schema_check::schemas::{Schemas, tokens_of};
    use quote::quote;

    /// The types that have to hold absence.
    fn asked(kind: &'static crate::model::operation::Kind, path: &str, item: proc_macro2::TokenStream) -> Vec<String> {
        let tokens = tokens_of(kind, quote!(#path), item, Schemas::both()).to_string().replace(' ', "");
        let asked = tokens.split("as::graph_entity::__private::HoldsAbsence>::ask");
        let mut types: Vec<String> =
            asked.map(|before| before.rsplit_once('<').map_or("", |(_, ty)| ty).to_owned()).collect();
        types.pop();
        types
    }

    #[test]
    fn a_create_leaves_out_relations_and_what_is_selected_alone() {
        let item = quote! {
            #[graph_entity("microsoft.graph.message")]
            struct Message<T> {
                subject: A,
                #[graph_entity(write_only)] importance: B,
                #[graph_entity(expand, create_only)] attachments: C,
                #[graph_entity(name = "attachments@odata.bind")] bound: D,
                #[graph_entity(name = "attachments@odata.count")] count: E,
                #[graph_entity(expand, default)] more_attachments: F,
                selected: G,
                #[graph_entity(name = "selected", default)] again: H,
                #[graph_entity(name = "selected")] generic: T,
                #[graph_entity(additional)] more: I,
            }
        };
        assert_eq!(asked(&POST, "/me/messages", item.clone()), ["B", "C", "D", "G"]);
        assert_eq!(asked(&GET, "/me/messages/{id}", item.clone()), ["B"]);
        assert_eq!(asked(&PATCH, "/me/messages/{id}", item), [""; 0]);
    }

    #[test]
    fn the_reference_says_what_a_user_and_a_group_leave_out() {
        let user = quote! {
            #[graph_entity("microsoft.graph.user")]
            struct User {
                id: A,
                display_name: B,
                account_enabled: C,
                #[graph_entity(name = "extension_5_costCenter")] cost_center: D,
            }
        };
        assert_eq!(asked(&POST, "/users", user.clone()), ["C"]);
        assert_eq!(asked(&LIST, "/users", user), [""; 0]);
        let group = quote! {
            #[graph_entity("microsoft.graph.group")]
            struct Group { display_name: A, unseen_count: B }
        };
        assert_eq!(asked(&UPSERT, "/groups(uniqueName='{name}')", group), ["B"]);
    }

    #[test]
    fn outside_of_an_impl_self_is_the_type() {
        let item = quote! {
            #[graph_entity("microsoft.graph.message")]
            struct Message { #[graph_entity(expand)] attachments: (Self, A) }
        };
        assert_eq!(asked(&POST, "/me/messages", item), ["(Message,A)"]);
    }
}
