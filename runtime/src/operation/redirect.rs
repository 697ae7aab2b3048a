//! The address of a function's result on another server.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::json::shape::{Location, REDIRECT};

/// The `Location` of an answer that redirects. A [function](macro@crate::graph_function) whose file is on another server, such as
/// the [reports](https://learn.microsoft.com/graph/api/resources/report), has `returns = Redirect`.
///
/// Whoever has the address can read the file, so `Debug` leaves out its query. The client does not follow it: fetch it without
/// the token, which must not go to another server.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirect(String);

impl Redirect {
    /// The address, as it came.
    #[must_use]
    pub fn location(&self) -> &str {
        &self.0
    }

    /// The address, as it came.
    #[must_use]
    pub fn into_location(self) -> String {
        self.0
    }
}

impl fmt::Debug for Redirect {
    /// Without the query and the fragment, which authorize.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Redirect").field(&self.0.split(['?', '#']).next().unwrap_or_default()).finish()
    }
}

impl Serialize for Redirect {
    /// The address, with all that authorizes.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Redirect {
    /// Reads it from the answer to a call; JSON has none.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(REDIRECT, Location).map(Self)
    }
}
