//! What the type of an `expand` field has to be.

use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use crate::edm::Nullable;
use crate::json::entity::GraphEntity;
use crate::json::hierarchy::OtherType;
use crate::json::presence::CanBeAbsent;
use crate::json::properties::Names;
use crate::json::property::Property;
use crate::json::write::Writer;

/// The type of a property that is read through `$expand`: an entity, or a collection of it.
///
/// The field is written by these methods, and not beside a question, so that a type that lacks its derive is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold what `expand` reads: a Graph entity, or a collection of one",
    label = "add `#[derive(GraphEntity)]` to the type in it, or remove `expand`"
)]
pub trait Expanded {
    /// The properties that are selected of each entity; empty if all are.
    const SELECTED: Names;

    /// Writes a property that no create or update sends.
    fn read_only<M: SerializeMap>(&self, writer: &mut Writer<M>);

    /// Writes a property that only creates send.
    fn create_only<M: SerializeMap>(&self, writer: &mut Writer<M>);

    /// Writes a property that only creates send, and that they need.
    fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>)
    where
        Self: CanBeAbsent;
}

macro_rules! writes {
    () => {
        fn read_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
            writer.read_only(self);
        }

        fn create_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
            writer.create_only(self);
        }
    };
}

macro_rules! writes_required {
    () => {
        writes!();

        fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>)
        where
            Self: CanBeAbsent,
        {
            writer.create_required(self);
        }
    };
}

// Not recommended: what else implements this is of no use in a message.
#[diagnostic::do_not_recommend]
impl<T: GraphEntity> Expanded for T {
    const SELECTED: Names = T::PROJECTION;
    writes_required!();
}
#[diagnostic::do_not_recommend]
impl<T: Expanded + Property> Expanded for Option<T> {
    const SELECTED: Names = T::SELECTED;
    writes_required!();
}
#[diagnostic::do_not_recommend]
impl<T: Expanded + Property> Expanded for Nullable<T> {
    const SELECTED: Names = T::SELECTED;
    writes_required!();
}
#[diagnostic::do_not_recommend]
impl<T: Expanded + Property> Expanded for Vec<T> {
    const SELECTED: Names = T::SELECTED;
    writes_required!();
}
#[diagnostic::do_not_recommend]
impl<T: Expanded + Property> Expanded for Box<[T]> {
    const SELECTED: Names = T::SELECTED;
    writes_required!();
}

/// Types that hold whatever comes.
macro_rules! untyped {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Expanded for $ty {
            const SELECTED: Names = &[];
            writes!();

            // It is always there, so nobody can call this.
            fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>) {
                writer.create_only(self);
            }
        }
    )*};
}

untyped!(Value, Map<String, Value>, OtherType);
