//! The macros of `graph-entity`. Depend on that crate: it re-exports these, and what they generate calls it.
//!
//! This file holds the entry points; their reference stands where the runtime re-exports them, and its examples run there.
//! What happens behind them goes one way: `attr` reads the attributes, `entity` is the model, `check` finds what is wrong
//! between attributes, `expand` makes tokens of the model, or `fallback` does where something was wrong.

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
mod suggest;
mod template;

use proc_macro::TokenStream;
use syn::{Data, DeriveInput, parse_macro_input};

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
        let (impls, errors) = hierarchy::hierarchy(kind, input);
        return with_errors(impls, errors);
    }
    let mut errors = errors::Errors::default();
    let entity = entity::Entity::new(kind, input, &mut errors);
    check::check(&entity, &mut errors);
    let impls = if errors.is_empty() { expand::expand(&entity) } else { fallback::fallback(&entity) };
    with_errors(impls, errors)
}

#[proc_macro_derive(GraphEnum, attributes(graph_enum))]
pub fn graph_enum(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let (impls, errors) = graph_enum::graph_enum(&input);
    with_errors(impls, errors)
}

#[proc_macro_attribute]
pub fn graph_post(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let (item, errors) = post::graph_post(attribute.into(), item.into());
    with_errors(item, errors)
}

fn with_errors(mut tokens: proc_macro2::TokenStream, errors: errors::Errors) -> TokenStream {
    tokens.extend(errors.into_tokens());
    tokens.into()
}
