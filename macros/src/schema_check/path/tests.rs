use crate::model::kind::{DELETE, DELTA, GET, LIST, PATCH, UPSERT};
use crate::schema_check::schemas::{Schemas, messages_of, post_messages};
use quote::quote;

#[test]
fn each_mistake_in_a_path_has_its_message() {
    for (attribute, message) in [
        (quote!("/users/{whoever}/messages"), None),
        (
            quote!("/users/{userId}/mesages"),
            Some("`microsoft.graph.user` has no `mesages`, did you mean `/users/{userId}/messages`?"),
        ),
        (quote!("/agents"), Some("`/agents` is only in beta, add `beta`")),
        (
            quote!("/users"),
            Some(
                "`/users` creates a microsoft.graph.user, not a microsoft.graph.message, did you mean `/users/{userId}/messages`?",
            ),
        ),
    ] {
        let item = quote! { #[graph_entity("microsoft.graph.message")] struct Message { } };
        let messages = post_messages(attribute, item, Schemas::both());
        assert_eq!(messages, message.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_wrong_type_is_left_to_the_derive() {
    for ty in ["microsoft.graph.mesage", "microsoft.graph.itemBody", "microsoft.graph.importance", "graph.message"] {
        let item = quote! { #[graph_entity(#ty)] struct Message { } };
        assert_eq!(post_messages(quote!("/users/{userId}/messages"), item.clone(), Schemas::both()), [""; 0], "{ty}");
        let messages = post_messages(quote!("/users/{userId}/mesages"), item, Schemas::both());
        assert_eq!(messages.len(), 1, "{ty}: {messages:?}");
    }
}

#[test]
fn a_type_that_the_version_of_the_path_lacks_is_named() {
    let item = quote! { #[graph_entity("microsoft.graph.message")] struct Message { } };
    let message = "`microsoft.graph.message` is only in v1.0, remove `beta`";
    assert_eq!(post_messages(quote!("/agents", beta), item, Schemas::both()), [message]);
}

#[test]
fn each_operation_needs_a_path_that_supports_it() {
    for (kind, attribute, message) in [
        (&GET, quote!("/users/{userId}/messages/{messageId}"), None),
        (&LIST, quote!("/users/{userId}/messages"), None),
        (
            &GET,
            quote!("/users/{userId}/mesages/{messageId}"),
            Some("`microsoft.graph.user` has no `mesages`, did you mean `/users/{userId}/messages/{messageId}`?"),
        ),
        (
            &GET,
            quote!("/me/messages"),
            Some(
                "`messages` is a collection of `microsoft.graph.message`, not an entity, \
                 did you mean `/me/messages/{messageId}`?",
            ),
        ),
        (
            &LIST,
            quote!("/users"),
            Some(
                "`/users` reads a microsoft.graph.user, not a microsoft.graph.message, \
                 did you mean `/users/{userId}/messages`?",
            ),
        ),
        (
            &PATCH,
            quote!("/me"),
            Some(
                "`/me` changes a microsoft.graph.user, not a microsoft.graph.message, \
                 did you mean `/me/messages/{messageId}`?",
            ),
        ),
        (&DELETE, quote!("/agents/{agentId}"), Some("`/agents/{agentId}` is only in beta, add `beta`")),
    ] {
        let item = quote! { #[graph_entity("microsoft.graph.message")] struct Message { } };
        let messages = messages_of(kind, attribute, item, Schemas::both());
        assert_eq!(messages, message.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_delta_query_needs_the_function_of_that_collection() {
    let message = quote! { #[graph_entity("microsoft.graph.message")] struct Message { subject: X } };
    let user = quote! { #[graph_entity("microsoft.graph.user")] struct User { display_name: X } };
    for (attribute, item, found) in [
        (quote!("/users/{userId}/messages/delta"), &message, None),
        (quote!("/users/{userId}/messages/delta()"), &message, None),
        (quote!("/me/messages/microsoft.graph.delta()"), &message, None),
        (quote!("/users/delta"), &user, Some("a collection of `microsoft.graph.user` has no function `delta`")),
        (quote!("/me/delta"), &user, Some("`microsoft.graph.user` has no `delta`")),
        (
            quote!("/me/messages/delta"),
            &user,
            Some("`/me/messages/delta` reads a microsoft.graph.message, not a microsoft.graph.user"),
        ),
        (
            quote!("/users/{userId}/messages"),
            &message,
            Some("a delta query reads the function `delta` of a collection, write `/users/{userId}/messages/delta`"),
        ),
        (
            quote!("/users/{userId}/messages/delta/{id}"),
            &message,
            Some("a delta query reads a collection, remove `/{id}` from the end"),
        ),
    ] {
        let messages = messages_of(&DELTA, attribute.clone(), item.clone(), Schemas::both());
        match found {
            None => assert_eq!(messages, [""; 0], "{attribute}"),
            Some(found) => {
                let is_found = matches!(messages.as_slice(), [message] if message.starts_with(found));
                assert!(is_found, "{messages:?}");
            }
        }
    }
}

#[test]
fn what_the_schema_denies_is_named() {
    let item = quote! { #[graph_entity("microsoft.graph.fileAttachment")] struct File { content_bytes: X } };
    let path = || quote!("/me/messages/{messageId}/attachments/{attachmentId}");
    let denied = "`microsoft.graph.attachment` takes no update: the schema says `Updatable` is false";
    assert_eq!(messages_of(&PATCH, path(), item.clone(), Schemas::both()), [denied]);
    assert_eq!(messages_of(&DELETE, path(), item, Schemas::both()), [""; 0]);
}

#[test]
fn an_upsert_names_a_key_that_the_caller_chooses() {
    let group = || quote! { #[graph_entity("microsoft.graph.group")] struct Group { display_name: X } };
    for (path, message) in [
        ("/groups(uniqueName='{name}')", None),
        (
            "/groups(displayName='{name}')",
            Some("`microsoft.graph.group` has no key `displayName`, its keys are `id` and `uniqueName`"),
        ),
        (
            "/groups/{groupId}",
            Some(
                "an upsert takes a key that the caller chooses, for a `microsoft.graph.group` that is `uniqueName`, \
                 did you mean `/groups(uniqueName='{uniqueName}')`?",
            ),
        ),
    ] {
        let messages = messages_of(&UPSERT, quote!(#path), group(), Schemas::both());
        assert_eq!(messages, message.into_iter().collect::<Vec<_>>(), "{path}");
    }
    let item = quote! { #[graph_entity("microsoft.graph.message")] struct Message { } };
    let denied = "`messages` takes no upsert: the schema does not say that it is `Upsertable`";
    assert_eq!(messages_of(&UPSERT, quote!("/me/messages/{id}"), item, Schemas::both()), [denied]);
    assert_eq!(messages_of(&GET, quote!("/groups(uniqueName='{name}')"), group(), Schemas::both()), [""; 0]);
}

#[test]
fn a_type_derived_from_the_paths_own_selects_nothing() {
    let derived = "`/me/messages/{id}/attachments` reads a microsoft.graph.attachment, of which \
                   microsoft.graph.fileAttachment is derived: add `select_all`";
    for (attribute, item, message) in [
        (
            quote!("/me/messages/{id}/attachments"),
            quote!(
                struct File {
                    content_bytes: X,
                }
            ),
            Some(derived),
        ),
        (
            quote!("/me/messages/{id}/attachments", select_all),
            quote!(
                struct File {
                    content_bytes: X,
                }
            ),
            None,
        ),
        (
            quote!("/me/messages/{id}/attachments"),
            quote!(
                struct File {
                    #[graph_entity(additional)]
                    more: X,
                }
            ),
            None,
        ),
        (
            quote!("/me/messages/{id}/attachments"),
            quote!(
                enum File {
                    File(X),
                }
            ),
            None,
        ),
        (
            quote!("/me/messages/{id}/attachments/microsoft.graph.fileAttachment"),
            quote!(
                struct File {
                    content_bytes: X,
                }
            ),
            None,
        ),
    ] {
        let item = quote! { #[graph_entity("microsoft.graph.fileAttachment")] #item };
        let messages = messages_of(&LIST, attribute, item, Schemas::both());
        assert_eq!(messages, message.into_iter().collect::<Vec<_>>());
    }
}
