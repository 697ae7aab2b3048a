//! What stands between an attribute's parentheses, split at its commas: tokens in, arguments and errors out.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;

use crate::errors::Errors;
use crate::suggest::instead;

/// One argument, well-formed.
pub(crate) enum Argument {
    /// `"…"`
    Text(LitStr),
    /// `word`
    Word(Ident),
    /// `name = …`
    Assignment(Ident, TokenStream),
    /// `name(…)`, which no option is
    List(Ident, TokenStream),
}

/// The arguments of an attribute; each ill-formed one is an error, and the others are kept.
///
/// `example` is shown for what cannot be understood, such as ``an option such as `key` ``.
pub(crate) fn split(tokens: TokenStream, example: &str, errors: &mut Errors) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut piece = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
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

/// Whether a whole argument is followed by the start of another.
fn lacks_comma(piece: &[TokenTree], next: &TokenTree) -> bool {
    let whole = match piece {
        [TokenTree::Ident(_) | TokenTree::Literal(_)] => true,
        [TokenTree::Ident(_), TokenTree::Punct(sign), TokenTree::Literal(_)] => sign.as_char() == '=',
        _ => false,
    };
    whole && matches!(next, TokenTree::Ident(_) | TokenTree::Literal(_))
}

fn argument(piece: Vec<TokenTree>, example: &str, errors: &mut Errors) -> Option<Argument> {
    let mut piece = piece.into_iter();
    let first = bare(piece.next()?);
    let span = first.span();
    match (first, piece.next()) {
        (TokenTree::Ident(word), None) => return Some(Argument::Word(word)),
        (TokenTree::Ident(name), Some(TokenTree::Punct(sign))) if sign.as_char() == '=' => {
            let value: TokenStream = piece.collect();
            if value.is_empty() {
                errors.push(sign.span(), format!("expected a value after `{name} =`"));
                return None;
            }
            return Some(Argument::Assignment(name, value));
        }
        (TokenTree::Ident(name), Some(TokenTree::Group(group))) if group.delimiter() == Delimiter::Parenthesis => {
            return Some(Argument::List(name, group.stream()));
        }
        (TokenTree::Literal(literal), None) => {
            if let Ok(text) = syn::parse2::<LitStr>(literal.to_token_stream()) {
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

/// A string's value, where a string is what the option takes.
pub(crate) fn text(name: &Ident, value: TokenStream, errors: &mut Errors) -> Option<LitStr> {
    let value: TokenStream = value.into_iter().map(bare).collect();
    let span = value.clone().into_iter().next().map_or_else(|| name.span(), |token| token.span());
    let word = syn::parse2::<Ident>(value.clone()).map_or_else(|_| "…".to_owned(), |word| word.to_string());
    let text = syn::parse2(value).ok();
    if text.is_none() {
        errors.push(span, format!("`{name}` takes a string: `{name} = \"{word}\"`"));
    }
    text
}

/// The path in `crate = ::path` or `validate = path`; `example` is shown for what is none.
pub(crate) fn path(name: &Ident, value: TokenStream, example: &str, errors: &mut Errors) -> Option<syn::Path> {
    let span = value.clone().into_iter().next().map_or_else(|| name.span(), |token| token.span());
    let path = syn::parse2(value).ok();
    if path.is_none() {
        errors.push(span, format!("`{name}` takes a path: `{name} = {example}`"));
    }
    path
}

/// Says of an argument that no option has this name, or that the one that has takes a value, or none.
pub(crate) fn misfit(argument: &Argument, words: &[&str], assignments: &[&str], errors: &mut Errors) {
    match argument {
        Argument::Text(text) => {
            errors.push(text.span(), format!("unexpected string `{}`", text.token()));
        }
        Argument::Word(word) if assignments.contains(&word.to_string().as_str()) => {
            let value = match word.to_string().as_str() {
                "crate" => "::graph_entity",
                "validate" => "path::to::function",
                _ => "\"…\"",
            };
            errors.push(word.span(), format!("`{word}` takes a value: `{word} = {value}`"));
        }
        Argument::List(name, value) if assignments.contains(&name.to_string().as_str()) => {
            errors.push(name.span(), format!("`{name}` takes its value behind `=`: `{name} = {value}`"));
        }
        Argument::Assignment(name, _) | Argument::List(name, _) if words.contains(&name.to_string().as_str()) => {
            errors.push(name.span(), format!("`{name}` takes no value, write `{name}`"));
        }
        Argument::Word(name) | Argument::Assignment(name, _) | Argument::List(name, _) => {
            let known: Vec<&str> = words.iter().chain(assignments).copied().collect();
            errors.push(name.span(), format!("unknown option `{name}`{}", instead(&name.to_string(), &known)));
        }
    }
}

/// An option that may be given once.
pub(crate) struct Once<T>(Option<(T, Span)>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Once<T> {
    /// Keeps the first value; a second one is an error at its place.
    pub(crate) fn set(&mut self, name: &str, value: T, span: Span, errors: &mut Errors) {
        if self.0.is_some() {
            let name = if name.contains(' ') { name.to_owned() } else { format!("`{name}`") };
            errors.push(span, format!("{name} is given twice, remove one"));
        } else {
            self.0 = Some((value, span));
        }
    }

    pub(crate) fn is_set(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn span(&self) -> Option<Span> {
        self.0.as_ref().map(|(_, span)| *span)
    }

    pub(crate) fn into_value(self) -> Option<T> {
        self.0.map(|(value, _)| value)
    }
}
