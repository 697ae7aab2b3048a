//! Whether a type exists in the version that is used, and is what the derive takes it for.

use std::sync::Arc;

use graph_entity_schema::{Schema, Type};
use proc_macro2::Ident;

use crate::errors::Errors;
use crate::model::entity::Kind;
use crate::options::attributes::ODataType;
use crate::schema_check::{Metadata, Version};

/// What a derive takes the type for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Expected {
    Structured(Kind),
    Enumeration,
}

impl Expected {
    fn of(ty: &Type) -> Self {
        match ty {
            Type::Enumeration(_) => Self::Enumeration,
            Type::Structured(ty) if ty.is_entity => Self::Structured(Kind::Entity),
            Type::Structured(_) => Self::Structured(Kind::Complex),
        }
    }

    fn derive(self) -> &'static str {
        match self {
            Self::Structured(kind) => kind.derive(),
            Self::Enumeration => "GraphEnum",
        }
    }
}

/// The schema of the type's version, if the type is in it; else what is wrong is noted.
pub(super) fn schema_with(
    odata_type: &ODataType,
    of: &Ident,
    expected: Expected,
    metadata: &dyn Metadata,
    errors: &mut Errors,
) -> Option<Arc<Schema>> {
    let version = Version::of(odata_type.beta);
    let message = match metadata.schema(version, &of.to_string()) {
        Ok(schema) => {
            let schema = schema?;
            match mistake(&schema, version, &odata_type.name, expected, metadata) {
                Some(message) => Some(message),
                None => return Some(schema),
            }
        }
        Err(message) => message,
    };
    if let Some(message) = message {
        errors.push(odata_type.place, message);
    }
    None
}

/// Whether a derive accepts this as its entity type, or has no schema that says otherwise.
pub(super) fn is_accepted(odata_type: &ODataType, metadata: &dyn Metadata) -> bool {
    let version = Version::of(odata_type.beta);
    let expected = Expected::Structured(Kind::Entity);
    metadata
        .if_present(version)
        .is_none_or(|schema| mistake(&schema, version, &odata_type.name, expected, metadata).is_none())
}

fn mistake(
    schema: &Schema,
    version: Version,
    name: &str,
    expected: Expected,
    metadata: &dyn Metadata,
) -> Option<String> {
    let Some(found) = schema.type_named(name) else {
        return Some(no_type(schema, version, name, metadata));
    };
    let (full, is) = (found.name(), Expected::of(found));
    if full != name {
        return Some(format!("`{name}` is an alias, write `{full}`"));
    }
    let article = if is == Expected::Structured(Kind::Complex) { "a" } else { "an" };
    (is != expected).then(|| format!("`{name}` is {article} {}, derive `{}`", found.kind(), is.derive()))
}

/// What to say of a type that the version has not.
pub(super) fn no_type(schema: &Schema, version: Version, name: &str, metadata: &dyn Metadata) -> String {
    let (this, other) = (version.name(), version.other());
    if metadata.if_present(other).is_some_and(|schema| schema.type_named(name).is_some()) {
        return format!("`{name}` is only in {}, {}", other.name(), version.remedy());
    }
    let nearest = schema.nearest_type(name).map(Type::name);
    match nearest {
        Some(nearest) => format!("there is no `{name}` in {this}, did you mean `{nearest}`?"),
        None => format!("there is no `{name}` in {this}{}", perhaps_pruned(schema)),
    }
}

/// A schema that was pruned lacks what the sources did not use then.
pub(super) fn perhaps_pruned(schema: &Schema) -> &'static str {
    if schema.is_pruned() {
        "; the schema is pruned, `cargo graph-entity fetch --prune --force` writes it anew for what the sources use now"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use crate::schema_check::schemas::{Schemas, entity_messages, enum_messages};
    use syn::parse_quote;

    #[test]
    fn each_mistake_in_a_type_has_its_message() {
        for (name, message) in [
            (
                "microsoft.graph.mesage",
                "there is no `microsoft.graph.mesage` in v1.0, did you mean `microsoft.graph.message`?",
            ),
            ("microsoft.graph.zzzzzzzzzzz", "there is no `microsoft.graph.zzzzzzzzzzz` in v1.0"),
            ("microsoft.graph.itemBody", "`microsoft.graph.itemBody` is a complex type, derive `GraphComplex`"),
            ("microsoft.graph.importance", "`microsoft.graph.importance` is an enumeration, derive `GraphEnum`"),
            ("microsoft.graph.agent", "`microsoft.graph.agent` is only in beta, add `beta`"),
            ("graph.message", "`graph.message` is an alias, write `microsoft.graph.message`"),
        ] {
            let input = parse_quote! { #[graph_entity(#name)] struct A { } };
            assert_eq!(entity_messages(&input, Schemas::both()), [message]);
        }
    }

    #[test]
    fn what_is_only_in_v1_is_named_in_beta() {
        let input = parse_quote! { #[graph_entity("microsoft.graph.message", beta)] struct A { } };
        let message = "`microsoft.graph.message` is only in v1.0, remove `beta`";
        assert_eq!(entity_messages(&input, Schemas::both()), [message]);
    }

    #[test]
    fn an_enumeration_is_no_entity() {
        let input = parse_quote! { #[graph_enum("microsoft.graph.message")] enum A { B } };
        let message = "`microsoft.graph.message` is an entity type, derive `GraphEntity`";
        assert_eq!(enum_messages(&input, Schemas::both()), [message]);
    }

    #[test]
    fn a_pruned_schema_says_so() {
        let input = parse_quote! { #[graph_entity("microsoft.graph.zzzzzzzzzzz")] struct A { } };
        let messages = entity_messages(&input, Schemas::pruned());
        assert!(messages.iter().all(|message| message.contains("the schema is pruned")), "{messages:?}");
        assert_eq!(messages.len(), 1);
    }

    #[test]
    fn a_missing_schema_is_one_error() {
        let input = parse_quote! { #[graph_entity("microsoft.graph.message")] struct A { } };
        assert_eq!(entity_messages(&input, Schemas::none()), ["the schema is missing"]);
    }
}
