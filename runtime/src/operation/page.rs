//! A page of a collection, and the link to the next one.

use std::fmt;
use std::marker::PhantomData;

use reqwest::Url;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::link::InvalidLink;
use super::request::Request;
use crate::client::base_url::BaseUrl;
use crate::json::indexed;

/// A page of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The entities; a page may have none and still be followed by others.
    pub items: Vec<T>,
    /// How many entities the whole collection has, if that was asked for.
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
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "value" => {
                            page.items = map
                                .next_value_seed(indexed::Value::SEED)
                                .map_err(|error| indexed::in_step("value", &error))?;
                        }
                        "@odata.count" => page.count = map.next_value()?,
                        "@odata.nextLink" => page.next = map.next_value()?,
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
    /// The link as the service gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The request of the page behind it, with the headers and the options of an earlier one, on this base URL if it is known.
    pub(crate) fn follow(self, earlier: &Request, base_url: Option<&BaseUrl>) -> Result<Request, InvalidLink> {
        let url = Url::parse(&self.0).map_err(|_| InvalidLink::NotAUrl)?;
        let mut request = earlier.clone();
        request.link_origin = Some(url.origin().ascii_serialization());
        url.path().clone_into(&mut request.path);
        url.query().unwrap_or_default().clone_into(&mut request.query);
        if let Some(base_url) = base_url {
            request.leave_out_path_of(base_url);
        }
        if request.path == earlier.path && request.query == earlier.query {
            return Err(InvalidLink::SamePage);
        }
        Ok(request)
    }
}

impl fmt::Debug for NextLink {
    /// Without the query, which may hold personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.split('?').next().unwrap_or_default();
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
