//! The path of an action as a template, and what its placeholders stand for in a request's path.

use crate::request::path::{ResourcePath, split_version};

/// The segments of a template, each with its placeholders.
#[derive(Debug)]
pub(crate) struct Template(Vec<Vec<Piece>>);

/// A part of a segment.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    /// The name between the braces.
    Placeholder(String),
}

impl Template {
    /// Parses a template such as `/v1.0/users/{userId}/sendMail`; without a version, it is of both.
    ///
    /// One that is not a path matches nothing.
    pub(crate) fn parse(text: &str) -> Self {
        let path = text.strip_prefix('/').unwrap_or(text);
        let (versions, rest) = split_version(path).map_or((None, path), |(version, rest)| (Some(version), rest));
        let Ok(path) = ResourcePath::parse(versions.unwrap_or("v1.0"), rest.trim_end_matches('/')) else {
            return Self(Vec::new());
        };
        let mut segments: Vec<Vec<Piece>> = path.segments().iter().map(|segment| pieces(segment)).collect();
        if versions.is_none()
            && let Some(version) = segments.first_mut()
        {
            *version = vec![Piece::Placeholder(String::new())];
        }
        Self(segments)
    }

    /// The value of each placeholder, in their order; `None` if the path is of another template.
    pub(crate) fn values(&self, path: &ResourcePath) -> Option<Vec<(String, String)>> {
        if self.0.len() != path.segments().len() {
            return None;
        }
        let mut values = Vec::new();
        for (pieces, segment) in self.0.iter().zip(path.segments()) {
            // An id may look like a name with a namespace.
            let is_id = matches!(pieces.as_slice(), [Piece::Placeholder(_)]);
            let segment = if is_id { segment } else { plain_name(segment) };
            segment_values(pieces, segment, &mut values)?;
        }
        values.retain(|(name, _)| !name.is_empty());
        Some(values)
    }
}

/// `microsoft.graph.assign()` → `assign`: an action may be named with its namespace, and a function without parameters
/// with parentheses.
fn plain_name(segment: &str) -> &str {
    let name = segment.strip_prefix("microsoft.graph.").unwrap_or(segment);
    name.strip_suffix("()").unwrap_or(name)
}

/// A brace without a partner is text.
fn pieces(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = plain_name(segment);
    while let Some((text, behind)) = rest.split_once('{')
        && let Some((name, behind)) = behind.split_once('}')
    {
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        pieces.push(Piece::Placeholder(name.to_owned()));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

fn segment_values(pieces: &[Piece], mut rest: &str, values: &mut Vec<(String, String)>) -> Option<()> {
    let mut left = pieces;
    let mut is_quoted = false;
    while let Some((piece, behind)) = left.split_first() {
        left = behind;
        match piece {
            Piece::Text(text) => {
                rest = rest.strip_prefix(text.as_str())?;
                is_quoted = text.ends_with('\'');
            }
            Piece::Placeholder(name) => {
                let end = match left {
                    [] => rest.len(),
                    [Piece::Text(text)] => rest.strip_suffix(text.as_str()).map(str::len)?,
                    [Piece::Text(text), ..] => rest.find(text.as_str())?,
                    [Piece::Placeholder(_), ..] => 0,
                };
                let (value, behind) = rest.split_at(end);
                // OData doubles a quote inside of quotes.
                let value = if is_quoted { value.replace("''", "'") } else { value.to_owned() };
                values.push((name.clone(), value));
                rest = behind;
            }
        }
    }
    rest.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(template: &str, path: &str) -> Option<Vec<String>> {
        let (version, rest) = split_version(path).unwrap();
        let values = Template::parse(template).values(&ResourcePath::parse(version, rest).unwrap())?;
        Some(values.into_iter().map(|(name, value)| format!("{name}={value}")).collect())
    }

    #[test]
    fn a_template_matches_whole_paths() {
        for (template, path, expected) in [
            ("/v1.0/users/{id}/sendMail", "/v1.0/users/7/sendMail", Some(vec!["id=7"])),
            ("/v1.0/users/{id}/sendMail", "/v1.0/users/a%20b%2Fc/sendMail/", Some(vec!["id=a b/c"])),
            ("/v1.0/users/{id}/sendMail", "/v1.0/users('7')/microsoft.graph.sendMail", Some(vec!["id=7"])),
            ("/v1.0/users('{id}')/microsoft.graph.sendMail", "/v1.0/users/7/sendMail", Some(vec!["id=7"])),
            ("/v1.0/users/{id}/sendMail", "/beta/users/7/sendMail", None),
            ("/users/{id}/sendMail", "/beta/users/7/sendMail", Some(vec!["id=7"])),
            ("me/sendMail", "/v1.0/me/sendMail", Some(vec![])),
            ("/v1.0/users/{id}/sendMail", "/v1.0/users/7/assignLicense", None),
            ("/v1.0/users/{id}/sendMail", "/v1.0/users/7/messages/sendMail", None),
            ("/reports/all()", "/v1.0/reports/all", Some(vec![])),
            ("/v1.0", "/v1.0/users", None),
            ("", "/v1.0/users", None),
            ("/a//b", "/v1.0/a/b", None),
            ("/a/{id}", "/v1.0/a/microsoft.graph.b", Some(vec!["id=microsoft.graph.b"])),
            ("/{a/b", "/v1.0/{a/b", Some(vec![])),
        ] {
            let expected = expected.map(|values| values.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(values(template, path), expected, "{template} {path}");
        }
    }

    #[test]
    fn the_parameters_of_a_function_are_in_its_segment() {
        let template = "/users/{id}/reminderView(StartDateTime='{start}',EndDateTime='{end}')";
        let path = "/v1.0/users/7/reminderView(StartDateTime='a',EndDateTime='O''Neil%27%27s')";
        assert_eq!(values(template, path).unwrap(), ["id=7", "start=a", "end=O'Neil's"]);
        assert_eq!(values(template, "/v1.0/users/7/reminderView(StartDateTime='a')"), None);
        let template = "/reports/getActivity(period='{period}')";
        assert_eq!(values(template, "/v1.0/reports/getActivity(period='D7')").unwrap(), ["period=D7"]);
        assert_eq!(values("/a/f(n={n},m={m})", "/beta/a/f(n=1,m=2)").unwrap(), ["n=1", "m=2"]);
    }
}
