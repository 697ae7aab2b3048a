//! A request's path, taken apart: the version and the decoded segments below it.

use percent_encoding::percent_decode_str;

use crate::response::graph_error::GraphError;
use crate::response::ids::is_guid;

/// The path of a collection or of an item. Two spellings of one resource have the same segments.
#[derive(Debug)]
pub(crate) struct ResourcePath {
    /// The version first, then at least one more, each percent-decoded.
    segments: Vec<String>,
    /// Whether the last segment was written in parentheses: `users('7')`.
    ends_in_key: bool,
    /// The last segment as an alternate key, if it was written as one: `groups(uniqueName='sales')`.
    alternate_key: Option<AlternateKey>,
}

/// A property that identifies an item in its collection, as written in a path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AlternateKey {
    /// The name of the collection.
    pub(crate) collection: String,
    pub(crate) property: String,
    pub(crate) value: String,
}

/// The version that `path` begins with, and the rest, still encoded and without slashes at its ends.
///
/// Apart from [`ResourcePath::parse`] because the service looks at the version before it looks at the token.
pub(crate) fn split_version(path: &str) -> Result<(&str, &str), GraphError> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (version, rest) = path.split_once('/').unwrap_or((path, ""));
    match version {
        "v1.0" | "beta" => Ok((version, rest.strip_suffix('/').unwrap_or(rest))),
        _ => Err(GraphError::invalid_version(version)),
    }
}

impl ResourcePath {
    /// `version` and `rest` as [`split_version`] gives them.
    pub(crate) fn parse(version: &str, rest: &str) -> Result<Self, GraphError> {
        if rest.is_empty() {
            return Err(GraphError::not_found(version));
        }
        let mut path = Self { segments: vec![version.to_owned()], ends_in_key: false, alternate_key: None };
        for segment in rest.split('/') {
            path.push(segment)?;
        }
        Ok(path)
    }

    /// Adds one segment as it was written: `name`, `key` or `name('key')`.
    fn push(&mut self, written: &str) -> Result<(), GraphError> {
        if written.is_empty() {
            return Err(GraphError::bad_request("The request path has an empty segment."));
        }
        self.alternate_key = None;
        if let Some((name, key)) = split_key(written) {
            self.segments.push(decode(name)?);
            // OData doubles a quote inside of a quoted key.
            self.segments.push(decode(key)?.replace("''", "'"));
            self.ends_in_key = true;
            return Ok(());
        }
        let segment = decode(written)?;
        if segment.starts_with('$') {
            // `$batch` and its like would pass for collections, and a create would be answered that never was one.
            return Err(GraphError::not_emulated(&segment));
        }
        self.segments.push(segment);
        self.ends_in_key = false;
        self.alternate_key = alternate_key(written)?;
        Ok(())
    }

    pub(crate) fn segments(&self) -> &[String] {
        &self.segments
    }

    /// The last segment, and the path of the collection that it would be an id in.
    pub(crate) fn split_last(&self) -> (&str, &[String]) {
        // Never empty: a path begins with its version.
        self.segments.split_last().map_or(("", &[]), |(last, parent)| (last, parent))
    }

    /// The path of the collection that the last segment would be a key in; `None` directly below the version.
    pub(crate) fn parent(&self) -> Option<Self> {
        let segments = self.split_last().1.to_vec();
        (segments.len() > 1).then_some(Self { segments, ends_in_key: false, alternate_key: None })
    }

    /// The last segment as an alternate key, and the path of the collection; `None` if it is not written as one.
    pub(crate) fn alternate_key(&self) -> Option<(Self, &AlternateKey)> {
        let key = self.alternate_key.as_ref()?;
        let mut segments = self.split_last().1.to_vec();
        segments.push(key.collection.clone());
        Some((Self { segments, ends_in_key: false, alternate_key: None }, key))
    }

    /// The path of the item of this `id` in this collection.
    pub(crate) fn item(mut self, id: String) -> Self {
        self.segments.push(id);
        Self { ends_in_key: true, ..self }
    }

    /// The path with these segments behind it: an item of a collection, or a navigation property of one.
    pub(crate) fn below(&self, names: &[&str]) -> Self {
        let own = self.segments.iter().map(String::as_str);
        let segments = own.chain(names.iter().copied()).map(str::to_owned).collect();
        Self { segments, ends_in_key: false, alternate_key: None }
    }

    /// Whether the last segment can be a key: there is a collection before it.
    pub(crate) fn can_be_an_item(&self) -> bool {
        self.segments.len() > 2
    }

    /// Whether this can only be an item, whatever is stored: no collection has such a name.
    pub(crate) fn names_an_item(&self) -> bool {
        self.ends_in_key || is_guid(self.split_last().0)
    }
}

