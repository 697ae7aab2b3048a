//! The paths that create a type: a search from the type back to the roots, along the shortest ways first.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use graph_entity_names::{Likeness, Written};

use crate::edges::{Arrival, Edges, NO_WAY};
use crate::model::StructuredType;
use crate::path::Operation;
use crate::path::{is_placeholder, placeholder, segments, shape};
use crate::schema::Schema;

/// The most segments of a path that is found, keys and casts among them.
pub const MAX_SEGMENTS: usize = 12;

/// The most paths that are found for a type. Graph has more for few, such as those of a drive's items.
pub const MAX_PATHS: usize = 200;

/// The most ends of paths that a search lengthens, so that it ends soon on any schema. Graph's v1.0 needs fewer than 500.
const MAX_STEPS: usize = 4000;

/// The most segments and types that a search tries: where many segments lead to one type, each step tries many. Graph's v1.0 needs
/// fewer than 1,200.
const MAX_TRIED: usize = 500_000;

/// A path that creates a type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PostPath {
    /// The path, without the version: `/users/{userId}/messages`.
    pub path: String,
    /// The qualified name of the type that its collection holds: the type that was asked for, or one that it extends.
    pub creates: Box<str>,
}

impl Schema {
    /// The paths whose collection holds a type, or a type that it extends: those of the type itself first, then the shortest.
    ///
    /// They lead through what is contained: the collections that only refer to what lives elsewhere (`members`, `owners`)
    /// are left out, but for the last of a path to a type that lives nowhere else. No type is passed twice, but for one that
    /// nests in itself, once. There are at most [`MAX_PATHS`], each of at most [`MAX_SEGMENTS`] segments; [`resolve`](Self::resolve)
    /// accepts each of them, and others.
    #[must_use]
    pub fn posts_that_create(&self, ty: &StructuredType) -> Vec<PostPath> {
        let lineage: Vec<usize> = self.lineage(ty).filter_map(|ty| self.by_name.get(&ty.name).copied()).collect();
        let mut found = Search::new(self, true).run(&lineage);
        if found.is_empty() {
            found = Search::new(self, false).run(&lineage);
        }
        found.sort();
        found.dedup();
        found.into_iter().map(|Found { path, creates, .. }| PostPath { path, creates }).collect()
    }

    /// The path nearest to `path` on which an operation gives or takes a type, or `None` if no collection holds the type.
    ///
    /// It is one of [`posts_that_create`](Self::posts_that_create), with a key behind it if the operation is on one entity.
    /// It has the placeholders of `path` if their number is the same.
    #[must_use]
    pub fn nearest_path(&self, path: &str, ty: &StructuredType, operation: Operation) -> Option<String> {
        let written = Written::new(&shape(path));
        let mut best: Option<(Likeness, String)> = None;
        for PostPath { mut path, creates } in self.posts_that_create(ty) {
            if !operation.is_on_collection() {
                path.extend(["/{", &placeholder(&creates), "}"]);
            }
            let likeness = written.likeness(&shape(&path));
            if best.as_ref().is_none_or(|(most, _)| likeness > *most) {
                best = Some((likeness, path));
            }
        }
        best.map(|(_, found)| with_placeholders_of(path, &found).unwrap_or(found))
    }
}

/// A path with the placeholders of another one that has as many.
fn with_placeholders_of(written: &str, path: &str) -> Option<String> {
    let (written, path) = (segments(written), segments(path));
    let mut placeholders = written.iter().filter(|segment| is_placeholder(segment));
    if placeholders.clone().count() != path.iter().filter(|segment| is_placeholder(segment)).count() {
        return None;
    }
    let named = path
        .into_iter()
        .map(|segment| if is_placeholder(segment) { placeholders.next().copied().unwrap_or(segment) } else { segment });
    Some(named.flat_map(|segment| ["/", segment]).collect())
}

/// A path that was found, in the order that they are given in.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// How many types lie between the type that was asked for and the one that the collection holds.
    bases_between: usize,
    length: usize,
    path: String,
    creates: Box<str>,
}

