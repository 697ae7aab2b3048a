//! A filter as it is written.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::Type;

pub(crate) struct Filter {
    /// The runtime's `$crate`.
    pub(crate) runtime: TokenTree,
    pub(crate) ty: Type,
    pub(crate) condition: Condition,
}

pub(crate) enum Condition {
    And(Box<Condition>, Span, Box<Condition>),
    Or(Box<Condition>, Span, Box<Condition>),
    Not(Span, Box<Condition>),
    /// `field == value`; the operator is OData's.
    Compare(Field, &'static str, Span, TokenStream),
    /// `field == null`
    CompareNull(Field, &'static str, Span),
    /// `field.starts_with(value)` and its like, by the method's name.
    Text(Field, Ident, TokenStream),
    /// `field.is_in(values)`
    IsIn(Field, Ident, TokenStream),
    /// `field.any(|variable| condition)`
    Any(Field, Ident, Ident, Box<Condition>),
}

/// The names in `from.email_address.address`; the first may be the variable of an `any`.
pub(crate) struct Field {
    pub(crate) first: Ident,
    pub(crate) rest: Vec<Ident>,
}

impl Field {
    pub(crate) fn last(&self) -> &Ident {
        self.rest.last().unwrap_or(&self.first)
    }

    /// All names, the first one first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Ident> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.first)?;
        self.rest.iter().try_for_each(|name| write!(f, ".{name}"))
    }
}
