//! Which types are declared, in which order and under which names.

pub(super) mod hierarchies;
pub(super) mod navigation;

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;

use graph_entity_names::pascal_case;
use graph_entity_schema::{Enumeration, Property, PropertyType, Schema, StructuredType, Type};

use crate::generate::calls::Call;
use crate::generate::kept::Kept;
use crate::generate::names::Names;
use crate::generate::plan::hierarchies::Hierarchies;
use crate::generate::plan::navigation::{Navigation, Wanted};

/// The names that a generated type does not take: those of the prelude, of what the output uses and of what a caller imports.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "AsMut", "AsRef", "Box", "Clone", "Copy", "Debug", "Default", "DoubleEndedIterator", "Drop", "Eq", "Err",
    "ExactSizeIterator", "Extend", "Fn", "FnMut", "FnOnce", "From", "FromIterator", "Future", "Hash", "Into",
    "IntoFuture", "IntoIterator", "Iterator", "None", "Ok", "Option", "Ord", "PartialEq", "PartialOrd", "Result",
    "Self", "Send", "Sized", "Some", "String", "Sync", "ToOwned", "ToString", "TryFrom", "TryInto", "Unpin", "Vec",
    "Binary", "Date", "DateTimeOffset", "Decimal", "Double", "Duration", "Guid", "Int64", "Nullable", "Single",
    "TimeOfDay",
    "BaseUrl", "Create", "Created", "Error", "Flags", "GraphClient", "GraphComplex", "GraphEntity", "GraphEnum",
    "GraphError", "GraphParameters", "OtherType", "Redirect",
];

