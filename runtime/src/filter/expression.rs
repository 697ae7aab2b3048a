//! What the expansion of `filter!` calls: a function for each operator.
//!
//! They are functions and not methods, so that rustc reports an unmet bound at the argument that does not meet it.

use super::comparable::{Comparable, Text};
use super::condition::Condition;
use super::field::{Element, Field, HasFields, HoldsItems, HoldsObject, ObjectPath};
use super::literal::ComparesWith;
use super::{Filter, InvalidFilter};

/// The entity that the fields are those of.
#[must_use]
pub fn root<T: HasFields>() -> ObjectPath<T> {
    ObjectPath::new(String::new())
}

/// A field of an object, by its name in Rust. The function has rustc check that it exists, and of which type it is.
#[must_use]
pub fn field<T, F>(object: &ObjectPath<T>, name: &str, _: fn(&T) -> &F) -> Field<F> {
    Field::new(object.property(name))
}

// What follows has a bound and a type that depends on it, and rustc reports both where it is not met: as one error if both have
// one place. A bound on the type of two arguments has the place of the function; of one argument, that of the argument. The
// second argument is for that alone.

/// The object that a field holds.
#[must_use]
pub fn inside<F: HoldsObject>(field: &Field<F>, _: fn(&F)) -> ObjectPath<F::Object> {
    ObjectPath::new(field.path().to_owned())
}

/// The item of a collection, under the name of its variable.
#[must_use]
pub fn item<F: HoldsItems>(collection: &Field<F>, _: fn(&F), variable: &str) -> Element<F::Item> {
    Element { collection: collection.path().to_owned(), field: Field::new(variable.to_owned()) }
}

/// The same field, of a type that can be compared.
#[must_use]
pub fn comparable<F: Comparable>(field: &Field<F>) -> &Field<F> {
    field
}

impl<F: Comparable> Field<F> {
    /// The left side of an operator.
    #[must_use]
    pub fn operand(&self) -> Field<F::Value> {
        Field::new(self.path().to_owned())
    }
}

/// `operand operator value`
pub fn compare<T: ?Sized, V: ComparesWith<T> + ?Sized>(operand: &Field<T>, operator: &str, value: &V) -> Condition {
    Condition::comparison(format!("{} {operator} {}", operand.path(), value.literal()))
}

/// `field operator null`, of a field of any type.
pub fn compare_null<F>(field: &Field<F>, operator: &str) -> Condition {
    Condition::comparison(format!("{} {operator} null", field.path()))
}

macro_rules! text_functions {
    ($($function:ident: $odata:literal,)*) => {
        $(#[doc = concat!("`", $odata, "(field,value)`")]
        pub fn $function<T: Text + ?Sized, V: ComparesWith<str> + ?Sized>(operand: &Field<T>, value: &V) -> Condition {
            Condition::call(format!(concat!($odata, "({},{})"), operand.path(), value.literal()))
        })*
    };
}

text_functions! {
    starts_with: "startswith",
    ends_with: "endswith",
    contains: "contains",
}

/// `operand in (value,…)`
pub fn is_in<T: ?Sized, I: IntoIterator<Item: ComparesWith<T>>>(operand: &Field<T>, values: I) -> Condition {
    let literals: Vec<String> = values.into_iter().map(|value| value.literal().to_string()).collect();
    let condition = Condition::comparison(format!("{} in ({})", operand.path(), literals.join(",")));
    if literals.is_empty() {
        return condition.with_problem(InvalidFilter { property: operand.path().to_owned() });
    }
    condition
}

/// `collection/any(variable:condition)`
pub fn any<F>(item: &Element<F>, condition: Condition) -> Condition {
    condition.any(&item.collection, item.field.path())
}

/// `left and right`
pub fn and(left: Condition, right: Condition) -> Condition {
    left.and(right)
}

/// `left or right`
pub fn or(left: Condition, right: Condition) -> Condition {
    left.or(right)
}

/// `not condition`
pub fn not(condition: Condition) -> Condition {
    condition.negate()
}

/// The condition as one on the type of the entity.
pub fn finish<T>(_: &ObjectPath<T>, condition: Condition) -> Filter<T> {
    Filter::new(condition)
}
