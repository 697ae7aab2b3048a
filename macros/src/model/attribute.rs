//! An attribute of an item, of which no more is read than its path.

use proc_macro2::{Delimiter, Group, Ident, Punct, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::Attribute;

/// `#[path::to::name(…)]`
pub(crate) struct OuterAttribute {
    sign: Punct,
    brackets: Group,
    /// The tokens before any argument.
    path: Vec<TokenTree>,
    /// The last segment of the path.
    name: String,
    arguments: Option<Group>,
}

impl OuterAttribute {
    /// Reads the path; `None` if it does not start with a plain word, or is not in brackets.
    pub(crate) fn new(sign: &Punct, brackets: &Group) -> Option<Self> {
        if brackets.delimiter() != Delimiter::Bracket {
            return None;
        }
        let (mut path, mut name, mut arguments) = (Vec::new(), None, None);
        for token in brackets.stream() {
            match &token {
                TokenTree::Ident(word) => name = Some(word.clone()),
                TokenTree::Punct(sign) if sign.as_char() == ':' => {}
                TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
                    arguments = Some(group.clone());
                    break;
                }
                TokenTree::Punct(_) => break,
                TokenTree::Group(_) | TokenTree::Literal(_) => return None,
            }
            path.push(token);
        }
        let name = name.as_ref().map(Ident::to_string)?;
        Some(Self { sign: sign.clone(), brackets: brackets.clone(), path, name, arguments })
    }

    /// The same of one that syn has read.
    pub(crate) fn parsed(attribute: &Attribute) -> Option<Self> {
        let mut tokens = attribute.to_token_stream().into_iter();
        match (tokens.next()?, tokens.next()?) {
            (TokenTree::Punct(sign), TokenTree::Group(brackets)) => Self::new(&sign, &brackets),
            _ => None,
        }
    }

    /// The last segment of its path.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn path(&self) -> &[TokenTree] {
        &self.path
    }

    pub(crate) fn path_span(&self) -> Span {
        let place = |token: Option<&TokenTree>| token.map(TokenTree::span);
        match (place(self.path.first()), place(self.path.last())) {
            (Some(first), Some(last)) => first.join(last).unwrap_or(first),
            _ => self.brackets.span(),
        }
    }

    /// Whether its path is this word alone.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.path.len() == 1 && self.name == word
    }

    /// Whether its path is this word, or starts with it.
    pub(crate) fn starts_with(&self, word: &str) -> bool {
        if self.path.len() == 1 {
            return self.name == word;
        }
        matches!(self.path.first(), Some(TokenTree::Ident(first)) if first == word)
    }

    /// The tokens between its parentheses.
    pub(crate) fn arguments(&self) -> TokenStream {
        self.arguments.as_ref().map_or_else(TokenStream::new, Group::stream)
    }
}

impl ToTokens for OuterAttribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(self.sign.clone());
        tokens.append(self.brackets.clone());
    }
}
