//! What leads to what: the schema read backwards, from a type to the roots.

use std::collections::{BTreeMap, HashMap};

use crate::model::{PropertyType, Root, Type};

/// The length of a way that there is not.
pub(crate) const NO_WAY: usize = usize::MAX;

/// What leads to what. Types are named by their index in the schema.
#[derive(Debug)]
pub(crate) struct Edges {
    /// The types that extend each type directly.
    children: Vec<Vec<usize>>,
    /// What leads to each type.
    arrivals: Vec<Vec<Arrival>>,
    /// The segments of the shortest way from a root to one value of each type.
    pub(crate) distances: Vec<usize>,
    /// Whether the only ways to a type are casts of a type that it extends.
    pub(crate) needs_cast: Vec<bool>,
}

/// A segment that leads to a type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrival {
    /// The type that has the segment, or `None` for a root.
    pub(crate) owner: Option<usize>,
    pub(crate) member: Member,
    pub(crate) is_collection: bool,
    /// Whether what it leads to lives there, and nowhere else.
    pub(crate) is_contained: bool,
}

/// Which of the members of its owner, by its index; or which of the roots.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Member {
    Root(usize),
    Navigation(usize),
    Property(usize),
}

impl Edges {
    pub(crate) fn new(types: &[Type], by_name: &HashMap<Box<str>, usize>, roots: &[Root]) -> Self {
        let count = types.len();
        let mut children = vec![Vec::new(); count];
        let mut arrivals = vec![Vec::new(); count];
        let mut arrive = |ty: &str, arrival: Arrival| {
            if let Some(to) = by_name.get(ty).and_then(|index| arrivals.get_mut(*index)) {
                to.push(arrival);
            }
        };
        for (index, root) in roots.iter().enumerate() {
            let (member, is_collection) = (Member::Root(index), root.is_collection);
            arrive(&root.ty, Arrival { owner: None, member, is_collection, is_contained: true });
        }
        for (owner, ty) in types.iter().enumerate() {
            let Type::Structured(ty) = ty else { continue };
            if let Some(base) = ty.base.as_deref().and_then(|base| by_name.get(base))
                && let Some(children) = children.get_mut(*base)
            {
                children.push(owner);
            }
            for (index, found) in ty.navigation.iter().enumerate() {
                let (member, is_collection) = (Member::Navigation(index), found.is_collection);
                let is_contained = found.is_contained;
                arrive(&found.ty, Arrival { owner: Some(owner), member, is_collection, is_contained });
            }
            for (index, found) in ty.properties.iter().enumerate() {
                if let (PropertyType::Named(name), false) = (&found.ty, found.is_collection) {
                    let member = Member::Property(index);
                    arrive(name, Arrival { owner: Some(owner), member, is_collection: false, is_contained: true });
                }
            }
        }
        let mut edges = Self { children, arrivals, distances: vec![NO_WAY; count], needs_cast: vec![false; count] };
        let bases: Vec<Option<usize>> = types
            .iter()
            .map(|ty| ty.as_structured()?.base.as_deref().and_then(|base| by_name.get(base)).copied())
            .collect();
        edges.measure(&bases);
        // What is reached without a cast is reached so only; the ways are measured again with the casts that are left.
        edges.needs_cast = edges.distances.iter().map(|distance| *distance == NO_WAY).collect();
        edges.distances = vec![NO_WAY; count];
        edges.measure(&bases);
        edges
    }

    pub(crate) fn arrivals(&self, ty: usize) -> &[Arrival] {
        self.arrivals.get(ty).map(Vec::as_slice).unwrap_or_default()
    }

    /// The types that extend a type, directly or not, in the document's order.
    pub(crate) fn derived(&self, ty: usize) -> Vec<usize> {
        let children = |ty: usize| self.children.get(ty).into_iter().flatten().copied();
        let mut derived: Vec<usize> = children(ty).collect();
        let mut next = 0;
        while let Some(ty) = derived.get(next) {
            derived.extend(children(*ty).collect::<Vec<_>>());
            next += 1;
        }
        derived.sort_unstable();
        derived
    }

    /// Finds the shortest ways, from the roots outwards: each type is taken from the queue where its way got shorter.
    fn measure(&mut self, bases: &[Option<usize>]) {
        // The way forward: of each type, where its members lead.
        let mut departures: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.arrivals.len()];
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (to, arrivals) in self.arrivals.iter().enumerate() {
            for arrival in arrivals.iter().filter(|arrival| arrival.is_contained) {
                let length = 1 + usize::from(arrival.is_collection);
                match arrival.owner {
                    None => found.push((to, length)),
                    Some(owner) => departures.get_mut(owner).into_iter().for_each(|from| from.push((to, length))),
                }
            }
        }
        let mut by_length: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (ty, length) in found {
            by_length.entry(length).or_default().push(ty);
        }
        let mut is_passed = vec![false; self.children.len()];
        while let Some((length, types)) = by_length.pop_first() {
            for ty in types {
                // A value of a type is one of its bases as well.
                let mut at = Some(ty);
                while let Some(ty) = at
                    && let Some(distance) = self.distances.get_mut(ty)
                    && *distance > length
                {
                    *distance = length;
                    for (to, more) in departures.get(ty).into_iter().flatten() {
                        by_length.entry(length + more).or_default().push(*to);
                    }
                    at = bases.get(ty).copied().flatten();
                }
                if is_passed.get_mut(ty).is_some_and(|is_passed| !std::mem::replace(is_passed, true)) {
                    for derived in self.children.get(ty).into_iter().flatten() {
                        if self.needs_cast.get(*derived) == Some(&true) {
                            by_length.entry(length + 1).or_default().push(*derived);
                        }
                    }
                }
            }
        }
    }
}
