//! Members of JSON that are known by one of a few names.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// Which of some names, in any case, a name is.
pub(crate) struct OneOf<'n, const N: usize>(pub(crate) [&'n str; N]);

impl<'de, const N: usize> DeserializeSeed<'de> for OneOf<'_, N> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<const N: usize> Visitor<'_> for OneOf<'_, N> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<usize>, E> {
        // Nearly always they are written so, and to compare them so takes less time.
        let exact = self.0.iter().position(|name| *name == text);
        Ok(exact.or_else(|| self.0.iter().position(|name| name.eq_ignore_ascii_case(text))))
    }
}
