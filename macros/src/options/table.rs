//! Every option of every attribute, as one table: its name, the kind of its value, where it is allowed, and what it excludes.
//!
//! The parser, the messages about unknown options and the checks of combinations read it. A new option is a row here.

/// Where options stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// `#[graph_entity("…")]` on a type.
    Entity,
    /// `#[graph_complex("…")]` on a type.
    Complex,
    /// `#[graph_enum("…")]` on a type.
    Enumeration,
    /// `#[graph_entity(…)]` on a field.
    EntityField,
    /// `#[graph_complex(…)]` on a field.
    ComplexField,
    /// On a variant of a hierarchy.
    HierarchyVariant,
    /// `#[graph_enum(…)]` on a variant.
    Member,
    /// `#[graph_post("…")]` and other attributes of operations.
    Operation,
    /// `#[graph_get("…")]` and `#[graph_list("…")]`.
    Read,
    /// `#[graph_action("…")]` and `#[graph_function("…")]`.
    Call,
    /// `#[graph_ref("…")]`.
    Reference,
    /// `#[graph_parameters(…)]` on a type.
    Parameters,
    /// `#[graph_parameters(…)]` on a field.
    Parameter,
}

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// Nothing: it is one word.
    Word,
    /// A string.
    Text,
    /// A path of Rust.
    Path,
    /// A type of Rust.
    Type,
}

/// One option.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) kind: ValueKind,
    /// How its value is written, such as `::graph_entity`.
    pub(crate) example: &'static str,
    pub(crate) places: &'static [Place],
    pub(crate) excludes: &'static [Exclusion],
}

/// Another option that an option does not combine with.
pub(crate) struct Exclusion {
    pub(crate) other: &'static str,
    /// What is said at the other.
    pub(crate) message: &'static str,
    /// Whether both combine if `create_only` is given as well, because a create sends the property then.
    pub(crate) unless_create_only: bool,
}

const fn never_with(other: &'static str, message: &'static str) -> Exclusion {
    Exclusion { other, message, unless_create_only: false }
}

const fn only_in_creates_with(other: &'static str, message: &'static str) -> Exclusion {
    Exclusion { other, message, unless_create_only: true }
}

use Place::{
    Call, Complex, ComplexField, Entity, EntityField, Enumeration, HierarchyVariant, Member, Operation, Parameter,
    Parameters, Read, Reference,
};
use ValueKind::{Path, Text, Type, Word};

const ALONE: &str = "`additional` stands for properties of any name, it combines with no other option";

