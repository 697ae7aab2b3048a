use crate::model::entity::Kind;
use crate::model::kind::{GET, LIST, PATCH, POST, UPSERT};
use crate::schema_check::Against;
use crate::schema_check::schemas::{Schemas, tokens_of};
use quote::quote;

/// The types that have to hold absence.
fn asked(kind: &'static crate::model::kind::OperationKind, path: &str, item: proc_macro2::TokenStream) -> Vec<String> {
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
fn a_hierarchy_asks_its_variants() {
    let item = quote! {
        #[graph_entity("microsoft.graph.attachment")]
        enum Attachment<T> {
            File(FileAttachment),
            Generic(Box<T>),
            #[graph_entity(other)]
            Other(OtherType),
        }
    };
    let asked = |kind, path: &str| {
        let tokens = tokens_of(kind, quote!(#path), item.clone(), Schemas::both()).to_string().replace(' ', "");
        let asked = tokens.split("__private::Asked<").skip(1);
        asked.map(|behind| behind.split('{').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let path = "/me/messages/{id}/attachments";
    assert_eq!(asked(&POST, path), ["FileAttachment>>::BY_CREATE", "OtherType>>::BY_CREATE"]);
    assert_eq!(asked(&LIST, path), ["FileAttachment>>::BY_READ", "OtherType>>::BY_READ"]);
    assert_eq!(asked(&PATCH, "/me/messages/{id}"), [""; 0]);
}

#[test]
fn a_derive_says_which_of_its_fields_are_always_there() {
    let said = |item| {
        let input: syn::DeriveInput = syn::parse2(item).unwrap();
        let (tokens, errors) = crate::pipeline::structured(Kind::Entity, &input, &Against(Schemas::both()));
        assert_eq!(errors.messages(), [""; 0]);
        let tokens = tokens.to_string().replace(' ', "");
        let left_out = tokens.split_once("__private::LeftOutfor").map_or("", |(_, behind)| behind).to_owned();
        ["A", "B", "C", "D"].map(|ty| left_out.matches(&format!("Asked<{ty}>>::IS_ALWAYS_THERE")).count())
    };
    let message = said(quote! {
        #[graph_entity("microsoft.graph.message")]
        struct Message<T> {
            subject: A,
            #[graph_entity(write_only)] importance: B,
            #[graph_entity(expand, create_only)] attachments: C,
            #[graph_entity(name = "attachments@odata.bind", default)] bound: D,
            selected: Box<T>,
        }
    });
    // What is only written, a read leaves out too.
    assert_eq!(message, [0, 2, 1, 0]);
    assert_eq!(said(quote! { #[graph_entity("microsoft.graph.attachment")] struct Attachment { id: A } }), [0; 4]);
}

#[test]
fn outside_of_an_impl_self_is_the_type() {
    let item = quote! {
        #[graph_entity("microsoft.graph.message")]
        struct Message { #[graph_entity(expand)] attachments: (Self, A) }
    };
    assert_eq!(asked(&POST, "/me/messages", item), ["(Message,A)"]);
}
