//! The traits that the derives implement.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::json::mode::WriteMode;
use crate::json::properties::{Expansions, Names};
use crate::validate::{Invalid, validate};

/// An entity of Microsoft Graph; implemented by `#[derive(GraphEntity)]`.
///
/// Its JSON is what [`Serialize`] writes and [`DeserializeOwned`] reads: `"@odata.type"` first, then the properties in
/// the order of their declaration, absent ones left out.
///
/// While a create is written, the entities inside it are written for a create as well: without what the service assigns. That
/// holds also for an entity that the `Serialize` of a field writes by itself, such as with `serde_json::to_string`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph entity",
    label = "add `#[derive(GraphEntity)]` and `#[graph_entity(\"…\")]` to `{Self}`"
)]
pub trait GraphEntity: Serialize + DeserializeOwned {
    /// The OData type, with its namespace and without `#`, such as `microsoft.graph.deviceConfigurationUserStatus`.
    const ODATA_TYPE: &'static str;

    /// The properties that a read asks for, in JSON and in Rust; none if it asks for all.
    #[doc(hidden)]
    const PROJECTION: Names = &[];

    /// Adds the properties that a read expands.
    #[doc(hidden)]
    fn expansions(_: &mut Expansions) {}

    /// Finds every required property that is missing, and everything that a rule refuses, here and in what it holds.
    ///
    /// [`Create::send`](crate::Create::send) calls this before it fetches a token or sends a byte.
    ///
    /// # Errors
    ///
    /// [`Invalid`] names them all, each by its JSON name and its Rust field.
    fn validate(&self) -> Result<(), Invalid> {
        validate(self, Self::ODATA_TYPE, WriteMode::Create)
    }
}

/// What refers to itself, such as a user's manager, is in a `Box`.
#[diagnostic::do_not_recommend]
impl<T: GraphEntity> GraphEntity for Box<T> {
    const ODATA_TYPE: &'static str = T::ODATA_TYPE;
    const PROJECTION: Names = T::PROJECTION;

    fn expansions(expansions: &mut Expansions) {
        T::expansions(expansions);
    }
}

/// The parameters of an action or a function; implemented by `#[derive(GraphParameters)]`.
///
/// Their JSON is an object without `"@odata.type"`; what is absent is left out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no parameters of an action or a function",
    label = "add `#[derive(GraphParameters)]` to `{Self}`"
)]
pub trait GraphParameters: Serialize {
    /// The name of the struct, for the report of what is wrong with it.
    #[doc(hidden)]
    const NAME: &'static str;

    /// Whether there is a body: an action without parameters has none.
    #[doc(hidden)]
    const HAS_ANY: bool = true;
}

/// A complex type of Microsoft Graph, a part of entities; implemented by `#[derive(GraphComplex)]`.
///
/// Its JSON is that of an entity, but for `"@odata.type"`, which is written where it is used through a hierarchy.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph complex type",
    label = "add `#[derive(GraphComplex)]` and `#[graph_complex(\"…\")]` to `{Self}`"
)]
pub trait GraphComplex: Serialize + DeserializeOwned {
    /// The OData type, with its namespace and without `#`, such as `microsoft.graph.itemBody`.
    const ODATA_TYPE: &'static str;

    /// Finds every required property that is missing, and everything that a rule refuses, here and in what it holds.
    ///
    /// The validation of an entity does this for each complex type in it.
    ///
    /// # Errors
    ///
    /// [`Invalid`] names them all, each by its JSON name and its Rust field.
    fn validate(&self) -> Result<(), Invalid> {
        validate(self, Self::ODATA_TYPE, WriteMode::Create)
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
