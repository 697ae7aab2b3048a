//! Whether a property exists, and whether the field treats it as the service does.

use graph_entity_schema::{NavigationProperty, Primitive, Property, PropertyType, Schema, StructuredType};

use crate::model::entity::{Field, Written};

/// What a field has to hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    pub(super) value: Value,
    pub(super) is_collection: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Primitive(Primitive),
    /// The qualified name of a complex type, an enumeration or an entity type.
    Named(String),
    /// The same of an enumeration of which several members can hold at once.
    Flags(String),
    /// The base of a hierarchy, of which a variant holds a derived type.
    Base(String),
}

impl Value {
    /// The name of a type that is not primitive.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Primitive(_) => None,
            Self::Named(name) | Self::Flags(name) | Self::Base(name) => Some(name),
        }
    }
}

impl Declared {
    /// A value of this type, or a collection of such; `None` for content that is not JSON.
    pub(super) fn of(schema: &Schema, ty: &PropertyType, is_collection: bool) -> Option<Self> {
        match ty {
            // Content that has a path of its own; how it stands in JSON, if at all, OData leaves open.
            PropertyType::Primitive(Primitive::Stream | Primitive::Untyped) => None,
            PropertyType::Primitive(primitive) => Some(Self { value: Value::Primitive(*primitive), is_collection }),
            PropertyType::Named(name) => Some(Self { is_collection, ..Self::of_type(schema, name) }),
        }
    }

    /// One value of the type of this name.
    pub(super) fn of_type(schema: &Schema, name: &str) -> Self {
        let enumeration = schema.type_named(name).and_then(|ty| ty.as_enumeration());
        let is_flags = enumeration.is_some_and(|enumeration| enumeration.is_flags);
        let value = if is_flags { Value::Flags(name.to_owned()) } else { Value::Named(name.to_owned()) };
        Self { value, is_collection: false }
    }
}

/// A type with those that it extends, looked up once for all of its properties.
pub(super) struct Properties<'a> {
    schema: &'a Schema,
    ty: &'a StructuredType,
    pub(super) lineage: &'a [&'a StructuredType],
    key: &'a [Box<str>],
}

impl<'a> Properties<'a> {
    pub(super) fn new(schema: &'a Schema, ty: &'a StructuredType, lineage: &'a [&'a StructuredType]) -> Self {
        Self { schema, ty, lineage, key: schema.key(ty) }
    }

    pub(super) fn property(&self, name: &str) -> Option<&Property> {
        self.lineage.iter().flat_map(|ty| &ty.properties).find(|property| *property.name == *name)
    }

    pub(super) fn navigation(&self, name: &str) -> Option<&NavigationProperty> {
        self.lineage.iter().flat_map(|ty| &ty.navigation).find(|navigation| *navigation.name == *name)
    }
}

/// What the field of a property has to hold, as far as the schema says, and what is wrong with its options.
pub(super) fn property(of: &Properties<'_>, field: &Field<'_>) -> (Option<Declared>, Option<String>) {
    let Properties { schema, ty, key, .. } = of;
    let name = field.name.0.as_str();
    let (name, annotation) = match name.split_once('@') {
        Some((name, annotation)) => (name, Some(annotation)),
        None => (name, None),
    };
    // An annotation of the whole object, such as `@microsoft.graph.conflictBehavior`.
    if name.is_empty() {
        return (None, None);
    }
    let is_key = key.iter().any(|key| **key == *name);
    if field.is("key") && !is_key && !key.is_empty() {
        return (None, Some(format!("`{name}` is not the key of {}, that is `{}`", ty.name, key.join("` and `"))));
    }
    if field.is("expand") && (annotation.is_some() || of.property(name).is_some()) {
        return (None, Some(format!("`{}` is not a navigation property, remove `expand`", field.name.0)));
    }
    if let Some(property) = of.property(name) {
        if field.is("idempotency_key") && !schema.is_idempotency_key(ty, &field.name.0) {
            let message = format!(
                "Graph does not document `{}` of {} as an idempotency key, so a create that is sent again could create \
                 twice, remove `idempotency_key`",
                field.name.0, ty.name
            );
            return (None, Some(message));
        }
        if annotation.is_some() {
            return (None, None);
        }
        let message = (property.is_computed && field.written() != Written::Never).then(|| {
            let remedy =
                if field.is("create_only") { "write `read_only`, not `create_only`" } else { "add `read_only`" };
            format!("the service computes `{name}` and a create does not send it, {remedy}")
        });
        let declared = Declared::of(schema, &property.ty, property.is_collection);
        return (declared, message);
    }
    if let Some(navigation) = of.navigation(name) {
        let declared = match annotation {
            None => Some(Declared::of_type(schema, &navigation.ty)),
            Some("odata.bind") => Some(Declared { value: Value::Primitive(Primitive::String), is_collection: false }),
            Some(_) => None,
        };
        let is_collection = navigation.is_collection;
        return (declared.map(|declared| Declared { is_collection, ..declared }), None);
    }
    (None, no_property(schema, ty, name))
}

