//! The type or property that was meant.

use graph_entity_names::{Written, nearest};

use crate::model::{StructuredType, Type};
use crate::schema::Schema;

impl Schema {
    /// The type whose name is most like this one, which may be written with an alias or without a namespace: of several, the
    /// one in the namespace that was written.
    #[must_use]
    pub fn nearest_type(&self, name: &str) -> Option<&Type> {
        let qualified = self.qualified(name);
        let name = qualified.as_deref().unwrap_or(name);
        let written = Written::new(simple(name));
        let namespace = name.rsplit_once('.').map(|(namespace, _)| namespace);
        let (mut best, mut most) = (None, None);
        for ty in self.types() {
            // The namespaces are left out of the comparison: a long one in common makes all names alike.
            let Some(likeness) = written.meant(simple(ty.name())) else { continue };
            let is_in_namespace = ty.name().rsplit_once('.').map(|(namespace, _)| namespace) == namespace;
            if Some((likeness, is_in_namespace)) > most {
                (best, most) = (Some(ty), Some((likeness, is_in_namespace)));
            }
        }
        best
    }

    /// The property or navigation property, of a type or of a type that it extends, whose name is most like this one.
    #[must_use]
    pub fn nearest_property<'a>(&'a self, ty: &'a StructuredType, name: &str) -> Option<&'a str> {
        let properties = self.properties(ty).into_iter().map(|property| &*property.name);
        let navigation = self.navigation_properties(ty).into_iter().map(|navigation| &*navigation.name);
        nearest(name, properties.chain(navigation))
    }
}

/// A name without its namespace.
pub(crate) fn simple(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, simple)| simple)
}
