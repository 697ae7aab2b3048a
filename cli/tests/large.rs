//! Schemas larger than Graph's own in each direction: what is written has all of it. The unit tests count the steps.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fmt::Write as _;

use cargo_graph_entity::generate::{Request, generate};
use graph_entity_schema::Schema;

const KEY: &str = "<Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/>";

fn written(types: &str, request: &Request) -> String {
    let text =
        format!("<Edmx><DataServices><Schema Namespace='microsoft.graph'>{types}</Schema></DataServices></Edmx>");
    generate(&Schema::parse(&text).unwrap(), request, None).unwrap()
}

/// A text for each number.
fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).fold(String::new(), |all, text| all + &text)
}

#[test]
fn a_chain_of_complex_types() {
    const COUNT: usize = 5_000;
    let chain = |last: usize| {
        let next = |number: usize| if number + 1 == COUNT { last } else { number + 1 };
        let link = |number: usize| {
            let next = next(number);
            format!(
                "<ComplexType Name='t{number}'><Property Name='next' Type='microsoft.graph.t{next}'/></ComplexType>"
            )
        };
        format!("<EntityType Name='thing'>{KEY}<Property Name='p' Type='microsoft.graph.t0'/></EntityType>")
            + &each(COUNT, link)
    };
    // The last leads nowhere, or back to the middle.
    let source = written(&chain(COUNT), &Request::new(["thing"]));
    assert_eq!(source.matches("pub struct ").count(), COUNT + 1);
    assert_eq!(source.matches("Box<").count(), 0);
    let source = written(&chain(COUNT / 2), &Request::new(["thing"]));
    assert_eq!(source.matches("pub next: Option<Box<").count(), COUNT / 2);
}

#[test]
fn many_properties() {
    const COUNT: usize = 50_000;
    let properties = each(COUNT, |number| format!("<Property Name='p{number}' Type='Edm.String'/>"));
    let source = written(&format!("<EntityType Name='thing'>{KEY}{properties}</EntityType>"), &Request::new(["thing"]));
    assert_eq!(source.matches(": Option<String>,").count(), COUNT + 1);
}

#[test]
fn many_properties_of_one_large_hierarchy() {
    const COUNT: usize = 5_000;
    let mut types = String::from("<ComplexType Name='base' Abstract='true'/>");
    for number in 0..COUNT {
        // As a fan, and as a chain.
        let base = if number % 2 == 0 || number == 1 { "base".to_owned() } else { format!("d{}", number - 2) };
        write!(types, "<ComplexType Name='d{number}' BaseType='microsoft.graph.{base}'/>").unwrap();
    }
    let of_base = each(COUNT, |number| format!("<Property Name='p{number}' Type='microsoft.graph.base'/>"));
    let types = format!("{types}<EntityType Name='thing'>{KEY}{of_base}</EntityType>");
    let source = written(&types, &Request::new(["thing"]));
    assert_eq!(source.matches(": Option<Base>,").count(), COUNT);
    assert_eq!(source.matches("pub struct ").count(), 1, "the hierarchy is too large for variants");
    let source = written(&types, &Request { variants: vec!["base".to_owned()], ..Request::new(["base"]) });
    assert_eq!(source.matches("pub struct ").count(), COUNT);
}
