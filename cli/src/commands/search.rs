//! `search`: types and paths by words of their names, for who knows what a thing is about and not what it is called.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use graph_entity_names::words;
use graph_entity_schema::{Schema, Type};

use crate::generate::operations::methods::singular;
use crate::output::columns::table;
use crate::output::counted;
use crate::schema::find::short;

/// The distance if the word is one of the name's words.
const WORD: usize = 0;

/// The distance if one of the name's words starts with the word.
const START: usize = 2;

/// The distance if the word is anywhere in the name.
const PART: usize = 4;

/// The length from which a word is looked for anywhere in a name, in bytes.
const SHORTEST_PART: usize = 3;

/// Lists the types whose names have all of the words, and the paths whose segments or type have them: the nearest first, then the
/// shortest.
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

/// The paths that create something and match the words, the nearest first, then the shortest; each with the type that its
/// collection holds.
fn paths(schema: &Schema, wanted: &[String]) -> Vec<(String, String)> {
    let mut found = BTreeSet::new();
    for ty in schema.types().filter_map(Type::as_structured) {
        for post in schema.posts_that_create(ty).into_iter().filter(|post| *post.creates == *ty.name) {
            if let Some(rank) = rank_of_path(wanted, &post.path, &ty.name) {
                found.insert((rank, post.path.matches('/').count(), post.path, post.creates));
            }
        }
    }
    found.into_iter().map(|(_, _, path, ty)| (path, ty.into())).collect()
}

/// The distance of a path from the words, or `None` if a word is neither in a segment nor in the name of the created type. A word
/// in the last segment or in the type is nearer than one in an earlier segment.
fn rank_of_path(wanted: &[String], path: &str, ty: &str) -> Option<usize> {
    let segments: Vec<Name> =
        path.split('/').filter(|segment| !segment.starts_with('{')).map(|segment| Name::new(simple(segment))).collect();
    let (last, before) = segments.split_last()?;
    let ty = Name::new(simple(ty));
    let mut rank = 0;
    for word in wanted {
        let at_end = [last, &ty].into_iter().filter_map(|name| name.distance(word)).min();
        let in_before = before.iter().filter_map(|name| name.distance(word)).min();
        rank += at_end.into_iter().chain(in_before.map(|distance| distance + 1)).min()?;
    }
    Some(rank + last.words.iter().filter(|word| !wanted.contains(word)).count())
}

/// The words of a name, in lower case and singular.
struct Name {
    words: Vec<String>,
    joined: String,
}

impl Name {
    fn new(name: &str) -> Self {
        let words: Vec<String> = words(name).iter().map(|word| one_of(word)).collect();
        Self { joined: words.concat(), words }
    }

    /// The distance of a word from the name, or `None` if the name does not have it.
    fn distance(&self, word: &str) -> Option<usize> {
        if self.words.iter().any(|own| own == word) {
            Some(WORD)
        } else if self.words.iter().any(|own| own.starts_with(word)) {
            Some(START)
        } else {
            (word.len() >= SHORTEST_PART && self.joined.contains(word)).then_some(PART)
        }
    }
}

fn head(count: usize, what: &str, limit: usize) -> String {
    let all = counted(count, what);
    if count > limit { format!("{all}, the first {limit}; `--limit` shows more") } else { all }
}

