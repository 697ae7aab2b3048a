//! What the type of a field has to be.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The type of a property.
///
/// The write asks this of each field, at its place. The blanket implementation is not recommended, because what it needs are
/// serde's traits, which are implemented by other derives than those of serde.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a property",
    label = "add `#[derive(GraphComplex)]` to the struct or `#[derive(GraphEnum)]` to the enum",
    note = "other types that implement serde's `Serialize` and `Deserialize` can be properties too"
)]
pub trait Property: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Property for T {}
