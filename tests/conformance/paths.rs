//! Each page's paths are taken by the parser of the operations' attributes, or refused with the message that fits.
//!
//! The parser's unit tests have a path for each rule. These are the paths that users copy from Graph's reference.
//!
//! A proc-macro crate exports nothing but its macros, so the parser is compiled into this test.

#![allow(clippy::unwrap_used)]

#[path = "../../macros/src/path/mod.rs"]
#[allow(dead_code, reason = "what the macro asks of a path is more than this test does")]
mod template;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::{env, fs};

use graph_entity_conformance::{CALLS, OPERATIONS, PAGES};
use graph_entity_test_data::{self as data, CREATE_PAGES, find, report};
use template::Template;

const CLASSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/path_classes.txt");

/// What a path is, seen without the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Path,
    NoPath,
    RootSign,
    NoLeadingSlash,
    TrailingSlash,
    PlaceholderTwice,
    PlaceholderWithSpace,
}

impl Kind {
    fn of(path: &str) -> Self {
        let placeholders: Vec<&str> = path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        let twice = |name: &&str| placeholders.iter().filter(|other| *other == name).count() > 1;
        let spaced = |name: &&str| name.contains(' ') && !name.contains('|');
        match path {
            _ if path.split(['{', '}']).step_by(2).any(|outside| outside.contains(' ')) => Self::NoPath,
            _ if path.starts_with("~/") => Self::RootSign,
            _ if !path.starts_with('/') => Self::NoLeadingSlash,
            _ if path.ends_with('/') => Self::TrailingSlash,
            _ if placeholders.iter().any(twice) => Self::PlaceholderTwice,
            _ if placeholders.iter().any(spaced) => Self::PlaceholderWithSpace,
            _ => Self::Path,
        }
    }

    /// What the parser has to say of it, each a part of one message.
    fn messages(self) -> &'static [&'static str] {
        match self {
            Self::Path => &[],
            Self::NoPath => &["is not a path, write one such as"],
            Self::RootSign => &["`~` stands for the service's root, write `/"],
            Self::NoLeadingSlash => &["has no leading `/`, write `/"],
            Self::TrailingSlash => &["ends with `/`, write `/"],
            Self::PlaceholderTwice => &["stands twice, name each: `/"],
            Self::PlaceholderWithSpace => &["is not a valid placeholder name, write `{"],
        }
    }
}

#[test]
fn paths_are_taken_or_refused_with_what_fits() {
    // The build script found the same file, or has failed in CI.
    if find(CREATE_PAGES).is_none() {
        return;
    }
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for (page, path) in PAGES.iter().flat_map(|page| page.paths.iter().map(move |path| (page.name, *path))) {
        let kind = Kind::of(path);
        *counts.entry(kind).or_default() += 1;
        let (template, mistakes) = Template::parse(path);
        let expected = kind.messages();
        let fits = mistakes.len() == expected.len()
            && mistakes.iter().zip(expected).all(|(mistake, part)| mistake.contains(part));
        assert!(fits, "{page}: `{path}` is {kind:?}, and the parser says {mistakes:?}");
        match kind {
            Kind::Path => {
                assert_eq!(template.to_string(), path, "{page}");
                assert_eq!(template.arguments().len(), path.matches('{').count(), "{page}: {path}");
            }
            Kind::NoPath | Kind::PlaceholderWithSpace => {}
            Kind::RootSign | Kind::NoLeadingSlash | Kind::TrailingSlash | Kind::PlaceholderTwice => {
                for mistake in mistakes {
                    let advice = mistake.rsplit('`').nth(1).unwrap_or_default();
                    assert_eq!(Template::parse(advice).1, [""; 0], "{page}: what `{mistake}` says to write");
                }
            }
        }
    }
    let mut table = "| a path that is | paths | what the parser says |\n|---|---|---|\n".to_owned();
    for (kind, count) in &counts {
        let _ = writeln!(table, "| {kind:?} | {count} | {} |", kind.messages().join(" … "));
    }
    report(&table);
    let expected = [
        (Kind::Path, 969),
        (Kind::NoPath, 3),
        (Kind::RootSign, 1),
        (Kind::NoLeadingSlash, 8),
        (Kind::TrailingSlash, 10),
        (Kind::PlaceholderTwice, 43),
        (Kind::PlaceholderWithSpace, 2),
    ];
    assert_eq!(counts, expected.into());
}

/// What becomes of a path of another operation than a create.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// It is taken as it stands.
    Taken,
    /// It is taken after what the messages say to write.
    TakenCorrected,
    /// It is a list's and ends in a placeholder: the path of an entity.
    EntityOfAList,
    /// It has a text in it that is no segment of a path, such as a sentence.
    NoPath,
    /// It is a path, and is refused.
    Refused,
}

