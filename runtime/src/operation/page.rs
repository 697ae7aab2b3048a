//! A page of a collection, and the link to the next one.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::link::{InvalidLink, request_behind};
use super::request::Request;
use crate::client::base_url::BaseUrl;
use crate::json::indexed;

/// A page of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The entities; a page may have none and still be followed by others.
    pub items: Vec<T>,
    /// How many entities the whole collection has; `None` if that was not asked for, or if the service gave no usable number.
    pub count: Option<u64>,
    /// The link to the next page, or `None` on the last.
    pub next: Option<NextLink>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
            type Value = Page<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a collection")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<T>, A::Error> {
                let mut page = Page { items: Vec::new(), count: None, next: None };
                let (mut has_value, mut has_link) = (false, false);
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        // Either would take the place of the first, and entities would be lost.
                        "value" if has_value => return Err(A::Error::duplicate_field("value")),
                        "@odata.nextLink" if has_link => return Err(A::Error::duplicate_field("@odata.nextLink")),
                        "value" => {
                            has_value = true;
                            page.items = map
                                .next_value_seed(indexed::Value::SEED)
                                .map_err(|error| indexed::in_step("value", &error))?;
                        }
                        "@odata.count" => page.count = count(&map.next_value()?),
                        "@odata.nextLink" => {
                            has_link = true;
                            page.next = map.next_value::<Option<NextLink>>()?.filter(|link| !link.0.is_empty());
                        }
                        // The service began to answer, and could not go on: the entities are not all.
                        "error" | "odata.error" => {
                            if let Value::Object(_) | Value::String(_) = map.next_value()? {
                                return Err(A::Error::custom("the page has an error of the service"));
                            }
                        }
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(page)
            }
        }

        deserializer.deserialize_map(Object(PhantomData))
    }
}

/// A count as services write it: a number, also with a fraction of zero, or digits as text. The entities matter more than it,
/// so any other value gives `None`, and not an error.
fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64().or_else(|| {
            let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
            format!("{float:.0}").parse().ok()
        }),
        Value::String(digits) if digits.bytes().all(|digit| digit.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    }
}

/// The link to the next page (`@odata.nextLink`): opaque, and a value to store, also for another process.
///
/// It is followed if it is of the client's own origin, or of one of Graph's (then on the client's base URL). Any other is an
/// error, and the token is not sent.
///
/// ```
/// use graph_entity::NextLink;
///
/// let stored = r#""https://graph.microsoft.com/v1.0/users?$skiptoken=X""#;
/// let next: NextLink = serde_json::from_str(stored)?;
/// assert_eq!(serde_json::to_string(&next)?, stored);
/// # use graph_entity::serde_json;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NextLink(String);

impl NextLink {
    pub(crate) fn of(link: String) -> Self {
        Self(link)
    }

    /// The link as the service gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The request of the page behind it, with the headers and the options of an earlier one, on this base URL if it is known.
    pub(crate) fn follow(self, earlier: &Request, base_url: Option<&BaseUrl>) -> Result<Request, InvalidLink> {
        let request = request_behind(&self.0, earlier, base_url)?;
        if request.path == earlier.path && request.query == earlier.query {
            return Err(InvalidLink::SamePage);
        }
        Ok(request)
    }
}

impl fmt::Debug for NextLink {
    /// Without the query and the fragment, which may hold personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.split(['?', '#']).next().unwrap_or_default();
        f.debug_tuple("NextLink").field(&path).finish()
    }
}

impl Serialize for NextLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for NextLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Page<Value>, serde_json::Error> {
        serde_json::from_str(body)
    }

    #[test]
    fn an_odd_count_does_not_cost_the_entities() {
        for (count, expected) in [
            ("5", Some(5)),
            ("\"5\"", Some(5)),
            ("5.0", Some(5)),
            ("18446744073709551615", Some(u64::MAX)),
            ("-1", None),
            ("5.5", None),
            ("1e300", None),
            ("\"\"", None),
            ("\"+5\"", None),
            ("null", None),
            ("true", None),
            ("[5]", None),
            ("{\"a\":5}", None),
        ] {
            let page = read(&format!("{{\"@odata.count\":{count},\"value\":[1,2]}}")).unwrap();
            assert_eq!((page.items.len(), page.count), (2, expected), "{count}");
        }
    }

    #[test]
    fn an_error_beside_the_entities_is_one_wherever_it_stands() {
        for body in [
            r#"{"error":{"code":"a"},"value":[]}"#,
            r#"{"value":[1],"error":{"code":"a"}}"#,
            r#"{"odata.error":"a","value":[1]}"#,
        ] {
            let error = read(body).unwrap_err().to_string();
            assert!(error.starts_with("the page has an error of the service"), "{error}");
        }
        assert_eq!(read(r#"{"error":null,"value":[1]}"#).unwrap().items.len(), 1);
    }

    #[test]
    fn an_empty_link_is_none() {
        for link in ["null", "\"\""] {
            let page = read(&format!("{{\"value\":[1],\"@odata.nextLink\":{link}}}")).unwrap();
            assert_eq!((page.items.len(), page.next), (1, None));
        }
    }

    #[test]
    fn what_stands_there_twice_is_an_error_that_names_it() {
        for (body, name) in [
            (r#"{"value":[1],"value":[2]}"#, "`value`"),
            (r#"{"@odata.nextLink":"a","value":[1],"@odata.nextLink":null}"#, "`@odata.nextLink`"),
        ] {
            let error = read(body).unwrap_err().to_string();
            assert!(error.contains("duplicate") && error.contains(name), "{error}");
        }
    }
}
