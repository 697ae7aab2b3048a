//! The walk along a path, from the root to the collection or entity that it ends at.

use super::Operation;
use super::segments::{is_placeholder, name_and_arguments};
use super::wrong::{Fix, Wrong};
use crate::model::{
    BoundOperation, InsertRestrictions, NavigationProperty, Property, PropertyType, Root, StructuredType,
};
use crate::schema::Schema;

/// The types whose items are addressed by a path between colons as well, as in `root:/{item-path}:/children`
/// ([driveItem](https://learn.microsoft.com/graph/onedrive-addressing-driveitems),
/// [site](https://learn.microsoft.com/graph/api/site-getbypath)).
const ADDRESSED_BY_PATH: &[&str] = &["microsoft.graph.driveItem", "microsoft.graph.site"];

/// The function that gives what changed.
pub(super) const DELTA: &str = "delta";

/// What a step of a walk used of the schema.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'s> {
    Root(&'s Root),
    Navigation(&'s StructuredType, &'s NavigationProperty),
    Property(&'s StructuredType, &'s Property),
    Operation(&'s BoundOperation),
    Type(&'s StructuredType),
}

/// Where a walk stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum At<'s> {
    /// Before the first segment.
    Start,
    /// At one entity, or at one value of a complex type.
    One(&'s StructuredType),
    /// At a collection, with what is said of creating there; nothing can be created in what a function gives.
    Many(&'s StructuredType, Option<&'s InsertRestrictions>),
}

/// A walk along a path.
pub(crate) struct Walk<'s> {
    pub(super) schema: &'s Schema,
    pub(super) operation: Operation,
    pub(super) at: At<'s>,
    /// What was used on the way, also on one that ended wrong.
    pub(crate) steps: Vec<Step<'s>>,
    /// Whether the last segment is, or has, the primary key of the entity that it leads to.
    pub(super) is_at_primary_key: bool,
    /// Whether the segments are those of an item's path, which ends with a colon.
    pub(super) is_in_item_path: bool,
}

impl<'s> Walk<'s> {
    pub(crate) fn new(schema: &'s Schema, operation: Operation) -> Self {
        Self { schema, operation, at: At::Start, steps: Vec::new(), is_at_primary_key: false, is_in_item_path: false }
    }

    /// Walks to the end. Returns the type there and, for a create, the restrictions of its collection.
    pub(crate) fn run(
        &mut self,
        segments: &[impl AsRef<str>],
    ) -> Result<(&'s StructuredType, Option<&'s InsertRestrictions>), Wrong> {
        for (index, segment) in segments.iter().enumerate() {
            let is_last = index + 1 == segments.len();
            self.segment(segment.as_ref(), is_last).map_err(|wrong| wrong.at(index))?;
        }
        let last = segments.last().map(AsRef::as_ref).unwrap_or_default();
        self.end(last).map_err(|wrong| wrong.at(segments.len().saturating_sub(1)))
    }

    pub(super) fn segment(&mut self, written: &str, is_last: bool) -> Result<(), Wrong> {
        if self.is_in_item_path {
            self.is_in_item_path = !written.ends_with(':');
            return Ok(());
        }
        if written.is_empty() {
            return Err(Wrong::new("a path has no empty segment", [Fix::Remove]));
        }
        let segment = written.strip_suffix(':').unwrap_or(written);
        self.is_at_primary_key = false;
        match self.at {
            At::Start => self.root(segment),
            _ if segment.starts_with('$') => Err(self.system(segment)),
            At::One(ty) => self.member(ty, segment),
            At::Many(ty, insert) => self.behind_collection(ty, insert, segment, is_last),
        }?;
        if written.ends_with(':') {
            match self.at {
                At::One(ty) if ADDRESSED_BY_PATH.iter().any(|known| self.schema.is_a(ty, known)) => {
                    self.is_in_item_path = true;
                }
                _ => {
                    return Err(Wrong::new(
                        format!("`{segment}` is not addressed by path: no `:`"),
                        [Fix::with(segment)],
                    ));
                }
            }
        }
        Ok(())
    }

    fn root(&mut self, segment: &str) -> Result<(), Wrong> {
        let (name, arguments) = name_and_arguments(segment);
        let Some(root) = self.schema.root(name) else {
            let mut fixes = self.roots_like(name);
            if matches!(segment, "v1.0" | "beta") {
                fixes.insert(0, Fix::Remove);
            }
            return Err(Wrong::new(format!("there is no `{segment}` at the root"), fixes));
        };
        self.steps.push(Step::Root(root));
        let insert = root.is_collection.then_some(&root.insert);
        self.arrive(name, arguments, &root.ty, insert)
    }

    /// A segment behind one entity: a member, a function or a type.
    fn member(&mut self, ty: &'s StructuredType, segment: &str) -> Result<(), Wrong> {
        let (name, arguments) = name_and_arguments(segment);
        for owner in self.schema.declaring(ty) {
            if let Some(navigation) = owner.navigation.iter().find(|navigation| *navigation.name == *name) {
                self.steps.push(Step::Navigation(owner, navigation));
                let insert = navigation.is_collection.then_some(&navigation.insert);
                return self.arrive(name, arguments, &navigation.ty, insert);
            }
            if let Some(property) = owner.properties.iter().find(|property| *property.name == *name) {
                self.steps.push(Step::Property(owner, property));
                return match &property.ty {
                    PropertyType::Named(complex)
                        if !property.is_collection && self.schema.structured(complex).is_some() =>
                    {
                        self.arrive(name, arguments, complex, None)
                    }
                    _ => Err(Wrong::new(format!("`{name}` holds values, not entities"), self.fixes(ty, segment))),
                };
            }
        }
        if self.operation(ty, false, name)? || self.cast(ty, segment)? {
            return Ok(());
        }
        Err(Wrong::new(format!("`{}` has no `{segment}`", ty.name), self.fixes(ty, segment)))
    }

    /// A segment behind a collection: a function, a type or a key.
    fn behind_collection(
        &mut self,
        ty: &'s StructuredType,
        insert: Option<&'s InsertRestrictions>,
        segment: &str,
        is_last: bool,
    ) -> Result<(), Wrong> {
        if !is_placeholder(segment) {
            let (name, _) = name_and_arguments(segment);
            if self.operation(ty, true, name)? {
                return Ok(());
            }
            if self.cast(ty, segment)? {
                if let At::One(ty) = self.at {
                    self.at = At::Many(ty, insert);
                }
                return Ok(());
            }
            // A key may be any word; one that is a member of what is behind the key is a path that lacks its key.
            for owner in self.schema.declaring(ty) {
                if let Some(navigation) = owner.navigation.iter().find(|navigation| *navigation.name == *name) {
                    self.steps.push(Step::Navigation(owner, navigation));
                    let message =
                        format!("`{segment}` stands behind a collection of `{}`, without a key between", ty.name);
                    return Err(Wrong::new(message, [Fix::key_and(ty, segment)]));
                }
            }
        }
        if self.operation == Operation::Delta && crate::nearest::simple(name_and_arguments(segment).0) == DELTA {
            return Err(Wrong::new(format!("a collection of `{}` has no function `delta`", ty.name), []));
        }
        if is_last && self.operation.is_on_collection() {
            let mut fixes = vec![Fix::Remove];
            if !is_placeholder(segment) {
                fixes.splice(0..0, self.names_like(ty, segment).map(|name| Fix::key_and(ty, name)));
            }
            return Err(Wrong::new(format!("`{segment}` is the key of one `{}`, not a collection", ty.name), fixes));
        }
        self.at = At::One(ty);
        self.is_at_primary_key = true;
        Ok(())
    }

    /// What a name leads to, of which the schema says the type.
    fn arrive(
        &mut self,
        name: &str,
        arguments: Option<&str>,
        ty: &str,
        insert: Option<&'s InsertRestrictions>,
    ) -> Result<(), Wrong> {
        let Some(ty) = self.schema.structured(ty) else {
            return Err(Wrong::new(format!("`{name}` leads to `{ty}`, which the schema does not have"), []));
        };
        self.steps.push(Step::Type(ty));
        self.at = match (insert, arguments) {
            (None, None) => At::One(ty),
            (Some(_), Some(key)) => {
                self.is_at_primary_key = self.is_primary_key(name, ty, key)?;
                At::One(ty)
            }
            (Some(insert), None) => At::Many(ty, Some(insert)),
            (None, Some(_)) => {
                let message = format!("`{name}` leads to one `{}` and takes no key", ty.name);
                return Err(Wrong::new(message, [Fix::with(name)]));
            }
        };
        Ok(())
    }

    /// Calls the function of this name, if there is one for what the walk stands at.
    fn operation(&mut self, ty: &'s StructuredType, on_collection: bool, written: &str) -> Result<bool, Wrong> {
        let name = crate::nearest::simple(written);
        let found = self.schema.operations.iter().filter(|operation| {
            *operation.name == *name && operation.on.1 == on_collection && self.schema.is_a(ty, &operation.on.0)
        });
        // Of functions of one name, the one that leads on: the parameters do not matter here.
        let Some(operation) = found.max_by_key(|operation| (operation.is_function, operation.gives.is_some())) else {
            return Ok(false);
        };
        self.steps.push(Step::Operation(operation));
        if !operation.is_function {
            let mut fixes = vec![Fix::Remove];
            if !on_collection {
                fixes.extend(self.fixes(ty, written));
            }
            return Err(Wrong::new(format!("`{name}` is an action, not {}", self.operation.target()), fixes));
        }
        let gives = operation.gives.as_ref().and_then(|(ty, many)| Some((self.schema.structured(ty)?, *many)));
        let Some((ty, many)) = gives else {
            return Err(Wrong::new(format!("`{name}` is a function that gives no entity"), [Fix::Remove]));
        };
        self.steps.push(Step::Type(ty));
        self.at = if many { At::Many(ty, None) } else { At::One(ty) };
        Ok(true)
    }

    /// Takes the segment as a type, if it is one.
    fn cast(&mut self, from: &'s StructuredType, segment: &str) -> Result<bool, Wrong> {
        if !segment.contains('.') {
            return Ok(false);
        }
        let Some(to) = self.schema.structured(segment) else {
            if !self.is_in_namespace(segment) {
                return Ok(false);
            }
            let bases = self.schema.lineage(from).map(|ty| &*ty.name);
            let casts: Vec<_> = self.schema.derived(&from.name).map(|ty| &*ty.name).chain(bases).collect();
            return Err(Wrong::new(format!("there is no type `{segment}`"), Fix::like(segment, &casts)));
        };
        self.steps.push(Step::Type(to));
        if !self.schema.is_a(to, &from.name) && !self.schema.is_a(from, &to.name) {
            let message = format!("`{segment}` is not a valid cast of `{}`: neither extends the other", from.name);
            return Err(Wrong::new(message, [Fix::Remove]));
        }
        self.at = At::One(to);
        Ok(true)
    }

    /// Whether a name has the namespace of a type, or its alias. A key such as `contoso.com` has not.
    fn is_in_namespace(&self, name: &str) -> bool {
        let Some((prefix, _)) = name.rsplit_once('.') else { return false };
        self.schema.aliases.contains_key(prefix)
            || self.schema.types().any(|ty| ty.name().rsplit_once('.').is_some_and(|(of, _)| of == prefix))
    }

    /// A segment of OData's own, at the end of a path.
    fn system(&self, segment: &str) -> Wrong {
        let message = match segment {
            "$ref" if self.operation == Operation::Create => {
                "`$ref` adds a reference to what is there, and creates nothing".to_owned()
            }
            _ => format!("`{segment}` is not {}", self.operation.target()),
        };
        Wrong::new(message, [Fix::Remove])
    }
}
