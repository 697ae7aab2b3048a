//! Whether the operations of a type can treat its properties as the fields say.

use graph_entity_schema::{Operation as Does, Schema, StructuredType};

use crate::errors::Errors;
use crate::model::entity::{Field, Written};
use crate::model::operation::Operation;
use crate::schema_check::properties::Properties;

/// Notes each property that an update cannot set but sends, and each navigation property that is treated as an ordinary one.
///
/// The derive cannot say this: it does not see the operations that stand above it. What is wrong whatever they are, it reports.
pub(super) fn mistakes(
    schema: &Schema,
    ty: &StructuredType,
    fields: &[Field<'_>],
    operations: &[Operation],
    errors: &mut Errors,
) {
    let has = |does: &[Does]| operations.iter().any(|operation| does.contains(&operation.kind.operation));
    let selects = fields.iter().all(Field::is_property)
        && operations.iter().any(|operation| operation.kind.is_read() && !operation.select_all);
    let (has_update, has_create) = (has(&[Does::Update]), has(&[Does::Create, Does::Put]));
    let lineage: Vec<_> = schema.lineage(ty).collect();
    let properties = Properties::new(schema, ty, &lineage);
    for field in fields.iter().filter(|field| field.is_property()) {
        let (name, span) = (field.name.0.as_str(), field.name.1);
        let sent_by_update = has_update && matches!(field.written(), Written::Always | Written::Required);
        if properties.property(name).is_some_and(|property| property.is_immutable) {
            if sent_by_update {
                let message = format!(
                    "`{name}` cannot be changed, so an update cannot send it: add `create_only` or `read_only`"
                );
                errors.push(span, message);
            }
        } else if properties.property(name).is_none()
            && properties.navigation(name).is_some()
            && !field.is("expand")
            && (sent_by_update || selects && field.is_selected())
        {
            let remedy = if has_create && matches!(field.written(), Written::Always | Written::Required) {
                "add `expand` and, if creates send it, `create_only`"
            } else {
                "add `expand`"
            };
            errors.push(span, format!("`{name}` is a navigation property, {remedy}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::kind::{GET, LIST, PATCH, POST};
    use crate::schema_check::schemas::{Schemas, messages_of};
    use quote::quote;

    const IMMUTABLE: &str = "`source` cannot be changed, so an update cannot send it: add `create_only` or `read_only`";
    const NAVIGATION: &str = "`attachments` is a navigation property, add `expand`";

    #[test]
    fn an_update_sends_what_can_be_changed() {
        for (fields, expected) in [
            (quote!(source: X), vec![IMMUTABLE]),
            (quote!(#[graph_entity(required)] source: X, attachments: X), vec![IMMUTABLE, NAVIGATION]),
            (quote!(#[graph_entity(name = "source")] a: X), vec![IMMUTABLE]),
            (quote!(#[graph_entity(create_only)] source: X, #[graph_entity(expand)] attachments: X), vec![]),
            (quote!(#[graph_entity(read_only)] source: X, #[graph_entity(create_only)] attachments: X), vec![]),
            (quote!(subject: X, #[graph_entity(name = "attachments@odata.bind")] bound: X), vec![]),
        ] {
            let item = quote! { #[graph_entity("microsoft.graph.message")] struct Message { #fields } };
            let path = quote!("/me/messages/{messageId}");
            assert_eq!(messages_of(&PATCH, path, item.clone(), Schemas::both()), expected, "{fields}");
            // A create can set it.
            assert_eq!(messages_of(&POST, quote!("/me/messages"), item, Schemas::both()), [""; 0], "{fields}");
        }
    }

    #[test]
    fn a_read_expands_navigation_properties() {
        let created = "`attachments` is a navigation property, add `expand` and, if creates send it, `create_only`";
        for (path, fields, expected) in [
            (quote!("/me/messages"), quote!(attachments: X), vec![NAVIGATION]),
            (quote!("/me/messages", select_all), quote!(attachments: X), vec![]),
            (quote!("/me/messages"), quote!(attachments: X, #[graph_entity(additional)] more: X), vec![]),
            (quote!("/me/messages"), quote!(#[graph_entity(expand)] attachments: X), vec![]),
            (quote!("/me/messages"), quote!(#[graph_entity(write_only)] attachments: X, source: X), vec![]),
        ] {
            let item = quote! { #[graph_entity("microsoft.graph.message")] struct Message { #fields } };
            assert_eq!(messages_of(&LIST, path, item, Schemas::both()), expected, "{fields}");
        }
        let item = quote! {
            #[graph_post("/me/messages")]
            #[graph_entity("microsoft.graph.message")]
            struct Message { attachments: X }
        };
        assert_eq!(messages_of(&GET, quote!("/me/messages/{id}"), item, Schemas::both()), [created]);
    }
}