/// The end of a path: one segment, and what stands behind it.
#[derive(Debug, Clone, Copy)]
struct End {
    arrival: Arrival,
    /// The type that the segment leads to.
    ty: usize,
    /// The type that a cast makes of it, for the segment behind.
    cast: Option<usize>,
    behind: Option<usize>,
    length: usize,
    bases_between: usize,
}

struct Search<'s> {
    schema: &'s Schema,
    edges: &'s Edges,
    /// Whether the last segment has to be contained as well.
    only_contained: bool,
    ends: Vec<End>,
    /// What to look at next: the end with the shortest possible path first, and of equals the one nearest to a root.
    queue: BinaryHeap<Reverse<(usize, usize, usize)>>,
    /// How many segments and types were tried.
    tried: usize,
}

impl<'s> Search<'s> {
    fn new(schema: &'s Schema, only_contained: bool) -> Self {
        Self { schema, edges: schema.edges(), only_contained, ends: Vec::new(), queue: BinaryHeap::new(), tried: 0 }
    }

    fn run(&mut self, lineage: &[usize]) -> Vec<Found> {
        for (bases_between, ty) in lineage.iter().enumerate() {
            for arrival in self.edges.arrivals(*ty) {
                if arrival.is_collection
                    && (arrival.is_contained == self.only_contained)
                    && self.is_insertable(arrival, *ty)
                {
                    let arrival = *arrival;
                    self.look(End { arrival, ty: *ty, cast: None, behind: None, length: 1, bases_between });
                }
            }
        }
        let mut found = Vec::new();
        let mut steps = 0;
        while let Some(Reverse((_, _, index))) = self.queue.pop()
            && let Some(end) = self.ends.get(index).copied()
            && found.len() < MAX_PATHS
            && steps < MAX_STEPS
            && self.tried < MAX_TRIED
        {
            steps += 1;
            match end.arrival.owner {
                None => found.extend(self.path(&end)),
                Some(owner) => self.lengthen(owner, index, &end),
            }
        }
        found
    }

    fn is_insertable(&self, arrival: &Arrival, ty: usize) -> bool {
        let said = self.schema.segment(arrival).and_then(|(_, insert)| insert?.is_insertable);
        let of_type = || self.schema.inherited.get(ty)?.is_insertable;
        said.or_else(of_type) != Some(false)
    }

    /// Puts an end among those to look at, unless no path can come of it.
    fn look(&mut self, end: End) {
        self.tried += 1;
        let before = match end.arrival.owner {
            None => 0,
            Some(owner) => self.edges.distances.get(owner).copied().unwrap_or(NO_WAY),
        };
        let length = end.length.saturating_add(before);
        if length <= MAX_SEGMENTS {
            self.queue.push(Reverse((length, before, self.ends.len())));
            self.ends.push(end);
        }
    }

    /// Puts each segment that leads to what has the first segment of an end before it.
    fn lengthen(&mut self, owner: usize, behind: usize, end: &End) {
        let (schema, edges) = (self.schema, self.edges);
        let mut ways = vec![(owner, None)];
        ways.extend(edges.derived(owner).into_iter().map(|derived| (derived, None)));
        if edges.needs_cast.get(owner) == Some(&true) {
            let bases = schema.structured_at(owner).into_iter().flat_map(|ty| schema.lineage(ty).skip(1));
            ways.extend(bases.filter_map(|base| Some((*schema.by_name.get(&base.name)?, Some(owner)))));
        }
        self.tried += ways.len();
        for (ty, cast) in ways {
            if !self.may_pass(ty, end) {
                continue;
            }
            for arrival in edges.arrivals(ty).iter().filter(|arrival| arrival.is_contained) {
                let length = end.length + 1 + usize::from(arrival.is_collection) + usize::from(cast.is_some());
                let bases_between = end.bases_between;
                self.look(End { arrival: *arrival, ty, cast, behind: Some(behind), length, bases_between });
            }
        }
    }