fn verdict(kind: &str, path: &str) -> Verdict {
    if Kind::of(path.split('?').next().unwrap_or_default()) == Kind::NoPath {
        assert!(!Template::parse(path).1.is_empty(), "`{path}` is not a path, and the parser takes it");
        return Verdict::NoPath;
    }
    let mut text = path.to_owned();
    // One round for each message that a path may have.
    for round in 0..8 {
        let (template, mistakes) = Template::parse(&text);
        let Some(mistake) = mistakes.first() else {
            if let Some(advice) = advice_of_check(kind, &template) {
                text = advice;
                continue;
            }
            let is_entity = kind == "list" && template.last_key().is_some();
            return match round {
                _ if is_entity => Verdict::EntityOfAList,
                0 => Verdict::Taken,
                _ => Verdict::TakenCorrected,
            };
        };
        // "a placeholder is written `{a}`, found `<a>`" has them the other way round.
        let found = mistake
            .split_once(", found `")
            .map(|(before, found)| (before.rsplit('`').nth(1), found.trim_end_matches('`')));
        if let Some((Some(advice), found)) = found {
            text = text.replacen(found, advice, 1);
            continue;
        }
        let Some(advice) = mistake.rsplit('`').nth(1) else { return Verdict::Refused };
        text = match mistake.rsplit_once("remove `") {
            Some(_) => text.replacen(advice, "", 1),
            None if advice.starts_with('/') => advice.to_owned(),
            None => match mistake.split('`').nth(1) {
                Some(wrong) => text.replacen(wrong, advice, 1),
                None => return Verdict::Refused,
            },
        };
    }
    Verdict::Refused
}

/// What the rules of `macros/src/check/operation.rs` say to write, or `None` if the path is as they want it.
fn advice_of_check(kind: &str, template: &Template) -> Option<String> {
    let text = template.to_string();
    match (kind, template.last_name(), template.last_key()) {
        ("reference", Some("$ref"), _) => text.strip_suffix("/$ref").map(str::to_owned),
        ("reference", None, Some(key)) => text.strip_suffix(&key).map(str::to_owned),
        ("delta", ..) if template.calls("delta") != Some(true) => Some(format!("{template}/delta")),
        _ => None,
    }
}

/// Why a path is not taken as it is written: its first message, without what is of this path alone, and whether what it says to
/// write is taken.
fn class(kind: &str, path: &str, verdict: Verdict) -> String {
    let (template, mistakes) = Template::parse(path);
    let of_check = || match (kind, advice_of_check(kind, &template)) {
        ("reference", Some(_)) => {
            "a reference is declared by its navigation property, without `$ref` and key".to_owned()
        }
        ("delta", Some(_)) => "a delta query ends in `delta`".to_owned(),
        _ => "a list does not end in a placeholder".to_owned(),
    };
    let message = mistakes.first().map_or_else(of_check, |mistake| {
        let texts = mistake.split('`').enumerate();
        texts.map(|(number, text)| if number % 2 == 1 { "`…`" } else { text }).collect()
    });
    format!("{message} ({verdict:?})")
}

/// The paths of each page, with its kind.
fn all_paths() -> impl Iterator<Item = (&'static str, &'static str)> {
    let operations = OPERATIONS.iter().map(|page| (page.kind, page.paths));
    let calls = CALLS.iter().map(|page| (page.kind, page.paths));
    operations.chain(calls).flat_map(|(kind, paths)| paths.iter().map(move |path| (kind, *path)))
}

#[test]
fn paths_of_the_other_operations_are_taken_as_what_they_are() {
    // The build script found the same file, or has failed in CI.
    if find(data::OPERATIONS).is_none() {
        return;
    }
    let mut table = "| | paths | taken | after what the message says | of an entity | no path | refused |\n".to_owned();
    table += "|---|---|---|---|---|---|---|\n";
    let mut others = String::new();
    let mut found = Vec::new();
    let mut classes: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for kind in ["get", "list", "update", "delete", "action", "function", "reference", "delta", "replace"] {
        let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
        for (_, path) in all_paths().filter(|(of, _)| *of == kind) {
            let verdict = verdict(kind, path);
            *counts.entry(verdict).or_default() += 1;
            if verdict != Verdict::Taken {
                *classes.entry(class(kind, path, verdict)).or_default().entry(kind).or_default() += 1;
            }
            if !matches!(verdict, Verdict::Taken | Verdict::TakenCorrected) {
                let _ = writeln!(others, "{kind}: {verdict:?}: `{path}`: {:?}", Template::parse(path).1);
            }
        }
        let count = |verdict| counts.get(&verdict).copied().unwrap_or_default();
        let row = [
            counts.values().sum(),
            count(Verdict::Taken),
            count(Verdict::TakenCorrected),
            count(Verdict::EntityOfAList),
            count(Verdict::NoPath),
            count(Verdict::Refused),
        ];
        let _ = writeln!(table, "| {kind} | {} |", row.map(|count: usize| count.to_string()).join(" | "));
        found.push((kind, row));
    }
    let mut list = String::new();
    for (class, counts) in &classes {
        let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        let _ = writeln!(list, "{class}: {}", counts.join(", "));
    }
    report(&format!("{table}\n{list}\n{others}"));
    if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
        fs::write(CLASSES, &list).unwrap();
    }
    assert_eq!(list, fs::read_to_string(CLASSES).unwrap(), "path_classes.txt says otherwise");
    for (kind, [all, taken, corrected, _, no_path, _]) in &found {
        assert!((taken + corrected) * 100 >= (all - no_path) * 97, "{kind}: less than 97 % of the paths are taken");
    }
    let expected = [
        ("get", [2356, 1650, 697, 0, 3, 6]),
        ("list", [1410, 1263, 136, 2, 3, 6]),
        ("update", [1250, 1072, 175, 0, 3, 0]),
        ("delete", [1083, 896, 184, 0, 3, 0]),
        ("action", [1312, 1067, 245, 0, 0, 0]),
        ("function", [125, 102, 19, 0, 4, 0]),
        ("reference", [84, 0, 82, 0, 0, 2]),
        ("delta", [49, 39, 10, 0, 0, 0]),
        ("replace", [38, 33, 5, 0, 0, 0]),
    ];
    assert_eq!(found, expected);
}
