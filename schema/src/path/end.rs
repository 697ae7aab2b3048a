//! What the end of a walk says: whether the operation can be done there, and what the schema says against it.

use super::Operation;
use super::walk::{At, DELTA, Step, Walk};
use super::wrong::{Fix, Wrong};
use crate::model::{ChangeRestrictions, InsertRestrictions, StructuredType};

impl<'s> Walk<'s> {
    /// Judges where the walk ended.
    pub(super) fn end(&self, last: &str) -> Result<(&'s StructuredType, Option<&'s InsertRestrictions>), Wrong> {
        match self.at {
            At::Start => Err(Wrong::new(format!("a path names {}", self.operation.target()), [])),
            At::One(ty) if !self.operation.is_on_collection() => {
                if ty.is_entity {
                    let wrong = match self.operation {
                        Operation::Upsert => self.upsert_denied(last, ty),
                        _ => self.denied(ty),
                    };
                    return wrong.map_or(Ok((ty, None)), Err);
                }
                Err(Wrong::new(format!("`{last}` is a value of `{}`, not an entity", ty.name), []))
            }
            At::Many(ty, _) if !self.operation.is_on_collection() => {
                let message = format!("`{last}` is a collection of `{}`, not an entity", ty.name);
                let mut fixes = Vec::new();
                if self.operation == Operation::Upsert {
                    fixes = self.upserts(last, ty);
                }
                fixes.push(Fix::with_key(last, ty));
                Err(Wrong::new(message, fixes))
            }
            At::Many(ty, _) if self.operation == Operation::Delta => self.delta(ty, last),
            At::Many(ty, _) if self.operation == Operation::List => Ok((ty, None)),
            At::One(_) if self.is_in_item_path => {
                Err(Wrong::new(format!("`{last}` is the path of one item, not a collection"), []))
            }
            At::One(ty) => {
                let message = format!("`{last}` leads to one `{}`, not to a collection", ty.name);
                Err(Wrong::new(message, self.fixes_of_last(last)))
            }
            At::Many(_, None) => Err(Wrong::new(format!("`{last}` is a function, not a collection"), [Fix::Remove])),
            At::Many(ty, Some(insert)) => {
                let of_type = || self.schema.inherited(ty).is_insertable;
                // A collection that only refers to what lives elsewhere (`ContainsTarget` is not `true`) is taken as well: the
                // schema does not say that it takes no create, and a few do, such as `committedContainedApps`. Of the 550
                // paths of the reference that this walk accepts, 3 end in one, so `posts_that_create` avoids them.
                if insert.is_insertable.or_else(of_type) == Some(false) {
                    return Err(Wrong::new(
                        format!("`{last}` takes no create: the schema says `Insertable` is false"),
                        [],
                    ));
                }
                Ok((ty, Some(insert)))
            }
        }
    }

    /// The type of what changed, if the walk ended with the function `delta`.
    fn delta(
        &self,
        ty: &'s StructuredType,
        last: &str,
    ) -> Result<(&'s StructuredType, Option<&'s InsertRestrictions>), Wrong> {
        let called = self.steps.iter().rev().find(|step| !matches!(step, Step::Type(_)));
        if matches!(called, Some(Step::Operation(function)) if &*function.name == DELTA) {
            return Ok((ty, None));
        }
        // Whether there is that function, a pruned schema may not say.
        let message = format!("`{last}` is a collection of `{}`, not its function `delta`", ty.name);
        Err(Wrong::new(message, [Fix::With(vec![last.to_owned(), DELTA.to_owned()])]))
    }

    /// What the schema says against an update or a deletion of the entity at the end.
    fn denied(&self, ty: &'s StructuredType) -> Option<Wrong> {
        let (what, term, said) = match self.operation {
            Operation::Update => ("update", "Updatable", self.said(ty, |said| said.is_updatable)),
            Operation::Delete => ("delete", "Deletable", self.said(ty, |said| said.is_deletable)),
            _ => return None,
        };
        let (name, _) = said.filter(|(_, is_possible)| !is_possible)?;
        Some(Wrong::new(format!("`{name}` takes no {what}: the schema says `{term}` is false"), []))
    }

    /// What is wrong with an upsert of the entity at the end: the schema has to say that there are any.
    fn upsert_denied(&self, last: &str, ty: &'s StructuredType) -> Option<Wrong> {
        let message = match self.said(ty, |said| said.is_upsertable) {
            Some((_, true)) if self.is_at_primary_key => return self.upsert_of_primary_key(last, ty),
            Some((_, true)) => return None,
            Some((name, false)) => format!("`{name}` takes no upsert: the schema says `Upsertable` is false"),
            None => {
                let name = self.place().map_or(&*ty.name, |(name, _)| name);
                format!("`{name}` takes no upsert: the schema does not say that it is `Upsertable`")
            }
        };
        Some(Wrong::new(message, []))
    }

    /// What the schema says of changes to the entity at the end, and of what: first where it is, then of its type.
    fn said(
        &self,
        ty: &'s StructuredType,
        is_possible: impl Fn(ChangeRestrictions) -> Option<bool>,
    ) -> Option<(&'s str, bool)> {
        let said_here = self.place().and_then(|(name, said)| Some((name, is_possible(said)?)));
        said_here.or_else(|| Some((&*ty.name, is_possible(self.schema.inherited(ty).changes)?)))
    }

    /// Where the entity at the end is, and what is said of changes there.
    fn place(&self) -> Option<(&'s str, ChangeRestrictions)> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Root(root) => Some((&*root.name, root.changes)),
            Step::Navigation(_, navigation) => Some((&*navigation.name, navigation.changes)),
            // What is said of a place does not hold for what a function gives.
            Step::Operation(operation) => Some((&*operation.name, ChangeRestrictions::default())),
            Step::Property(..) | Step::Type(_) => None,
        })
    }
}
