//! Derived types: which of them a value of a type can have.
//!
//! A base is declared as an enum of them if it is abstract, as no value is of the base alone, or if `--variants` names it
//! or a type derived from it. Any other is a struct, which leaves out what the derived types add.

use std::collections::{HashMap, HashSet, VecDeque};

use graph_entity_schema::{NavigationProperty, Schema, StructuredType, Type};

use crate::failure::{Failure, Result};

/// The most derived types that an abstract base declares unasked. Of the 153 abstract types of v1.0, 14 have more, up to the 995 of
/// `entity`: whole, one of those would be longer than all that was asked for.
const LIMIT: usize = 8;

/// The derived types of every type. The types are ordered so that those derived from one follow it directly, so that a lookup
/// is a range of that order and does not visit other types.
pub(in crate::generate) struct Hierarchies<'s> {
    ranges: HashMap<&'s str, Range>,
    /// The types that are not abstract, in that order.
    concrete: Vec<Concrete<'s>>,
    /// Those of them that are variants whatever the limit: the user asked for them, or named them or a base of theirs.
    named: Vec<Concrete<'s>>,
    /// Those of them that `--variants` names, and that no other extends: their bases are hierarchies.
    leaves: Vec<Concrete<'s>>,
    /// The bases that `--variants` names: each declares all of its derived types.
    whole: HashSet<&'s str>,
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
    /// The hierarchies, where `requested` are the types that the user asked for and `variants` those that `--variants` names.
    ///
    /// # Errors
    ///
    /// If one of these has neither a base nor derived types.
    pub(in crate::generate) fn new(
        schema: &'s Schema,
        requested: &[&'s StructuredType],
        variants: &[&'s StructuredType],
    ) -> Result<Self> {
        let mut hierarchies = Self::of(schema);
        let mut asked_for: HashSet<&str> = requested.iter().map(|ty| &*ty.name).collect();
        let mut leaves = HashSet::new();
        for ty in variants {
            if !hierarchies.derived(&hierarchies.concrete, ty).is_empty() {
                hierarchies.whole.insert(&ty.name);
            } else if ty.base.is_some() && !ty.is_abstract {
                leaves.insert(&*ty.name);
            } else {
                let message = "has neither derived types nor a base, so it is not part of a hierarchy";
                return Err(Failure::new(format!("`{}` {message}: leave it out of `--variants`", ty.name)));
            }
        }
        let of_whole = variants.iter().flat_map(|ty| hierarchies.derived(&hierarchies.concrete, ty));
        asked_for.extend(of_whole.map(|derived| &*derived.ty.name));
        asked_for.extend(variants.iter().map(|ty| &*ty.name));
        let those = |names: &HashSet<&str>| {
            let concrete = hierarchies.concrete.iter().copied();
            concrete.filter(|concrete| names.contains(&*concrete.ty.name)).collect()
        };
        (hierarchies.named, hierarchies.leaves) = (those(&asked_for), those(&leaves));
        Ok(hierarchies)
    }

    fn of(schema: &'s Schema) -> Self {
        let mut extending = Extending::new();
        let mut roots = Vec::new();
        for ty in schema.types().filter_map(Type::as_structured) {
            match &ty.base {
                Some(base) => extending.entry(base).or_default().push(ty),
                None => roots.push(ty),
            }
        }
        let by_depth = by_depth(&roots, &extending);
        let mut hierarchies = Self {
            ranges: HashMap::new(),
            concrete: Vec::new(),
            named: Vec::new(),
            leaves: Vec::new(),
            whole: HashSet::new(),
        };
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
        ty.is_abstract || self.is_whole(ty) || !self.derived(&self.leaves, ty).is_empty()
    }

    /// Whether `--variants` names it as a base, whose derived types are all declared.
    pub(in crate::generate) fn is_whole(&self, ty: &StructuredType) -> bool {
        self.whole.contains(&*ty.name)
    }

    /// The number of types that a value of the type can be of, besides the type itself.
    pub(in crate::generate) fn count_derived(&self, ty: &StructuredType) -> usize {
        self.derived(&self.concrete, ty).len()
    }

    /// The types that a hierarchy of the type declares, in the order of their depth, or `None` if a struct is enough.
    pub(in crate::generate) fn variants(&self, ty: &'s StructuredType) -> Option<Vec<&'s StructuredType>> {
        if !self.is_hierarchy(ty) {
            return None;
        }
        let all = self.derived(&self.concrete, ty);
        let is_small = ty.is_abstract && all.len() <= LIMIT;
        let declared = if is_small || self.is_whole(ty) { all } else { self.derived(&self.named, ty) };
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
    fn a_base_is_a_hierarchy_if_it_is_abstract_or_named() {
        let schema = schema(&[
            ("d", Some("b"), false),
            ("a", None, true),
            ("c", Some("a"), false),
            ("b", Some("a"), true),
            ("e", Some("c"), false),
            ("f", None, false),
            ("g", Some("d"), false),
            ("z", None, true),
        ]);
        let ty = |name: &str| schema.structured(&format!("n.{name}")).unwrap();
        let tys = |names: &str| names.chars().map(|name| ty(&name.to_string())).collect::<Vec<_>>();
        let variants = |requested: &str, named: &str, name: &str| {
            let hierarchies = Hierarchies::new(&schema, &tys(requested), &tys(named)).unwrap();
            let variants = hierarchies.variants(ty(name));
            assert_eq!(variants.is_some(), hierarchies.is_hierarchy(ty(name)));
            variants.map(|variants| variants.iter().map(|ty| ty.name.trim_start_matches("n.")).collect::<String>())
        };
        for (requested, named, name, expected) in [
            // An abstract base of few has them all, in the order of their depth.
            ("", "", "a", Some("cedg")),
            ("", "", "b", Some("dg")),
            ("", "", "z", Some("")),
            // Any other is a struct, also if a derived type is written for itself.
            ("", "", "c", None),
            ("e", "", "c", None),
            ("c", "", "c", None),
            ("f", "", "f", None),
            // `--variants` names the base, or a type that is derived from it.
            ("", "c", "c", Some("ce")),
            ("", "e", "c", Some("ce")),
            ("", "g", "d", Some("dg")),
            ("", "g", "c", None),
            ("", "d", "d", Some("dg")),
        ] {
            assert_eq!(variants(requested, named, name).as_deref(), expected, "{requested} {named} {name}");
        }
        for name in ["f", "z"] {
            let error = Hierarchies::new(&schema, &[], &tys(name)).err().unwrap().to_string();
            let expected = format!(
                "`n.{name}` has neither derived types nor a base, so it is not part of a hierarchy: leave it out of `--variants`"
            );
            assert_eq!(error, expected);
        }
    }

    #[test]
    fn beyond_the_limit_an_abstract_base_has_what_is_named() {
        let names: Vec<String> = (0..=LIMIT).map(|number| format!("t{number}")).collect();
        let mut types = vec![("base", None, true), ("below", Some("t0"), false)];
        types.extend(names.iter().map(|name| (name.as_str(), Some("base"), false)));
        let schema = schema(&types);
        let ty = |name: &str| schema.structured(&format!("n.{name}")).unwrap();
        let variants = |requested: &[&str], named: &[&str]| {
            let of = |names: &[&str]| names.iter().map(|name| ty(name)).collect::<Vec<_>>();
            let hierarchies = Hierarchies::new(&schema, &of(requested), &of(named)).unwrap();
            assert_eq!(hierarchies.count_derived(ty("base")), LIMIT + 2);
            let variants = hierarchies.variants(ty("base")).unwrap();
            variants.iter().map(|ty| ty.name.trim_start_matches("n.")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(variants(&[], &[]), "");
        assert_eq!(variants(&["t2", "below"], &[]), "t2 below");
        assert_eq!(variants(&["t2"], &["t3"]), "t2 t3");
        assert_eq!(variants(&[], &["t0"]), "t0 below");
        assert_eq!(variants(&[], &["base"]).split(' ').count(), LIMIT + 2);
    }
}
