//! The properties that a condition names: a path in JSON, with the type of its field.

use std::marker::PhantomData;
use std::ops::Deref;

use crate::edm::Nullable;
use crate::json::properties::{Names, Properties};

/// An entity, whose path is empty, or an object inside it: what has fields.
pub struct ObjectPath<T> {
    path: String,
    names: Names,
    of: PhantomData<fn() -> T>,
}

impl<T> ObjectPath<T> {
    pub(super) fn new(path: String) -> Self
    where
        T: Properties,
    {
        Self { path, names: T::NAMES, of: PhantomData }
    }

    /// The path of the property whose field is called so in Rust.
    pub(super) fn property(&self, rust: &str) -> String {
        let names = self.names.iter().copied();
        let name = names.into_iter().find_map(|(json, name)| (name == rust).then_some(json)).unwrap_or(rust);
        if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) }
    }
}

/// A property. `F` is the type of its field or, if it is compared, that of the values that it is compared with.
pub struct Field<F: ?Sized> {
    path: String,
    of: PhantomData<fn(&F)>,
}

impl<F: ?Sized> Field<F> {
    pub(super) fn new(path: String) -> Self {
        Self { path, of: PhantomData }
    }

    /// Such as `from/emailAddress/address`.
    pub(super) fn path(&self) -> &str {
        &self.path
    }
}

impl<F: ?Sized> Deref for Field<F> {
    type Target = NotComparable;

    fn deref(&self) -> &NotComparable {
        &NotComparable
    }
}

/// What has the method `operand` where a field's type is not comparable, so that this is one error, which stands elsewhere.
pub struct NotComparable;

impl NotComparable {
    /// What can be compared with any value.
    #[allow(clippy::unused_self, reason = "it is called as the method that it stands for")]
    #[must_use]
    pub fn operand(&self) -> Field<Self> {
        Field::new(String::new())
    }
}

/// The item of a collection inside `any`.
pub struct Element<F> {
    pub(super) collection: String,
    /// What stands for the item.
    pub field: Field<F>,
}

/// A type whose fields a filter can name.
///
/// Its blanket implementation is not recommended: rustc would list all types that derive [`Properties`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct that derives `GraphEntity` or `GraphComplex`",
    label = "write such a struct, or add the derive"
)]
pub trait HasFields: Properties {}

#[diagnostic::do_not_recommend]
impl<T: Properties> HasFields for T {}

/// The type of a field that has fields: an entity or a complex type, which can be absent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that a filter can name",
    label = "the field before this is not a struct that derives `GraphComplex` or `GraphEntity`"
)]
pub trait HoldsObject {
    /// The type that has the fields.
    type Object: Properties;
}

#[diagnostic::do_not_recommend]
impl<T: Properties> HoldsObject for T {
    type Object = T;
}

#[diagnostic::do_not_recommend]
impl<F: HoldsObject> HoldsObject for Option<F> {
    type Object = F::Object;
}

#[diagnostic::do_not_recommend]
impl<F: HoldsObject> HoldsObject for Nullable<F> {
    type Object = F::Object;
}

/// The type of a field with several values, which can be absent.
///
/// `holds::Collection` is a trait of its own: it is there with the feature `check` alone, has another message, and includes
/// `serde_json::Value`, whose items have no type that a filter could compare.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collection",
    label = "`any` is for a collection, compare this property itself"
)]
pub trait HoldsItems {
    /// The type of its items.
    type Item;
}

impl<T> HoldsItems for Vec<T> {
    type Item = T;
}

#[diagnostic::do_not_recommend]
impl<T> HoldsItems for Box<[T]> {
    type Item = T;
}

#[diagnostic::do_not_recommend]
impl<C: HoldsItems> HoldsItems for Option<C> {
    type Item = C::Item;
}

#[diagnostic::do_not_recommend]
impl<C: HoldsItems> HoldsItems for Nullable<C> {
    type Item = C::Item;
}
