//! The path of the runtime in generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Token;

/// Where the generated code finds the runtime: `::graph_entity`, or what `crate = …` says.
pub(crate) struct Runtime(Option<syn::Path>);

impl Runtime {
    pub(crate) fn new(path: Option<syn::Path>) -> Self {
        Self(path)
    }

    /// The same, spoken of at a place.
    pub(crate) fn at(&self, place: Span) -> RuntimeAt<'_> {
        RuntimeAt(self, place)
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.at(Span::call_site()).to_tokens(tokens);
    }
}

/// The runtime's path at a place.
pub(crate) struct RuntimeAt<'a>(&'a Runtime, Span);

impl ToTokens for RuntimeAt<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(Runtime(path), place) = self;
        match path {
            Some(path) => path.to_tokens(tokens),
            // Token by token: a stream within a stream is sent to the compiler by itself, and this stands in each path.
            None => {
                Token![::](*place).to_tokens(tokens);
                Ident::new("graph_entity", *place).to_tokens(tokens);
            }
        }
    }
}
