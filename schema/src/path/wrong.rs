//! A walk that ended wrong, and what may have been meant.

use std::borrow::Cow;

use graph_entity_names::alike;

use super::Operation;
use super::segments::{is_placeholder, placeholder};
use super::walk::{At, Step, Walk};
use crate::model::{PropertyType, StructuredType};
use crate::schema::Schema;

/// How many names are tried in the place of a wrong one.
const TRIED: usize = 5;

/// How many segments of a path are put right before it counts as another path.
const MISTAKES: usize = 3;

/// A segment that is wrong.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(super) index: usize,
    pub(super) message: Cow<'static, str>,
    fixes: Vec<Fix>,
}

/// What to write instead of a segment, the likeliest first.
#[derive(Debug)]
pub(super) enum Fix {
    Remove,
    With(Vec<String>),
}

impl Wrong {
    pub(super) fn new(message: impl Into<Cow<'static, str>>, fixes: impl IntoIterator<Item = Fix>) -> Self {
        Self { index: 0, message: message.into(), fixes: fixes.into_iter().collect() }
    }

    pub(super) fn at(self, index: usize) -> Self {
        Self { index, ..self }
    }
}

impl Fix {
    pub(super) fn with(segment: &str) -> Self {
        Self::With(vec![segment.to_owned()])
    }

    /// A key that is missing, and what stands behind it.
    pub(super) fn key_and(ty: &StructuredType, segment: &str) -> Self {
        Self::With(vec![format!("{{{}}}", placeholder(&ty.name)), segment.to_owned()])
    }

    /// A collection, and the key of one of its elements behind it.
    pub(super) fn with_key(segment: &str, ty: &StructuredType) -> Self {
        Self::With(vec![segment.to_owned(), format!("{{{}}}", placeholder(&ty.name))])
    }

    /// The names like one that was written.
    pub(super) fn like(written: &str, names: &[&str]) -> Vec<Self> {
        alike(written, names.iter().copied()).into_iter().take(TRIED).map(Self::with).collect()
    }
}

impl<'s> Walk<'s> {
    /// The names that a path goes on with, of those like this one.
    pub(super) fn names_like(&self, ty: &'s StructuredType, written: &str) -> impl Iterator<Item = &'s str> + use<'s> {
        let schema = self.schema;
        let navigation = schema.navigation_properties(ty).into_iter().map(|navigation| &*navigation.name);
        let complex = schema.properties(ty).into_iter().filter(|property| {
            let PropertyType::Named(name) = &property.ty else { return false };
            !property.is_collection && schema.structured(name).is_some()
        });
        let names = navigation.chain(complex.map(|property| &*property.name));
        alike(written, names).into_iter().take(TRIED)
    }

    /// What to write instead of a segment that one entity of this type does not have.
    pub(super) fn fixes(&self, ty: &'s StructuredType, written: &str) -> Vec<Fix> {
        // A path that names a member of a derived type needs a cast to it.
        let owner = self.schema.derived(&ty.name).find(|ty| ty.navigation.iter().any(|found| *found.name == *written));
        let cast = owner.map(|owner| Fix::With(vec![owner.name.to_string(), written.to_owned()]));
        let key = is_placeholder(written).then_some(Fix::Remove);
        let like = self.names_like(ty, written).filter(|name| *name != written).map(Fix::with);
        cast.into_iter().chain(key).chain(like).collect()
    }

    /// What to write instead of a root that there is not.
    pub(super) fn roots_like(&self, written: &str) -> Vec<Fix> {
        let roots: Vec<_> = self.schema.roots().map(|root| &*root.name).filter(|name| *name != written).collect();
        Fix::like(written, &roots)
    }

    /// What to write instead of a last segment that leads to one entity: another name of the type that has it.
    pub(super) fn fixes_of_last(&self, last: &str) -> Vec<Fix> {
        let owner = self.steps.iter().rev().find_map(|step| match step {
            Step::Navigation(owner, _) | Step::Property(owner, _) => Some(*owner),
            _ => None,
        });
        match (owner, self.at) {
            (Some(owner), At::One(_)) => self.fixes(owner, last),
            _ => self.roots_like(last),
        }
    }
}

/// The nearest path that supports the operation, made of one that does not.
pub(super) fn nearest(
    schema: &Schema,
    operation: Operation,
    segments: &[impl AsRef<str>],
    wrong: &Wrong,
) -> Option<String> {
    let segments: Vec<String> = segments.iter().map(|segment| segment.as_ref().to_owned()).collect();
    put_right(schema, operation, &segments, wrong, MISTAKES).map(|segments| format!("/{}", segments.join("/")))
}

fn put_right(
    schema: &Schema,
    operation: Operation,
    segments: &[String],
    wrong: &Wrong,
    mistakes: usize,
) -> Option<Vec<String>> {
    let mistakes = mistakes.checked_sub(1)?;
    let mut still_wrong = Vec::new();
    for fix in &wrong.fixes {
        let (before, behind) = segments.split_at_checked(wrong.index)?;
        let instead = match fix {
            Fix::Remove => &[],
            Fix::With(instead) => instead.as_slice(),
        };
        let fixed: Vec<String> = before.iter().chain(instead).chain(behind.iter().skip(1)).cloned().collect();
        match Walk::new(schema, operation).run(&fixed) {
            Ok(_) => return Some(fixed),
            Err(wrong) => still_wrong.push((fixed, wrong)),
        }
    }
    still_wrong.iter().find_map(|(fixed, wrong)| put_right(schema, operation, fixed, wrong, mistakes))
}
