//! Where a value stands in an entity, in JSON's names and in Rust's.

use std::fmt::Write;

use super::Problem;

/// A place, with the way to it.
pub(super) enum Place<'a> {
    Root,
    Property { of: &'a Place<'a>, name: &'a str, field: &'a str },
    Item { of: &'a Place<'a>, index: usize },
}

impl Place<'_> {
    /// A problem here: a missing value, or what a rule says.
    pub(super) fn problem(&self, refusal: Option<String>) -> Problem {
        let (mut property, mut field) = (String::new(), String::new());
        self.describe(&mut property, &mut field);
        Problem { property, field, refusal }
    }

    fn describe(&self, in_json: &mut String, in_rust: &mut String) {
        match self {
            Self::Root => {}
            Self::Property { of, name, field } => {
                of.describe(in_json, in_rust);
                for (text, name) in [(in_json, name), (in_rust, field)] {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
            }
            Self::Item { of, index } => {
                of.describe(in_json, in_rust);
                for text in [in_json, in_rust] {
                    // Writing to a `String` cannot fail.
                    write!(text, "[{index}]").unwrap_or_default();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_described_in_both_languages() {
        let root = Place::Root;
        let detail = Place::Property { of: &root, name: "deviceDetail", field: "device_detail" };
        let items = Place::Property { of: &detail, name: "items", field: "items" };
        let item = Place::Item { of: &items, index: 3 };
        let missing = Place::Property { of: &item, name: "displayName", field: "display_name" }.problem(None);
        assert_eq!(missing.property, "deviceDetail.items[3].displayName");
        assert_eq!(missing.field, "device_detail.items[3].display_name");
        assert_eq!(root.problem(None).property, "");
    }
}
