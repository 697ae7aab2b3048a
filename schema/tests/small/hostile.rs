//! Documents made to do harm: none panics, overflows the stack, or takes more than linear time.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use graph_entity_schema::{Operation, Schema, Used};
use proptest::prelude::*;

use crate::TEXT;

fn document(elements: &str) -> String {
    format!("<Edmx><DataServices><Schema Namespace='a'>{elements}</Schema></DataServices></Edmx>")
}

/// Time enough for what is linear, on a slow machine and without optimization.
#[track_caller]
fn soon<T>(run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = run();
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    answer
}

#[test]
fn cut_at_every_byte() {
    let end = TEXT.trim_end().len();
    for cut in (0..=TEXT.len()).filter(|cut| TEXT.is_char_boundary(*cut)) {
        assert_eq!(Schema::parse(&TEXT[..cut]).is_ok(), cut >= end, "cut at {cut}");
    }
}

#[test]
fn a_long_chain_of_bases() {
    let count = 100_000;
    let mut types = String::from(
        "<EntityType Name='t0'><NavigationProperty Name='n' Type='Collection(a.t0)' ContainsTarget='true'/></EntityType>",
    );
    for number in 1..count {
        write!(types, "<EntityType Name='t{number}' BaseType='a.t{}'/>", number - 1).unwrap();
    }
    write!(types, "<EntityContainer Name='c'><EntitySet Name='s' EntityType='a.t{}'/></EntityContainer>", count - 1)
        .unwrap();
    let schema = soon(|| Schema::parse(&document(&types))).unwrap();
    let last = schema.structured(&format!("a.t{}", count - 1)).unwrap();
    assert_eq!(schema.lineage(last).count(), count);
    assert_eq!(soon(|| schema.derived("a.t0").count()), count - 1);
    assert_eq!(soon(|| schema.posts_that_create(last))[0].path, "/s");
    assert_eq!(*soon(|| schema.resolve("/s/{id}/n", Operation::Create)).unwrap().ty.name, *"a.t0");
    assert!(soon(|| schema.resolve("/s/{id}/m", Operation::Create)).is_err());
}

#[test]
fn a_long_cycle_of_bases() {
    let count = 100_000;
    let mut types = String::new();
    for number in 0..count {
        write!(types, "<EntityType Name='t{number}' BaseType='a.t{}'/>", (number + 1) % count).unwrap();
    }
    assert!(soon(|| Schema::parse(&document(&types))).unwrap_err().to_string().contains("which extends it"));
}

#[test]
fn deep_elements() {
    let depth = 1_000_000;
    let deep = format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    soon(|| Schema::parse(&document(&deep))).unwrap();
    soon(|| Schema::parse(&document(&"<a>".repeat(depth)))).unwrap_err();
    soon(|| Schema::parse(&"<Edmx>".repeat(depth))).unwrap_err();
}

#[test]
fn large_attributes_and_many() {
    let huge = "x".repeat(10_000_000);
    soon(|| Schema::parse(&document(&format!("<EntityType Name='{huge}'/>")))).unwrap();
    let wrong = soon(|| Schema::parse(&document(&format!("<EntityType Name='{huge} '/>")))).unwrap_err();
    assert!(wrong.to_string().len() < 200);
    let mut many = String::new();
    for number in 0..200_000 {
        write!(many, " a{number}=''").unwrap();
    }
    let error = soon(|| Schema::parse(&document(&format!("<EntityType Name='x'{many}/>")))).unwrap_err();
    assert!(error.to_string().ends_with("`<EntityType>` has more than 64 attributes"), "{error}");
}

#[test]
fn many_annotations_of_many_members() {
    let (mut members, mut annotations) = (String::new(), String::new());
    for number in 0..100_000 {
        write!(members, "<Property Name='p{number}' Type='b{number}.x'/>").unwrap();
        write!(
            annotations,
            "<Annotations Target='a.t/p{number}'><Annotation Term='Org.OData.Core.V1.Computed'/></Annotations>"
        )
        .unwrap();
    }
    let text = document(&format!("<EntityType Name='t'>{members}</EntityType>{annotations}"));
    let schema = soon(|| Schema::parse(&text)).unwrap();
    assert!(schema.structured("a.t").unwrap().properties.iter().all(|property| property.is_computed));
}

#[test]
fn many_ways() {
    // Each of these types contains each: the number of paths grows with the factorial.
    let mut types = String::new();
    for of in 0..40 {
        write!(types, "<EntityType Name='t{of}'>").unwrap();
        for to in 0..40 {
            write!(types, "<NavigationProperty Name='n{to}' Type='Collection(a.t{to})' ContainsTarget='true'/>")
                .unwrap();
        }
        types.push_str("</EntityType>");
    }
    types.push_str("<EntityContainer Name='c'><Singleton Name='s' Type='a.t0'/></EntityContainer>");
    let schema = Schema::parse(&document(&types)).unwrap();
    let found = soon(|| schema.posts_that_create(schema.structured("a.t7").unwrap()));
    assert_eq!(found[0].path, "/s/n7");
    let long = "/s".to_owned() + &"/n1/{x}".repeat(10_000) + "/n";
    assert!(soon(|| schema.resolve(&long, Operation::Create)).is_err());
}

#[test]
fn hostile_paths() {
    let schema = crate::schema();
    for path in [
        "/".repeat(100_000),
        "/users(".repeat(10_000),
        "{".repeat(100_000),
        "/me/drive/root:".repeat(10_000),
        "/é'({\u{0}".to_owned(),
    ] {
        assert!(soon(|| schema.resolve(&path, Operation::Create)).is_err());
    }
}

proptest! {
    #[test]
    fn arbitrary_text(text in any::<String>()) {
        let _ = Schema::parse(&text);
        let _ = Schema::prune(&text, &Used::default());
        let _ = crate::schema().resolve(&text, Operation::Create);
    }

    #[test]
    fn a_document_with_a_change(at in 0..TEXT.len(), length in 0_usize..40, instead in "[<>/a-z\"'= &;]{0,6}") {
        let mut text = TEXT.to_owned();
        let end = text.len().min(at + length);
        text.replace_range(at..end, &instead);
        if let Ok(schema) = Schema::parse(&text) {
            for ty in schema.types().filter_map(graph_entity_schema::Type::as_structured) {
                for post in schema.posts_that_create(ty) {
                    prop_assert!(schema.resolve(&post.path, Operation::Create).is_ok(), "{}", post.path);
                }
            }
        }
        let used = Used { types: vec!["graph.user".into()], paths: vec!["/me/messages".into()] };
        if let Ok(pruned) = Schema::prune(&text, &used) {
            prop_assert!(Schema::parse(&pruned).is_ok(), "{pruned}");
        }
    }

    #[test]
    fn paths_of_what_paths_are_made_of(path in "(/(users|me|messages|drive|root:|\\{id\\}|graph\\.user|delta|[(){}:'.$]))*") {
        let schema = crate::schema();
        match schema.resolve(&path, Operation::Create) {
            Ok(_) => {}
            Err(no) => prop_assert!(no.nearest().is_none_or(|nearest| schema.resolve(nearest, Operation::Create).is_ok()), "{no}"),
        }
    }
}
