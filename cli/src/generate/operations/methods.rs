//! The paths that create a type: one method for each, named after where it creates.

use graph_entity_names::snake_case;

use crate::generate::names::Names;

/// The parents that a name tells of where no fewer are its path's alone; of more, only where another name is that already.
const TELLING: usize = 3;

/// The name of a method for each path, in their order; the first is plain `create`.
///
/// The others are named after what their collection is in, in as few words as tell them apart: `create_in_mail_folder`,
/// `create_for_me`. Where that takes many words, the first of the paths with such an end has it.
pub(crate) fn methods(paths: &[&str]) -> Vec<String> {
    let singular: Vec<Vec<String>> = paths.iter().map(|path| parents(path, true)).collect();
    let plural: Vec<Vec<String>> = paths.iter().map(|path| parents(path, false)).collect();
    let mut names = Names::default();
    let mut methods = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        let telling = fewest(index, &singular).or_else(|| fewest(index, &plural));
        let candidates = match telling.filter(|words| words.len() <= TELLING) {
            _ if index == 0 => vec!["create".to_owned()],
            Some(words) => vec![method_name(&words)],
            None => ends(index, path, &singular),
        };
        methods.push(names.give(candidates));
    }
    methods
}

fn method_name(words: &[String]) -> String {
    let word = if matches!(words.first().map(String::as_str), Some("me" | "user" | "users")) { "for" } else { "in" };
    format!("create_{word}_{}", words.join("_"))
}

/// The names by each end of a path's parents, the shortest first; where another path has the same parents, the collection tells
/// them apart.
fn ends(index: usize, path: &str, parents: &[Vec<String>]) -> Vec<String> {
    let own = parents.get(index).map(Vec::as_slice).unwrap_or_default();
    let is_shared = parents.iter().enumerate().any(|(other, words)| other != index && words == own);
    let collection = path.rsplit('/').next().filter(|_| is_shared || own.is_empty()).map(snake_case);
    // Not fewer: the shortest end would name the farthest of the paths.
    let from = own.len().min(TELLING);
    let ends = (from..=own.len()).filter_map(|count| own.get(own.len() - count..));
    ends.map(|words| method_name(&words.iter().cloned().chain(collection.clone()).collect::<Vec<_>>())).collect()
}

/// The fewest of a path's last parents that no other path ends with.
fn fewest(index: usize, parents: &[Vec<String>]) -> Option<Vec<String>> {
    let own = parents.get(index)?;
    let is_shared = |words: &[String]| {
        let mut others = parents.iter().enumerate().filter(|(other, _)| *other != index);
        others.any(|(_, other)| other.ends_with(words))
    };
    let mut suffixes = (1..=own.len()).filter_map(|count| own.get(own.len() - count..));
    suffixes.find(|words| !is_shared(words)).map(<[String]>::to_vec)
}

/// The words for what a path's collection is in: `/users/{id}/mailFolders/{id}/messages` → `user`, `mail_folder`.
fn parents(path: &str, in_singular: bool) -> Vec<String> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let before = segments.split_last().map(|(_, before)| before).unwrap_or_default();
    let mut parents = Vec::new();
    for (index, segment) in before.iter().enumerate() {
        if segment.starts_with('{') {
            continue;
        }
        // A cast, `microsoft.graph.user`, or a call, `getByPath(path='{path}')`.
        let plain = segment.split('(').next().unwrap_or_default();
        let plain = plain.rsplit('.').next().unwrap_or_default();
        let is_one = in_singular && before.get(index + 1).is_some_and(|next| next.starts_with('{'));
        parents.push(snake_case(&if is_one { singular(plain) } else { plain.to_owned() }));
    }
    parents
}

/// One of a collection: `deviceCompliancePolicies` → `deviceCompliancePolicy`.
pub(crate) fn singular(name: &str) -> String {
    let is_es = |stem: &&str| ["tus", "ss", "x", "ch", "sh"].iter().any(|end| stem.ends_with(end));
    match (name.strip_suffix("ies"), name.strip_suffix("es").filter(is_es)) {
        (Some(stem), _) if stem.len() > 1 => format!("{stem}y"),
        (_, Some(stem)) => stem.to_owned(),
        _ => name.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])).unwrap_or(name).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_method_is_named_after_where_it_creates() {
        for (path, name) in [
            ("/drafts", "create"),
            ("/me/messages", "create_for_me"),
            ("/users/{userId}/messages", "create_for_user"),
            ("/me/calendar/messages", "create_in_calendar"),
            ("/me/calendars/{calendarId}/messages", "create_in_calendars"),
            ("/me/mailFolders/{mailFolderId}/drafts", "create_for_me_mail_folder_drafts"),
            ("/me/mailFolders/{mailFolderId}/messages", "create_for_me_mail_folder_messages"),
            ("/users/{userId}/mailFolders/{mailFolderId}/messages", "create_for_user_mail_folder"),
            ("/groups/{groupId}/messages", "create_in_group"),
            ("/groups/{groupId}/messages/x(a='{a}')/b", "create_in_x"),
        ] {
            let (_, method) = PATHS.iter().zip(methods(&PATHS)).find(|(of, _)| **of == path).unwrap();
            assert_eq!(method, name, "{path}");
        }
    }

    const PATHS: [&str; 10] = [
        "/drafts",
        "/me/messages",
        "/users/{userId}/messages",
        "/me/calendar/messages",
        "/me/calendars/{calendarId}/messages",
        "/me/mailFolders/{mailFolderId}/drafts",
        "/me/mailFolders/{mailFolderId}/messages",
        "/users/{userId}/mailFolders/{mailFolderId}/messages",
        "/groups/{groupId}/messages",
        "/groups/{groupId}/messages/x(a='{a}')/b",
    ];

    #[test]
    fn casts_and_calls_are_named_by_their_last_part() {
        assert_eq!(
            parents("/a/{id}/microsoft.graph.iosScepCertificateProfile/rootCertificate/userStatuses", true),
            ["a", "ios_scep_certificate_profile", "root_certificate"]
        );
        assert_eq!(parents("/sites/getByPath(path='{path}')/lists", true), ["sites", "get_by_path"]);
    }
}
