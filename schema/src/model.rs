//! The parts of a schema: types with their properties, and the roots of the paths.

use crate::primitive::Primitive;

/// A type that a schema declares.
#[derive(Debug)]
pub enum Type {
    /// An entity type or a complex type.
    Structured(StructuredType),
    /// An enumeration.
    Enumeration(Enumeration),
}

/// An entity type or a complex type (CSDL 4.01, 6 and 9).
#[derive(Debug)]
#[non_exhaustive]
pub struct StructuredType {
    /// The qualified name, such as `microsoft.graph.user`.
    pub name: Box<str>,
    /// Whether it is an entity type.
    pub is_entity: bool,
    /// The qualified name of the type that it extends; the schema holds it.
    pub base: Option<Box<str>>,
    /// Whether only types derived from it have values.
    pub is_abstract: bool,
    /// Whether its values may have properties that are not declared.
    pub is_open: bool,
    /// The names of the key's properties, where this type declares it.
    pub key: Vec<Box<str>>,
    /// The names in each further key that this type declares (`Org.OData.Core.V1.AlternateKeys`), as they stand in paths.
    pub alternate_keys: Vec<Vec<Box<str>>>,
    /// The properties that this type declares, less those of its bases.
    pub properties: Vec<Property>,
    /// The navigation properties that this type declares, less those of its bases.
    pub navigation: Vec<NavigationProperty>,
    /// What the service says of it.
    pub description: Option<Box<str>>,
    /// What the service says of creating one, wherever it is.
    pub insert: InsertRestrictions,
    /// What the service says of updating and deleting one, wherever it is.
    pub changes: ChangeRestrictions,
}

/// A structural property (CSDL 4.01, 7).
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says what an attribute or annotation says, and all combine")]
#[non_exhaustive]
pub struct Property {
    /// The name, as it stands in JSON.
    pub name: Box<str>,
    /// The type of its value, or of each of its values.
    pub ty: PropertyType,
    /// Whether it holds many values.
    pub is_collection: bool,
    /// Whether the value, or each of the values, may be null.
    pub is_nullable: bool,
    /// Whether the service computes it (`Org.OData.Core.V1.Computed`).
    pub is_computed: bool,
    /// Whether it can be set by a create alone (`Org.OData.Core.V1.Immutable`).
    pub is_immutable: bool,
    /// What the service says of it.
    pub description: Option<Box<str>>,
}

/// The type of a property's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PropertyType {
    /// A primitive type.
    Primitive(Primitive),
    /// The qualified name of a type, which a pruned schema may lack.
    Named(Box<str>),
}

/// A navigation property (CSDL 4.01, 8): a relation to other entities.
#[derive(Debug)]
#[non_exhaustive]
pub struct NavigationProperty {
    /// The name, as it stands in paths.
    pub name: Box<str>,
    /// The qualified name of the entity type that it leads to, which a pruned schema may lack.
    pub ty: Box<str>,
    /// Whether it leads to many.
    pub is_collection: bool,
    /// Whether what it leads to lives inside this entity (`ContainsTarget`).
    pub is_contained: bool,
    /// Whether it may lead to nothing.
    pub is_nullable: bool,
    /// What the service says of it.
    pub description: Option<Box<str>>,
    /// What the service says of creating one here.
    pub insert: InsertRestrictions,
    /// What the service says of updating and deleting one here.
    pub changes: ChangeRestrictions,
}

/// What the service says of a create (`Org.OData.Capabilities.V1.InsertRestrictions`).
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InsertRestrictions {
    /// Whether it can be done, or `None` if the schema does not say.
    pub is_insertable: Option<bool>,
    /// The properties without which it is refused.
    pub required: Vec<Box<str>>,
}

/// What the service says of updates and deletions (`Org.OData.Capabilities.V1.UpdateRestrictions` and `DeleteRestrictions`).
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangeRestrictions {
    /// Whether an update can be done, or `None` if the schema does not say.
    pub is_updatable: Option<bool>,
    /// Whether an update of what does not exist creates it, or `None` if the schema does not say.
    pub is_upsertable: Option<bool>,
    /// Whether a deletion can be done, or `None` if the schema does not say.
    pub is_deletable: Option<bool>,
}