    /// Whether a path may lead through a type before this end: it is not on it yet, or is next and once.
    fn may_pass(&self, ty: usize, end: &End) -> bool {
        let passes = self.ends_from(end).filter(|passed| passed.ty == ty).count();
        passes == 0 || (passes == 1 && end.ty == ty)
    }

    /// The end and those behind it, to the end of the path.
    fn ends_from(&self, end: &End) -> impl Iterator<Item = End> {
        std::iter::successors(Some(*end), |end| self.ends.get(end.behind?).copied())
    }

    fn path(&self, root: &End) -> Option<Found> {
        let mut path = String::new();
        let mut keys = HashSet::new();
        for end in self.ends_from(root) {
            let (name, _) = self.schema.segment(&end.arrival)?;
            path.extend(["/", name]);
            let ty = self.schema.structured_at(end.ty)?;
            if end.behind.is_none() {
                let (length, bases_between) = (root.length, end.bases_between);
                return Some(Found { bases_between, length, path, creates: ty.name.clone() });
            }
            if end.arrival.is_collection {
                let name = placeholder(&ty.name);
                let distinct = (2..).map(|number| format!("{name}{number}"));
                let key = std::iter::once(name.clone()).chain(distinct).find(|key| !keys.contains(key))?;
                path.extend(["/{", &key, "}"]);
                keys.insert(key);
            }
            if let Some(cast) = end.cast {
                path.extend(["/", &self.schema.structured_at(cast)?.name]);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    const MANY: usize = 1_000;

    /// A type `hub` with many collections of a type `thing`, and many types that lead to `hub`.
    fn schema(members_of_thing: &str, roots: impl Fn(usize) -> String) -> Schema {
        let mut types = format!("<EntityType Name='thing'>{members_of_thing}</EntityType><EntityType Name='hub'>");
        for number in 0..MANY {
            let name = format!("things{number}");
            let _ =
                write!(types, "<NavigationProperty Name='{name}' Type='Collection(n.thing)' ContainsTarget='true'/>");
        }
        types.push_str("</EntityType>");
        for number in 0..MANY {
            let hub = "<NavigationProperty Name='hub' Type='n.hub' ContainsTarget='true'/>";
            let _ = write!(types, "<EntityType Name='t{number}'>{hub}</EntityType>");
        }
        let roots: String = (0..MANY).map(roots).collect();
        let text = format!("{types}<EntityContainer Name='c'>{roots}</EntityContainer>");
        let text = format!("<Edmx><DataServices><Schema Namespace='n'>{text}</Schema></DataServices></Edmx>");
        Schema::parse(&text).unwrap()
    }

    #[test]
    fn a_search_goes_to_the_roots_first() {
        let schema = schema("", |number| format!("<EntitySet Name='s{number}' EntityType='n.t{number}'/>"));
        let mut search = Search::new(&schema, true);
        let found = search.run(&[schema.by_name["n.thing"]]);
        // There are a million paths.
        assert!(search.tried <= 3 * MANY, "{}", search.tried);
        assert_eq!(found.len(), MAX_PATHS);
        assert!(found.iter().all(|found| schema.resolve(&found.path, Operation::Create).is_ok()));
    }

    #[test]
    fn a_search_ends_where_nothing_is_found() {
        // The one way from the root to `hub` passes `thing` twice, and the other types are not reached at all.
        let hub = "<NavigationProperty Name='hub' Type='n.hub' ContainsTarget='true'/>";
        let root =
            |number| if number == 0 { "<Singleton Name='thing' Type='n.thing'/>".to_owned() } else { String::new() };
        let schema = schema(hub, root);
        let mut search = Search::new(&schema, true);
        assert_eq!(search.run(&[schema.by_name["n.thing"]]), []);
        assert!((MAX_TRIED..MAX_TRIED + 3 * MANY).contains(&search.tried), "{}", search.tried);
    }
}
