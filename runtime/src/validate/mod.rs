//! Finds what a create lacks: a write that keeps nothing but the places of missing properties.

use std::cell::RefCell;
use std::fmt;

use crate::entity::GraphEntity;
use crate::write::{Purpose, with_purpose};

mod place;
mod sink;

use place::Place;
use sink::Sink;

/// Why an entity cannot be created as it is: all of its missing properties.
///
/// `Display` is one line: the type, then each property by its JSON name and, in parentheses, its Rust field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    odata_type: &'static str,
    missing: Vec<Missing>,
}

/// A required property that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Missing {
    /// Where it would be in the JSON, such as `userDisplayName` or `detail.items[3].displayName`.
    pub property: String,
    /// The Rust field, with the way to it, such as `user_display_name` or `detail.items[3].display_name`.
    pub field: String,
}

impl Invalid {
    /// The OData type of the entity, such as `microsoft.graph.deviceConfigurationUserStatus`.
    #[must_use]
    pub fn odata_type(&self) -> &'static str {
        self.odata_type
    }

    /// The properties that are missing, in the order of their declaration; never empty.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.missing.len() == 1 { "property" } else { "properties" };
        write!(f, "{} lacks {} required {noun}: ", self.odata_type, self.missing.len())?;
        for (index, Missing { property, field }) in self.missing.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{property} ({field})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

pub(crate) fn validate<T: GraphEntity>(entity: &T) -> Result<(), Invalid> {
    let report = RefCell::new(Vec::new());
    let sink = Sink { report: &report, place: &Place::Root };
    // What cannot be written is an error of the real write.
    with_purpose(Purpose::Validation, || entity.serialize(sink)).unwrap_or_default();
    let missing = report.into_inner();
    if missing.is_empty() { Ok(()) } else { Err(Invalid { odata_type: T::ODATA_TYPE, missing }) }
}