/// In the order in which messages list them.
const TABLE: &[Row] = &[
    Row {
        name: "beta",
        kind: Word,
        example: "",
        places: &[Entity, Complex, Enumeration, Operation, Read, Call, Reference],
        excludes: &[],
    },
    Row { name: "single", kind: Word, example: "", places: &[Reference], excludes: &[] },
    Row { name: "target", kind: Text, example: "\"/users\"", places: &[Reference], excludes: &[] },
    Row { name: "select_all", kind: Word, example: "", places: &[Read], excludes: &[] },
    Row { name: "flags", kind: Word, example: "", places: &[Enumeration], excludes: &[] },
    Row {
        name: "key",
        kind: Word,
        example: "",
        places: &[EntityField],
        excludes: &[
            only_in_creates_with(
                "required",
                "a create never sends a `key` without `create_only`, add that or remove `required`",
            ),
            only_in_creates_with("read_only", "a `key` is never sent anyway, remove `read_only`"),
            only_in_creates_with("write_only", "a `key` is never sent without `create_only`, remove `write_only`"),
        ],
    },
    Row { name: "required", kind: Word, example: "", places: &[EntityField, ComplexField, Parameter], excludes: &[] },
    Row {
        name: "read_only",
        kind: Word,
        example: "",
        places: &[EntityField, ComplexField],
        excludes: &[
            never_with("required", "a create never sends a `read_only` property, remove `required`"),
            never_with("create_only", "a create never sends a `read_only` property, remove `create_only`"),
            never_with("write_only", "a `read_only` property is never sent, remove `write_only`"),
        ],
    },
    Row { name: "create_only", kind: Word, example: "", places: &[EntityField, ComplexField], excludes: &[] },
    Row {
        name: "idempotency_key",
        kind: Word,
        example: "",
        places: &[EntityField],
        excludes: &[
            never_with("key", "an entity's `key` is not its idempotency key, remove one of both"),
            never_with("required", "a create that leaves out its idempotency key gets one, remove `required`"),
            never_with("read_only", "a create sends its idempotency key, remove `read_only`"),
            never_with("expand", "an idempotency key is not an entity, remove `expand`"),
        ],
    },
    Row { name: "write_only", kind: Word, example: "", places: &[EntityField], excludes: &[] },
    Row {
        name: "expand",
        kind: Word,
        example: "",
        places: &[EntityField],
        excludes: &[
            only_in_creates_with(
                "required",
                "a create sends an `expand` property only with `create_only`, add that or remove `required`",
            ),
            only_in_creates_with("validate", "an `expand` property is only sent with `create_only`, remove `validate`"),
            never_with("key", "a key is not read through `$expand`, remove `expand` or `key`"),
            never_with("read_only", "an `expand` property is not sent without `create_only`, remove `read_only`"),
            never_with("write_only", "an `expand` property is read, remove `expand` or `write_only`"),
        ],
    },
    Row {
        name: "additional",
        kind: Word,
        example: "",
        places: &[EntityField, ComplexField],
        excludes: &[
            never_with("required", ALONE),
            never_with("key", ALONE),
            never_with("read_only", ALONE),
            never_with("create_only", ALONE),
            never_with("idempotency_key", ALONE),
            never_with("write_only", ALONE),
            never_with("expand", ALONE),
            never_with("default", ALONE),
            never_with("name", ALONE),
            never_with("validate", ALONE),
        ],
    },
    Row { name: "default", kind: Word, example: "", places: &[EntityField, ComplexField], excludes: &[] },
    Row { name: "other", kind: Word, example: "", places: &[HierarchyVariant, Member], excludes: &[] },
    Row {
        name: "name",
        kind: Text,
        example: "\"…\"",
        places: &[EntityField, ComplexField, Parameter, Member, Operation, Read, Call, Reference],
        excludes: &[],
    },
    Row {
        name: "delegated", kind: Text, example: "\"…\"", places: &[Operation, Read, Call, Reference], excludes: &[]
    },
    Row {
        name: "application",
        kind: Text,
        example: "\"…\"",
        places: &[Operation, Read, Call, Reference],
        excludes: &[],
    },
    Row { name: "returns", kind: Type, example: "Vec<Assignment>", places: &[Call], excludes: &[] },
    Row {
        name: "crate",
        kind: Path,
        example: "::graph_entity",
        places: &[Entity, Complex, Enumeration, Parameters, Operation, Read, Call, Reference],
        excludes: &[],
    },
    Row {
        name: "validate",
        kind: Path,
        example: "path::to::function",
        places: &[Entity, Complex, Parameters, EntityField, ComplexField, Parameter],
        excludes: &[],
    },
];

/// The options that are allowed at a place: those of one word first.
pub(crate) fn at(place: Place) -> impl Iterator<Item = &'static Row> {
    let allowed = move |row: &&Row| row.places.contains(&place);
    let words = TABLE.iter().filter(|row| row.kind == Word);
    words.chain(TABLE.iter().filter(|row| row.kind != Word)).filter(allowed)
}

/// The option of this name at a place.
pub(crate) fn find(place: Place, name: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.name == name && row.places.contains(&place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_option_excludes_is_allowed_beside_it() {
        for row in TABLE {
            for Exclusion { other, .. } in row.excludes {
                let known = row.places.iter().any(|place| find(*place, other).is_some());
                assert!(known, "`{}` excludes `{other}`, which no place of it has", row.name);
            }
        }
    }

    #[test]
    fn each_place_has_an_option_of_a_name_once() {
        for place in [
            Entity,
            Complex,
            Enumeration,
            EntityField,
            ComplexField,
            HierarchyVariant,
            Member,
            Operation,
            Read,
            Call,
            Parameters,
            Parameter,
        ] {
            let names: Vec<&str> = at(place).map(|row| row.name).collect();
            let distinct: std::collections::HashSet<&&str> = names.iter().collect();
            assert_eq!(names.len(), distinct.len(), "{place:?}");
            assert!(!names.is_empty());
        }
    }
}
