//! The path of an operation, as Graph's reference writes it: `"/a/{b}/c"` → segments. Pure: no tokens inside.
//!
//! Parsing never stops at a mistake: it names each and goes on with what was most likely meant, so that all of them are
//! shown at once and a fallback method takes the arguments that the user's calls have.

mod around;
mod segment;

use graph_entity_names::snake_case;

use around::{between_slashes, with_slashes, without_host, without_origin, without_query, without_root_sign};
use segment::{Segment, one_of, segment, with_braces, within};

/// A path in parts.
#[derive(Debug, PartialEq)]
pub(crate) struct Template {
    segments: Vec<Segment>,
    /// The placeholders as Rust arguments.
    arguments: Vec<String>,
}

impl Template {
    /// Splits `path`, with a message for each mistake.
    pub(crate) fn parse(path: &str) -> (Self, Vec<String>) {
        if let Some(segments) = plain(path) {
            let template = Self::new(segments);
            let mut mistakes = Vec::new();
            template.distinct_placeholders(&mut mistakes);
            return (template, mistakes);
        }
        Self::parse_any(path)
    }

    /// The same of a path of any form.
    fn parse_any(path: &str) -> (Self, Vec<String>) {
        let mut mistakes = Vec::new();
        let Some(path) = without_origin(path, &mut mistakes) else { return (Self::new(Vec::new()), mistakes) };
        let path = without_query(path, &mut mistakes);
        if !path.starts_with('/') && path.split(['{', '}']).step_by(2).any(|outside| outside.contains(' ')) {
            mistakes.push(format!("`{path}` is not a path, write one such as `/users/{{userId}}/messages`"));
            return (Self::new(Vec::new()), mistakes);
        }
        let path = &with_slashes(path, &mut mistakes);
        let path = without_host(path, &mut mistakes);
        let path = without_root_sign(path, &mut mistakes);
        let path = between_slashes(path, &mut mistakes);
        let mut segments: Vec<Segment> = Vec::new();
        for text in path.split('/').filter(|text| !text.is_empty()) {
            let one_of = match segments.last() {
                Some(Segment::Fixed(before)) => one_of(before),
                Some(Segment::Placeholder(_) | Segment::Within(..)) | None => "id".to_owned(),
            };
            let text = &with_braces(text, &one_of, &mut mistakes);
            let in_drive = matches!(segments.last(), Some(Segment::Fixed(before)) if before.ends_with(':'));
            segments.push(match within(text, in_drive) {
                Some(segment) => segment,
                None => segment(text, &one_of, &mut mistakes),
            });
        }
        drop_version(&mut segments, &mut mistakes);
        let template = Self::new(segments);
        template.distinct_placeholders(&mut mistakes);
        (template, mistakes)
    }

    fn new(segments: Vec<Segment>) -> Self {
        let arguments = arguments(&segments);
        Self { segments, arguments }
    }

    /// The key that the path ends in, as it is written: `/{id}`, or `('{id}')`.
    pub(crate) fn last_key(&self) -> Option<String> {
        match self.segments.last()? {
            Segment::Placeholder(name) => Some(format!("/{{{name}}}")),
            // What a function takes has a name before `=`.
            Segment::Within(parts, end) => match parts.as_slice() {
                [(before, name)] if before.trim_end_matches('\'').ends_with('(') => {
                    let opening = before.rfind('(').and_then(|at| before.get(at..)).unwrap_or_default();
                    Some(format!("{opening}{{{name}}}{end}"))
                }
                _ => None,
            },
            Segment::Fixed(_) => None,
        }
    }

    /// The name that the path ends in, or `None` if it ends in a placeholder, a call or a key.
    pub(crate) fn last_name(&self) -> Option<&str> {
        match self.segments.last()? {
            Segment::Fixed(name) if !name.contains(['(', '\'']) => Some(name),
            Segment::Fixed(_) | Segment::Placeholder(_) | Segment::Within(..) => None,
        }
    }

    /// Whether the path ends in the call of this function; `None` if it has no segment.
    pub(crate) fn calls(&self, function: &str) -> Option<bool> {
        let last = match self.segments.last()? {
            Segment::Fixed(text) => text,
            Segment::Within(parts, _) => parts.first().map(|(before, _)| before)?,
            Segment::Placeholder(_) => return Some(false),
        };
        let called = last.split('(').next().unwrap_or_default();
        Some(called.rsplit('.').next() == Some(function))
    }

    /// The placeholders as Rust arguments, in order, each name once.
    pub(crate) fn arguments(&self) -> &[String] {
        &self.arguments
    }

