//! Fills a path's placeholders: each argument is one segment, and cannot change the path.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a name or a value in a query may have as it is: the unreserved characters, and those that OData writes its options with
/// and no reader takes for another.
pub(crate) const QUERY: &AsciiSet =
    &SEGMENT.remove(b'$').remove(b',').remove(b'(').remove(b')').remove(b'/').remove(b':');

/// A path that is not one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPath {
    path: String,
    why: &'static str,
}

impl fmt::Display for InvalidPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the path `{}` cannot be sent: {}", self.path.escape_debug(), self.why)
    }
}

impl std::error::Error for InvalidPath {}

/// Checks a path that the macros did not see: without a version, with so many placeholders.
pub(crate) fn check(path: &str, arguments: usize) -> Result<(), InvalidPath> {
    let invalid = |why| Err(InvalidPath { path: path.to_owned(), why });
    if !path.starts_with('/') || path.starts_with("//") {
        return invalid("it begins with one slash, such as `/users`");
    }
    let first = path.split('/').nth(1).unwrap_or_default();
    if ["v1.0", "beta"].iter().any(|version| first.eq_ignore_ascii_case(version)) {
        return invalid("it has a version, which `beta()` chooses");
    }
    if path.contains(['?', '#']) {
        return invalid("a query is set by `query`");
    }
    if !path.bytes().all(|byte| byte.is_ascii_graphic()) || path.contains(['\\', '<', '>', '"', '^', '`', '|']) {
        return invalid("it has characters that a path cannot have, an argument may have any");
    }
    if path
        .split('/')
        .any(|segment| matches!(segment.to_ascii_lowercase().as_str(), "." | ".." | "%2e" | "%2e%2e" | ".%2e" | "%2e."))
    {
        return invalid("it has a segment `.` or `..`");
    }
    let braces: String = path.chars().filter(|letter| matches!(letter, '{' | '}')).collect();
    if !braces.replace("{}", "").is_empty() {
        return invalid("its braces are not balanced");
    }
    if braces.len() / 2 != arguments {
        return invalid("it does not have as many placeholders as there are arguments");
    }
    Ok(())
}

/// An argument that cannot stand in a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidArgument {
    placeholder: String,
    argument: String,
    /// The part of it that is wrong: all of it, but for a path in a drive.
    segment: String,
}

impl InvalidArgument {
    /// The placeholder in the path, such as `deviceConfigurationId`.
    #[must_use]
    pub fn placeholder(&self) -> &str {
        &self.placeholder
    }

    /// What was given: empty, `.` or `..`, a path in a drive with such a segment, or a value without quotes that would add another
    /// parameter.
    #[must_use]
    pub fn argument(&self) -> &str {
        &self.argument
    }
}

impl fmt::Display for InvalidArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { placeholder, argument, segment } = self;
        match segment.as_str() {
            "" if argument.is_empty() => write!(f, "the path's `{placeholder}` is empty, an id was expected"),
            "" => write!(f, "the path's `{placeholder}` is `{argument}`, which has an empty segment"),
            dots if dots == argument => {
                write!(f, "the path's `{placeholder}` is `{dots}`, which would change the path")
            }
            dots => write!(f, "the path's `{placeholder}` is `{argument}`, where `{dots}` would change the path"),
        }
    }
}

impl std::error::Error for InvalidArgument {}

/// What a path can end in: `name(parameter='{value}')` is a key of an entity, or the call of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// An entity: no key is an empty text.
    Entity,
    /// Perhaps a function, of which a parameter can be an empty text.
    Function,
}

