//! A string in an attribute.

use proc_macro2::{Literal, Span};
use syn::Lit;

/// A string literal, and its value.
///
/// Users compile the macros without optimization, and most options are strings: syn's `LitStr` reads one letter by letter, and
/// again for each look at its value.
#[derive(Clone)]
pub(crate) struct Text {
    literal: Literal,
    value: String,
}

impl Text {
    /// The literal, if it is a string.
    pub(crate) fn new(literal: Literal) -> Option<Self> {
        let written = literal.to_string();
        let between_quotes = written.strip_prefix('"').and_then(|written| written.strip_suffix('"'));
        let value = match between_quotes.filter(|value| !value.contains('\\')) {
            Some(value) => value.to_owned(),
            // With an escape, raw, or another literal.
            None => match Lit::new(literal.clone()) {
                Lit::Str(text) => text.value(),
                _ => return None,
            },
        };
        Some(Self { literal, value })
    }

    pub(crate) fn value(&self) -> &str {
        &self.value
    }

    pub(crate) fn span(&self) -> Span {
        self.literal.span()
    }

    /// The literal, as it is written.
    pub(crate) fn token(&self) -> &Literal {
        &self.literal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_that_of_the_literal() {
        for (literal, value) in [
            (r#""""#, Some("")),
            (r#""/users/{id}""#, Some("/users/{id}")),
            (r#""a\tb\"""#, Some("a\tb\"")),
            (r##"r#"a"b\"#"##, Some("a\"b\\")),
            (r#"b"a""#, None),
            (r#"c"a""#, None),
            ("'a'", None),
            ("5", None),
        ] {
            let text = Text::new(literal.parse().unwrap());
            assert_eq!(text.as_ref().map(Text::value), value, "{literal}");
        }
    }
}
