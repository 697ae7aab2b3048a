//! The path of a `POST`, as Graph's reference writes it: `"/a/{b}/c"` → segments. Pure: no tokens inside.
//!
//! Parsing never stops at a mistake: it names each and goes on with what was most likely meant, so that all of them are
//! shown at once and a fallback method takes the arguments that the user's calls have.

use crate::names::{camel_case, snake_case};

/// A path in parts.
#[derive(Debug, PartialEq)]
pub(crate) struct Template {
    segments: Vec<Segment>,
}

#[derive(Debug, PartialEq)]
enum Segment {
    Fixed(String),
    /// A placeholder's name, as written between its braces.
    Placeholder(String),
    /// Placeholders inside a key predicate (`users('{id}')`), the call of a function, or a path in a drive
    /// (`{item-path}:`): each text with the name behind it, and the last text.
    Within(Vec<(String, String)>, String),
}

impl Template {
    /// Splits `path`, with a message for each mistake.
    pub(crate) fn parse(path: &str) -> (Self, Vec<String>) {
        let mut mistakes = Vec::new();
        let Some(path) = without_origin(path, &mut mistakes) else { return (Self { segments: Vec::new() }, mistakes) };
        let path = without_query(path, &mut mistakes);
        if !path.starts_with('/') && path.split(['{', '}']).step_by(2).any(|outside| outside.contains(' ')) {
            mistakes.push(format!("`{path}` is no path, write one such as `/users/{{userId}}/messages`"));
            return (Self { segments: Vec::new() }, mistakes);
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
            let in_drive = matches!(segments.last(), Some(Segment::Fixed(before)) if before.ends_with(':'));
            segments.push(match within(text, in_drive) {
                Some(segment) => segment,
                None => segment(text, &one_of, &mut mistakes),
            });
        }
        let mut template = Self { segments };
        template.drop_version(&mut mistakes);
        template.distinct_placeholders(&mut mistakes);
        if let Some(Segment::Placeholder(name)) = template.segments.last() {
            mistakes.push(format!("a create posts to a collection, remove `/{{{name}}}` from the end"));
        }
        (template, mistakes)
    }

    /// The placeholders as Rust arguments, in order, each name once.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let mut arguments: Vec<String> = Vec::new();
        for (index, segment) in self.segments.iter().enumerate() {
            for name in segment.names() {
                let argument = argument(name);
                let usable = argument.starts_with(|first: char| first.is_ascii_alphabetic()) && argument.is_ascii();
                let usable = usable && !arguments.contains(&argument);
                arguments.push(if usable { argument } else { format!("argument_{index}") });
            }
        }
        arguments
    }

    fn drop_version(&mut self, mistakes: &mut Vec<String>) {
        if let Some(Segment::Fixed(first)) = self.segments.first()
            && matches!(first.as_str(), "v1.0" | "v1" | "v2.0" | "beta")
        {
            self.segments.remove(0);
            let path = if self.segments.is_empty() { "/users".to_owned() } else { self.to_string() };
            mistakes.push(format!("leave the version out, write `{path}`; write `beta` for beta"));
        }
    }

    fn distinct_placeholders(&self, mistakes: &mut Vec<String>) {
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
        Self { segments }
    }

    fn arguments_as_written(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().flat_map(Segment::names)
    }
}

impl Segment {
    fn names(&self) -> impl Iterator<Item = &str> {
        let (whole, within) = match self {
            Self::Fixed(_) => (None, [].as_slice()),
            Self::Placeholder(name) => (Some(name.as_str()), [].as_slice()),
            Self::Within(parts, _) => (None, parts.as_slice()),
        };
        whole.into_iter().chain(within.iter().map(|(_, name)| name.as_str()))
    }
}

/// A placeholder's name as a Rust argument: of alternatives, all of them.
fn argument(name: &str) -> String {
    name.split('|').map(snake_case).collect::<Vec<_>>().join("_or_")
}

impl std::fmt::Display for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.segments.iter().try_for_each(|segment| match segment {
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

/// The path behind a scheme and host, where there is one.
fn without_origin<'a>(path: &'a str, mistakes: &mut Vec<String>) -> Option<&'a str> {
    let Some((_, rest)) = path.split_once("://") else { return Some(path) };
    let behind = rest.find('/').and_then(|slash| rest.get(slash..));
    mistakes.push(match behind {
        Some(behind) => {
            let origin = path.strip_suffix(behind).unwrap_or(path);
            format!("the client knows the scheme and host, remove `{origin}`")
        }
        None => format!("`{rest}` is a host, write the path behind it, such as `/users/{{userId}}/messages`"),
    });
    behind
}

/// The path behind a host without a scheme, where there is one.
fn without_host<'a>(path: &'a str, mistakes: &mut Vec<String>) -> &'a str {
    let Some((host, _)) = path.split_once('/') else { return path };
    if !["graph.microsoft.", "dod-graph.microsoft.", "microsoftgraph."].iter().any(|known| host.starts_with(known)) {
        return path;
    }
    mistakes.push(format!("the client knows the host, remove `{host}`"));
    path.strip_prefix(host).unwrap_or(path)
}

