//! The macros of `graph-entity`. Depend on that crate: it re-exports these, and what they generate calls it.
//!
//! This file holds the entry points; their reference stands where the runtime re-exports them, and its examples run there.
//! `pipeline` leads from there through the stages: `options` reads the attributes and `path` their paths, `model` is what they
//! declare, `check` finds what is wrong between attributes, `expand` makes tokens of the model. With the feature `check`,
//! `schema_check` compares the model with Graph's published schema.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![allow(
    missing_docs,
    reason = "the reference stands at the re-exports, which rustdoc would show behind a second text"
)]

mod check;
mod errors;
mod expand;
mod facade;
mod filter;
mod model;
mod options;
mod path;
mod pipeline;
#[cfg(any(feature = "check", test))]
#[cfg_attr(not(feature = "check"), allow(dead_code, reason = "its unit tests run without the feature"))]
mod schema_check;
mod suggest;

use proc_macro::TokenStream;
use syn::DeriveInput;

use model::entity::Kind;
use model::{kind, operation};
use pipeline::Expansion;

#[cfg(feature = "check")]
const SCHEMA: schema_check::Against<schema_check::Files> = schema_check::Against(schema_check::Files);
#[cfg(not(feature = "check"))]
const SCHEMA: facade::NoCheck = facade::NoCheck;

#[proc_macro_derive(GraphEntity, attributes(graph_entity))]
pub fn graph_entity(input: TokenStream) -> TokenStream {
    derive(input, |input| pipeline::structured(Kind::Entity, input, &SCHEMA))
}

#[proc_macro_derive(GraphComplex, attributes(graph_complex))]
pub fn graph_complex(input: TokenStream) -> TokenStream {
    derive(input, |input| pipeline::structured(Kind::Complex, input, &SCHEMA))
}

#[proc_macro_derive(GraphEnum, attributes(graph_enum))]
pub fn graph_enum(input: TokenStream) -> TokenStream {
    derive(input, |input| pipeline::enumeration(input, &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_post(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::POST, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_get(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::GET, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_list(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::LIST, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_patch(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::PATCH, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_delete(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::DELETE, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_delta(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::DELTA, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro]
pub fn filter(tokens: TokenStream) -> TokenStream {
    filter::filter(tokens.into()).into()
}

#[proc_macro_attribute]
pub fn graph_upsert(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::UPSERT, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_derive(GraphParameters, attributes(graph_parameters))]
pub fn graph_parameters(input: TokenStream) -> TokenStream {
    derive(input, |input| pipeline::structured(Kind::Parameters, input, &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_action(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::ACTION, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_function(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::FUNCTION, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_ref(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::REF, attribute.into(), item.into(), &SCHEMA))
}

#[proc_macro_attribute]
pub fn graph_put(attribute: TokenStream, item: TokenStream) -> TokenStream {
    emit(pipeline::operations(&kind::PUT, attribute.into(), item.into(), &SCHEMA))
}

/// Expands a derive, which sees the attributes of the operations below it. No derive reads these, and to parse one with syn
/// takes as long as to parse a field.
fn derive(input: TokenStream, expand: impl FnOnce(&DeriveInput) -> Expansion) -> TokenStream {
    match syn::parse2(operation::without_attributes(input.into())) {
        Ok(input) => emit(expand(&input)),
        Err(error) => error.into_compile_error().into(),
    }
}

fn emit((mut tokens, errors): Expansion) -> TokenStream {
    tokens.extend(errors.into_tokens());
    tokens.into()
}