/// An enumeration (CSDL 4.01, 10).
#[derive(Debug)]
#[non_exhaustive]
pub struct Enumeration {
    /// The qualified name, such as `microsoft.graph.importance`.
    pub name: Box<str>,
    /// Whether several members can hold at once.
    pub is_flags: bool,
    /// The members, in the schema's order.
    pub members: Vec<Member>,
    /// What the service says of it.
    pub description: Option<Box<str>>,
}

/// A member of an enumeration.
#[derive(Debug)]
#[non_exhaustive]
pub struct Member {
    /// The name, as it stands in JSON.
    pub name: Box<str>,
    /// What the service says of it.
    pub description: Option<Box<str>>,
}

/// An entity set or a singleton: the first segment of a path (CSDL 4.01, 13).
#[derive(Debug)]
#[non_exhaustive]
pub struct Root {
    /// The name, as it stands in paths.
    pub name: Box<str>,
    /// The qualified name of its entity type, which a pruned schema may lack.
    pub ty: Box<str>,
    /// Whether it is an entity set, and not a singleton.
    pub is_collection: bool,
    /// What the service says of creating one here.
    pub insert: InsertRestrictions,
    /// What the service says of updating and deleting one here.
    pub changes: ChangeRestrictions,
}

/// A parameter of a function or an action (CSDL 4.01, 12.8).
#[derive(Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// The name, as the schema spells it; Graph's reference often spells it otherwise in its case.
    pub name: Box<str>,
    /// The type of its value, or of each of its values.
    pub ty: PropertyType,
    /// Whether it holds many values.
    pub is_collection: bool,
    /// Whether the value, or each of the values, may be null.
    pub is_nullable: bool,
    /// Whether it may be left out (`Org.OData.Core.V1.OptionalParameter`).
    pub is_optional: bool,
}

/// A function or an action that is bound to a type.
#[derive(Debug)]
pub(crate) struct BoundOperation {
    pub(crate) name: Box<str>,
    pub(crate) is_function: bool,
    /// The qualified name of the type that it is called on, and whether on a collection of it.
    pub(crate) on: (Box<str>, bool),
    /// Without the one that it is called on.
    pub(crate) parameters: Vec<Parameter>,
    /// The qualified name of what it gives, and whether a collection of it.
    pub(crate) gives: Option<(Box<str>, bool)>,
}

impl PropertyType {
    /// The type that an attribute names.
    pub(crate) fn named(name: &str) -> Self {
        match name.strip_prefix("Edm.") {
            Some(primitive) => Self::Primitive(Primitive::named(primitive)),
            None => Self::Named(name.into()),
        }
    }
}

impl ChangeRestrictions {
    /// What these say or, if they do not say it, what the others say.
    pub(crate) fn or(self, others: Self) -> Self {
        Self {
            is_updatable: self.is_updatable.or(others.is_updatable),
            is_upsertable: self.is_upsertable.or(others.is_upsertable),
            is_deletable: self.is_deletable.or(others.is_deletable),
        }
    }
}

impl Type {
    /// The qualified name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Structured(structured) => &structured.name,
            Self::Enumeration(enumeration) => &enumeration.name,
        }
    }

    /// What the service says of it.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        match self {
            Self::Structured(structured) => structured.description.as_deref(),
            Self::Enumeration(enumeration) => enumeration.description.as_deref(),
        }
    }

    /// What it is, in the words of OData: `entity type`, `complex type` or `enumeration`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Structured(StructuredType { is_entity: true, .. }) => "entity type",
            Self::Structured(_) => "complex type",
            Self::Enumeration(_) => "enumeration",
        }
    }

    /// The entity type or complex type that it is.
    #[must_use]
    pub fn as_structured(&self) -> Option<&StructuredType> {
        match self {
            Self::Structured(structured) => Some(structured),
            Self::Enumeration(_) => None,
        }
    }

    /// The enumeration that it is.
    #[must_use]
    pub fn as_enumeration(&self) -> Option<&Enumeration> {
        match self {
            Self::Structured(_) => None,
            Self::Enumeration(enumeration) => Some(enumeration),
        }
    }
}
