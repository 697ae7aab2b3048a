//! The only names that generated code uses. No part of the public interface.

pub use serde::de::{DeserializeOwned, MapAccess};
pub use serde::ser::SerializeMap;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::absent::CanBeAbsent;
pub use crate::additional::Additional;
pub use crate::hierarchy::{Dispatch, Hierarchy, WholeObject, read_hierarchy, write_hierarchy, write_other};
#[cfg(feature = "check")]
pub use crate::holds::{
    DerivedFrom, EdmBinary, EdmBoolean, EdmByte, EdmDate, EdmDateTimeOffset, EdmDecimal, EdmDouble, EdmDuration,
    EdmGuid, EdmInt16, EdmInt32, EdmInt64, EdmSByte, EdmSingle, EdmString, EdmTimeOfDay, GraphName, Hash, HoldsFlags,
    HoldsNamed, Item, Named,
};
pub use crate::members::{Kept, read_member, write_member};
pub use crate::properties::{Properties, Property, Table, Variant};
pub use crate::quiet::{KeepMember, OfferObject, OfferOtherObject, Posted, ReadValues, ReadWithAdditional, create_in};
pub use crate::read::{Reader, deserialize};
pub use crate::request::create;
pub use crate::values::{And, or_default};
pub use crate::write::{Writer, serialize, serialize_annotated};
