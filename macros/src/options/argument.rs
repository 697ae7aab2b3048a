//! The tokens between an attribute's parentheses, split at commas into arguments.

use std::fmt;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use super::text::Text;
use crate::errors::Errors;

/// One argument, well-formed.
pub(crate) enum Argument {
    /// `"…"`
    Text(Text),
    /// `word`
    Word(Ident),
    /// `name = …`
    Assignment(Ident, Assigned),
    /// `name(…)`, which is not the form of any option
    List(Ident, TokenStream),
}

/// The arguments of an attribute; each ill-formed one is an error, and the others are kept.
///
/// `example` is shown for what cannot be understood, such as ``an option such as `key` ``.
pub(crate) fn split(
    tokens: impl IntoIterator<Item = TokenTree>,
    example: fmt::Arguments<'_>,
    errors: &mut Errors,
) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut piece = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' && !is_in_type(&piece) => {
                if piece.is_empty() {
                    errors.push(punct.span(), format!("expected {example} before this comma"));
                }
                arguments.extend(argument(std::mem::take(&mut piece), example, errors));
            }
            token => {
                if lacks_comma(&piece, &token) {
                    errors.push(token.span(), format!("expected a comma before `{token}`"));
                    arguments.extend(argument(std::mem::take(&mut piece), example, errors));
                }
                piece.push(token);
            }
        }
    }
    arguments.extend(argument(piece, example, errors));
    arguments
}

/// Whether a value has an angle bracket that is open, as in `returns = Map<String`.
fn is_in_type(piece: &[TokenTree]) -> bool {
    let [TokenTree::Ident(_), TokenTree::Punct(sign), value @ ..] = piece else { return false };
    if sign.as_char() != '=' {
        return false;
    }
    let mut open = 0_usize;
    let mut arrow = false;
    for token in value {
        let sign = if let TokenTree::Punct(punct) = token { punct.as_char() } else { ' ' };
        match sign {
            '<' => open = open.saturating_add(1),
            '>' if !arrow => open = open.saturating_sub(1),
            _ => {}
        }
        arrow = sign == '-';
    }
    open > 0
}

/// Whether a whole argument is followed by the start of another.
fn lacks_comma(piece: &[TokenTree], next: &TokenTree) -> bool {
    let whole = match piece {
        [TokenTree::Ident(_) | TokenTree::Literal(_)] => true,
        [TokenTree::Ident(_), TokenTree::Punct(sign), TokenTree::Literal(_)] => sign.as_char() == '=',
        _ => false,
    };
    whole && matches!(next, TokenTree::Ident(_) | TokenTree::Literal(_))
}

fn argument(piece: Vec<TokenTree>, example: fmt::Arguments<'_>, errors: &mut Errors) -> Option<Argument> {
    let mut piece = piece.into_iter();
    let first = bare(piece.next()?);
    let span = first.span();
    match (first, piece.next()) {
        (TokenTree::Ident(word), None) => return Some(Argument::Word(word)),
        (TokenTree::Ident(name), Some(TokenTree::Punct(sign))) if sign.as_char() == '=' => {
            let value: Vec<TokenTree> = piece.map(bare).collect();
            if value.is_empty() {
                errors.push(sign.span(), format!("expected a value after `{name} =`"));
                return None;
            }
            return Some(Argument::Assignment(name, Assigned(value)));
        }
        (TokenTree::Ident(name), Some(TokenTree::Group(group))) if group.delimiter() == Delimiter::Parenthesis => {
            return Some(Argument::List(name, group.stream()));
        }
        (TokenTree::Literal(literal), None) => {
            if let Some(text) = Text::new(literal.clone()) {
                return Some(Argument::Text(text));
            }
            errors.push(span, format!("expected {example}, found `{literal}`"));
        }
        (first, second) => {
            let found: TokenStream = [Some(first), second].into_iter().flatten().chain(piece).collect();
            let text = found.to_string().replace(' ', "");
            errors.push(
                span,
                if unquoted(&text) {
                    format!("expected a string, write `\"{text}\"`")
                } else {
                    format!("expected {example}, found `{found}`")
                },
            );
        }
    }
    None
}

/// Whether it reads as a path or the name of a type that lacks its quotes.
fn unquoted(text: &str) -> bool {
    let plain = |letter: char| letter.is_alphanumeric() || "_./{}-".contains(letter);
    text.contains(['.', '/']) && text.chars().all(plain)
}

/// The token inside the invisible group that `macro_rules!` puts around a fragment such as `$name:literal`.
fn bare(token: TokenTree) -> TokenTree {
    if let TokenTree::Group(group) = &token
        && group.delimiter() == Delimiter::None
    {
        let mut inside = group.stream().into_iter();
        if let (Some(only), None) = (inside.next(), inside.next()) {
            return bare(only);
        }
    }
    token
}

/// The value of an option that takes a string.
pub(crate) fn text(name: &Ident, value: &Assigned, errors: &mut Errors) -> Option<Text> {
    let text = value.string();
    if text.is_none() {
        let word = match value.0.as_slice() {
            [TokenTree::Ident(word)] => word.to_string(),
            _ => "…".to_owned(),
        };
        errors.push(value.span(name), format!("`{name}` takes a string: `{name} = \"{word}\"`"));
    }
    text
}

/// The type in `returns = Type`.
pub(crate) fn ty(name: &Ident, value: &Assigned, example: &str, errors: &mut Errors) -> Option<syn::Type> {
    let ty = syn::parse2(value.stream()).ok();
    if ty.is_none() {
        errors.push(value.span(name), format!("`{name}` takes a type: `{name} = {example}`"));
    }
    ty
}

/// The path in `crate = ::path` or `validate = path`; `example` is shown if it is not a path.
pub(crate) fn path(name: &Ident, value: &Assigned, example: &str, errors: &mut Errors) -> Option<syn::Path> {
    let path = syn::parse2(value.stream()).ok();
    if path.is_none() {
        errors.push(value.span(name), format!("`{name}` takes a path: `{name} = {example}`"));
    }
    path
}

/// The tokens behind the `=` of an argument.
pub(crate) struct Assigned(Vec<TokenTree>);

impl Assigned {
    /// The value, if it is a string.
    pub(crate) fn string(&self) -> Option<Text> {
        match self.0.as_slice() {
            [TokenTree::Literal(literal)] => Text::new(literal.clone()),
            _ => None,
        }
    }

    fn stream(&self) -> TokenStream {
        self.0.iter().cloned().collect()
    }

    /// The place of the value, or the name's if it has no value.
    fn span(&self, name: &Ident) -> Span {
        self.0.first().map_or_else(|| name.span(), TokenTree::span)
    }
}

impl fmt::Display for Assigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.stream(), f)
    }
}
