//! The traits that the derives implement.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::properties::Properties;
use crate::validate::{Invalid, validate};

/// An entity of Microsoft Graph; implemented by `#[derive(GraphEntity)]`.
///
/// Its JSON is what [`Serialize`] writes and [`DeserializeOwned`] reads: `"@odata.type"` first, then the properties in
/// the order of their declaration, absent ones left out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph entity",
    label = "add `#[derive(GraphEntity)]` and `#[graph_entity(\"…\")]` to `{Self}`"
)]
pub trait GraphEntity: Properties + Serialize + DeserializeOwned {
    /// The OData type, with its namespace and without `#`, such as `microsoft.graph.deviceConfigurationUserStatus`.
    const ODATA_TYPE: &'static str = without_hash(Self::TYPE_ANNOTATION);

    /// Finds every required property that is missing, here and in the entities that it holds.
    ///
    /// [`Create::send`](crate::Create::send) calls this before it fetches a token or sends a byte.
    ///
    /// # Errors
    ///
    /// [`Invalid`] names them all, each by its JSON name and its Rust field.
    fn validate(&self) -> Result<(), Invalid> {
        validate(self)
    }
}

const fn without_hash(odata_type: &str) -> &str {
    match odata_type.split_at_checked(1) {
        Some((_, name)) => name,
        None => odata_type,
    }
}

/// An enumeration of Microsoft Graph; implemented by `#[derive(GraphEnum)]`.
///
/// In JSON a member is a string, its name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph enumeration",
    label = "add `#[derive(GraphEnum)]` and `#[graph_enum(\"…\")]` to `{Self}`"
)]
pub trait GraphEnum: Sized {
    /// The OData type, with its namespace and without `#`, such as `microsoft.graph.complianceStatus`.
    const ODATA_TYPE: &'static str;

    /// The members that are declared, as Graph names them, in the order of their declaration.
    const MEMBERS: &'static [&'static str];

    /// The member's name in Graph.
    fn as_str(&self) -> &str;

    /// The member of this name; an unknown one is kept where a variant is marked `other`.
    ///
    /// ```
    /// use graph_entity::GraphEnum;
    ///
    /// #[derive(Debug, PartialEq, GraphEnum)]
    /// #[graph_enum("microsoft.graph.importance")]
    /// enum Importance { Low, Normal, High }
    ///
    /// assert_eq!(Importance::from_member("high"), Some(Importance::High));
    /// assert_eq!(Importance::from_member("urgent"), None);
    /// ```
    #[must_use]
    fn from_member(name: &str) -> Option<Self> {
        match Self::MEMBERS.iter().position(|member| *member == name) {
            Some(index) => Self::from_index(index),
            None => Self::from_unknown(name),
        }
    }

    #[doc(hidden)]
    fn from_index(index: usize) -> Option<Self>;

    #[doc(hidden)]
    #[must_use]
    fn from_unknown(_name: &str) -> Option<Self> {
        None
    }
}
