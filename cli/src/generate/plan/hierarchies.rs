//! Derived types: which of them a value of a type can have.

use std::collections::{HashMap, HashSet, VecDeque};

use graph_entity_schema::{NavigationProperty, Schema, StructuredType, Type};

/// The derived types of every type. The types are ordered so that those derived from one follow it directly, so that a lookup
/// is a range of that order and does not visit other types.
pub(in crate::generate) struct Hierarchies<'s> {
    ranges: HashMap<&'s str, Range>,
    /// The types that are not abstract, in that order.
    concrete: Vec<Concrete<'s>>,
    /// Those of them that the user named: each is a variant, whatever the limit.
    requested: Vec<Concrete<'s>>,
    /// A hierarchy of more derived types declares its base alone; the others are read as `OtherType`.
    limit: usize,
}

/// Where the types derived from one type are in that order.
#[derive(Debug, Clone, Copy)]
struct Range {
    begin: usize,
    end: usize,
}

/// The types that extend each type, directly.
type Extending<'s> = HashMap<&'s str, Vec<&'s StructuredType>>;

#[derive(Clone, Copy)]
struct Concrete<'s> {
    place: usize,
    /// Its position in breadth-first order.
    by_depth: usize,
    ty: &'s StructuredType,
}

impl<'s> Hierarchies<'s> {
    pub(in crate::generate) fn new(schema: &'s Schema, limit: usize, requested: &[&'s StructuredType]) -> Self {
        let mut extending = Extending::new();
        let mut roots = Vec::new();
        for ty in schema.types().filter_map(Type::as_structured) {
            match &ty.base {
                Some(base) => extending.entry(base).or_default().push(ty),
                None => roots.push(ty),
            }
        }
        let by_depth = by_depth(&roots, &extending);
        let requested: HashSet<&str> = requested.iter().map(|ty| &*ty.name).collect();
        let mut hierarchies = Self { ranges: HashMap::new(), concrete: Vec::new(), requested: Vec::new(), limit };
        let mut place = 0;
        // No recursion: the depth comes from the schema.
        let mut path: Vec<(&StructuredType, usize, std::slice::Iter<'_, &StructuredType>)> = Vec::new();
        for root in roots {
            let mut next = Some(root);
            loop {
                if let Some(ty) = next.take() {
                    let by_depth = by_depth.get(&*ty.name).copied().unwrap_or_default();
                    let concrete = Concrete { place, by_depth, ty };
                    place += 1;
                    path.push((ty, place, direct(&extending, ty).iter()));
                    if !ty.is_abstract {
                        hierarchies.concrete.push(concrete);
                        hierarchies.requested.extend(Some(concrete).filter(|_| requested.contains(&*ty.name)));
                    }
                }
                let Some((ty, begin, rest)) = path.last_mut() else { break };
                match rest.next() {
                    Some(derived) => next = Some(derived),
                    None => {
                        hierarchies.ranges.insert(&ty.name, Range { begin: *begin, end: place });
                        path.pop();
                    }
                }
            }
        }
        hierarchies
    }

    /// Whether a type is declared as a hierarchy, and not as a struct.
    pub(in crate::generate) fn is_hierarchy(&self, ty: &StructuredType) -> bool {
        let has_variants = || match self.limit {
            0 => !self.derived(&self.requested, ty).is_empty(),
            _ => !self.derived(&self.concrete, ty).is_empty(),
        };
        ty.is_abstract || has_variants()
    }

    /// The types that a hierarchy of the type declares, in the order of their depth, or `None` if a struct is enough.
    pub(in crate::generate) fn variants(&self, ty: &'s StructuredType) -> Option<Vec<&'s StructuredType>> {
        if !self.is_hierarchy(ty) {
            return None;
        }
        let all = self.derived(&self.concrete, ty);
        let declared = if all.len() <= self.limit { all } else { self.derived(&self.requested, ty) };
        let mut declared = declared.to_vec();
        declared.sort_unstable_by_key(|derived| derived.by_depth);
        let itself = Some(ty).filter(|ty| !ty.is_abstract);
        Some(itself.into_iter().chain(declared.into_iter().map(|derived| derived.ty)).collect())
    }

    /// The part of a list that is derived from a type.
    fn derived<'a>(&self, of: &'a [Concrete<'s>], ty: &StructuredType) -> &'a [Concrete<'s>] {
        let Some(Range { begin, end }) = self.ranges.get(&*ty.name).copied() else { return &[] };
        let before = |place: usize| of.partition_point(|concrete| concrete.place < place);
        of.get(before(begin)..before(end)).unwrap_or_default()
    }

    /// The types of the entities that a navigation property leads to: its own type, or the variants of its hierarchy.
    pub(in crate::generate) fn targets(
        &self,
        schema: &'s Schema,
        navigation: &NavigationProperty,
    ) -> Vec<&'s StructuredType> {
        let Some(ty) = schema.structured(&navigation.ty) else { return Vec::new() };
        self.variants(ty).unwrap_or_else(|| vec![ty])
    }
}

/// The position of each type in breadth-first order, from the types without a base.
fn by_depth<'s>(roots: &[&'s StructuredType], extending: &Extending<'s>) -> HashMap<&'s str, usize> {
    let mut queue: VecDeque<&StructuredType> = roots.iter().copied().collect();
    let mut places = HashMap::new();
    while let Some(ty) = queue.pop_front() {
        places.insert(&*ty.name, places.len());
        queue.extend(direct(extending, ty));
    }
    places
}

