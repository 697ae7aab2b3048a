//! Whether a path names a navigation property, to one or to many as the attribute says, and whether its target is there.

use graph_entity_schema::{Operation as Does, Schema};

use crate::model::operation::Operation;
use crate::schema_check::{Metadata, Version, path};

/// The mistake in the path of references, or in that of what they refer to.
pub(super) fn mistake(
    schema: &Schema,
    version: Version,
    operation: &Operation,
    written: &str,
    metadata: &dyn Metadata,
) -> Option<String> {
    let leads_to =
        |schema: &Schema, single: bool| schema.resolve(written, if single { Does::Get } else { Does::List }).map(drop);
    let Err(unresolved) = leads_to(schema, operation.single) else { return wrong_target(schema, operation) };
    if leads_to(schema, !operation.single).is_ok() {
        return Some(if operation.single {
            format!("`{written}` leads to many, remove `single`")
        } else {
            format!("`{written}` leads to one, add `single`")
        });
    }
    let resolves = |schema: &Schema| leads_to(schema, operation.single).is_ok();
    Some(path::not_there(schema, (version, written), &unresolved, unresolved.nearest(), &resolves, metadata))
}

fn wrong_target(schema: &Schema, operation: &Operation) -> Option<String> {
    let target = operation.target.as_ref()?.value();
    let unresolved = schema.resolve(target, Does::List).err()?;
    Some(format!("the target: {}", path::or_nearest(schema, &unresolved, unresolved.nearest())))
}

#[cfg(test)]
mod tests {
    use crate::model::kind::REF;
    use crate::schema_check::schemas::{Schemas, messages_of};
    use quote::quote;

    #[test]
    fn each_mistake_in_references_has_its_message() {
        for (attribute, expected) in [
            (quote!("/users/{userId}/messages"), vec![]),
            (quote!("/users/{userId}/messages", target = "/users"), vec![]),
            (quote!("/users/{userId}/manager", single), vec![]),
            (
                quote!("/users/{userId}/messages", single),
                vec!["`/users/{userId}/messages` leads to many, remove `single`"],
            ),
            (quote!("/users/{userId}/manager"), vec!["`/users/{userId}/manager` leads to one, add `single`"]),
            (
                quote!("/users/{userId}/mesages"),
                vec!["`microsoft.graph.user` has no `mesages`, did you mean `/users/{userId}/messages`?"],
            ),
            (
                quote!("/users/{userId}/messages", target = "/userz"),
                vec!["the target: there is no `userz` at the root, did you mean `/users`?"],
            ),
        ] {
            let item = quote! { #[graph_entity("microsoft.graph.user")] struct User { } };
            assert_eq!(messages_of(&REF, attribute.clone(), item, Schemas::both()), expected, "{attribute}");
        }
    }
}
