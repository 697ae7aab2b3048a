//! Collects every mistake, each with its place, so that one compile shows them all.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Errors {
    mistakes: Vec<syn::Error>,
    /// Whether the first one is emitted as an expression.
    first_is_emitted: bool,
}

impl Errors {
    /// Notes a mistake: what is wrong and what to write instead, in one line.
    pub(crate) fn push(&mut self, span: Span, message: impl std::fmt::Display) {
        self.mistakes.push(syn::Error::new(span, message));
    }

    /// The same of all of these tokens.
    pub(crate) fn push_over(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.mistakes.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn count(&self) -> usize {
        self.mistakes.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// The first mistake as an expression; [`into_tokens`](Self::into_tokens) leaves it out, so that it is reported once.
    pub(crate) fn as_expression(&mut self) -> Option<TokenStream> {
        let first = self.mistakes.first()?;
        self.first_is_emitted = true;
        Some(first.to_compile_error())
    }

    /// One `compile_error!` for each mistake that is not emitted yet.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.mistakes.into_iter().skip(self.first_is_emitted.into()).map(syn::Error::into_compile_error).collect()
    }

    /// The messages, for unit tests.
    #[cfg(test)]
    pub(crate) fn messages(self) -> Vec<String> {
        self.mistakes.iter().map(ToString::to_string).collect()
    }
}