fn direct<'a, 's>(extending: &'a Extending<'s>, ty: &StructuredType) -> &'a [&'s StructuredType] {
    extending.get(&*ty.name).map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// Types `a`, `b`, …: of each its base and whether it is abstract.
    fn schema(types: &[(&str, Option<&str>, bool)]) -> Schema {
        let mut text = "<Edmx><DataServices><Schema Namespace=\"n\">".to_owned();
        for (name, base, is_abstract) in types {
            let base = base.map(|base| format!(" BaseType=\"n.{base}\"")).unwrap_or_default();
            let _ = write!(text, "<ComplexType Name=\"{name}\"{base} Abstract=\"{is_abstract}\"/>");
        }
        Schema::parse(&(text + "</Schema></DataServices></Edmx>")).unwrap()
    }

    #[test]
    fn variants_come_by_depth_up_to_the_limit() {
        let schema = schema(&[
            ("d", Some("b"), false),
            ("a", None, true),
            ("c", Some("a"), false),
            ("b", Some("a"), true),
            ("e", Some("c"), false),
            ("f", None, false),
            ("g", Some("d"), false),
        ]);
        let ty = |name: &str| schema.structured(&format!("n.{name}")).unwrap();
        let variants = |limit, requested: &[&str], name: &str| {
            let requested: Vec<_> = requested.iter().map(|name| ty(name)).collect();
            let hierarchies = Hierarchies::new(&schema, limit, &requested);
            let variants = hierarchies.variants(ty(name));
            assert_eq!(variants.is_some(), hierarchies.is_hierarchy(ty(name)));
            variants.map(|variants| variants.iter().map(|ty| ty.name.trim_start_matches("n.")).collect::<String>())
        };
        assert_eq!(variants(8, &[], "a").as_deref(), Some("cedg"));
        assert_eq!(variants(4, &[], "a").as_deref(), Some("cedg"));
        assert_eq!(variants(3, &[], "a").as_deref(), Some(""));
        assert_eq!(variants(3, &["g", "c", "b", "f"], "a").as_deref(), Some("cg"));
        assert_eq!(variants(3, &[], "b").as_deref(), Some("dg"));
        assert_eq!(variants(3, &[], "c").as_deref(), Some("ce"));
        assert_eq!(variants(0, &[], "c"), None);
        assert_eq!(variants(0, &["e"], "c").as_deref(), Some("ce"));
        assert_eq!(variants(0, &["c"], "c"), None);
        assert_eq!(variants(8, &["f"], "f"), None);
        assert_eq!(variants(0, &[], "b").as_deref(), Some(""));
    }
}
