//! Rust's names for what Graph calls otherwise: types, fields, variants, methods.

use std::collections::{HashMap, HashSet};

use graph_entity_names::{camel_case, pascal_case, snake_case};

/// The reserved words. The last four are not valid as `r#…` either.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "self", "super", "crate", "_",
];

/// The JSON name that the macros give to a field: `user_display_name` → `userDisplayName`, `r#type` → `type`.
#[must_use]
pub fn json_name_of_field(field: &str) -> String {
    camel_case(field.trim_start_matches("r#"))
}

/// Names that have been given, so that none is given twice.
#[derive(Debug, Default)]
pub struct Names {
    given: HashSet<String>,
    /// The next number of each name that was given with a number.
    next: HashMap<String, usize>,
}

impl Names {
    /// No name given but these.
    #[must_use]
    pub fn reserving(reserved: &[&str]) -> Self {
        Self { given: reserved.iter().map(|name| (*name).to_owned()).collect(), next: HashMap::new() }
    }

    /// Gives the first of the candidates that is free, or the last with a number.
    pub fn give(&mut self, candidates: impl IntoIterator<Item = String>) -> String {
        let mut last = String::new();
        for candidate in candidates {
            if self.given.insert(candidate.clone()) {
                return candidate;
            }
            last = candidate;
        }
        let separator = if last.ends_with(|end: char| end.is_ascii_digit()) { "_" } else { "" };
        let number = self.next.entry(last.clone()).or_insert(2);
        loop {
            let numbered = format!("{last}{separator}{number}");
            *number = number.saturating_add(1);
            if self.given.insert(numbered.clone()) {
                return numbered;
            }
        }
    }

    /// Gives a field's name to a property.
    pub fn field(&mut self, property: &str) -> String {
        let snake = snake_case(property);
        self.give([identifier(&snake)])
    }

    /// Gives a variant's name to a member or a type.
    pub fn variant(&mut self, member: &str) -> String {
        let pascal = pascal_case(member);
        self.give([if pascal == "Self" { "SelfMember".to_owned() } else { pascal }])
    }
}

/// The name as an identifier: `type` → `r#type`, `self` → `self_`, `365` → `n365`.
#[must_use]
pub fn identifier(name: &str) -> String {
    if matches!(name, "self" | "super" | "crate") {
        return format!("{name}_");
    }
    if KEYWORDS.contains(&name) {
        return format!("r#{name}");
    }
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name.to_owned() } else { format!("n{name}") }
}

/// A name without its namespace.
pub(super) fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_not_looked_for_again() {
        let mut names = Names::reserving(&["name3"]);
        let mut give = || names.give(["name".to_owned()]);
        assert_eq!([give(), give(), give(), give()], ["name", "name2", "name4", "name5"]);
        for _ in 0..100_000 {
            give();
        }
        assert_eq!(names.next, HashMap::from([("name".to_owned(), 100_006)]));
    }

    #[test]
    fn each_name_is_one_of_rust() {
        let mut names = Names::default();
        for (property, field) in [
            ("userDisplayName", "user_display_name"),
            ("type", "r#type"),
            ("self", "self_"),
            ("365", "n365"),
            ("members@odata.bind", "members_odata_bind"),
            ("Größe", "gr_e"),
            ("userDisplayname", "user_displayname"),
            ("user_display_name", "user_display_name2"),
            ("@", "n"),
        ] {
            assert_eq!(names.field(property), field);
            assert!(syn::parse_str::<syn::Ident>(field).is_ok(), "{field}");
        }
        for (member, variant) in [
            ("notApplicable", "NotApplicable"),
            ("v10_2H20", "V102H20"),
            ("6to4", "N6to4"),
            ("self", "SelfMember"),
            ("v102H20", "V102H20_2"),
            ("", "N"),
        ] {
            assert_eq!(names.variant(member), variant);
        }
    }
}
