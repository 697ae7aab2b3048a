//! Types that are declared as one of Graph's: a complex type, an enumeration, an entity, or a set of flags.

use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::Collection;
use crate::edm;
use crate::json::flags::{Flags, GraphFlags};
use crate::json::hierarchy::OtherType;
use crate::json::object::serialize_annotated;
use crate::json::presence::CanBeAbsent;
use crate::json::property::Property;
use crate::json::variant::Variant;
use crate::json::write::Writer;
use crate::operation::redirect::Redirect;
use crate::upload::session::UploadSession;

/// A type that is declared as the type of Graph's whose name has this hash, or as one derived from it.
#[doc(hidden)]
pub trait Named<const HASH: u64>: Property {}

impl<const HASH: u64> Named<HASH> for Value {}
impl<const HASH: u64> Named<HASH> for Map<String, Value> {}
impl<const HASH: u64> Named<HASH> for OtherType {}
impl<const HASH: u64> Named<HASH> for Redirect {}
/// The hash of `microsoft.graph.uploadSession`.
impl Named<0x4479_034d_7eeb_2ba8> for UploadSession {}
impl<T: Named<HASH>, const HASH: u64> Named<HASH> for Box<T> {}

/// A name of Graph's. Generated for an empty enum that is called as the type is, because messages show what a trait has as its
/// parameter, and that cannot be a string.
#[doc(hidden)]
pub trait GraphName {
    /// The [`Hash`] of the qualified name.
    type Hash;
}

/// A number as a type.
#[doc(hidden)]
pub struct Hash<const HASH: u64>;

/// Declares what is asked of a field whose property is of a named type.
///
/// The field is written by these methods, and not beside the question: so a type that lacks its derive is one error, and not a
/// second one for what the write needs. For that, `Property` is not among what the trait itself asks.
macro_rules! named {
    ($(#[doc = $doc:literal] $name:ident, $message:literal, $label:literal;)*) => {$(
        #[doc = $doc]
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(message = $message, label = $label)]
        pub trait $name<Name> {
            fn ask() {}
            fn value<M: SerializeMap>(&self, writer: &mut Writer<M>);
            fn required<M: SerializeMap>(&self, writer: &mut Writer<M>)
            where
                Self: CanBeAbsent;
            fn read_only<M: SerializeMap>(&self, writer: &mut Writer<M>);
            fn create_only<M: SerializeMap>(&self, writer: &mut Writer<M>);
            fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>)
            where
                Self: CanBeAbsent;
        }
    )*};
}

named! {
    /// A complex type, an enumeration or an entity.
    HoldsNamed,
        "`{Self}` cannot hold Graph's `{Name}`, use a type that is declared as that",
        "the property is a `{Name}`";
    /// A collection of one of these.
    HoldsEach,
        "`{Self}` cannot hold a collection of Graph's `{Name}`, use a `Vec` of a type that is declared as that",
        "the property is a collection of `{Name}`";
    /// A set of flags.
    HoldsFlags,
        "`{Self}` cannot hold several of Graph's `{Name}`, use `Flags` of an enumeration that is declared as that",
        "the property is a set of `{Name}`";
    /// A collection of sets of flags.
    HoldsEachFlags,
        "`{Self}` cannot hold a collection of Graph's `{Name}`, use a `Vec` of `Flags` of an enumeration that is declared as that",
        "the property is a collection of sets of `{Name}`";
}

/// The methods of these traits.
macro_rules! writes {
    () => {
        fn value<M: SerializeMap>(&self, writer: &mut Writer<M>) {
            writer.value(self);
        }

        fn required<M: SerializeMap>(&self, writer: &mut Writer<M>)
        where
            Self: CanBeAbsent,
        {
            writer.required(self);
        }

        fn read_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
            writer.read_only(self);
        }

        fn create_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
            writer.create_only(self);
        }

        fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>)
        where
            Self: CanBeAbsent,
        {
            writer.create_required(self);
        }
    };
}

// Not recommended: what else implements these is of no use in a message.
#[diagnostic::do_not_recommend]
impl<T: Named<HASH>, Name: GraphName<Hash = Hash<HASH>>, const HASH: u64> HoldsNamed<Name> for T {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsNamed<Name> + Property, Name> HoldsNamed<Name> for Option<T> {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsNamed<Name> + Property, Name> HoldsNamed<Name> for edm::Nullable<T> {
    writes!();
}

#[diagnostic::do_not_recommend]
impl<T: Collection<Item: HoldsNamed<Name>> + Property, Name> HoldsEach<Name> for T {
    writes!();
}

#[diagnostic::do_not_recommend]
impl<Name> HoldsFlags<Name> for Value {
    fn value<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.value(self);
    }

    // It is always there, so nobody can call this.
    fn required<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.value(self);
    }

    fn read_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.read_only(self);
    }

    fn create_only<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.create_only(self);
    }

    fn create_required<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.create_only(self);
    }
}
#[diagnostic::do_not_recommend]
impl<E: GraphFlags + Named<HASH>, Name: GraphName<Hash = Hash<HASH>>, const HASH: u64> HoldsFlags<Name> for Flags<E> {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsFlags<Name> + Property, Name> HoldsFlags<Name> for Option<T> {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsFlags<Name> + Property, Name> HoldsFlags<Name> for Box<T> {
    writes!();
}
#[diagnostic::do_not_recommend]
impl<T: HoldsFlags<Name> + Property, Name> HoldsFlags<Name> for edm::Nullable<T> {
    writes!();
}

#[diagnostic::do_not_recommend]
impl<T: Collection<Item: HoldsFlags<Name>> + Property, Name> HoldsEachFlags<Name> for T {
    writes!();
}

/// The same of the value of a hierarchy's variant.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared as a `{Name}`, or as a type that is derived from it",
    label = "a variant holds a type of the hierarchy of `{Name}`"
)]
pub trait DerivedFrom<Name> {
    fn serialize_annotated<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Named<HASH> + Variant, Name: GraphName<Hash = Hash<HASH>>, const HASH: u64> DerivedFrom<Name> for T {
    fn serialize_annotated<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_annotated(self, serializer)
    }
}