/// The template with each `{placeholder}` replaced by the next argument, percent-encoded.
///
/// Between quotes (`users('{id}')`) a quote is doubled, as an OData string has it. Before a colon (`root:/{item-path}:`) the
/// argument is a path in a drive: its slashes stay, and what holds for a segment holds for each of its own.
///
/// A value without quotes (`f(n={n})`, `users({id})`) is one number, GUID, text in quotes of its own and the like. A service decodes
/// a segment before it reads what is in it
/// ([OData URL conventions 4.01, section 2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)),
/// so a comma there would be the start of another parameter, however it is encoded.
///
/// An empty argument is refused, but for a parameter in quotes of a function that the path ends in: `search(q='{q}')`.
pub(crate) fn fill(template: &str, arguments: &[&str], end: End) -> Result<String, InvalidArgument> {
    let length = template.len() + arguments.iter().map(|argument| argument.len()).sum::<usize>();
    let mut path = String::with_capacity(length);
    let mut arguments = arguments.iter();
    let mut rest = template;
    while let Some((fixed, (placeholder, behind))) =
        split_once(rest, b'{').and_then(|(fixed, rest)| Some((fixed, split_once(rest, b'}')?)))
    {
        let argument = arguments.next().copied().unwrap_or_default();
        let in_drive = fixed.ends_with(":/") && behind.starts_with(':');
        let in_quotes = fixed.ends_with('\'');
        // A key can stand alone in its parentheses, a parameter has its name before it.
        let can_be_empty = end == End::Function && fixed.ends_with("='") && !behind.contains('/');
        path.push_str(fixed);
        if fixed.ends_with(['(', '=']) && behind.starts_with([')', ',']) && !is_one_value(argument) {
            return Err(InvalidArgument {
                placeholder: placeholder.to_owned(),
                argument: argument.to_owned(),
                segment: argument.to_owned(),
            });
        }
        let text = if in_quotes { Cow::from(argument.replace('\'', "''")) } else { Cow::from(argument) };
        for (index, segment) in text.split(|letter| in_drive && letter == '/').enumerate() {
            // A URL parser drops these segments, also percent-encoded, so they cannot be escaped.
            // Between quotes they are not a whole segment.
            if segment.is_empty() && !can_be_empty || !in_quotes && matches!(segment, "." | "..") {
                return Err(InvalidArgument {
                    placeholder: placeholder.to_owned(),
                    argument: argument.to_owned(),
                    segment: segment.to_owned(),
                });
            }
            if index > 0 {
                path.push('/');
            }
            path.extend(utf8_percent_encode(segment, SEGMENT));
        }
        rest = behind;
    }
    path.push_str(rest);
    Ok(path)
}

/// Whether a text is at most one OData literal: outside of its own quotes, nothing ends it. A quote in quotes is doubled.
fn is_one_value(text: &str) -> bool {
    let mut parts = text.split('\'').enumerate();
    parts.all(|(index, part)| index % 2 == 1 || !part.contains([',', '(', ')']))
        && text.matches('\'').count().is_multiple_of(2)
}

