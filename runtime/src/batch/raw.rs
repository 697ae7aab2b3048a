//! The parts of a batch's answer as JSON text, up to where it breaks off.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::wire::one_of::OneOf;

/// A part, each of its values as JSON text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct RawPart<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) status: Option<&'a str>,
    pub(super) headers: Option<&'a str>,
    pub(super) body: Option<&'a str>,
    /// It says something twice.
    pub(super) twice: bool,
    /// The text ends within it.
    pub(super) cut: bool,
}

type Sink<'a> = RefCell<Vec<RawPart<'a>>>;

/// Parses the parts. `count` is a capacity hint. The error says where the text breaks off.
pub(super) fn read(text: &str, count: usize) -> (Vec<RawPart<'_>>, Option<serde_json::Error>) {
    let parts: Sink<'_> = RefCell::new(Vec::with_capacity(count));
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = deserializer
        .deserialize_map(Whole(&parts))
        .and_then(|found| if found { deserializer.end() } else { Err(serde_json::Error::missing_field("responses")) });
    let mut parts = parts.into_inner();
    if let Some(part) = parts.last_mut().filter(|part| part.cut) {
        part.find_body(text);
    }
    (parts, result.err())
}

impl<'a> RawPart<'a> {
    /// The id as a number, or `None` if this crate did not write it.
    pub(super) fn number(&self) -> Option<usize> {
        let id = self.id?;
        // A number that the text ends in may have had more digits.
        let digits = match id.strip_prefix('"').and_then(|id| id.strip_suffix('"')) {
            Some(digits) => digits,
            None if self.cut => return None,
            None => id,
        };
        let plain = digits.bytes().all(|digit| digit.is_ascii_digit()) && !digits.starts_with('0');
        digits.parse().ok().filter(|_| plain)
    }

    /// Whether it says anything else than one that came before. What is cut off says less.
    pub(super) fn differs_from(&self, first: &Self) -> bool {
        if !self.cut {
            return self != first;
        }
        // The last digits may be cut off too.
        self.status.is_some_and(|status| !first.status.is_some_and(|whole| whole.starts_with(status)))
    }

    /// Its id as a person reads it.
    pub(super) fn name(&self) -> String {
        let id = self.id.unwrap_or_default();
        serde_json::from_str(id).unwrap_or_else(|_| id.to_owned())
    }

    /// The text of a body that the text ends in.
    fn find_body(&mut self, text: &'a str) {
        let end = |field: &str| field.as_ptr().addr().saturating_sub(text.as_ptr().addr()).saturating_add(field.len());
        let last = [self.id, self.status, self.headers, self.body].into_iter().flatten().map(end).max();
        let behind = last.and_then(|last| text.get(last..));
        if let (None, Some((_, body))) = (self.body, behind.and_then(|behind| behind.split_once(r#""body""#))) {
            self.body = Some(body.trim_start_matches([' ', ':']));
        }
    }
}

/// The object around `responses`; whether it has them.
struct Whole<'p, 'a>(&'p Sink<'a>);

impl<'a> Visitor<'a> for Whole<'_, 'a> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a batch's answer")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == "responses" {
                map.next_value_seed(Responses(self.0))?;
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// The array of parts.
struct Responses<'p, 'a>(&'p Sink<'a>);

impl<'a> DeserializeSeed<'a> for Responses<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for Responses<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of answers")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(part) = seq.next_element_seed(OnePart(self.0))? {
            self.0.borrow_mut().push(part);
        }
        Ok(())
    }
}

/// One part. What is not an object is a part without an id, so that it does not hide those behind it.
struct OnePart<'p, 'a>(&'p Sink<'a>);

impl<'a> DeserializeSeed<'a> for OnePart<'_, 'a> {
    type Value = RawPart<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<RawPart<'a>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for OnePart<'_, 'a> {
    type Value = RawPart<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<RawPart<'a>, A::Error> {
        let mut part = RawPart::default();
        match fields(&mut part, &mut map) {
            Ok(()) => Ok(part),
            Err(error) => {
                part.cut = true;
                self.0.borrow_mut().push(part);
                Err(error)
            }
        }
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<RawPart<'a>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(RawPart::default())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<RawPart<'a>, E> {
        Ok(RawPart::default())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<RawPart<'a>, E> {
        Ok(RawPart::default())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<RawPart<'a>, E> {
        Ok(RawPart::default())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<RawPart<'a>, E> {
        Ok(RawPart::default())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<RawPart<'a>, E> {
        Ok(RawPart::default())
    }

    fn visit_unit<E: Error>(self) -> Result<RawPart<'a>, E> {
        Ok(RawPart::default())
    }
}

/// Fills a part from its object, up to where that breaks off.
fn fields<'a, A: MapAccess<'a>>(part: &mut RawPart<'a>, map: &mut A) -> Result<(), A::Error> {
    while let Some(name) = map.next_key_seed(OneOf(["id", "status", "headers", "body"]))? {
        let field = match name {
            Some(0) => &mut part.id,
            Some(1) => &mut part.status,
            Some(2) => &mut part.headers,
            Some(3) => &mut part.body,
            _ => {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
        };
        part.twice |= field.replace(map.next_value::<&RawValue>()?.get()).is_some();
    }
    Ok(())
}
