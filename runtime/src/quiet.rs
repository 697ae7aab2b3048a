//! Calls that compile whether the bounds of their types are met or not, so that an unmet bound is one error.
//!
//! What is generated writes and reads each value, in two functions, and rustc checks each function by itself. The write has the
//! bounds, at the place of the field. The read calls a method of a type whose `impl` has the bounds, and which dereferences to
//! [`Unmet`], whose method of that name has none; rustc takes the first that fits. So a bound here has to follow from one that
//! the write has: where it did not, the read would compile and fail.
//!
//! Measured beside others: a trait with two `impl`s, or an `impl` of the read that has the bounds, cost more of rustc's time.

use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::MapAccess;

use crate::json::additional::Additional;
use crate::json::entity::GraphEntity;
use crate::json::enumeration::Kept;
use crate::json::expanded::Expanded;
use crate::json::hierarchy::{Dispatch, Hierarchy, WholeObject};
use crate::json::properties::Expansions;
use crate::json::read::{Reader, Values};
use crate::json::variant::Variant;
use crate::operation::create::{Create, create};
use crate::operation::delete::{Delete, delete};
use crate::operation::delta::{Delta, delta};
use crate::operation::get::{Get, get};
use crate::operation::list::{List, list};
use crate::operation::put::{Put, put};
use crate::operation::update::{Update, update};
use crate::operation::upsert::{Upsert, upsert};

macro_rules! quiet {
    ($($(#[$doc:meta])* $name:ident<$($parameter:ident),+> -> $result:ty;)*) => {$(
        $(#[$doc])*
        pub struct $name<$($parameter),+>($(PhantomData<$parameter>),+);

        impl<$($parameter),+> $name<$($parameter),+> {
            /// The only value.
            pub const QUIET: Self = Self($(PhantomData::<$parameter>),+);
        }

        impl<$($parameter),+> Deref for $name<$($parameter),+> {
            type Target = Unmet<$result>;

            fn deref(&self) -> &Self::Target {
                &Unmet(PhantomData)
            }
        }
    )*};
}

quiet! {
    /// Reads the values of an entity.
    ReadValues<T> -> T;
    /// Reads the values of an entity, and the properties that are not declared.
    ReadWithAdditional<T, U> -> (T, U);
    /// Keeps a member that is not declared.
    KeepMember<T> -> T;
    /// Expands a property in a read.
    ExpandProperty<T> -> T;
    /// Offers an object to a variant of a hierarchy.
    OfferObject<T> -> T;
    /// Offers an object to the variant of a hierarchy that takes all other types.
    OfferOtherObject<T> -> T;
}

impl<'de, T: Values<'de>> ReadValues<T> {
    /// The values, in the order of the names; `None` where the reader has an error.
    #[inline]
    pub fn of<A: MapAccess<'de>>(&self, reader: &mut Reader<'de, A>) -> Option<T> {
        reader.values()
    }
}

impl<'de, T: Values<'de>, U: Additional> ReadWithAdditional<T, U> {
    /// The values, in the order of the names, and all others; `None` where the reader has an error.
    #[inline]
    pub fn of<A: MapAccess<'de>>(&self, reader: &mut Reader<'de, A>) -> Option<(T, U)> {
        let values = reader.values_and_additional()?;
        Some((values, U::read(reader)))
    }
}

impl<T: Expanded> ExpandProperty<T> {
    /// Adds the property of this name.
    pub fn to(&self, expansions: &mut Expansions, name: &'static str) {
        expansions.0.push((name, T::SELECTED));
    }
}

impl<T: Variant> OfferObject<T> {
    /// Offers the object to a variant of this type.
    pub fn to<H: Hierarchy>(&self, dispatch: &mut Dispatch<H>, variant: fn(T) -> H) {
        dispatch.variant(variant);
    }
}

impl<T: WholeObject> OfferOtherObject<T> {
    /// Offers the object to the variant for all other types.
    pub fn to<H: Hierarchy>(&self, dispatch: &mut Dispatch<H>, variant: fn(T) -> H) {
        dispatch.other(variant);
    }
}

impl<T: Kept> KeepMember<T> {
    /// The member of this name.
    #[inline]
    #[must_use]
    pub fn of(&self, name: &str) -> Option<T> {
        Some(T::of(name))
    }
}

/// What has each method where the bounds are not met. Its methods are never called: an error stands elsewhere.
pub struct Unmet<T>(PhantomData<T>);

#[allow(clippy::unused_self, reason = "they are called as the methods that they stand for")]
impl<T> Unmet<T> {
    /// `None`.
    pub fn of<R>(&self, _: R) -> Option<T> {
        None
    }

    /// Nothing.
    pub fn to<D, V>(&self, _: &mut D, _: V) {}
}

/// A type with several operations: its `impl` asks what they need of it, once, and none of them does. The calls of an associated
/// type with this bound cost rustc more.
pub trait Operations: GraphEntity {}

macro_rules! of_several {
    ($($any:ident $none:ident $one:ident $two:ident $three:ident: $function:ident($($entity:ident)?) -> $request:ident;)*) => {$(
        of_several!(@counted $none $function ($($entity)?) $request ());
        of_several!(@counted $one $function ($($entity)?) $request (first));
        of_several!(@counted $two $function ($($entity)?) $request (first second));
        of_several!(@counted $three $function ($($entity)?) $request (first second third));

        /// What each of several methods calls, with any number of arguments.
        pub fn $any<T: Operations, const N: usize>(
            $($entity: &T,)?
            path: &'static str,
            delegated: &'static str,
            application: &'static str,
            arguments: [&str; N],
        ) -> $request<T> {
            $function($($entity,)? path, delegated, application, &arguments)
        }
    )*};
    (@counted $name:ident $function:ident ($($entity:ident)?) $request:ident ($($argument:ident)*)) => {
        /// What each of several methods calls, with this number of arguments: an array costs rustc more.
        pub fn $name<T: Operations>(
            $($entity: &T,)?
            path: &'static str,
            delegated: &'static str,
            application: &'static str,
            $($argument: &str,)*
        ) -> $request<T> {
            $function($($entity,)? path, delegated, application, &[$($argument),*])
        }
    };
}

of_several! {
    create_in create_0 create_1 create_2 create_3: create(entity) -> Create;
    get_in get_0 get_1 get_2 get_3: get() -> Get;
    list_in list_0 list_1 list_2 list_3: list() -> List;
    update_in update_0 update_1 update_2 update_3: update(entity) -> Update;
    delete_in delete_0 delete_1 delete_2 delete_3: delete() -> Delete;
    delta_in delta_0 delta_1 delta_2 delta_3: delta() -> Delta;
    put_in put_0 put_1 put_2 put_3: put(entity) -> Put;
    upsert_in upsert_0 upsert_1 upsert_2 upsert_3: upsert(entity) -> Upsert;
}
