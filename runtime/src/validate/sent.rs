//! Whether a body has the property that a problem is about.

use serde_json::Value;

/// Whether a value has something at this place, such as `detail.items[3].displayName`; it has itself at the empty one. A name may
/// have dots of its own.
pub(super) fn is_sent(value: &Value, place: &str) -> bool {
    if place.is_empty() {
        return true;
    }
    if let Some((index, behind)) = place.strip_prefix('[').and_then(|place| place.split_once(']')) {
        let item = index.parse::<usize>().ok().and_then(|index| value.get(index));
        return item.is_some_and(|item| is_sent(item, inside(behind)));
    }
    let Value::Object(properties) = value else { return false };
    properties.iter().any(|(name, value)| match place.strip_prefix(name.as_str()) {
        Some(behind) if behind.is_empty() || behind.starts_with(['.', '[']) => is_sent(value, inside(behind)),
        _ => false,
    })
}

fn inside(place: &str) -> &str {
    place.strip_prefix('.').unwrap_or(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_place_is_found_in_what_is_sent() {
        let body = json!({
            "name": null, "detail": {"items": [{"a": 1}, {"b.c": [1, 2]}]}, "owners@odata.bind": ["x"], "detail2": {},
        });
        for (place, expected) in [
            ("", true),
            ("name", true),
            ("nam", false),
            ("names", false),
            ("detail", true),
            ("detail.items[0].a", true),
            ("detail.items[0]", true),
            ("detail.items[0].b", false),
            ("detail.items[1].b.c[1]", true),
            ("detail.items[1].b.c[2]", false),
            ("detail.items[2].a", false),
            ("detail.items[x]", false),
            ("owners@odata.bind[0]", true),
            ("detail2.items", false),
            ("other", false),
        ] {
            assert_eq!(is_sent(&body, place), expected, "{place}");
        }
        assert!(is_sent(&Value::Null, "") && !is_sent(&Value::Null, "a"));
    }
}
