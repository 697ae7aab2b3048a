//! What a path must not have around it: an origin, a version's host, a query, slashes too few or too many.

/// The path behind a scheme and host, if there is one.
pub(super) fn without_origin<'a>(path: &'a str, mistakes: &mut Vec<String>) -> Option<&'a str> {
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

/// The path behind a host without a scheme, if there is one.
pub(super) fn without_host<'a>(path: &'a str, mistakes: &mut Vec<String>) -> &'a str {
    let Some((host, _)) = path.split_once('/') else { return path };
    if !["graph.microsoft.", "dod-graph.microsoft.", "microsoftgraph."].iter().any(|known| host.starts_with(known)) {
        return path;
    }
    mistakes.push(format!("the client knows the host, remove `{host}`"));
    path.strip_prefix(host).unwrap_or(path)
}

/// The path behind the sign for the service's root, which OData's texts write in front of one.
pub(super) fn without_root_sign<'a>(path: &'a str, mistakes: &mut Vec<String>) -> &'a str {
    let Some(behind) = path.strip_prefix('~').filter(|behind| behind.starts_with('/')) else { return path };
    mistakes.push(format!("`~` stands for the service's root, write `{behind}`"));
    behind
}

pub(super) fn with_slashes(path: &str, mistakes: &mut Vec<String>) -> String {
    let slashes = path.replace('\\', "/");
    if slashes != path {
        mistakes.push(format!("a path has no `\\`, write `{slashes}`"));
    }
    slashes
}

pub(super) fn without_query<'a>(path: &'a str, mistakes: &mut Vec<String>) -> &'a str {
    let Some(start) = path.find(['?', '#']) else { return path };
    let (path, rest) = path.split_at(start);
    let what = if rest.starts_with('?') { "query" } else { "fragment" };
    mistakes.push(format!("a path has no {what}, remove `{rest}`"));
    path
}

/// The path without its outer slashes; what is missing, or too much, is a mistake.
pub(super) fn between_slashes<'a>(path: &'a str, mistakes: &mut Vec<String>) -> &'a str {
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
