//! The action or function that a path calls.

use graph_entity_names::alike;

use super::segments::{name_and_arguments, segments};
use super::walk::{At, Walk};
use super::{Operation, Unresolved, nearest};
use crate::model::{BoundOperation, Parameter, PropertyType, StructuredType};
use crate::schema::Schema;

/// What a call takes and gives.
#[derive(Debug)]
#[non_exhaustive]
pub struct ResolvedCall<'s> {
    /// The name of the action or function, without its namespace.
    pub name: &'s str,
    /// Its parameters, without the one that it is called on.
    pub parameters: &'s [Parameter],
    /// The type of what it returns, or of each of what it returns, and whether that is a collection; `None` if it returns
    /// nothing.
    pub returns: Option<(PropertyType, bool)>,
}

impl Schema {
    /// Returns the action or function that a path calls. The path is written as in Graph's reference, without the version:
    /// `/users/{userId}/sendMail`, with or without the namespace of what is called.
    ///
    /// Of functions with one name, it is the one with the parameters that the path names. Their case does not matter.
    ///
    /// # Errors
    ///
    /// [`Unresolved`], with the segment that is wrong, if nothing of that name can be called there.
    pub fn resolve_call(&self, path: &str, operation: Operation) -> Result<ResolvedCall<'_>, Unresolved> {
        let written = segments(path);
        let unresolved = |message: &str, segment: &str, nearest| Unresolved {
            message: message.to_owned(),
            segment: segment.to_owned(),
            nearest,
        };
        let (Some((last, before)), true) = (written.split_last(), path.starts_with('/')) else {
            let segment = written.first().copied().unwrap_or_default();
            return Err(unresolved("a path starts with `/`", segment, Some(format!("/{path}"))));
        };
        let mut walk = Walk::new(self, operation);
        for (index, segment) in before.iter().enumerate() {
            if let Err(wrong) = walk.segment(segment, false) {
                let wrong = wrong.at(index);
                let right = nearest(self, Operation::Get, before, &wrong).map(|before| format!("{before}/{last}"));
                let right = right.filter(|path| self.resolve_call(path, operation).is_ok());
                return Err(unresolved(&wrong.message, segment, right));
            }
        }
        let (at, is_many) = match walk.at {
            At::Start => return Err(unresolved("a path names what is called behind what it is called on", last, None)),
            At::One(ty) => (ty, false),
            At::Many(ty, _) => (ty, true),
        };
        self.called(at, is_many, last, operation).map_err(|(message, instead)| {
            let before: String = before.iter().flat_map(|segment| ["/", segment]).collect();
            unresolved(&message, last, instead.map(|instead| format!("{before}/{instead}")))
        })
    }

    /// What is called on one or many of a type by this segment; or why nothing is, and what to write instead.
    fn called(
        &self,
        ty: &StructuredType,
        is_many: bool,
        segment: &str,
        operation: Operation,
    ) -> Result<ResolvedCall<'_>, (String, Option<String>)> {
        let (written, arguments) = name_and_arguments(segment);
        let name = crate::nearest::simple(written);
        let is_function = operation == Operation::Function;
        let kind = |is_function| if is_function { "function" } else { "action" };
        let on = || self.operations.iter().filter(|found| self.is_a(ty, &found.on.0));
        let here = || on().filter(|found| found.on.1 == is_many);
        let candidates: Vec<_> =
            here().filter(|found| *found.name == *name && found.is_function == is_function).collect();
        if candidates.is_empty() {
            let what = if is_many { format!("a collection of `{}`", ty.name) } else { format!("`{}`", ty.name) };
            if here().any(|found| *found.name == *name) {
                let (wanted, found) = (kind(is_function), kind(!is_function));
                return Err((format!("`{name}` is not {} {wanted}, write `graph_{found}`", article(wanted)), None));
            }
            if on().any(|found| *found.name == *name && found.is_function == is_function) {
                let other = if is_many { "one of it, by its key" } else { "a collection of it" };
                return Err((format!("`{name}` is called on {other}, not on {what}"), None));
            }
            let names = here().filter(|found| found.is_function == is_function).map(|found| &*found.name);
            let near = alike(name, names).into_iter().next().map(str::to_owned);
            return Err((format!("{what} has no {} `{name}`", kind(is_function)), near));
        }
        let given = arguments.map(argument_names).unwrap_or_default();
        let takes = |found: &BoundOperation| {
            let has = |name: &str| found.parameters.iter().any(|parameter| parameter.name.eq_ignore_ascii_case(name));
            let is_given = |parameter: &Parameter| given.iter().any(|name| parameter.name.eq_ignore_ascii_case(name));
            !is_function
                || given.iter().all(|name| has(name))
                    && found.parameters.iter().all(|parameter| parameter.is_optional || is_given(parameter))
        };
        let Some(found) = candidates.iter().find(|found| takes(found)) else {
            let signature = |found: &&BoundOperation| {
                let names: Vec<_> = found.parameters.iter().map(|parameter| &*parameter.name).collect();
                format!("`{name}({})`", names.join(", "))
            };
            let signatures: Vec<_> = candidates.iter().map(signature).collect();
            return Err((format!("`{name}` takes other parameters: {}", signatures.join(" or ")), None));
        };
        let returns = found.gives.as_ref().map(|(ty, is_collection)| (PropertyType::named(ty), *is_collection));
        Ok(ResolvedCall { name: &found.name, parameters: &found.parameters, returns })
    }
}

fn article(word: &str) -> &'static str {
    if word == "action" { "an" } else { "a" }
}

/// The names in `a='{x}',b={y}`. A comma in quotes separates nothing.
fn argument_names(arguments: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let pieces = arguments.split(|letter| {
        is_quoted ^= letter == '\'';
        letter == ',' && !is_quoted
    });
    pieces.filter_map(|piece| piece.split_once('=')).map(|(name, _)| name.trim()).collect()
}