/// What to say of a property that the type has not; nothing where it is open and no name is near.
fn no_property(schema: &Schema, ty: &StructuredType, name: &str) -> Option<String> {
    let of = &ty.name;
    match schema.nearest_property(ty, name) {
        Some(nearest) => Some(format!("{of} has no property `{name}`, did you mean `{nearest}`?")),
        None if schema.is_open(ty) => None,
        None => Some(format!("{of} has no property `{name}`, `cargo graph-entity show {of}` lists those that it has")),
    }
}

#[cfg(test)]
mod tests {
    use crate::schema_check::schemas::{Schemas, entity_messages};
    use syn::parse_quote;

    #[test]
    fn what_the_schema_has_is_accepted() {
        let input = parse_quote! {
            #[graph_entity("microsoft.graph.message")]
            struct Message {
                #[graph_entity(key)] id: X,
                subject: X,
                importance: X,
                #[graph_entity(read_only)] created_date_time: X,
                attachments: X,
                #[graph_entity(expand, name = "attachments")] expanded: X,
                #[graph_entity(name = "attachments@odata.bind")] bound: X,
                #[graph_entity(name = "@microsoft.graph.conflictBehavior")] conflict: X,
                #[graph_entity(name = "subject@odata.type")] annotated: X,
                #[graph_entity(additional)] more: X,
            }
        };
        assert_eq!(entity_messages(&input, Schemas::both()), [""; 0]);
    }

    #[test]
    fn each_mistake_in_a_property_has_its_message() {
        let input = parse_quote! {
            #[graph_entity("microsoft.graph.message")]
            struct Message {
                #[graph_entity(key)] subject: X,
                #[graph_entity(expand)] body: X,
                #[graph_entity(expand, name = "attachments@odata.bind")] referred: X,
                #[graph_entity(expand)] atachments: X,
                importence: X,
                created_date_time: X,
                #[graph_entity(create_only, name = "createdDateTime")] created: X,
                height_of_the_tower: X,
                #[graph_entity(name = "atachments@odata.bind")] bound: X,
            }
        };
        let expected = [
            "`subject` is not the key of microsoft.graph.message, that is `id`",
            "`body` is not a navigation property, remove `expand`",
            "`attachments@odata.bind` is not a navigation property, remove `expand`",
            "microsoft.graph.message has no property `atachments`, did you mean `attachments`?",
            "microsoft.graph.message has no property `importence`, did you mean `importance`?",
            "the service computes `createdDateTime` and a create does not send it, add `read_only`",
            "the service computes `createdDateTime` and a create does not send it, write `read_only`, not `create_only`",
            "microsoft.graph.message has no property `heightOfTheTower`, `cargo graph-entity show microsoft.graph.message` \
             lists those that it has",
            "microsoft.graph.message has no property `atachments`, did you mean `attachments`?",
        ];
        assert_eq!(entity_messages(&input, Schemas::both()), expected);
    }

    #[test]
    fn only_a_documented_property_is_an_idempotency_key() {
        let input = parse_quote! {
            #[graph_entity("microsoft.graph.event")]
            struct Event { #[graph_entity(idempotency_key)] transaction_id: X }
        };
        assert_eq!(entity_messages(&input, Schemas::both()), [""; 0]);
        for (input, name, ty) in [
            (
                parse_quote! {
                    #[graph_entity("microsoft.graph.event")]
                    struct Event { #[graph_entity(idempotency_key)] subject: X }
                },
                "subject",
                "event",
            ),
            (
                parse_quote! {
                    #[graph_entity("microsoft.graph.event")]
                    struct Event { #[graph_entity(idempotency_key, name = "transactionId@odata.type")] a: X }
                },
                "transactionId@odata.type",
                "event",
            ),
            (
                parse_quote! {
                    #[graph_entity("microsoft.graph.message")]
                    struct Message { #[graph_entity(idempotency_key)] subject: X }
                },
                "subject",
                "message",
            ),
        ] {
            let message = format!(
                "Graph does not document `{name}` of microsoft.graph.{ty} as an idempotency key, so a create that is sent \
                 again could create twice, remove `idempotency_key`"
            );
            assert_eq!(entity_messages(&input, Schemas::both()), [message]);
        }
    }

    #[test]
    fn an_open_type_takes_other_names_but_not_a_slip() {
        let input = parse_quote! {
            #[graph_entity("microsoft.graph.user")]
            struct User { #[graph_entity(name = "extension_5_costCenter")] cost_center: X, displayed_name: X }
        };
        let expected = ["microsoft.graph.user has no property `displayedName`, did you mean `displayName`?"];
        assert_eq!(entity_messages(&input, Schemas::both()), expected);
    }
}
