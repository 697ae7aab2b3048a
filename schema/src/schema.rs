//! The schema: its types, the roots of its paths, and what is computed from them.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::edges::{self, Arrival, Edges};
use crate::inherited::Inherited;
use crate::model::{BoundOperation, InsertRestrictions, Root, StructuredType, Type};

/// A schema: the types of a service and the roots of its paths.
///
/// Names are qualified by their namespace, as in `microsoft.graph.user`, whatever alias the document wrote.
#[derive(Debug)]
pub struct Schema {
    pub(crate) types: Vec<Type>,
    pub(crate) by_name: HashMap<Box<str>, usize>,
    /// What each type inherits, by its index.
    pub(crate) inherited: Vec<Inherited>,
    pub(crate) roots: Vec<Root>,
    pub(crate) root_by_name: HashMap<Box<str>, usize>,
    pub(crate) operations: Vec<BoundOperation>,
    /// The namespace of each alias.
    pub(crate) aliases: HashMap<Box<str>, Box<str>>,
    pub(crate) is_pruned: bool,
    /// What leads to what, computed on first use: the compile-time check seldom needs it.
    pub(crate) edges: OnceLock<Edges>,
    /// The names of the types that something has as its own, likewise.
    pub(crate) used: OnceLock<HashSet<Box<str>>>,
}

impl Schema {
    pub(crate) fn edges(&self) -> &Edges {
        self.edges.get_or_init(|| Edges::new(&self.types, &self.by_name, &self.roots))
    }

    pub(crate) fn structured_at(&self, index: usize) -> Option<&StructuredType> {
        self.types.get(index)?.as_structured()
    }

    /// The name of a segment, and the insert restrictions of its collection.
    pub(crate) fn segment(&self, arrival: &Arrival) -> Option<(&str, Option<&InsertRestrictions>)> {
        if let edges::Member::Root(index) = arrival.member {
            return self.roots.get(index).map(|root| (&*root.name, Some(&root.insert)));
        }
        let owner = self.structured_at(arrival.owner?)?;
        match arrival.member {
            edges::Member::Root(_) => None,
            edges::Member::Navigation(index) => {
                owner.navigation.get(index).map(|found| (&*found.name, Some(&found.insert)))
            }
            edges::Member::Property(index) => owner.properties.get(index).map(|found| (&*found.name, None)),
        }
    }
}
