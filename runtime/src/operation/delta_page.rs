//! A page of changes, and the link to what follows.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::change::{Change, Item};
use super::link::{InvalidLink, request_behind};
use super::page::NextLink;
use super::request::Request;
use crate::json::indexed;
use crate::wire::body;

/// A page of the changes of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeltaPage<T> {
    /// The changes; a page may have none and still be followed by others.
    pub items: Vec<Change<T>>,
    /// Where the synchronization goes on once the changes of this page are stored: on the next page or, behind the last one, with
    /// what changes from now on.
    pub next: DeltaToken,
}

/// The position of a synchronization: a value to store, also for another process.
///
/// Store it **after** the changes that came before it, or together with them. If the changes of a page are stored and the token
/// is not, the page comes again. That does no harm: a change that is applied twice has the same result as one that is applied
/// once.
///
/// ```
/// use graph_entity::DeltaToken;
///
/// let stored = r#"{"deltaLink":"https://graph.microsoft.com/v1.0/groups/delta?$deltatoken=X"}"#;
/// let token: DeltaToken = serde_json::from_str(stored)?;
/// assert!(token.is_end_of_round());
/// assert_eq!(serde_json::to_string(&token)?, stored);
/// # use graph_entity::serde_json;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DeltaToken {
    /// The link to the next page of this round (`@odata.nextLink`).
    Next(NextLink),
    /// The link to what changes after this round (`@odata.deltaLink`).
    Delta(DeltaLink),
}

impl DeltaToken {
    /// Whether the round is complete: the pages before had everything that changed.
    #[must_use]
    pub fn is_end_of_round(&self) -> bool {
        matches!(self, Self::Delta(_))
    }

    /// The link as the service gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Next(link) => link.as_str(),
            Self::Delta(link) => link.as_str(),
        }
    }

    /// The request that it leads to, with the headers of an earlier one.
    pub(crate) fn follow(&self, earlier: &Request) -> Result<Request, InvalidLink> {
        request_behind(self.as_str(), earlier, None)
    }
}

impl From<NextLink> for DeltaToken {
    fn from(link: NextLink) -> Self {
        Self::Next(link)
    }
}

impl From<DeltaLink> for DeltaToken {
    fn from(link: DeltaLink) -> Self {
        Self::Delta(link)
    }
}

/// The link to what changes after a round (`@odata.deltaLink`): opaque, and a value to store, also for another process.
///
/// It is followed as a [`NextLink`] is.
///
/// ```
/// use graph_entity::DeltaLink;
///
/// let stored = r#""https://graph.microsoft.com/v1.0/groups/delta?$deltatoken=X""#;
/// let link: DeltaLink = serde_json::from_str(stored)?;
/// assert_eq!(serde_json::to_string(&link)?, stored);
/// # use graph_entity::serde_json;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DeltaLink(String);

impl DeltaLink {
    /// The link as the service gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DeltaLink {
    /// Without the query and the fragment, which may hold personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.split(['?', '#']).next().unwrap_or_default();
        f.debug_tuple("DeltaLink").field(&path).finish()
    }
}

impl Serialize for DeltaLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DeltaLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