/// As [`str::split_once`], which takes longer.
fn split_once(text: &str, ascii: u8) -> Option<(&str, &str)> {
    let at = memchr::memchr(ascii, text.as_bytes())?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fill(template: &str, arguments: &[&str]) -> Result<String, InvalidArgument> {
        super::fill(template, arguments, End::Entity)
    }

    #[test]
    fn a_parameter_of_a_function_can_be_an_empty_text() {
        for (template, filled) in [
            ("/me/drive/root/search(q='{x}')", Some("/me/drive/root/search(q='')")),
            ("/a/{y}/f(a='{x}',b={z})", Some("/a/y/f(a='',b=z)")),
            ("/a/{y}/f(b={z},a='{x}')", Some("/a/y/f(b=z,a='')")),
            // A key that stands alone, a value that is not a text, a segment, and what may be a key.
            ("/users('{x}')", None),
            ("/f(a={x})", None),
            ("/f/{x}", None),
            ("/groups(uniqueName='{x}')/members", None),
            ("/root:/{x}:/search(q='{z}')", None),
        ] {
            let mut names = template.split('{').skip(1).map(|behind| &behind[..1]);
            let arguments: Vec<&str> = names.by_ref().map(|name| if name == "x" { "" } else { name }).collect();
            let found = super::fill(template, &arguments, End::Function);
            assert_eq!(found.as_deref().ok(), filled, "{template}");
            assert!(fill(template, &arguments).is_err(), "{template}");
        }
    }

    #[test]
    fn arguments_are_encoded_in_order() {
        assert_eq!(fill("/v1.0/users", &[]).unwrap(), "/v1.0/users");
        assert_eq!(fill("/a/{x}/b/{y}/c", &["1", "2"]).unwrap(), "/a/1/b/2/c");
        assert_eq!(fill("/a/{x}/b", &["../users?a=b#c%2F "]).unwrap(), "/a/..%2Fusers%3Fa%3Db%23c%252F%20/b");
        assert_eq!(fill("/a/{x}/b", &["{y}"]).unwrap(), "/a/%7By%7D/b");
        assert_eq!(fill("/users('{x}')/b", &["O'Neil/x"]).unwrap(), "/users('O%27%27Neil%2Fx')/b");
        assert_eq!(fill("/d/root:/{x}:/b/{y}/c", &["A b/c.xlsx", "y/z"]).unwrap(), "/d/root:/A%20b/c.xlsx:/b/y%2Fz/c");
        assert_eq!(fill("/a/{x}/b", &["Ω-._~"]).unwrap(), "/a/%CE%A9-._~/b");
    }

    #[test]
    fn what_would_change_the_path_is_refused() {
        for (argument, message) in [
            ("", "the path's `userId` is empty, an id was expected"),
            (".", "the path's `userId` is `.`, which would change the path"),
            ("..", "the path's `userId` is `..`, which would change the path"),
        ] {
            let error = fill("/users/{userId}/messages", &[argument]).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert_eq!((error.placeholder(), error.argument()), ("userId", argument));
        }
    }

    #[test]
    fn a_path_in_a_drive_cannot_leave_it() {
        for (argument, message) in [
            ("", "the path's `p` is empty, an id was expected"),
            ("a//b", "the path's `p` is `a//b`, which has an empty segment"),
            ("/a", "the path's `p` is `/a`, which has an empty segment"),
            ("a/../b", "the path's `p` is `a/../b`, where `..` would change the path"),
            ("..", "the path's `p` is `..`, which would change the path"),
        ] {
            assert_eq!(fill("/root:/{p}:/x", &[argument]).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_value_without_quotes_stays_one_value() {
        for argument in ["1,force=true", "1)/delete(x=1", "(1", "'a", "a'b',c", "'a''',b", ")"] {
            for template in ["/f(n={n})", "/a/f(m='x', n={n},o='y')", "/users({n})/b", "/f(n={n},o={o})"] {
                let error = super::fill(template, &[argument, "2"], End::Function).unwrap_err();
                let message = format!("the path's `n` is `{argument}`, which would change the path");
                assert_eq!(error.to_string(), message, "{template}");
            }
        }
        for (argument, filled) in [
            ("-1.5", "/f(n=-1.5)"),
            ("'D7'", "/f(n=%27D7%27)"),
            ("'a,''b)'", "/f(n=%27a%2C%27%27b%29%27)"),
            ("geography'POINT(1 2)'", "/f(n=geography%27POINT%281%202%29%27)"),
            ("2026-11-25T10:00:00Z", "/f(n=2026-11-25T10%3A00%3A00Z)"),
            ("@n", "/f(n=%40n)"),
        ] {
            assert_eq!(super::fill("/f(n={n})", &[argument], End::Function).as_deref(), Ok(filled));
        }
        // In a segment, and between quotes, they are letters as any.
        assert_eq!(fill("/a/{x}/b('{y}')", &["1,(2)'", "1,(2)"]).unwrap(), "/a/1%2C%282%29%27/b('1%2C%282%29')");
    }

    proptest! {
        #[test]
        fn an_argument_stays_one_segment(argument in "\\PC+|[./%?#\\\\{}]{1,6}|[\\x00-\\x7f]{1,6}") {
            prop_assume!(!matches!(argument.as_str(), "." | ".."));
            let path = fill("/a/{x}/b", &[&argument]).unwrap();
            let url = reqwest::Url::parse(&format!("https://graph.microsoft.com{path}")).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 3);
            prop_assert_eq!((segments[0], segments[2]), ("a", "b"));
            let decoded = percent_encoding::percent_decode_str(segments[1]).decode_utf8().unwrap();
            prop_assert_eq!(decoded, argument);
            prop_assert_eq!((url.query(), url.fragment()), (None, None));
            // A client sets it on its origin.
            let mut sent = reqwest::Url::parse("https://graph.microsoft.com").unwrap();
            sent.set_path(&path);
            prop_assert_eq!(sent.path(), path);
            prop_assert_eq!(sent, url);
        }
    }
}
