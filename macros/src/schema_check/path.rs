//! Whether a path exists in its version, can be posted to, and creates the entity that is posted.

use graph_entity_schema::Schema;

use crate::attr::ODataType;
use crate::schema_check::types::{no_type, perhaps_pruned};
use crate::schema_check::{Metadata, Version};

/// What is wrong with the path of a `graph_post`; the type is that of the entity, where its attribute says it.
pub(super) fn mistake(
    schema: &Schema,
    version: Version,
    path: &str,
    odata_type: Option<&ODataType>,
    metadata: &dyn Metadata,
) -> Option<String> {
    let name = odata_type.map(|ty| ty.name.as_str());
    let ty = name.and_then(|name| schema.structured(name));
    let post = match schema.post(path) {
        Ok(post) => post,
        Err(no_post) => {
            let other = version.other();
            if metadata.if_present(other).is_some_and(|schema| schema.post(path).is_ok()) {
                return Some(format!("`{path}` is only in {}, {}", other.name(), version.remedy()));
            }
            let of_type = || ty.and_then(|ty| schema.nearest_post(path, ty));
            let nearest = no_post.nearest().map(str::to_owned).or_else(of_type);
            return Some(match nearest {
                Some(nearest) => format!("{no_post}, did you mean `{nearest}`?"),
                None => format!("{no_post}{}", perhaps_pruned(schema)),
            });
        }
    };
    match (name, ty) {
        (Some(name), None) if *name != *post.ty.name => Some(no_type(schema, version, name, metadata)),
        (Some(name), Some(ty)) if !schema.is_a(ty, &post.ty.name) => {
            let creates = format!("`{path}` creates a {}, not a {name}", post.ty.name);
            Some(match schema.nearest_post(path, ty) {
                Some(nearest) => format!("{creates}, did you mean `{nearest}`?"),
                None => creates,
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::schema_check::schemas::{Schemas, post_messages};
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
}