/// A type to declare.
#[derive(Debug)]
pub(super) enum Item<'s> {
    Struct(&'s StructuredType),
    /// The enum of the types that a value of the base can be of.
    Hierarchy(&'s StructuredType, Vec<&'s StructuredType>),
    Enumeration(&'s Enumeration),
}

/// What the Rust type of a property's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape<'s> {
    Struct(&'s str),
    Hierarchy(&'s str),
    Enumeration(&'s str),
    Flags(&'s str),
    /// Any JSON: a type that the schema does not hold, or that stands for that.
    Any,
}

/// The types to declare.
pub(super) struct Plan<'s> {
    pub(super) schema: &'s Schema,
    /// What was asked for first, then what it needs, as it is come upon.
    pub(super) items: Vec<Item<'s>>,
    pub(super) navigation: Navigation<'s>,
    names: HashMap<Shape<'s>, String>,
    pub(super) hierarchies: Hierarchies<'s>,
    /// The names of the structs of parameters, in the order of the calls.
    pub(super) call_names: Vec<String>,
}

impl<'s> Plan<'s> {
    /// Plans the requested types and all types that their kept properties need.
    pub(super) fn new(
        schema: &'s Schema,
        requested: &[&'s StructuredType],
        hierarchies: Hierarchies<'s>,
        navigation: Navigation<'s>,
        kept: &Kept<'_>,
        calls: &[Call<'s>],
    ) -> Self {
        let mut plan =
            Self { schema, items: Vec::new(), navigation, names: HashMap::new(), hierarchies, call_names: Vec::new() };
        let mut queue: VecDeque<Shape<'s>> = VecDeque::new();
        for ty in requested {
            let (is_enum, is_struct) = (ty.is_abstract || plan.hierarchies.is_whole(ty), !ty.is_abstract);
            queue.extend(is_enum.then_some(Shape::Hierarchy(&ty.name)));
            queue.extend(is_struct.then_some(Shape::Struct(&ty.name)));
        }
        queue.extend(calls.iter().flat_map(Call::types).filter_map(|ty| plan.shape(ty)));
        let mut seen: HashSet<Shape<'s>> = HashSet::new();
        while let Some(shape) = queue.pop_front() {
            if !seen.insert(shape) {
                continue;
            }
            match shape {
                Shape::Struct(name) => {
                    let Some(ty) = schema.structured(name) else { continue };
                    plan.items.push(Item::Struct(ty));
                    let properties = plan.properties(ty);
                    let stays = properties.into_iter().filter(|property| kept.has(ty, &property.name));
                    queue.extend(stays.filter_map(|property| plan.shape(&property.ty)));
                    let wanted = plan.navigation.of(ty).iter().filter(|wanted| !wanted.is_binding);
                    queue.extend(wanted.map(|wanted| plan.shape_of(&wanted.property.ty)));
                }
                Shape::Hierarchy(name) => {
                    let Some(ty) = schema.structured(name) else { continue };
                    let variants = plan.hierarchies.variants(ty).unwrap_or_default();
                    queue.extend(variants.iter().map(|ty| Shape::Struct(&ty.name)));
                    plan.items.push(Item::Hierarchy(ty, variants));
                }
                Shape::Enumeration(name) | Shape::Flags(name) => {
                    if let Some(enumeration) = schema.type_named(name).and_then(Type::as_enumeration) {
                        plan.items.push(Item::Enumeration(enumeration));
                    }
                }
                Shape::Any => {}
            }
        }
        plan.give_names(calls);
        plan
    }

    /// The properties of a type and of its bases, each name once: what a derived type says of it counts.
    pub(super) fn properties(&self, ty: &'s StructuredType) -> Vec<&'s Property> {
        last_of_each(self.schema.properties(ty), |property| &property.name)
    }

    /// What the values of a property are; none of a primitive type.
    pub(super) fn shape(&self, ty: &PropertyType) -> Option<Shape<'s>> {
        match ty {
            PropertyType::Primitive(_) => None,
            PropertyType::Named(name) => Some(self.shape_of(name)),
        }
    }

    pub(super) fn shape_of(&self, name: &str) -> Shape<'s> {
        match self.schema.type_named(name) {
            // Declared as an open type without properties, and an array in each of its places.
            Some(ty) if ty.name() == "microsoft.graph.Json" => Shape::Any,
            Some(Type::Structured(ty)) if self.hierarchies.is_hierarchy(ty) => Shape::Hierarchy(&ty.name),
            Some(Type::Structured(ty)) => Shape::Struct(&ty.name),
            Some(Type::Enumeration(ty)) if ty.is_flags => Shape::Flags(&ty.name),
            Some(Type::Enumeration(ty)) => Shape::Enumeration(&ty.name),
            None => Shape::Any,
        }
    }

    /// The Rust name of what is planned.
    pub(super) fn name(&self, shape: Shape<'s>) -> &str {
        self.names.get(&shape).map_or("Unplanned", String::as_str)
    }

    /// The first of the types that is in no hierarchy that is declared, neither as its base nor as a variant.
    pub(super) fn outside_of_hierarchies(&self, types: &[&'s StructuredType]) -> Option<&'s StructuredType> {
        let is_in = |ty: &StructuredType| {
            self.items.iter().any(|item| match item {
                Item::Hierarchy(base, variants) => {
                    base.name == ty.name || variants.iter().any(|variant| self.schema.is_a(variant, &ty.name))
                }
                Item::Struct(_) | Item::Enumeration(_) => false,
            })
        };
        types.iter().copied().find(|ty| !is_in(ty))
    }

    /// The wanted navigation properties of a struct.
    pub(super) fn wanted(&self, ty: &StructuredType) -> &[Wanted<'s>] {
        self.navigation.of(ty)
    }

    /// Each type its own name; where two would have one, the types of `microsoft.graph` come first.
    fn give_names(&mut self, calls: &[Call<'_>]) {
        let mut names = Names::reserving(RESERVED);
        let mut shapes: Vec<(Shape<'s>, bool)> = self
            .items
            .iter()
            .map(|item| match item {
                Item::Struct(ty) => (Shape::Struct(&ty.name), true),
                Item::Hierarchy(ty, _) => (Shape::Hierarchy(&ty.name), ty.is_abstract),
                Item::Enumeration(ty) if ty.is_flags => (Shape::Flags(&ty.name), true),
                Item::Enumeration(ty) => (Shape::Enumeration(&ty.name), true),
            })
            .collect();
        shapes.sort_by_key(|(shape, has_plain_name)| (!has_plain_name, qualified(*shape).matches('.').count()));
        for (shape, has_plain_name) in shapes {
            let (namespace, simple) = qualified(shape).rsplit_once('.').unwrap_or_default();
            let simple = pascal_case(simple);
            // The enum beside a struct of the same type, which has the plain name.
            let any = if has_plain_name { "" } else { "Any" };
            let space = match namespace.rsplit('.').next() {
                Some("graph") | None => "Graph".to_owned(),
                Some(last) => pascal_case(last),
            };
            let name = names.give([format!("{any}{simple}"), format!("{any}{space}{simple}")]);
            self.names.insert(shape, name);
        }
        for call in calls {
            let simple = pascal_case(call.called.name);
            let on = pascal_case(call.called_on());
            self.call_names.push(names.give([simple.clone(), format!("{on}{simple}"), format!("Call{simple}")]));
        }
    }
}

/// Removes all but the last value of each name, which moves to the place of the first.
fn last_of_each<T: Copy, K: Eq + Hash>(values: Vec<T>, name: impl Fn(T) -> K) -> Vec<T> {
    let mut places: HashMap<K, usize> = HashMap::with_capacity(values.len());
    let mut each: Vec<T> = Vec::with_capacity(values.len());
    for value in values {
        let place = *places.entry(name(value)).or_insert(each.len());
        match each.get_mut(place) {
            Some(known) => *known = value,
            None => each.push(value),
        }
    }
    each
}

fn qualified(shape: Shape<'_>) -> &str {
    match shape {
        Shape::Struct(name) | Shape::Hierarchy(name) | Shape::Enumeration(name) | Shape::Flags(name) => name,
        Shape::Any => "",
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::hash::Hasher;

    use super::*;

    /// A name that counts how often it is compared.
    struct Counted<'a>(usize, &'a Cell<usize>);

    impl PartialEq for Counted<'_> {
        fn eq(&self, other: &Self) -> bool {
            self.1.set(self.1.get() + 1);
            self.0 == other.0
        }
    }

    impl Eq for Counted<'_> {}

    impl Hash for Counted<'_> {
        fn hash<H: Hasher>(&self, hasher: &mut H) {
            self.0.hash(hasher);
        }
    }

    #[test]
    fn a_name_declared_again_keeps_its_place() {
        let values = vec![("a", 1), ("b", 2), ("a", 3), ("c", 4), ("b", 5)];
        assert_eq!(last_of_each(values, |(name, _)| name), [("a", 3), ("b", 5), ("c", 4)]);
    }

    #[test]
    fn names_are_not_compared_with_all_others() {
        const COUNT: usize = 50_000;
        let compared = Cell::new(0);
        let values = (0..COUNT).chain(0..COUNT).collect();
        assert_eq!(last_of_each(values, |value| Counted(value, &compared)).len(), COUNT);
        // Once for each that is there already, and now and then for another of the same hash.
        assert!((COUNT..2 * COUNT).contains(&compared.get()), "{}", compared.get());
    }
}
