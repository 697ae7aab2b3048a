//! Collections in which the client chooses the `id`, and which ids are valid keys.

use serde_json::Value;

use crate::request::path::ResourcePath;
use crate::response::graph_error::GraphError;

/// Who assigns the `id` of a new entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeySource {
    /// The service, as in most collections.
    Service,
    /// The client: a create without an `id` is refused.
    Client,
    /// The client, or the service if the body has no `id`.
    Either,
}

/// The collections in which the client may choose the `id`, by their paths below the version. `{}` stands for one segment, `**` at
/// the start for any number of segments. The source is the collection's page in the
/// [reference](https://learn.microsoft.com/graph/api/overview): `Client` if it requires `id`, `Either` if only its example has one.
#[rustfmt::skip]
const COLLECTIONS: &[(&str, KeySource)] = &[
    ("/external/connections", KeySource::Client),
    ("/external/connections/{}/groups", KeySource::Client),
    ("/external/connections/{}/groups/{}/members", KeySource::Client),
    ("/domains", KeySource::Client),
    ("/schemaExtensions", KeySource::Client),
    ("/directory/attributeSets", KeySource::Client),
    ("/directory/customSecurityAttributeDefinitions/{}/allowedValues", KeySource::Client),
    ("/identity/conditionalAccess/authenticationContextClassReferences", KeySource::Client),
    ("/identity/b2cUserFlows", KeySource::Client),
    ("/identity/b2xUserFlows", KeySource::Client),
    ("/trustFramework/keySets", KeySource::Client),
    ("/organization/{}/branding/localizations", KeySource::Client),
    ("/communications/calls/{}/audioRoutingGroups", KeySource::Client),
    ("/app/calls/{}/audioRoutingGroups", KeySource::Client),
    ("/teams/{}/schedule/shifts", KeySource::Either),
    ("/teams/{}/schedule/openShifts", KeySource::Either),
    ("/applications/{}/synchronization/templates", KeySource::Either),
    ("/servicePrincipals/{}/synchronization/templates", KeySource::Either),
    ("/servicePrincipals/{}/createPasswordSingleSignOnCredentials", KeySource::Either),
    ("**/workbook/worksheets/{}/charts", KeySource::Either),
];

/// The longest key in bytes: a `Location` header has to hold it.
const MAX_KEY_BYTES: usize = 256;

impl KeySource {
    /// Returns who assigns the `id` in this collection.
    pub(crate) fn of(collection: &ResourcePath) -> Self {
        let below_version = collection.segments().get(1..).unwrap_or_default();
        let listed = COLLECTIONS.iter().find(|(pattern, _)| matches(pattern, below_version));
        listed.map_or(Self::Service, |(_, source)| *source)
    }

    /// Returns the key that the client chose, or `None` if the service has to assign one.
    ///
    /// # Errors
    ///
    /// If there is an `id` that the client may not choose, or it is missing or not a valid key.
    pub(crate) fn key(self, id: Option<&Value>) -> Result<Option<&str>, GraphError> {
        match (self, id) {
            (Self::Service, Some(_)) => Err(GraphError::has_id()),
            (Self::Client, None) => Err(GraphError::lacks_id()),
            (Self::Service | Self::Either, None) => Ok(None),
            (Self::Client | Self::Either, Some(id)) => match id.as_str() {
                Some(key) if is_key(key) => Ok(Some(key)),
                _ => Err(GraphError::not_a_key()),
            },
        }
    }
}

/// Whether an item of this key can be read by its address: a client removes `.` and `..` from a path, and `$` starts a system
/// segment.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_KEY_BYTES && !matches!(text, "." | "..") && !text.starts_with('$')
}

fn matches(pattern: &str, segments: &[String]) -> bool {
    let mut segments = segments.iter().rev();
    for wanted in pattern.rsplit('/') {
        match wanted {
            "**" => return true,
            // Before the leading slash.
            "" => return segments.next().is_none(),
            wanted => {
                if segments.next().is_none_or(|segment| wanted != "{}" && segment != wanted) {
                    return false;
                }
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(path: &str) -> Vec<String> {
        path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn patterns_match_whole_paths() {
        for (pattern, path, is_match) in [
            ("/a", "/a", true),
            ("/a", "/b/a", false),
            ("/a", "/a/b", false),
            ("/a", "", false),
            ("/a/{}/b", "/a/7/b", true),
            ("/a/{}/b", "/a/b", false),
            ("/a/{}/b", "/a/7/8/b", false),
            ("**/a/{}", "/a/7", true),
            ("**/a/{}", "/x/y/a/7", true),
            ("**/a/{}", "/x/b/7", false),
            ("**/a", "", false),
        ] {
            assert_eq!(matches(pattern, &segments(path)), is_match, "{pattern} {path}");
        }
    }

    #[test]
    fn every_pattern_is_well_formed_and_listed_once() {
        for (index, (pattern, source)) in COLLECTIONS.iter().enumerate() {
            assert!(pattern.starts_with('/') || pattern.starts_with("**/"), "{pattern}");
            assert!(pattern.split('/').skip(1).all(|segment| !segment.is_empty() && segment != "**"), "{pattern}");
            assert!(COLLECTIONS.iter().skip(index + 1).all(|(other, _)| other != pattern), "{pattern}");
            assert_ne!(*source, KeySource::Service, "{pattern}: it is so for what is not listed");
        }
    }
}
