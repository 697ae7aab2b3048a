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
mod tests {
    use super::*;

    fn mistakes(path: &str) -> Vec<String> {
        Template::parse(path).1
    }

    fn arguments(path: &str) -> Vec<String> {
        Template::parse(path).0.arguments().to_vec()
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
    fn a_plain_path_is_read_as_any_other() {
        for path in
            ["/users", "/users/{user-id}/a_b/{id}", "/a/{b}/{B}", "/v1.0/a", "/beta", "/a/", "/a/{9}", "/{}", ""]
        {
            assert_eq!(Template::parse(path), Template::parse_any(path), "{path}");
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
                "`** Collection URI for x not found` is not a path, write one such as `/users/{userId}/messages`",
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
            ("/users?$select=id", "a path has no query, remove `?$select=id`"),
            ("/users#me", "a path has no fragment, remove `#me`"),
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
            ("/users/{user name}/messages", "`{user name}` is not a valid placeholder name, write `{userName}`"),
            ("/users/{365}/messages", "`{365}` is not a valid placeholder name, write `{userId}`"),
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
            ("/users/<user-id>/messages", "a placeholder is written `{user-id}`, found `<user-id>`"),
            ("/users/<the user>/messages", "a placeholder is written `{theUser}`, found `<the user>`"),
            ("/users/<>/messages", "a placeholder is written `{userId}`, found `<>`"),
            ("/x/range(address='<address>')/y", "a placeholder is written `{address}`, found `<address>`"),
            ("/x/range(<address>)/y", "a placeholder is written `{address}`, found `<address>`"),
            ("/users('<id>')/messages", "a placeholder is written `{id}`, found `<id>`"),
            ("/me/drive/root:/<item-path>:/children", "a placeholder is written `{item-path}`, found `<item-path>`"),
            ("/users/<id/messages", "a path has no `<`, found in the segment `<id`"),
            ("/users/id>/messages", "a path has no `>`, found in the segment `id>`"),
            ("/users/{id:str}/messages", "`{id:str}` is not a valid placeholder name, write `{id}`"),
            ("/users/{id}/users/{id}/x", "`{id}` stands twice, name each: `/users/{userId}/users/{userId2}/x`"),
            (
                "/users/{userId}/deviceStatuses/{user-id}/x",
                "`{userId}` and `{user-id}` are one argument, `user_id`, name each: `/users/{userId}/deviceStatuses/{deviceStatusId}/x`",
            ),
            ("/users/../groups", "the segment `..` would change the path, remove it"),
            ("/users/./groups", "the segment `.` would change the path, remove it"),
            ("/user statuses", "a path has no ` `, found in the segment `user statuses`"),
            ("/users\\groups", "a path has no `\\`, write `/users/groups`"),
            ("/users/%2e%2e/groups", "a path has no `%`, found in the segment `%2e%2e`"),
            ("//me/messages", "`//me/messages` has an empty segment, write `/me/messages`"),
            ("/users/{userId}/drafts?$filter=id eq {id}", "a path has no query, remove `?$filter=id eq {id}`"),
            ("/users/{user.id}/messages", "`{user.id}` is not a valid placeholder name, write `{userId}`"),
            (
                "/users/{userId}/mailFolders/{folderId}.inbox/messages",
                "a placeholder is a whole segment, write `{folderId}` instead of `{folderId}.inbox`",
            ),
            (
                "/users-{userId}-x/messages",
                "a placeholder is a whole segment, write `{userId}` instead of `users-{userId}-x`",
            ),
            (
                "/users/{tenant}@{domain}/messages",
                "a placeholder is a whole segment, `{tenant}@{domain}` holds more than one",
            ),
            (
                "/groups/{id}/threads/{threadId}/posts/{id}/messages",
                "`{id}` stands twice, name each: `/groups/{groupId}/threads/{threadId}/posts/{postId}/messages`",
            ),
            ("/users\n", "a path has no `\\n`, found in the segment `users\n`"),
        ] {
            assert_eq!(mistakes(path), [message], "{path}");
        }
    }

    #[test]
    fn a_key_at_the_end_is_found() {
        for (path, key) in [
            ("/users/{id}", Some("/{id}")),
            ("/users('{id}')", Some("('{id}')")),
            ("/users({id})", Some("({id})")),
            ("/users", None),
            ("/users/delta()", None),
            ("/groups(uniqueName='{name}')", None),
            ("/me/drive/root/search(q='{q}')", None),
        ] {
            assert_eq!(Template::parse(path).0.last_key().as_deref(), key, "{path}");
        }
    }

    #[test]
    fn each_mistake_of_a_path_is_named() {
        assert_eq!(
            mistakes("https://graph.microsoft.com/v1.0/users/{}/x{id}/?a"),
            [
                "the client knows the scheme and host, remove `https://graph.microsoft.com`",
                "a path has no query, remove `?a`",
                "`/v1.0/users/{}/x{id}/` ends with `/`, write `/v1.0/users/{}/x{id}`",
                "`{}` has no name, write what it stands for, such as `{userId}`",
                "a placeholder is a whole segment, write `{id}` instead of `x{id}`",
                "leave the version out, write `/users/{}/{id}`; write `beta` for beta",
            ]
        );
    }

    #[test]
    fn each_segment_has_its_own_mistake() {
        for (path, messages) in [
            (
                "/users/{ }/mailFolders/{}/messages",
                [
                    "`{ }` has no name, write what it stands for, such as `{userId}`",
                    "`{}` has no name, write what it stands for, such as `{mailFolderId}`",
                ],
            ),
            (
                "/users/{userId/mailFolders/folderId}/messages",
                [
                    "the braces of `{userId` do not match, write `{userId}`",
                    "the braces of `folderId}` do not match, write `{folderId}`",
                ],
            ),
        ] {
            assert_eq!(mistakes(path), messages, "{path}");
        }
    }

    #[test]
    fn a_wrong_path_keeps_its_arguments() {
        for (path, names) in [
            ("/users/{id/messages", &["id"][..]),
            ("/users/{}/messages", &["argument_1"]),
            ("/groups/{id}/conversations/{id}/threads", &["id", "argument_3"]),
            ("/groups/{argument_3}/conversations/{}/threads", &["argument_3", "argument_4"]),
            ("users/user-{id}/messages", &["id"]),
            ("/users/{id}", &["id"]),
            ("/users/<user-id>/x(a='<a>',b=<b>)/messages", &["user_id", "a", "b"]),
        ] {
            assert_eq!(arguments(path), names, "{path}");
        }
    }
}
