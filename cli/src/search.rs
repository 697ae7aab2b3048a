//! `search`: types and paths by words of their names, for who knows what a thing is about and not what it is called.

use std::fmt::Write as _;

use graph_entity_schema::{Schema, Type};

use crate::counted;
use crate::generate::posts::singular;
use crate::names::words;
use crate::show::short;
use crate::table::table;

/// The paths that are listed for each type that is found by a path.
const PATHS_OF_TYPE: usize = 2;

/// The types and paths whose names have all of the words, those that have little else first.
#[must_use]
pub fn search(schema: &Schema, query: &[String], limit: usize) -> String {
    let wanted: Vec<String> = query.iter().flat_map(|word| searched(word)).collect();
    let mut types: Vec<(usize, &Type)> =
        schema.types().filter_map(|ty| Some((rank(&wanted, simple(ty.name()))?, ty))).collect();
    // Entities before what is a part of them.
    types.sort_by_key(|(rank, ty)| (*rank, ty.kind() != "entity type", ty.name().len(), ty.name().to_owned()));
    let mut text = String::new();
    if !types.is_empty() {
        let row = |ty: &Type| {
            (vec![short(ty.name()).to_owned(), ty.kind().to_owned()], shortened(ty.description().unwrap_or_default()))
        };
        let _ = writeln!(text, "{}", head(types.len(), "type", limit));
        text.push_str(&table(&types.iter().take(limit).map(|(_, ty)| row(ty)).collect::<Vec<_>>()));
    }
    let paths = paths(schema, &wanted);
    if !paths.is_empty() {
        let _ = writeln!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, head(paths.len(), "path", limit));
        for (path, ty) in paths.into_iter().take(limit) {
            let _ = writeln!(text, "{path}  {}", short(&ty));
        }
    }
    if text.is_empty() {
        text = format!("nothing has a name with {}\n", query.join(" "));
    }
    text
}

/// The paths that end with a collection of that name, each with the type that it holds.
fn paths(schema: &Schema, wanted: &[String]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let structured = || schema.types().filter_map(Type::as_structured);
    let navigation = structured().flat_map(|ty| &ty.navigation).filter(|navigation| navigation.is_collection);
    let relations = navigation.map(|navigation| (&*navigation.name, &*navigation.ty));
    let roots = schema.roots().filter(|root| root.is_collection).map(|root| (&*root.name, &*root.ty));
    let mut targets: Vec<(usize, &str, &str)> =
        roots.chain(relations).filter_map(|(name, ty)| Some((rank(wanted, name)?, name, ty))).collect();
    targets.sort_unstable();
    targets.dedup();
    for (rank, name, ty) in targets {
        let Some(ty) = schema.structured(ty) else { continue };
        let of_type =
            schema.posts_that_create(ty).into_iter().filter(|post| post.path.rsplit('/').next() == Some(name));
        found.extend(
            of_type
                .take(PATHS_OF_TYPE)
                .map(|post| (rank, post.path.matches('/').count(), post.path, ty.name.to_string())),
        );
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, _, path, ty)| (path, ty)).collect()
}

fn head(count: usize, what: &str, limit: usize) -> String {
    let all = counted(count, what);
    if count > limit { format!("{all}, the first {limit}; `--limit` shows more") } else { all }
}

/// How far a name is from the words: none where it lacks one of them.
fn rank(wanted: &[String], name: &str) -> Option<usize> {
    let mut names: Vec<String> = words(name).iter().map(|word| one_of(word)).collect();
    let joined = names.concat();
    let total = names.len();
    let mut rank = 0;
    for word in wanted {
        if let Some(at) = names.iter().position(|name| name == word) {
            names.remove(at);
        } else if let Some(at) = names.iter().position(|name| name.starts_with(word.as_str())) {
            names.remove(at);
            rank += 2;
        } else if word.len() > 2 && joined.contains(word.as_str()) {
            rank += 4;
        } else {
            return None;
        }
    }
    Some(rank + total.saturating_sub(wanted.len()))
}

/// A word of a query, which may be a whole name.
fn searched(word: &str) -> Vec<String> {
    words(word.rsplit('.').next().unwrap_or(word)).iter().map(|word| one_of(word)).collect()
}

fn one_of(word: &str) -> String {
    singular(&word.to_lowercase())
}

fn simple(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The first sentence, or as much of it as is read at a glance.
fn shortened(description: &str) -> String {
    const MOST: usize = 120;
    let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = description.split(". ").next().unwrap_or_default();
    if sentence.chars().count() <= MOST {
        return sentence.trim_end_matches('.').to_owned();
    }
    let start: String = sentence.chars().take(MOST).collect();
    format!("{}…", start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_case_do_not_matter_and_fewer_words_come_first() {
        let rank = |query: &str, name: &str| rank(&query.split(' ').flat_map(searched).collect::<Vec<_>>(), name);
        assert_eq!(rank("user status", "userStatuses"), Some(0));
        assert_eq!(rank("status USER", "deviceConfigurationUserStatus"), Some(2));
        assert_eq!(rank("users statuses", "deviceConfigurationUserStatus"), Some(2));
        assert_eq!(rank("policy", "deviceCompliancePolicies"), Some(2));
        assert_eq!(rank("deviceConfigurationUserStatus", "deviceConfigurationUserStatus"), Some(0));
        assert_eq!(rank("conf", "deviceConfiguration"), Some(3));
        assert_eq!(rank("mailfolder", "mailFolder"), Some(5));
        assert_eq!(rank("user status", "user"), None);
    }
}