/// The distance of a name from the words, or `None` if it lacks one of them. No word of the name counts twice.
fn rank(wanted: &[String], name: &str) -> Option<usize> {
    let mut name = Name::new(name);
    let total = name.words.len();
    let mut rank = 0;
    for word in wanted {
        let distance = name.distance(word)?;
        let is_this = |own: &String| if distance == WORD { own == word } else { own.starts_with(word.as_str()) };
        if let Some(at) = name.words.iter().position(is_this) {
            name.words.remove(at);
        }
        rank += distance;
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
        assert_eq!(rank("user user", "userUser"), Some(0));
        assert_eq!(rank("user user", "user"), Some(4), "the second is a part of the name, not another word of it");
    }

    /// Mail and calendars, as Graph has them.
    const MAIL: &str = r#"<Edmx><DataServices><Schema Namespace="microsoft.graph">
        <EntityType Name="attachment" /><EntityType Name="fileAttachment" BaseType="microsoft.graph.attachment" />
        <EntityType Name="event">
          <NavigationProperty Name="attachments" Type="Collection(microsoft.graph.attachment)" ContainsTarget="true" />
          <NavigationProperty Name="instances" Type="Collection(microsoft.graph.event)" ContainsTarget="true" />
        </EntityType>
        <EntityType Name="message">
          <NavigationProperty Name="attachments" Type="Collection(microsoft.graph.attachment)" ContainsTarget="true" />
        </EntityType>
        <EntityType Name="user">
          <NavigationProperty Name="calendarView" Type="Collection(microsoft.graph.event)" ContainsTarget="true" />
          <NavigationProperty Name="events" Type="Collection(microsoft.graph.event)" ContainsTarget="true" />
          <NavigationProperty Name="messages" Type="Collection(microsoft.graph.message)" ContainsTarget="true" />
        </EntityType>
        <EntityContainer Name="GraphService">
          <EntitySet Name="users" EntityType="microsoft.graph.user" /><Singleton Name="me" Type="microsoft.graph.user" />
        </EntityContainer>
      </Schema></DataServices></Edmx>"#;

    #[test]
    fn a_query_is_words_of_paths_and_types() {
        let schema = Schema::parse(MAIL).unwrap();
        let found = |query: &str, limit| search(&schema, &[query.to_owned()], limit);
        assert_eq!(
            found("event attachments", 3),
            "4 paths, the first 3; `--limit` shows more\n\
             /me/events/{eventId}/attachments  attachment\n\
             /users/{userId}/events/{eventId}/attachments  attachment\n\
             /me/events/{eventId}/instances/{eventId2}/attachments  attachment\n"
        );
        let all = found("attachments", 100);
        assert!(
            all.starts_with("2 types\nattachment      entity type\nfileAttachment  entity type\n\n10 paths\n"),
            "{all}"
        );
        let paths: Vec<&str> = all.lines().filter(|line| line.starts_with('/')).collect();
        assert_eq!(
            paths[..4],
            [
                "/me/calendarView/{eventId}/attachments  attachment",
                "/me/events/{eventId}/attachments  attachment",
                "/me/messages/{messageId}/attachments  attachment",
                "/users/{userId}/calendarView/{eventId}/attachments  attachment",
            ]
        );
        assert!(found("user", 1).ends_with("\n/users  user\n"));
        assert_eq!(found("event nothing", 1), "nothing has a name with event nothing\n");
    }

    #[test]
    fn each_word_is_anywhere_in_a_path_and_the_end_is_nearest() {
        let rank = |query: &str, path: &str, ty: &str| {
            rank_of_path(&query.split(' ').flat_map(searched).collect::<Vec<_>>(), path, ty)
        };
        let attachments = ("/me/events/{eventId}/attachments", "microsoft.graph.attachment");
        let rank_of_attachments = |query: &str| rank(query, attachments.0, attachments.1);
        assert_eq!(rank_of_attachments("attachments"), Some(0));
        assert_eq!(rank_of_attachments("event attachments"), Some(1));
        assert_eq!(rank_of_attachments("attachment EVENTS me"), Some(2));
        assert_eq!(rank_of_attachments("event"), Some(2));
        assert_eq!(rank_of_attachments("attach"), Some(3));
        assert_eq!(rank_of_attachments("message attachments"), None);
        assert_eq!(rank_of_attachments("id"), None, "placeholders are not names");
        assert_eq!(rank("file", "/drives/{driveId}/root/children", "microsoft.graph.driveItem"), None);
        assert_eq!(rank("drive item", "/me/drive/root/children", "microsoft.graph.driveItem"), Some(1));
        assert_eq!(rank("user", "/a/{b}/microsoft.graph.userFlow/c", "microsoft.graph.c"), Some(2));
    }
}
