//! A path's segments, as they are written.

/// The segments of a path that starts with `/`. A `/` inside of `{…}` or `(…)` separates nothing.
pub(crate) fn segments(path: &str) -> Vec<&str> {
    let (mut depth, mut is_quoted) = (0_usize, false);
    let inner = path.strip_prefix('/').unwrap_or(path);
    inner
        .split(|c| {
            match c {
                '\'' if depth > 0 => is_quoted = !is_quoted,
                '(' | '{' if !is_quoted => depth += 1,
                ')' | '}' if !is_quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            c == '/' && depth == 0
        })
        .collect()
}

/// Whether a segment stands for any key: `{id}`, or `{id | userPrincipalName}`.
pub(crate) fn is_placeholder(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

/// The name, and what stands in parentheses behind it: `getByPath(path='{path}')`.
pub(super) fn name_and_arguments(segment: &str) -> (&str, Option<&str>) {
    match segment.strip_suffix(')').and_then(|inner| inner.split_once('(')) {
        Some((name, arguments)) => (name, Some(arguments)),
        None => (segment, None),
    }
}

/// The names in a key, such as `uniqueName` of `uniqueName='{name}'`; a value without a name is that of the primary key.
pub(super) fn key_names(arguments: &str) -> Vec<Option<&str>> {
    let (mut depth, mut is_quoted) = (0_usize, false);
    let parts = arguments.split(|c| {
        match c {
            '\'' if depth == 0 => is_quoted = !is_quoted,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0 && !is_quoted
    });
    parts
        .map(|part| {
            let before_value = part.split(['\'', '{']).next().unwrap_or_default();
            before_value.split_once('=').map(|(name, _)| name.trim())
        })
        .collect()
}

/// The name of the placeholder for the key of this type: `deviceConfigurationId`.
pub(crate) fn placeholder(ty: &str) -> String {
    let simple = crate::nearest::simple(ty);
    let mut letters = simple.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).chain("Id".chars()).collect()
}

/// A path with `{}` for each placeholder, to compare paths by.
pub(crate) fn shape(path: &str) -> String {
    let written = segments(path).into_iter().map(|segment| if is_placeholder(segment) { "{}" } else { segment });
    written.flat_map(|segment| ["/", segment]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_that_separate_nothing() {
        assert_eq!(segments("/a/{b/c}/d(e='f/(g')/h"), ["a", "{b/c}", "d(e='f/(g')", "h"]);
        assert_eq!(segments("/a//"), ["a", "", ""]);
        assert_eq!(segments("/it's/b"), ["it's", "b"]);
        assert_eq!(segments("/a)/b"), ["a)", "b"]);
    }

    #[test]
    fn names_of_keys() {
        for (arguments, names) in [
            ("uniqueName='{name}'", vec![Some("uniqueName")]),
            ("a={a}, b='x,c=1'", vec![Some("a"), Some("b")]),
            ("'a=b'", vec![None]),
            ("{a=b,c}", vec![None]),
            ("7", vec![None]),
            ("", vec![None]),
        ] {
            assert_eq!(key_names(arguments), names, "{arguments}");
        }
    }

    #[test]
    fn names_of_placeholders() {
        assert_eq!(placeholder("microsoft.graph.deviceConfiguration"), "deviceConfigurationId");
        assert_eq!(placeholder("microsoft.graph.IPRange"), "iPRangeId");
        assert_eq!(placeholder(""), "Id");
    }

    #[test]
    fn shapes() {
        assert_eq!(shape("/a/{b | c}/d('{e}')"), "/a/{}/d('{e}')");
    }
}
