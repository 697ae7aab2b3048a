//! A property that is absent, null or a value: three states, where an `Option` has two.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::json::presence::CanBeAbsent;
use crate::json::read::NULLABLE;

/// A property that tells `null` from absence.
///
/// Most properties are an `Option`: left out if `None`, and `null` and absence both read as `None`. This is for
/// the few where to say `null` means something else than to say nothing, and for answers that are to be written back as they
/// came.
///
/// | state | read from | written as |
/// |---|---|---|
/// | [`Absent`](Self::Absent), the default | a property that is not there | nothing: the property is left out |
/// | [`Null`](Self::Null) | `null` | `null` |
/// | [`Value`](Self::Value) | a value | the value |
///
/// A property that is `required` lacks a value where it is absent and where it is null.
///
/// Only in an entity can a property be absent. Elsewhere, as in a collection, `Absent` is written as `null`; and a struct with
/// serde's own derives needs `#[serde(default, skip_serializing_if = "Nullable::is_absent")]` on it.
///
/// ```
/// use graph_entity::GraphEntity;
/// use graph_entity::edm::Nullable;
///
/// #[derive(Debug, Default, PartialEq, GraphEntity)]
/// #[graph_entity("microsoft.graph.user")]
/// struct User {
///     job_title: Nullable<String>,
///     department: Nullable<String>,
///     city: Nullable<String>,
/// }
///
/// let user = User { job_title: Nullable::Null, department: "Sales".to_owned().into(), ..User::default() };
/// let text = r##"{"@odata.type":"#microsoft.graph.user","jobTitle":null,"department":"Sales"}"##;
/// assert_eq!(serde_json::to_string(&user)?, text);
/// assert_eq!(serde_json::from_str::<User>(text)?, user);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The OData JSON format has
/// [null](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue) as a
/// property's value, and says of an absent one that it is not part of the payload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is there and has no value.
    Null,
    /// The property's value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the property is not there; `false` for null.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is there and has no value; `false` for absence.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The same state, with a reference to the value.
    pub const fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    /// `None` becomes absence.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl<T> CanBeAbsent for Nullable<T> {
    /// A required property needs a value; null is not one.
    fn is_absent(&self) -> bool {
        !matches!(self, Self::Value(_))
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // What an entity leaves out.
            Self::Absent => serializer.serialize_none(),
            Self::Null => serializer.serialize_unit(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // For a name, any deserializer of JSON hands itself on, with `null` still to be read; the one that stands for a
        // property that is not there knows this name.
        deserializer.deserialize_newtype_struct(NULLABLE, States(PhantomData))
    }
}

struct States<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for States<T> {
    type Value = Nullable<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: de::Error>(self) -> Result<Nullable<T>, E> {
        Ok(Nullable::Absent)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Nullable<T>, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Nullable::Null, Nullable::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate as graph_entity;
    use crate::GraphEntity;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.user", crate = graph_entity)]
    struct User {
        #[graph_entity(required)]
        job_title: Nullable<String>,
        age: Box<Nullable<i32>>,
        manager: Nullable<Manager>,
    }

    #[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.manager", crate = graph_entity)]
    struct Manager {
        #[graph_entity(required)]
        city: Nullable<String>,
    }

    fn missing(user: &User) -> Vec<String> {
        match user.validate() {
            Ok(()) => Vec::new(),
            Err(invalid) => invalid.missing().map(|missing| missing.property.clone()).collect(),
        }
    }

    #[test]
    fn the_three_states_come_back() {
        for json in [
            json!({}),
            json!({ "age": null, "manager": null }),
            json!({ "jobTitle": "Driver", "age": 40, "manager": { "@odata.type": "#microsoft.graph.manager", "city": "Oslo" } }),
        ] {
            let mut expected = json.clone();
            expected["@odata.type"] = "#microsoft.graph.user".into();
            let of_value: User = serde_json::from_value(json.clone()).unwrap();
            let of_text: User = serde_json::from_str(&json.to_string()).unwrap();
            assert_eq!(of_value, of_text);
            assert_eq!(serde_json::to_value(of_value).unwrap(), expected);
        }
    }

    #[test]
    fn a_required_null_is_read_and_written_and_still_missing() {
        let user: User = serde_json::from_value(json!({ "jobTitle": null })).unwrap();
        assert!(user.job_title.is_null());
        assert_eq!(missing(&user), ["jobTitle"]);
        let written = json!({ "@odata.type": "#microsoft.graph.user", "jobTitle": null });
        assert_eq!(serde_json::to_value(user).unwrap(), written);
    }

    #[test]
    fn null_is_no_value_for_what_is_required() {
        let mut user = User::default();
        assert_eq!(missing(&user), ["jobTitle"]);
        user.job_title = Nullable::Null;
        user.manager = Nullable::Null;
        assert_eq!(missing(&user), ["jobTitle"]);
        user.job_title = "Driver".to_owned().into();
        user.manager = Manager::default().into();
        assert_eq!(missing(&user), ["manager.city"]);
        user.manager = Manager { city: Some("Oslo".to_owned()).into() }.into();
        assert!(missing(&user).is_empty());
    }

    #[test]
    fn another_value_is_an_error_that_names_the_property() {
        let error = serde_json::from_value::<User>(json!({ "age": "40" })).unwrap_err().to_string();
        assert!(error.contains("property `age`") && error.contains("expected i32"), "{error}");
    }

    #[test]
    fn a_value_converts_both_ways() {
        assert_eq!(Nullable::from(Some(1)), Nullable::Value(1));
        assert_eq!(Nullable::<i32>::from(None), Nullable::Absent);
        assert_eq!(Nullable::Value("a".to_owned()).as_ref().into_option().map(String::as_str), Some("a"));
        assert_eq!(Nullable::<i32>::Null.into_option(), None);
        assert!(Nullable::<i32>::Null.is_null() && !Nullable::<i32>::Null.is_absent());
        assert!(Nullable::<i32>::default().is_absent() && !Nullable::<i32>::default().is_null());
    }

    proptest! {
        #[test]
        fn a_state_is_written_and_read_again(age in prop_oneof![
            Just(Nullable::Absent), Just(Nullable::Null), any::<i32>().prop_map(Nullable::Value),
        ]) {
            let user = User { age: Box::new(age), ..User::default() };
            let value: Value = serde_json::to_value(&user).unwrap();
            prop_assert_eq!(value.get("age").is_some(), !age.is_absent());
            prop_assert_eq!(serde_json::from_value::<User>(value).unwrap(), user);
        }
    }
}
