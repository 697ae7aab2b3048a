//! What is kept of a schema.

use std::collections::{HashMap, HashSet};

use super::Used;
use crate::model::{BoundOperation, StructuredType, Type};
use crate::path::{Operation, Step, Walk, segments};
use crate::schema::Schema;

/// What is kept of a schema, by qualified names.
#[derive(Default)]
pub(super) struct Keep<'s> {
    /// The types that are kept whole.
    whole: HashSet<&'s str>,
    /// The types that are led through, each with the members that are kept of it.
    passed: HashMap<&'s str, HashSet<&'s str>>,
    roots: HashSet<&'s str>,
    /// The functions and actions, by their name and what they are called on.
    operations: HashSet<(&'s str, &'s str, bool)>,
}

/// How much of a type is kept.
pub(super) enum Part<'k, 's> {
    Whole,
    /// The type, and of its members these.
    Members(&'k HashSet<&'s str>),
    Nothing,
}

impl<'s> Keep<'s> {
    pub(super) fn new(schema: &'s Schema, used: &Used) -> Self {
        let mut keep = Self::default();
        for ty in used.types.iter().filter_map(|name| schema.type_named(name)) {
            match ty {
                Type::Structured(ty) => keep.whole.extend(schema.lineage(ty).map(|ty| &*ty.name)),
                Type::Enumeration(ty) => drop(keep.whole.insert(&ty.name)),
            }
        }
        for path in &used.paths {
            // The steps are the same for each operation: only the end of a walk is judged by it.
            let mut walk = Walk::new(schema, Operation::Create);
            // Also of a path that ends wrong, what leads to the mistake is kept: it is then the same mistake on what is kept.
            let _ = walk.run(&segments(path));
            for step in walk.steps {
                keep.step(schema, step);
            }
        }
        keep
    }

    fn step(&mut self, schema: &'s Schema, step: Step<'s>) {
        match step {
            Step::Root(root) => drop(self.roots.insert(&root.name)),
            Step::Navigation(owner, navigation) => self.member(owner, &navigation.name),
            Step::Property(owner, property) => self.member(owner, &property.name),
            Step::Operation(operation) => drop(self.operations.insert(key(operation))),
            Step::Type(ty) => {
                for ty in schema.lineage(ty) {
                    self.passed.entry(&ty.name).or_default();
                }
            }
        }
    }

    fn member(&mut self, owner: &'s StructuredType, name: &'s str) {
        self.passed.entry(&owner.name).or_default().insert(name);
    }

    pub(super) fn ty(&self, name: &str) -> Part<'_, 's> {
        match self.passed.get(name) {
            _ if self.whole.contains(name) => Part::Whole,
            Some(members) => Part::Members(members),
            None => Part::Nothing,
        }
    }

    pub(super) fn root(&self, name: &str) -> bool {
        self.roots.contains(name)
    }

    pub(super) fn operation(&self, operation: &BoundOperation) -> bool {
        self.operations.contains(&key(operation))
    }

    /// Whether the annotations of this target are kept.
    pub(super) fn target(&self, target: &str, is_container: bool) -> bool {
        let (of, member) = target.split_once('/').map_or((target, None), |(of, member)| (of, Some(member)));
        match (self.ty(of), member) {
            (_, Some(root)) if is_container => self.root(root),
            (Part::Whole, _) | (Part::Members(_), None) => true,
            (Part::Members(members), Some(member)) => members.contains(member),
            (Part::Nothing, _) => false,
        }
    }
}

fn key(operation: &BoundOperation) -> (&str, &str, bool) {
    (&operation.name, &operation.on.0, operation.on.1)
}
