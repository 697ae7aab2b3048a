//! The macros of `graph-entity`. Depend on that crate: it re-exports these, and what they generate calls it.
//!
//! This file holds the entry points; their reference stands where the runtime re-exports them, and its examples run there.
//! What happens behind them goes one way: `attr` reads the attributes, `entity` is the model, `check` finds what is wrong
//! between attributes, `expand` makes tokens of the model, or `fallback` does where something was wrong. With the feature `check`,
//! `schema_check` then compares the model with Graph's published schema.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![allow(
    missing_docs,
    reason = "the reference stands at the re-exports, which rustdoc would show behind a second text"
)]

mod argument;
mod attr;
mod check;
mod entity;
mod errors;
mod expand;
mod fallback;
mod graph_enum;
mod hierarchy;
mod item;
mod names;
mod post;
mod published;
#[cfg(any(feature = "check", test))]
#[cfg_attr(not(feature = "check"), allow(dead_code, reason = "its unit tests run without the feature"))]
mod schema_check;
mod suggest;
mod template;

use proc_macro::TokenStream;
use published::Published;
use syn::{Data, DeriveInput, parse_macro_input};

#[cfg(feature = "check")]
const PUBLISHED: schema_check::Against<schema_check::Files> = schema_check::Against(schema_check::Files);
#[cfg(not(feature = "check"))]
const PUBLISHED: published::Unasked = published::Unasked;

#[proc_macro_derive(GraphEntity, attributes(graph_entity))]
pub fn graph_entity(input: TokenStream) -> TokenStream {
    structured(entity::Kind::Entity, &parse_macro_input!(input as DeriveInput))
}

#[proc_macro_derive(GraphComplex, attributes(graph_complex))]
pub fn graph_complex(input: TokenStream) -> TokenStream {
    structured(entity::Kind::Complex, &parse_macro_input!(input as DeriveInput))
}

fn structured(kind: entity::Kind, input: &DeriveInput) -> TokenStream {
    if let Data::Enum(_) = input.data {
        let (impls, errors) = hierarchy::hierarchy(kind, input, &PUBLISHED);
        return with_errors(impls, errors);
    }
    let mut errors = errors::Errors::default();
    let entity = entity::Entity::new(kind, input, &mut errors);
    check::check(&entity, &mut errors);
    if !errors.is_empty() {
        return with_errors(fallback::fallback(&entity), errors);
    }
    let questions = PUBLISHED.entity(&entity, &mut errors);
    with_errors(expand::expand(&entity, questions), errors)
}

#[proc_macro_derive(GraphEnum, attributes(graph_enum))]
pub fn graph_enum(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let (impls, errors) = graph_enum::graph_enum(&input, &PUBLISHED);
    with_errors(impls, errors)
}

#[proc_macro_attribute]
pub fn graph_post(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let (item, errors) = post::graph_post(attribute.into(), item.into(), &PUBLISHED);
    with_errors(item, errors)
}

fn with_errors(mut tokens: proc_macro2::TokenStream, errors: errors::Errors) -> TokenStream {
    tokens.extend(errors.into_tokens());
    tokens.into()
}
