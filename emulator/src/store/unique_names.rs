//! The names of members in JSON: no object has one twice.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::store::member_name::MemberName;

/// Any JSON value, walked through for members named twice.
pub(super) struct Checked {
    /// Whether the value is an object with a member `id`, however its name is escaped.
    pub(super) has_id: bool,
}

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Check)
    }
}

struct Check;

const NOT_AN_OBJECT: Checked = Checked { has_id: false };

impl<'de> Visitor<'de> for Check {
    type Value = Checked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Checked, E> {
        Ok(NOT_AN_OBJECT)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Checked, E> {
        Ok(NOT_AN_OBJECT)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Checked, E> {
        Ok(NOT_AN_OBJECT)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Checked, E> {
        Ok(NOT_AN_OBJECT)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Checked, E> {
        Ok(NOT_AN_OBJECT)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Checked, E> {
        Ok(NOT_AN_OBJECT)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Checked, A::Error> {
        while values.next_element::<Checked>()?.is_some() {}
        Ok(NOT_AN_OBJECT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Checked, A::Error> {
        let mut names = Names::default();
        let mut has_id = false;
        while let Some(MemberName(name)) = members.next_key()? {
            has_id |= name == "id";
            names.insert(name).map_err(|name| Error::custom(format_args!("member `{name}` is there twice")))?;
            members.next_value::<Checked>()?;
        }
        Ok(Checked { has_id })
    }
}

/// The names in one object. Few are compared one by one, which costs less than to hash them.
#[derive(Default)]
struct Names<'a> {
    few: Vec<Cow<'a, str>>,
    more: HashSet<Cow<'a, str>>,
}

impl<'a> Names<'a> {
    const FEW: usize = 24;

    /// Returns the name if it is already in the set.
    fn insert(&mut self, name: Cow<'a, str>) -> Result<(), Cow<'a, str>> {
        if self.few.contains(&name) || self.more.contains(&name) {
            return Err(name);
        }
        if self.few.len() < Self::FEW {
            self.few.push(name);
        } else {
            self.more.insert(name);
        }
        Ok(())
    }
}
