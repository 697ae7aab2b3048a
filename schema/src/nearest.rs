//! The name that was meant.

use crate::model::{StructuredType, Type};
use crate::schema::Schema;

/// The similarity below which a name is not what was meant, from 0 (nothing alike) to 1 (the same but for case).
const ALIKE: f64 = 0.6;

/// The length beyond which a written name is compared with nothing, in bytes: the comparison is quadratic.
const MAX_LENGTH: usize = 256;

/// A name that was written, to compare others with.
struct Written {
    lower: String,
    letters: [i16; 32],
}

impl Written {
    fn new(name: &str) -> Self {
        // One that is too long is like nothing, not even another too long one.
        let lower = if name.len() > MAX_LENGTH { String::new() } else { name.to_lowercase() };
        Self { letters: letters(&lower), lower }
    }

    /// How alike a name is, where that is at least so much; the case does not matter.
    fn similarity(&self, name: &str, least: f64) -> Option<f64> {
        if self.lower.is_empty() || name.len() > MAX_LENGTH {
            return None;
        }
        let name = name.to_lowercase();
        // Most names have too few letters in common to be looked at closely: thousands of types are compared in a macro.
        let (mut more, mut less) = (0, 0);
        for (written, found) in self.letters.iter().zip(letters(&name)) {
            more += (written - found).max(0);
            less += (found - written).max(0);
        }
        let longest = i16::try_from(self.lower.chars().count().max(name.chars().count())).unwrap_or(i16::MAX).max(1);
        if 1.0 - f64::from(more.max(less)) / f64::from(longest) < least {
            return None;
        }
        Some(strsim::normalized_damerau_levenshtein(&self.lower, &name)).filter(|similarity| *similarity >= least)
    }
}

/// How often each letter occurs; those that fall together make names look more alike than they are, never less.
fn letters(name: &str) -> [i16; 32] {
    let mut letters = [0; 32];
    for letter in name.chars() {
        if let Some(count) = usize::try_from(u32::from(letter) % 32).ok().and_then(|index| letters.get_mut(index)) {
            *count += 1;
        }
    }
    letters
}

/// The names like one that was written, the most alike first and the first of equals first.
pub(crate) fn alike<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let written = Written::new(written);
    let similar = names.into_iter().filter_map(|name| Some((written.similarity(name, ALIKE)?, name)));
    let mut alike: Vec<(f64, &str)> = similar.collect();
    alike.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    alike.into_iter().map(|(_, name)| name).collect()
}

impl Schema {
    /// The type whose name is most like this one, which may be written with an alias or without a namespace: of several, the
    /// one in the namespace that was written.
    #[must_use]
    pub fn nearest_type(&self, name: &str) -> Option<&Type> {
        let qualified = self.qualified(name);
        let name = qualified.as_deref().unwrap_or(name);
        let written = Written::new(simple(name));
        let namespace = name.rsplit_once('.').map(|(namespace, _)| namespace);
        let (mut best, mut most) = (None, (ALIKE, false));
        for ty in self.types() {
            // The namespaces are left out of the comparison: a long one in common makes all names alike.
            if let Some(similarity) = written.similarity(simple(ty.name()), most.0) {
                let is_in_namespace = ty.name().rsplit_once('.').map(|(namespace, _)| namespace) == namespace;
                if best.is_none() || (similarity, is_in_namespace) > most {
                    (best, most) = (Some(ty), (similarity, is_in_namespace));
                }
            }
        }
        best
    }

    /// The property or navigation property, of a type or of a type that it extends, whose name is most like this one.
    #[must_use]
    pub fn nearest_property<'a>(&'a self, ty: &'a StructuredType, name: &str) -> Option<&'a str> {
        let properties = self.properties(ty).into_iter().map(|property| &*property.name);
        let navigation = self.navigation_properties(ty).into_iter().map(|navigation| &*navigation.name);
        alike(name, properties.chain(navigation)).into_iter().next()
    }
}

/// A name without its namespace.
pub(crate) fn simple(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, simple)| simple)
}