/// The path behind the sign for the service's root, which OData's texts write in front of one.
fn without_root_sign<'a>(path: &'a str, mistakes: &mut Vec<String>) -> &'a str {
    let Some(behind) = path.strip_prefix('~').filter(|behind| behind.starts_with('/')) else { return path };
    mistakes.push(format!("`~` stands for the service's root, write `{behind}`"));
    behind
}

fn with_slashes(path: &str, mistakes: &mut Vec<String>) -> String {
    let slashes = path.replace('\\', "/");
    if slashes != path {
        mistakes.push(format!("a path has no `\\`, write `{slashes}`"));
    }
    slashes
}

fn without_query<'a>(path: &'a str, mistakes: &mut Vec<String>) -> &'a str {
    let Some(start) = path.find(['?', '#']) else { return path };
    let (path, rest) = path.split_at(start);
    let what = if rest.starts_with('?') { "query" } else { "fragment" };
    mistakes.push(format!("the path of a create has no {what}, remove `{rest}`"));
    path
}

/// The path without its outer slashes; what is missing, or too much, is a mistake.
fn between_slashes<'a>(path: &'a str, mistakes: &mut Vec<String>) -> &'a str {
    let inner = path.trim_matches('/');
    if path.is_empty() {
        mistakes.push("the path is empty, write it from the root, such as `/users/{userId}/messages`".to_owned());
    } else if inner.is_empty() {
        mistakes.push(format!("`{path}` names no collection, write one such as `/users`"));
    } else if path.contains("//") {
        let segments: Vec<&str> = inner.split('/').filter(|segment| !segment.is_empty()).collect();
        mistakes.push(format!("`{path}` has an empty segment, write `/{}`", segments.join("/")));
    } else {
        if !path.starts_with('/') {
            mistakes.push(format!("`{path}` has no leading `/`, write `/{inner}`"));
        }
        if path.ends_with('/') {
            mistakes.push(format!("`{path}` ends with `/`, write `/{inner}`"));
        }
    }
    inner
}

