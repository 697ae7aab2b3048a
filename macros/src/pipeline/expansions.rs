//! What users pay for: the expansion of one input for each branch, formatted, in `expansions/`.
//!
//! `GRAPH_ENTITY_UPDATE=1 cargo test -p graph-entity-macros expansions` writes them anew; the difference belongs to the
//! review of a change.

use std::path::Path;
use std::{env, fs};

use quote::ToTokens;
use syn::Meta;

use super::*;
use crate::facade::NoCheck;

/// Each has its input in `expansions/<name>.rs` and its expansion in `expansions/<name>.expanded.rs`.
const NAMES: &[&str] = &[
    "additional",
    "calls",
    "complex_type",
    "entity",
    "entity_with_every_option",
    "enumeration",
    "field_modes",
    "flags",
    "function",
    "generic_entity",
    "hierarchy",
    "mistake_in_a_path",
    "mistake_in_an_entity",
    "operations",
    "paths",
    "references",
];

#[test]
fn the_expansions_are_as_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pipeline/expansions");
    let mut changed = Vec::new();
    for name in NAMES {
        let input = fs::read_to_string(folder.join(format!("{name}.rs"))).unwrap();
        let now = prettyplease::unparse(&syn::parse2(expand(&input)).unwrap());
        let file = folder.join(format!("{name}.expanded.rs"));
        if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
            fs::write(&file, &now).unwrap();
        }
        if fs::read_to_string(&file).unwrap_or_default() != now {
            changed.push(format!("{name}.expanded.rs, which is now:\n{now}"));
        }
    }
    assert!(changed.is_empty(), "not as in the repository: {}", changed.join("\n"));
}

/// What rustc makes of an annotated type: the operations first, as they stand above the derive, then the derives.
fn expand(input: &str) -> TokenStream {
    let mut input: DeriveInput = syn::parse_str(input).unwrap();
    let mut tokens = TokenStream::new();
    let mut add = |(expansion, errors): Expansion| {
        tokens.extend(expansion);
        tokens.extend(errors.into_tokens());
    };
    if let Some(position) = input.attrs.iter().position(|attribute| kind_of(attribute).is_some()) {
        let attribute = input.attrs.remove(position);
        let (kind, Meta::List(list)) = (kind_of(&attribute).unwrap(), attribute.meta) else { panic!("no path") };
        add(operations(kind, list.tokens, input.to_token_stream(), &NoCheck));
        input.attrs.retain(|attribute| kind_of(attribute).is_none());
    }
    for attribute in input.attrs.clone().iter().filter(|attribute| attribute.path().is_ident("derive")) {
        attribute
            .parse_nested_meta(|derive| {
                let name = derive.path.to_token_stream().to_string();
                add(match name.as_str() {
                    "GraphEntity" => structured(Kind::Entity, &input, &NoCheck),
                    "GraphComplex" => structured(Kind::Complex, &input, &NoCheck),
                    "GraphParameters" => structured(Kind::Parameters, &input, &NoCheck),
                    "GraphEnum" => enumeration(&input, &NoCheck),
                    _ => return Ok(()),
                });
                Ok(())
            })
            .unwrap();
    }
    tokens
}
