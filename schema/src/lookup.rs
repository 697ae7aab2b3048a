//! What is asked of a schema by name.

use crate::inherited::Inherited;
use crate::model::{NavigationProperty, Property, PropertyType, Root, StructuredType, Type};
use crate::resolve::qualified;
use crate::schema::Schema;

impl Schema {
    /// The types, in the document's order.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.types.iter()
    }

    /// The entity sets and singletons, in the document's order.
    pub fn roots(&self) -> impl Iterator<Item = &Root> {
        self.roots.iter()
    }

    /// The entity set or singleton of this name.
    #[must_use]
    pub fn root(&self, name: &str) -> Option<&Root> {
        self.roots.get(*self.root_by_name.get(name)?)
    }

    /// The type of this name, which may be written with a namespace's alias, as in `graph.user`.
    #[must_use]
    pub fn type_named(&self, name: &str) -> Option<&Type> {
        let index = self.by_name.get(name).or_else(|| self.by_name.get(self.qualified(name)?.as_str()));
        self.types.get(*index?)
    }

    /// The entity type or complex type of this name.
    #[must_use]
    pub fn structured(&self, name: &str) -> Option<&StructuredType> {
        self.type_named(name)?.as_structured()
    }

    /// The name with its namespace, if it is written with an alias.
    pub(crate) fn qualified(&self, name: &str) -> Option<String> {
        qualified(&self.aliases, name)
    }

    /// The type itself, the type that it extends, and so on.
    pub fn lineage<'a>(&'a self, ty: &'a StructuredType) -> impl Iterator<Item = &'a StructuredType> {
        std::iter::successors(Some(ty), |ty| self.structured(ty.base.as_deref()?))
    }

    /// Whether a type is, or extends, the type of this qualified name.
    #[must_use]
    pub fn is_a(&self, ty: &StructuredType, base: &str) -> bool {
        self.lineage(ty).any(|ty| *ty.name == *base)
    }

    /// Whether a property, a navigation property or a root has the type of this qualified name as its own.
    #[must_use]
    pub fn is_used(&self, name: &str) -> bool {
        let used = self.used.get_or_init(|| {
            let structured = || self.types.iter().filter_map(Type::as_structured);
            let properties = structured().flat_map(|ty| &ty.properties).filter_map(|property| match &property.ty {
                PropertyType::Named(name) => Some(name),
                PropertyType::Primitive(_) => None,
            });
            let navigation = structured().flat_map(|ty| &ty.navigation).map(|navigation| &navigation.ty);
            properties.chain(navigation).chain(self.roots.iter().map(|root| &root.ty)).cloned().collect()
        });
        used.contains(name)
    }

    /// The types that extend the type of this qualified name, directly or not.
    pub fn derived<'a>(&'a self, base: &str) -> impl Iterator<Item = &'a StructuredType> {
        let derived = self.by_name.get(base).map(|base| self.edges().derived(*base)).unwrap_or_default();
        derived.into_iter().filter_map(|index| self.types.get(index)?.as_structured())
    }

    /// The properties of a type, those of its bases first.
    #[must_use]
    pub fn properties<'a>(&'a self, ty: &'a StructuredType) -> Vec<&'a Property> {
        let declaring: Vec<_> = self.declaring(ty).collect();
        declaring.into_iter().rev().flat_map(|ty| &ty.properties).collect()
    }

    /// The properties that a create needs wherever it is, by the insert restrictions of the type and its bases.
    pub fn required_properties<'a>(&'a self, ty: &'a StructuredType) -> impl Iterator<Item = &'a str> {
        self.declaring(ty).flat_map(|ty| &ty.insert.required).map(|name| &**name)
    }

    /// The property of this name, of a type or of a type that it extends.
    #[must_use]
    pub fn property<'a>(&'a self, ty: &'a StructuredType, name: &str) -> Option<&'a Property> {
        self.declaring(ty).find_map(|ty| ty.properties.iter().find(|property| *property.name == *name))
    }

    /// The navigation properties of a type, those of its bases first.
    #[must_use]
    pub fn navigation_properties<'a>(&'a self, ty: &'a StructuredType) -> Vec<&'a NavigationProperty> {
        let declaring: Vec<_> = self.declaring(ty).collect();
        declaring.into_iter().rev().flat_map(|ty| &ty.navigation).collect()
    }

    /// The navigation property of this name, of a type or of a type that it extends.
    #[must_use]
    pub fn navigation<'a>(&'a self, ty: &'a StructuredType, name: &str) -> Option<&'a NavigationProperty> {
        self.declaring(ty).find_map(|ty| ty.navigation.iter().find(|navigation| *navigation.name == *name))
    }

    /// The names of the key's properties, which a base may declare.
    #[must_use]
    pub fn key<'a>(&'a self, ty: &'a StructuredType) -> &'a [Box<str>] {
        let declaring = self.inherited(ty).key.and_then(|index| self.structured_at(index));
        declaring.map(|ty| ty.key.as_slice()).unwrap_or_default()
    }

    /// The names in each further key of a type, as they stand in paths: `/applications(appId='{appId}')`.
    pub fn alternate_keys<'a>(&'a self, ty: &'a StructuredType) -> impl Iterator<Item = &'a [Box<str>]> {
        self.lineage(ty).flat_map(|ty| &ty.alternate_keys).map(Vec::as_slice)
    }

    /// Whether a type, or one that it extends, takes properties that are not declared.
    #[must_use]
    pub fn is_open(&self, ty: &StructuredType) -> bool {
        self.inherited(ty).is_open
    }

    /// What a type inherits.
    pub(crate) fn inherited(&self, ty: &StructuredType) -> Inherited {
        self.by_name.get(&ty.name).and_then(|index| self.inherited.get(*index)).copied().unwrap_or_default()
    }

    /// The type itself and its bases, without those that declare neither members nor required properties.
    pub(crate) fn declaring<'a>(&'a self, ty: &StructuredType) -> impl Iterator<Item = &'a StructuredType> + use<'a> {
        let next = |index: &usize| self.inherited.get(*index)?.declaring_base;
        std::iter::successors(self.inherited(ty).declaring, next).filter_map(|index| self.structured_at(index))
    }
}