/// The segment in one of the forms that hold placeholders among other text; none where it is another.
fn within(text: &str, in_drive: bool) -> Option<Segment> {
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

fn segment(text: &str, one_of: &str, mistakes: &mut Vec<String>) -> Segment {
    let other = text.strip_prefix(':').or_else(|| text.strip_prefix('<')?.strip_suffix('>'));
    if let Some(name) = other {
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
        mistakes.push(format!("`{text}` is no placeholder's name, write `{{{}}}`", plain()));
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
fn one_of(collection: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(path: &str) -> Vec<String> {
        Template::parse(path).1
    }

    fn arguments(path: &str) -> Vec<String> {
        Template::parse(path).0.arguments()
    }

    #[test]
    fn paths_of_the_reference_are_accepted() {
        for (path, names) in [
            ("/users", &[][..]),
            (
                "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses",
                &["device_configuration_id"],
            ),
            (
                "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/rootCertificatesForServerValidation/{windows81TrustedRootCertificateId}/userStatuses",
                &["device_configuration_id", "windows81_trusted_root_certificate_id"],
            ),
            ("/groups/{group-id}/sites/{site_id}/lists", &["group_id", "site_id"]),
            ("/users/{id | userPrincipalName}/events", &["id_or_user_principal_name"]),
            ("/tables/{id|name}/rows/add", &["id_or_name"]),
            ("/me/drive/root:/{item-path}:/workbook/tables/{table-id}/rows", &["item_path", "table_id"]),
            ("/users('{id}')/messages", &["id"]),
            ("/sites/getByPath(path='{path}')/lists", &["path"]),
            ("/reports/byPeriod(period='D7',date={date})/x(a='{a}',b='{b}')/y", &["date", "a", "b"]),
            ("/me/drive/root:/{item-path}:/workbook/tables/$/add", &["item_path"]),
        ] {
            let (template, mistakes) = Template::parse(path);
            assert_eq!(mistakes, [""; 0], "{path}");
            assert_eq!(template.to_string(), path);
            assert_eq!(template.arguments(), names);
        }
    }

    #[test]
    fn each_mistake_has_its_message() {
        for (path, message) in [
            ("", "the path is empty, write it from the root, such as `/users/{userId}/messages`"),
            ("/", "`/` names no collection, write one such as `/users`"),
            ("~/users", "`~` stands for the service's root, write `/users`"),
            (
                "** Collection URI for x not found",
                "`** Collection URI for x not found` is no path, write one such as `/users/{userId}/messages`",
            ),
            ("users/{id}/messages", "`users/{id}/messages` has no leading `/`, write `/users/{id}/messages`"),
            (
                "https://graph.microsoft.com/users",
                "the client knows the scheme and host, remove `https://graph.microsoft.com`",
            ),
            ("graph.microsoft.com/users", "the client knows the host, remove `graph.microsoft.com`"),
            (
                "https://graph.microsoft.com",
                "`graph.microsoft.com` is a host, write the path behind it, such as `/users/{userId}/messages`",
            ),
            ("/users?$select=id", "the path of a create has no query, remove `?$select=id`"),
            ("/users#me", "the path of a create has no fragment, remove `#me`"),
            ("/users//messages", "`/users//messages` has an empty segment, write `/users/messages`"),
            ("/users/", "`/users/` ends with `/`, write `/users`"),
            ("/users/{id/messages", "the braces of `{id` do not match, write `{id}`"),
            ("/users/id}/messages", "the braces of `id}` do not match, write `{id}`"),
            ("/users/}id{/messages", "the braces of `}id{` do not match, write `{userId}`"),
            ("/users/{{id}}/messages", "the braces of `{{id}}` do not match, write `{id}`"),
            ("/users/{a}{b}/messages", "a placeholder is a whole segment, `{a}{b}` holds more than one"),
            ("/users/{}/messages", "`{}` has no name, write what it stands for, such as `{userId}`"),
            ("/users/user-{id}/messages", "a placeholder is a whole segment, write `{id}` instead of `user-{id}`"),
            ("/users('{id})/messages", "a placeholder is a whole segment, write `{id}` instead of `users('{id})`"),
            ("/users/{user name}/messages", "`{user name}` is no placeholder's name, write `{userName}`"),
            ("/users/{365}/messages", "`{365}` is no placeholder's name, write `{userId}`"),
            (
                "/groups/{id}/conversations/{id}/threads",
                "`{id}` stands twice, name each: `/groups/{groupId}/conversations/{conversationId}/threads`",
            ),
            (
                "/policies/{id}/x/{other}/classes/{id}/y",
                "`{id}` stands twice, name each: `/policies/{policyId}/x/{other}/classes/{classId}/y`",
            ),
            ("/v1.0/users", "leave the version out, write `/users`; write `beta` for beta"),
            ("/beta/users", "leave the version out, write `/users`; write `beta` for beta"),
            ("/v1.0", "leave the version out, write `/users`; write `beta` for beta"),
            ("/v1/users", "leave the version out, write `/users`; write `beta` for beta"),
            ("/users/:userId/messages", "a placeholder is written `{userId}`, found `:userId`"),
            ("/users/<id>/messages", "a placeholder is written `{id}`, found `<id>`"),
            ("/users/{id:str}/messages", "`{id:str}` is no placeholder's name, write `{id}`"),
            ("/users/{id}/users/{id}/x", "`{id}` stands twice, name each: `/users/{userId}/users/{userId2}/x`"),
            (
                "/users/{userId}/deviceStatuses/{user-id}/x",
                "`{userId}` and `{user-id}` are one argument, `user_id`, name each: `/users/{userId}/deviceStatuses/{deviceStatusId}/x`",
            ),
            ("/users/{id}", "a create posts to a collection, remove `/{id}` from the end"),
            ("/users/../groups", "the segment `..` would change the path, remove it"),
            ("/users/./groups", "the segment `.` would change the path, remove it"),
            ("/user statuses", "a path has no ` `, found in the segment `user statuses`"),
            ("/users\\groups", "a path has no `\\`, write `/users/groups`"),
            ("/users/%2e%2e/groups", "a path has no `%`, found in the segment `%2e%2e`"),
            ("/users\n", "a path has no `\\n`, found in the segment `users\n`"),
        ] {
            assert_eq!(mistakes(path), [message], "{path}");
        }
    }

    #[test]
    fn each_mistake_of_a_path_is_named() {
        assert_eq!(
            mistakes("https://graph.microsoft.com/v1.0/users/{}/x{id}/?a"),
            [
                "the client knows the scheme and host, remove `https://graph.microsoft.com`",
                "the path of a create has no query, remove `?a`",
                "`/v1.0/users/{}/x{id}/` ends with `/`, write `/v1.0/users/{}/x{id}`",
                "`{}` has no name, write what it stands for, such as `{userId}`",
                "a placeholder is a whole segment, write `{id}` instead of `x{id}`",
                "leave the version out, write `/users/{}/{id}`; write `beta` for beta",
                "a create posts to a collection, remove `/{id}` from the end",
            ]
        );
    }

    #[test]
    fn a_wrong_path_keeps_its_arguments() {
        for (path, names) in [
            ("/users/{id/messages", &["id"][..]),
            ("/users/{}/messages", &["argument_1"]),
            ("/groups/{id}/conversations/{id}/threads", &["id", "argument_3"]),
            ("users/user-{id}/messages", &["id"]),
            ("/users/{id}", &["id"]),
        ] {
            assert_eq!(arguments(path), names, "{path}");
        }
    }
}
