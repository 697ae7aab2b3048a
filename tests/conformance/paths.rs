//! Each page's paths are taken by the parser of `#[graph_post]`, or refused with the message that fits.
//!
//! The parser's unit tests have a path for each rule. These are the paths that users copy from Graph's reference.
//!
//! A proc-macro crate exports nothing but its macros, so the parser is compiled into this test.

#[path = "../../macros/src/path/mod.rs"]
#[allow(dead_code, reason = "what the macro asks of a path is more than this test does")]
mod template;

use std::collections::BTreeMap;
use std::fmt::Write;

use graph_entity_conformance::PAGES;
use graph_entity_test_data::{CREATE_PAGES, find, report};
use template::Template;

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
