//! Whether a path exists in its version, supports the operation, and gives or takes the type of the entity.

use graph_entity_schema::{Operation, Schema};

use crate::model::operation::Kind;
use crate::options::attributes::ODataType;
use crate::schema_check::types::{no_type, perhaps_pruned};
use crate::schema_check::{Metadata, Version};

/// The mistake in the path of an operation, or `None`. `odata_type` is that of the entity, if its attribute names it.
pub(super) fn mistake(
    schema: &Schema,
    version: Version,
    (kind, path): (&Kind, &str),
    odata_type: Option<&ODataType>,
    metadata: &dyn Metadata,
) -> Option<String> {
    let name = odata_type.map(|ty| ty.name.as_str());
    let ty = name.and_then(|name| schema.structured(name));
    let operation = kind.operation;
    let resolved = match schema.resolve(path, operation) {
        Ok(resolved) => resolved,
        Err(unresolved) => {
            let other = version.other();
            if metadata.if_present(other).is_some_and(|schema| schema.resolve(path, operation).is_ok()) {
                return Some(format!("`{path}` is only in {}, {}", other.name(), version.remedy()));
            }
            let of_type = || ty.and_then(|ty| schema.nearest_path(path, ty, operation));
            let nearest = unresolved.nearest().map(str::to_owned).or_else(of_type);
            return Some(match nearest {
                Some(nearest) => format!("{unresolved}, did you mean `{nearest}`?"),
                None => format!("{unresolved}{}", perhaps_pruned(schema)),
            });
        }
    };
    match (name, ty) {
        (Some(name), None) if *name != *resolved.ty.name => Some(no_type(schema, version, name, metadata)),
        (Some(name), Some(ty)) if !schema.is_a(ty, &resolved.ty.name) => {
            let does = if operation == Operation::Create { "creates" } else { kind.does };
            let found = format!("`{path}` {does} a {}, not a {name}", resolved.ty.name);
            Some(match schema.nearest_path(path, ty, operation) {
                Some(nearest) => format!("{found}, did you mean `{nearest}`?"),
                None => found,
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::operation::{DELETE, GET, LIST, PATCH};
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
        for ty in ["microsoft.graph.mesage", "microsoft.graph.itemBody", "microsoft.graph.importance", "graph.message"]
        {
            let item = quote! { #[graph_entity(#ty)] struct Message { } };
            assert_eq!(
                post_messages(quote!("/users/{userId}/messages"), item.clone(), Schemas::both()),
                [""; 0],
                "{ty}"
            );
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
}
