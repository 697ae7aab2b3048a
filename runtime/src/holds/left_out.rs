//! What an answer leaves out of an entity by default, and which fields cannot be absent.

use std::marker::PhantomData;

use crate::edm;

/// A type that can hold the absence of a property: what the answer of a create leaves out, such as a relation to other entities.
#[diagnostic::on_unimplemented(
    message = "an answer leaves out this property by default, and a `{Self}` is always there",
    label = "write `Option<{Self}>`, or add `default`",
    note = "a create would take effect and then end as an error, because its answer lacks the property"
)]
pub trait HoldsAbsence {
    #[doc(hidden)]
    fn ask() {}
}

impl<T> HoldsAbsence for Option<T> {}
impl<T> HoldsAbsence for edm::Nullable<T> {}
impl<T: HoldsAbsence> HoldsAbsence for Box<T> {}

/// An entity type with properties that an answer leaves out. Its derive implements this: what the check asks of a hierarchy
/// depends on the fields of its variants, which the hierarchy does not see.
///
/// A message cannot be in the bounds of a trait, because a private type of a field would be in them too.
#[doc(hidden)]
pub trait LeftOut {
    /// What is wrong with the fields if a create is answered without such a property, or `None` if all can be absent.
    const BY_CREATE: Option<&'static str> = None;
    /// The same of a read, which leaves out what is only written.
    const BY_READ: Option<&'static str> = None;
}

impl<T: LeftOut> LeftOut for Box<T> {
    const BY_CREATE: Option<&'static str> = T::BY_CREATE;
    const BY_READ: Option<&'static str> = T::BY_READ;
}

/// Whether a type implements a trait, as a constant: of two constants with one name, rustc prefers that of the type itself, if
/// its bounds are met, to that of the trait [`Unasked`].
#[doc(hidden)]
pub struct Asked<T>(PhantomData<T>);

impl<T: HoldsAbsence> Asked<T> {
    pub const IS_ALWAYS_THERE: bool = false;
}

impl<T: LeftOut> Asked<T> {
    pub const BY_CREATE: Option<&'static str> = T::BY_CREATE;
    pub const BY_READ: Option<&'static str> = T::BY_READ;
}

/// The constants of [`Asked`] for a type that does not implement the trait.
#[doc(hidden)]
pub trait Unasked {
    const IS_ALWAYS_THERE: bool = true;
    const BY_CREATE: Option<&'static str> = None;
    const BY_READ: Option<&'static str> = None;
}

impl<T> Unasked for Asked<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    struct Entity;

    impl LeftOut for Entity {
        const BY_CREATE: Option<&'static str> = Some("why");
    }

    #[test]
    fn a_constant_says_whether_a_type_implements_the_trait() {
        assert!(Asked::<String>::IS_ALWAYS_THERE && Asked::<Vec<Option<u8>>>::IS_ALWAYS_THERE);
        assert!(!Asked::<Option<String>>::IS_ALWAYS_THERE && !Asked::<Box<edm::Nullable<u8>>>::IS_ALWAYS_THERE);
        assert_eq!((Asked::<Entity>::BY_CREATE, Asked::<Entity>::BY_READ), (Some("why"), None));
        assert_eq!((Asked::<Box<Entity>>::BY_CREATE, Asked::<String>::BY_CREATE), (Some("why"), None));
    }
}
