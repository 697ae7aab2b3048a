//! What the type of a field has to be.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The type of a property: what the write of each field needs, which is what the read needs as well.
///
/// The blanket implementation is not recommended: rustc would report serde's traits, and propose serde's derives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a property",
    label = "add `#[derive(GraphComplex)]` to the struct or `#[derive(GraphEnum)]` to the enum",
    note = "other types that implement serde's `Serialize` and `Deserialize` can be properties too"
)]
pub trait Property: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Property for T {}
