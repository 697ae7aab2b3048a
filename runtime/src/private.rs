//! The only names that generated code uses. No part of the public interface.

pub use graph_entity_macros::filter as expand_filter;
pub use serde::de::{DeserializeOwned, MapAccess};
pub use serde::ser::SerializeMap;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::filter::expression as filter;
#[cfg(feature = "check")]
pub use crate::holds::{
    Asked, DerivedFrom, EdmBinary, EdmBoolean, EdmByte, EdmDate, EdmDateTimeOffset, EdmDecimal, EdmDouble, EdmDuration,
    EdmGuid, EdmInt16, EdmInt32, EdmInt64, EdmSByte, EdmSingle, EdmString, EdmTimeOfDay, GraphName, Hash, HoldsAbsence,
    HoldsEach, HoldsEachFlags, HoldsFlags, HoldsNamed, Item, LeftOut, Named, Unasked,
};
pub use crate::json::additional::Additional;
pub use crate::json::enumeration::{Kept, read_member, write_member};
pub use crate::json::expanded::Expanded;
pub use crate::json::hierarchy::{Dispatch, Hierarchy, WholeObject, read_hierarchy, write_hierarchy, write_other};
pub use crate::json::idempotency_key::IdempotencyKey;
pub use crate::json::object::{deserialize, serialize, serialize_annotated};
pub use crate::json::presence::CanBeAbsent;
pub use crate::json::properties::{Expansions, Names, Properties, Table};
pub use crate::json::property::Property;
pub use crate::json::read::Reader;
pub use crate::json::tuple::{And, or_default};
pub use crate::json::variant::Variant;
pub use crate::json::write::Writer;
pub use crate::operation::call::{action, function};
pub use crate::operation::create::create;
pub use crate::operation::delete::delete;
pub use crate::operation::delta::delta;
pub use crate::operation::get::get;
pub use crate::operation::list::list;
pub use crate::operation::put::put;
pub use crate::operation::reference::{add_reference, remove_reference, set_reference};
pub use crate::operation::update::update;
pub use crate::operation::upsert::upsert;
pub use crate::quiet::{
    ExpandProperty, KeepMember, OfferObject, OfferOtherObject, Operations, ReadValues, ReadWithAdditional, create_0,
    create_1, create_2, create_3, create_in, delete_0, delete_1, delete_2, delete_3, delete_in, delta_0, delta_1,
    delta_2, delta_3, delta_in, get_0, get_1, get_2, get_3, get_in, list_0, list_1, list_2, list_3, list_in, put_0,
    put_1, put_2, put_3, put_in, update_0, update_1, update_2, update_3, update_in, upsert_0, upsert_1, upsert_2,
    upsert_3, upsert_in,
};
