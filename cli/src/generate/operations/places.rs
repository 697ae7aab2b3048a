//! Where a type is, and the path of each operation there.

use std::iter;

use graph_entity_names::lower_camel_case;
use graph_entity_schema::{Operation, Primitive, PropertyType, Schema, StructuredType};

use crate::failure::{Failure, Result};
use crate::generate::names::simple;

/// Where a type is.
#[derive(Debug)]
pub(in crate::generate) struct Place {
    pub(in crate::generate) path: String,
    /// Whether it is one entity, and not a collection.
    pub(super) is_one: bool,
    /// Whether operations are written for it.
    pub(in crate::generate) is_written: bool,
}

/// The places of a type: those that are named, or all that create it, of which the first gets the operations.
///
/// # Errors
///
/// A named path does not exist, or is of another type.
pub(in crate::generate) fn places(schema: &Schema, ty: &StructuredType, named: &[String]) -> Result<Vec<Place>> {
    if named.is_empty() {
        let posts = schema.posts_that_create(ty).into_iter().enumerate();
        return Ok(posts
            .map(|(index, post)| Place { path: post.path, is_one: false, is_written: index == 0 })
            .collect());
    }
    let place = |path: &String| {
        let (is_one, found) = match schema.resolve(path, Operation::List) {
            Ok(found) => (false, found),
            Err(no) => match schema.resolve(path, Operation::Get) {
                Ok(found) => (true, found),
                Err(_) => return Err(Failure::new(format!("`{path}`: {no}"))),
            },
        };
        if !schema.is_a(ty, &found.ty.name) {
            return Err(Failure::new(format!("`{path}` is of {}, not of {}", found.ty.name, ty.name)));
        }
        Ok(Place { path: path.clone(), is_one, is_written: true })
    };
    named.iter().map(place).collect()
}

/// The paths on which a type is created.
pub(in crate::generate) fn creates(places: &[Place]) -> impl Iterator<Item = &str> {
    places.iter().filter(|place| !place.is_one).map(|place| &*place.path)
}

impl Place {
    /// The path of one entity of a type here.
    pub(super) fn item(&self, ty: &StructuredType) -> String {
        if self.is_one {
            return self.path.clone();
        }
        let key = format!("{}Id", lower_camel_case(simple(&ty.name)));
        format!("{}/{{{}}}", self.path, placeholder(&self.path, &key))
    }

    /// The path of an operation here, if there is one, and the type that it gives or takes.
    pub(super) fn of<'s>(
        &self,
        schema: &'s Schema,
        ty: &StructuredType,
        operation: Operation,
    ) -> Option<(String, &'s StructuredType)> {
        let paths = match operation {
            Operation::Delta => vec![format!("{}/delta", self.path)],
            // Under a key that the caller chooses, if the type has one.
            Operation::Upsert if !self.is_one => {
                let keys = schema.alternate_keys(ty).map(|key| self.with_key(schema, ty, key));
                keys.chain(iter::once(self.item(ty))).collect()
            }
            _ if !operation.is_on_collection() => vec![self.item(ty)],
            _ if self.is_one => Vec::new(),
            _ => vec![self.path.clone()],
        };
        paths.into_iter().find_map(|path| {
            let ty = schema.resolve(&path, operation).ok()?.ty;
            Some((path, ty))
        })
    }

    /// The path of the entity with this alternate key: `/groups(uniqueName='{uniqueName}')`.
    fn with_key(&self, schema: &Schema, ty: &StructuredType, key: &[Box<str>]) -> String {
        let part = |name: &str| {
            let placeholder = placeholder(&self.path, name);
            let ty = schema.property(ty, name).map(|property| &property.ty);
            match ty {
                Some(PropertyType::Primitive(Primitive::String)) | None => format!("{name}='{{{placeholder}}}'"),
                Some(_) => format!("{name}={{{placeholder}}}"),
            }
        };
        format!("{}({})", self.path, key.iter().map(|name| part(name)).collect::<Vec<_>>().join(","))
    }
}

/// A name for a placeholder that the path does not have yet.
fn placeholder(path: &str, name: &str) -> String {
    let numbered = (2..1_000).map(|number| format!("{name}{number}"));
    let mut names = iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !path.contains(&format!("{{{name}}}"))).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_a_name_of_its_own_in_its_path() {
        assert_eq!(placeholder("/users", "userId"), "userId");
        assert_eq!(placeholder("/me/mailFolders/{mailFolderId}/childFolders", "mailFolderId"), "mailFolderId2");
        assert_eq!(placeholder("/a/{xId}/{xId2}", "xId"), "xId3");
    }
}