impl Serialize for DeltaToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Self::Next(link) => map.serialize_entry("nextLink", link)?,
            Self::Delta(link) => map.serialize_entry("deltaLink", link)?,
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for DeltaToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = DeltaToken;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with `nextLink` or `deltaLink`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<DeltaToken, A::Error> {
                let token = match map.next_key::<String>()?.as_deref() {
                    Some("nextLink") => DeltaToken::Next(map.next_value()?),
                    Some("deltaLink") => DeltaToken::Delta(map.next_value()?),
                    _ => return Err(A::Error::custom("expected `nextLink` or `deltaLink`")),
                };
                match map.next_key::<IgnoredAny>()? {
                    None => Ok(token),
                    Some(_) => Err(A::Error::custom("expected `nextLink` or `deltaLink` alone")),
                }
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// Reads a page.
pub(crate) fn read<T>(bytes: &[u8]) -> Result<DeltaPage<T>, serde_json::Error> {
    let Untyped { items, next } = body::read(bytes)?;
    Ok(DeltaPage { items: items.into_iter().map(Change::from).collect(), next })
}

/// A page before the type of its entities is known: this is compiled once.
struct Untyped {
    items: Vec<Item>,
    next: DeltaToken,
}

impl<'de> Deserialize<'de> for Untyped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Untyped;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a collection")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Untyped, A::Error> {
                let (mut items, mut next, mut delta) = (None, None, None);
                while let Some(name) = map.next_key::<String>()? {
                    // Either would take the place of the first, and changes would be lost.
                    match name.as_str() {
                        "value" if items.is_some() => return Err(A::Error::duplicate_field("value")),
                        "@odata.nextLink" if next.is_some() => {
                            return Err(A::Error::duplicate_field("@odata.nextLink"));
                        }
                        "@odata.deltaLink" if delta.is_some() => {
                            return Err(A::Error::duplicate_field("@odata.deltaLink"));
                        }
                        "value" => {
                            let seed = indexed::Value::SEED;
                            let read = map.next_value_seed(seed).map_err(|error| indexed::in_step("value", &error))?;
                            items = Some(read);
                        }
                        "@odata.nextLink" => next = Some(map.next_value::<Option<NextLink>>()?),
                        "@odata.deltaLink" => delta = Some(map.next_value::<Option<DeltaLink>>()?),
                        // As for a page of entities: the changes are not all.
                        "error" | "odata.error" => {
                            if let Value::Object(_) | Value::String(_) = map.next_value()? {
                                return Err(A::Error::custom("the page has an error of the service"));
                            }
                        }
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                let next = next.flatten().filter(|link| !link.as_str().is_empty()).map(DeltaToken::Next);
                let delta = delta.flatten().filter(|link| !link.as_str().is_empty()).map(DeltaToken::Delta);
                // With both, the next link: behind it nothing is missed.
                let next = next.or(delta).ok_or_else(|| {
                    A::Error::custom("a page of changes without `@odata.nextLink` or `@odata.deltaLink`")
                })?;
                Ok(Untyped { items: items.unwrap_or_default(), next })
            }
        }

        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Result<DeltaPage<()>, String> {
        read(body.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_page_has_changes_and_where_it_goes_on() {
        let next = |body: &str| page(body).map(|page| (page.items.len(), page.next.is_end_of_round(), page.next));
        let (items, ends, token) = next(r#"{"value":[{"id":"7"}],"@odata.nextLink":"https://a/b?c"}"#).unwrap();
        assert_eq!((items, ends, token.as_str()), (1, false, "https://a/b?c"));
        let (items, ends, token) = next(r#"{"@odata.deltaLink":"https://a/b?d","value":[]}"#).unwrap();
        assert_eq!((items, ends, token.as_str()), (0, true, "https://a/b?d"));
        let both = r#"{"@odata.deltaLink":"https://a/b?d","value":[],"@odata.nextLink":"https://a/b?c"}"#;
        assert_eq!(next(both).unwrap().2.as_str(), "https://a/b?c");
        let empty = r#"{"@odata.deltaLink":"https://a/b?d","value":[],"@odata.nextLink":""}"#;
        assert_eq!(next(empty).unwrap().2.as_str(), "https://a/b?d");
    }

    #[test]
    fn a_page_that_would_lose_changes_is_an_error() {
        for (body, expected) in [
            (r#"{"value":[]}"#, "without `@odata.nextLink` or `@odata.deltaLink`"),
            (r#"{"value":[],"@odata.deltaLink":null}"#, "without `@odata.nextLink` or `@odata.deltaLink`"),
            (r#"{"value":[],"value":[],"@odata.deltaLink":"x"}"#, "duplicate field `value`"),
            (r#"{"error":{"code":"a"},"value":[],"@odata.deltaLink":"x"}"#, "the page has an error of the service"),
            (r#"{"@odata.deltaLink":"x","@odata.deltaLink":"y","value":[]}"#, "duplicate field `@odata.deltaLink`"),
            (r#"{"@odata.nextLink":"x","@odata.nextLink":"y","value":[]}"#, "duplicate field `@odata.nextLink`"),
            (
                r#"{"value":[{"id":"7"},{"@removed":{}}],"@odata.deltaLink":"x"}"#,
                "property `value[1]`: `@removed` without",
            ),
        ] {
            let error = page(body).unwrap_err();
            assert!(error.contains(expected), "{body}: {error}");
        }
    }

    #[test]
    fn a_token_keeps_what_it_is() {
        for text in [
            r#"{"nextLink":"https://a/b?secret"}"#,
            r#"{"deltaLink":"https://a/b?secret"}"#,
            r#"{"nextLink":"https://a/b#secret?"}"#,
            r#"{"deltaLink":"https://a/b#secret?"}"#,
        ] {
            let token: DeltaToken = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&token).unwrap(), text);
            assert!(!format!("{token:?}").contains("secret"));
        }
        for text in ["{}", r#"{"link":"x"}"#, r#"{"nextLink":"x","deltaLink":"y"}"#, "\"x\""] {
            assert!(serde_json::from_str::<DeltaToken>(text).is_err(), "{text}");
        }
    }
}
