//! What the type of a hierarchy's variant has to be.

use serde::de::DeserializeOwned;

use crate::json::properties::Properties;

/// The type of a variant's value in a hierarchy: what its write needs, which is what its read needs as well.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Graph entity or complex type",
    label = "add `#[derive(GraphEntity)]` or `#[derive(GraphComplex)]` to the struct"
)]
pub trait Variant: Properties + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Properties + DeserializeOwned> Variant for T {}
