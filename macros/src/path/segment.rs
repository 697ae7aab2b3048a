//! One segment of a path: fixed, a placeholder, or placeholders within other text.

use graph_entity_names::camel_case;

#[derive(Debug, PartialEq)]
pub(super) enum Segment {
    Fixed(String),
    /// A placeholder's name, as written between its braces.
    Placeholder(String),
    /// Placeholders inside a key predicate (`users('{id}')`), the call of a function, or a path in a drive
    /// (`{item-path}:`): each text with the name behind it, and the last text.
    Within(Vec<(String, String)>, String),
}
impl Segment {
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let (whole, within) = match self {
            Self::Fixed(_) => (None, [].as_slice()),
            Self::Placeholder(name) => (Some(name.as_str()), [].as_slice()),
            Self::Within(parts, _) => (None, parts.as_slice()),
        };
        whole.into_iter().chain(within.iter().map(|(_, name)| name.as_str()))
    }
}
/// The segment in one of the forms that hold placeholders among other text, or `None`.
pub(super) fn within(text: &str, in_drive: bool) -> Option<Segment> {
    let placeholder = |text: &str| {
        let name = text.strip_prefix('{')?.strip_suffix('}')?;
        is_name(name).then(|| name.to_owned())
    };
    if let Some(name) = text.strip_suffix(':').filter(|_| in_drive).and_then(placeholder) {
        return Some(Segment::Within(vec![(String::new(), name)], ":".to_owned()));
    }
    let (called, arguments) = text.strip_suffix(')')?.split_once('(')?;
    if called.is_empty() || called.contains(['{', '}']) || !arguments.contains('{') {
        return None;
    }
    let mut parts = Vec::new();
    let mut before = format!("{called}(");
    for (index, argument) in arguments.split(',').enumerate() {
        if index > 0 {
            before.push(',');
        }
        let (name, value) = argument.split_once('=').map_or(("", argument), |(name, value)| (name, value));
        if !name.is_empty() {
            before.push_str(name);
            before.push('=');
        }
        let quoted = value.strip_prefix('\'').and_then(|value| value.strip_suffix('\''));
        match (placeholder(quoted.unwrap_or(value)), quoted) {
            (Some(name), Some(_)) => {
                before.push('\'');
                parts.push((std::mem::replace(&mut before, "'".to_owned()), name));
            }
            (Some(name), None) => parts.push((std::mem::take(&mut before), name)),
            (None, _) if value.contains(['{', '}']) => return None,
            (None, _) => before.push_str(value),
        }
    }
    before.push(')');
    Some(Segment::Within(parts, before))
}

/// Whether a placeholder can have this name, or each of these alternatives: `id`, `id | userPrincipalName`.
fn is_name(name: &str) -> bool {
    name.split('|').map(str::trim).all(|name| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'))
    })
}

/// The segment with braces around each placeholder that has angle brackets, as some pages of Graph's reference write it.
pub(super) fn with_braces(text: &str, one_of: &str, mistakes: &mut Vec<String>) -> String {
    let (mut braced, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once('<')
        && let Some((name, behind)) = behind.split_once('>')
    {
        let placeholder = if is_name(name) { name.to_owned() } else { plain(name, one_of) };
        mistakes.push(format!("a placeholder is written `{{{placeholder}}}`, found `<{name}>`"));
        braced.extend([before, "{", &placeholder, "}"]);
        rest = behind;
    }
    braced + rest
}

pub(super) fn segment(text: &str, one_of: &str, mistakes: &mut Vec<String>) -> Segment {
    if let Some(name) = text.strip_prefix(':') {
        mistakes.push(format!("a placeholder is written `{{{}}}`, found `{text}`", plain(name, one_of)));
        return Segment::Placeholder(name.to_owned());
    }
    if !text.contains(['{', '}']) {
        if let Some(mistake) = fixed_mistake(text) {
            mistakes.push(mistake);
        }
        return Segment::Fixed(text.to_owned());
    }
    let (opens, closes) = (text.matches('{').count(), text.matches('}').count());
    let open = text.find('{').map_or(0, |brace| brace + 1);
    let close = text.rfind('}').filter(|close| *close >= open).unwrap_or(text.len());
    let name = text.get(open..close).unwrap_or_default().trim();
    let name: String = name.chars().filter(|letter| !matches!(letter, '{' | '}')).collect();
    let name = name.split(':').next().unwrap_or_default().to_owned();
    let plain = || plain(&name, one_of);
    if several(text) {
        mistakes.push(format!("a placeholder is a whole segment, `{text}` holds more than one"));
    } else if opens != 1 || closes != 1 || text.find('{') > text.find('}') {
        mistakes.push(format!("the braces of `{text}` do not match, write `{{{}}}`", plain()));
    } else if !text.starts_with('{') || !text.ends_with('}') {
        mistakes.push(format!("a placeholder is a whole segment, write `{{{}}}` instead of `{text}`", plain()));
    } else if name.is_empty() {
        mistakes.push(format!("`{text}` has no name, write what it stands for, such as `{{{}}}`", plain()));
    } else if !is_name(&name) || text.contains(':') {
        mistakes.push(format!("`{text}` is not a valid placeholder name, write `{{{}}}`", plain()));
    }
    Segment::Placeholder(name)
}

/// Whether a segment holds several placeholders, each between braces of its own.
fn several(text: &str) -> bool {
    let braces: String = text.chars().filter(|letter| matches!(letter, '{' | '}')).collect();
    braces.len() > 2 && braces.replace("{}", "").is_empty()
}

/// A name that a placeholder can have, from one that it cannot, or `otherwise`.
fn plain(name: &str, otherwise: &str) -> String {
    let words: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    let plain = camel_case(&words);
    let plain = plain.trim_start_matches(|first: char| first.is_ascii_digit());
    if plain.is_empty() { otherwise.to_owned() } else { plain.to_owned() }
}

fn fixed_mistake(text: &str) -> Option<String> {
    if matches!(text, "." | "..") {
        return Some(format!("the segment `{text}` would change the path, remove it"));
    }
    // RFC 3986, section 3.3: the characters of a segment, here without percent-encoding.
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(letter);
    let letter = text.chars().find(|letter| !allowed(*letter))?;
    Some(format!("a path has no `{}`, found in the segment `{text}`", letter.escape_debug()))
}

/// What stands for one of a collection: `deviceCompliancePolicies` → `deviceCompliancePolicyId`.
pub(super) fn one_of(collection: &str) -> String {
    let name = collection.rsplit('.').next().unwrap_or(collection);
    let ends = |stem: &&str| ["tus", "ss", "x", "ch", "sh"].iter().any(|end| stem.ends_with(end));
    let singular = match (name.strip_suffix("ies"), name.strip_suffix("es").filter(ends)) {
        (Some(stem), _) if stem.len() > 1 => format!("{stem}y"),
        (_, Some(stem)) => stem.to_owned(),
        _ => name.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u'])).unwrap_or(name).to_owned(),
    };
    let singular: String = singular.chars().filter(char::is_ascii_alphanumeric).collect();
    if singular.is_empty() { "id".to_owned() } else { format!("{singular}Id") }
}