    fn distinct_placeholders(&self, mistakes: &mut Vec<String>) {
        if self.arguments.len() < 2 {
            return;
        }
        let mut seen: Vec<(String, &str)> = Vec::new();
        for name in self.arguments_as_written() {
            let argument = argument(name);
            if let Some((_, first)) = seen.iter().find(|(before, _)| *before == argument && !argument.is_empty()) {
                let telling = self.with_telling_names();
                mistakes.push(if *first == name {
                    format!("`{{{name}}}` stands twice, name each: `{telling}`")
                } else {
                    format!("`{{{first}}}` and `{{{name}}}` are one argument, `{argument}`, name each: `{telling}`")
                });
                return;
            }
            seen.push((argument, name));
        }
    }

    /// The path with each placeholder that stands twice named after the segment before it.
    fn with_telling_names(&self) -> Self {
        let names: Vec<String> = self.arguments_as_written().map(argument).collect();
        let mut before = None;
        let mut segments = Vec::new();
        for segment in &self.segments {
            segments.push(match segment {
                Segment::Fixed(text) => {
                    before = Some(text.as_str());
                    Segment::Fixed(text.clone())
                }
                Segment::Placeholder(name) => {
                    let twice = names.iter().filter(|other| **other == argument(name)).count() > 1;
                    let telling = before.filter(|_| twice).map_or_else(|| name.clone(), one_of);
                    let again = (2..).map(|number| format!("{telling}{number}"));
                    let name = std::iter::once(telling.clone())
                        .chain(again)
                        .find(|name| !segments.contains(&Segment::Placeholder(name.clone())));
                    Segment::Placeholder(name.unwrap_or(telling))
                }
                Segment::Within(parts, end) => Segment::Within(parts.clone(), end.clone()),
            });
        }
        Self::new(segments)
    }

    fn arguments_as_written(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().flat_map(Segment::names)
    }
}

/// The segments of a path without mistakes, if each is a placeholder or a plain name, as of nearly all paths. What the other
/// forms and the mistakes need takes ten times as long, in macros that users compile without optimization.
fn plain(path: &str) -> Option<Vec<Segment>> {
    let mut segments = Vec::new();
    for text in path.strip_prefix('/')?.split('/') {
        let name = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        let first = *name.unwrap_or(text).as_bytes().first()?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if !first.is_ascii_alphabetic() || !name.unwrap_or(text).bytes().all(is_plain) {
            return None;
        }
        segments.push(match name {
            Some(name) => Segment::Placeholder(name.to_owned()),
            None => Segment::Fixed(text.to_owned()),
        });
    }
    let first = matches!(segments.first(), Some(Segment::Fixed(first)) if is_version(first));
    (!first).then_some(segments)
}

fn is_version(segment: &str) -> bool {
    matches!(segment, "v1.0" | "v1" | "v2.0" | "beta")
}

fn drop_version(segments: &mut Vec<Segment>, mistakes: &mut Vec<String>) {
    if let Some(Segment::Fixed(first)) = segments.first()
        && is_version(first)
    {
        segments.remove(0);
        let path = if segments.is_empty() { "/users".to_owned() } else { Written(segments).to_string() };
        mistakes.push(format!("leave the version out, write `{path}`; write `beta` for beta"));
    }
}

/// The placeholders as Rust arguments, in order, each name once.
fn arguments(segments: &[Segment]) -> Vec<String> {
    let mut arguments: Vec<String> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        for name in segment.names() {
            let argument = argument(name);
            let usable = argument.starts_with(|first: char| first.is_ascii_alphabetic()) && argument.is_ascii();
            if usable && !arguments.contains(&argument) {
                arguments.push(argument);
                continue;
            }
            let mut instead = (index..).map(|number| format!("argument_{number}"));
            arguments.extend(instead.find(|name| !arguments.contains(name)));
        }
    }
    arguments
}

/// A placeholder's name as a Rust argument: of alternatives, all of them.
fn argument(name: &str) -> String {
    if !name.contains('|') {
        return snake_case(name);
    }
    name.split('|').map(snake_case).collect::<Vec<_>>().join("_or_")
}

impl std::fmt::Display for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Written(&self.segments).fmt(f)
    }
}

/// Segments as a path.
struct Written<'a>(&'a [Segment]);

impl std::fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|segment| match segment {
            Segment::Fixed(text) => write!(f, "/{text}"),
            Segment::Placeholder(name) => write!(f, "/{{{name}}}"),
            Segment::Within(parts, end) => {
                f.write_str("/")?;
                parts.iter().try_for_each(|(text, name)| write!(f, "{text}{{{name}}}"))?;
                f.write_str(end)
            }
        })
    }
}

#[cfg(test)]
mod tests;