/// `name('key')` → `name` and `key`, still encoded. The parentheses have to be written as such: a client that encodes
/// its ids encodes them, and then they are a part of the id.
fn split_key(segment: &str) -> Option<(&str, &str)> {
    let (name, key) = segment.strip_suffix(')')?.split_once('(')?;
    let key = key.strip_prefix('\'').or_else(|| key.strip_prefix("%27"))?;
    let key = key.strip_suffix('\'').or_else(|| key.strip_suffix("%27"))?;
    (!name.is_empty() && !key.is_empty()).then_some((name, key))
}

/// `name(property='value')`, if there is one property: a function may have several parameters.
fn alternate_key(segment: &str) -> Result<Option<AlternateKey>, GraphError> {
    let Some((name, property, value)) = split_alternate_key(segment) else { return Ok(None) };
    let value = decode(value)?;
    if value.replace("''", "").contains('\'') {
        return Ok(None);
    }
    let (collection, property) = (decode(name)?, decode(property)?);
    Ok(Some(AlternateKey { collection, property, value: value.replace("''", "'") }))
}

/// The parts, still encoded.
fn split_alternate_key(segment: &str) -> Option<(&str, &str, &str)> {
    let (name, key) = segment.strip_suffix(')')?.split_once('(')?;
    let (property, value) = key.split_once('=')?;
    let value = value.strip_prefix('\'').or_else(|| value.strip_prefix("%27"))?;
    let value = value.strip_suffix('\'').or_else(|| value.strip_suffix("%27"))?;
    (!name.is_empty() && !property.is_empty() && !value.is_empty()).then_some((name, property, value))
}

fn decode(segment: &str) -> Result<String, GraphError> {
    match percent_decode_str(segment).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(GraphError::bad_request("The request path is not UTF-8 when decoded.")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(path: &str) -> Result<ResourcePath, GraphError> {
        let (version, rest) = split_version(path)?;
        ResourcePath::parse(version, rest)
    }

    fn segments(path: &str) -> Vec<String> {
        parse(path).unwrap().segments
    }

    #[test]
    fn one_resource_has_one_list_of_segments() {
        let expected = ["v1.0", "users", "a b/c", "messages"];
        for path in [
            "/v1.0/users/a%20b%2Fc/messages",
            "/v1.0/users/a%20b%2fc/messages/",
            "/v1.0/users('a%20b%2Fc')/messages",
            "/v1.0/users(%27a%20b%2Fc%27)/messages",
        ] {
            assert_eq!(segments(path), expected, "{path}");
        }
    }

    #[test]
    fn a_key_may_hold_quotes_and_parentheses() {
        assert_eq!(segments("/beta/users('O''Neil')"), ["beta", "users", "O'Neil"]);
        assert_eq!(segments("/beta/users/a%28%27b%27%29"), ["beta", "users", "a('b')"]);
        assert_eq!(segments("/beta/users/delta()"), ["beta", "users", "delta()"]);
    }

    #[test]
    fn one_property_in_parentheses_is_an_alternate_key() {
        let path = parse("/v1.0/groups(uniqueName='O''Neil%20%26%20%27%27a')").unwrap();
        let (collection, key) = path.alternate_key().unwrap();
        assert_eq!(collection.segments(), ["v1.0", "groups"]);
        assert_eq!((key.property.as_str(), key.value.as_str()), ("uniqueName", "O'Neil & 'a"));
        assert_eq!(collection.item("7".to_owned()).segments(), ["v1.0", "groups", "7"]);
        for path in [
            "/v1.0/groups('7')",
            "/v1.0/groups(uniqueName='a')/members",
            "/v1.0/me/reminderView(StartDateTime='a',EndDateTime='b')",
            "/v1.0/groups(uniqueName='')",
            "/v1.0/groups%28uniqueName='a'%29",
        ] {
            assert!(parse(path).unwrap().alternate_key().is_none(), "{path}");
        }
    }

    #[test]
    fn only_a_key_or_a_guid_can_only_be_an_item() {
        for item in ["/v1.0/users('7')", "/v1.0/users/7e323db2-3db2-7e32-b23d-327eb23d327e"] {
            assert!(parse(item).unwrap().names_an_item(), "{item}");
        }
        for path in ["/v1.0/users/7", "/v1.0/users('7')/messages", "/v1.0/users"] {
            assert!(!parse(path).unwrap().names_an_item(), "{path}");
        }
    }

    #[test]
    fn what_is_not_a_resource_is_refused() {
        for path in [
            "",
            "/",
            "*",
            "/v2.0/users",
            "/V1.0/users",
            "/v1.0",
            "/v1.0/",
            "/v1.0//users",
            "/v1.0/users//",
            "/v1.0/%FF",
            "/v1.0/$batch",
            "/v1.0/users/%24count",
        ] {
            assert!(parse(path).is_err(), "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_path_panics(path in "(/v1.0)?[/a-z0-9%$()'.]{0,40}") {
            let _ = parse(&path);
        }
    }
}
