//! `filter!(Type, condition)`: the tokens become a model, and the model calls of the runtime.
//!
//! The condition is not parsed as a Rust expression, which needs a feature of `syn` that no other macro here needs. Only its left
//! sides and operators are read; a value is handed to rustc as it came.

mod expand;
mod model;
mod parse;
#[cfg(test)]
mod tests;
mod value;

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;

/// Expands `$crate; Type, condition`, which the runtime's `filter!` passes on.
pub(crate) fn filter(tokens: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let filter = parse::filter(tokens, &mut errors);
    match filter {
        Some(filter) if errors.is_empty() => expand::expand(&filter),
        _ => {
            let errors = errors.into_tokens();
            quote!({ #errors })
        }
    }
}
