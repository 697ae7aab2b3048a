//! The struct under `#[graph_post]`, as little of it as is needed; the rest stays the tokens that it was.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
#[cfg(any(feature = "check", test))]
use syn::parse::Parser;
use syn::parse::{Parse, ParseStream};
#[cfg(any(feature = "check", test))]
use syn::punctuated::Punctuated;
use syn::{Attribute, Generics, Visibility};
#[cfg(any(feature = "check", test))]
use syn::{FieldsNamed, Token, Variant};

/// The attributes that only a derive knows.
const DERIVES: [&str; 2] = ["graph_entity", "graph_parameters"];

/// A struct, or the enum of a hierarchy, its body unread.
pub(crate) struct Struct {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// `struct` or `enum`
    keyword: Ident,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    body: TokenStream,
}

impl Struct {
    /// Reads an item, or returns the place of what is not a struct or an enum.
    pub(crate) fn new(item: &TokenStream) -> Result<Self, Span> {
        syn::parse2(item.clone()).map_err(|error| keyword(item).unwrap_or_else(|| error.span()))
    }

    /// Whether it is a struct with fields.
    pub(crate) fn has_fields(&self) -> bool {
        let mut body = self.body.clone().into_iter();
        matches!(body.next(), Some(TokenTree::Group(group)) if !group.stream().is_empty())
    }

    /// The fields of a struct, or `None` for the enum of a hierarchy and for a struct without named fields.
    #[cfg(any(feature = "check", test))]
    pub(crate) fn fields(&self) -> Option<FieldsNamed> {
        if self.keyword == "struct" { syn::parse2(self.body.clone()).ok() } else { None }
    }

    /// The variants of a hierarchy's enum; empty for a struct.
    #[cfg(any(feature = "check", test))]
    pub(crate) fn variants(&self) -> Vec<Variant> {
        match self.body.clone().into_iter().next() {
            Some(TokenTree::Group(body)) if self.keyword == "enum" => {
                let variants = Punctuated::<Variant, Token![,]>::parse_terminated.parse2(body.stream());
                variants.map(|variants| variants.into_iter().collect()).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The struct without the attributes that only the derive knows, unless a derive below will still read them.
    ///
    /// Where the derive was forgotten, rustc would report each of them, and hide what is wrong behind that.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let derive_follows = self.attributes.iter().any(may_derive);
        let mut tokens = TokenStream::new();
        for attribute in &self.attributes {
            if derive_follows || !DERIVES.iter().any(|derive| attribute.path().is_ident(derive)) {
                attribute.to_tokens(&mut tokens);
            }
        }
        let Generics { where_clause, .. } = &self.generics;
        self.visibility.to_tokens(&mut tokens);
        self.keyword.to_tokens(&mut tokens);
        self.ident.to_tokens(&mut tokens);
        self.generics.to_tokens(&mut tokens);
        where_clause.to_tokens(&mut tokens);
        tokens.extend(if derive_follows { self.body } else { without_field_attributes(self.body) });
        tokens
    }
}

impl Parse for Struct {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let keyword: Ident = input.call(Ident::parse_any)?;
        if keyword != "struct" && keyword != "enum" {
            return Err(syn::Error::new(keyword.span(), "expected a struct"));
        }
        let ident = input.parse()?;
        let mut generics: Generics = input.parse()?;
        generics.where_clause = input.parse()?;
        Ok(Self { attributes, visibility, keyword, ident, generics, body: input.parse()? })
    }
}

/// The derives of the standard library and of serde: none of them is ours under another name.
const STANDARD: &[&str] = &[
    "derive",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "serde",
    "Serialize",
    "Deserialize",
];

/// Whether an attribute is, or holds, a derive that may be ours.
fn may_derive(attribute: &Attribute) -> bool {
    fn words(tokens: TokenStream, found: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => found.push(ident.to_string()),
                TokenTree::Group(group) => words(group.stream(), found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    words(attribute.meta.to_token_stream(), &mut found);
    let conditional = found.first().is_some_and(|first| first == "cfg_attr");
    if conditional {
        return found.iter().any(|word| word == "derive");
    }
    found.first().is_some_and(|first| first == "derive") && found.iter().any(|word| !STANDARD.contains(&word.as_str()))
}

fn without_field_attributes(body: TokenStream) -> TokenStream {
    let is_ours = |token: &TokenTree| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if DERIVES.iter().any(|derive| name == derive))
        }
        _ => false,
    };
    let strip = |tokens: TokenStream| -> TokenStream {
        let mut kept: Vec<TokenTree> = Vec::new();
        for token in tokens {
            if is_ours(&token)
                && let Some(TokenTree::Punct(sign)) = kept.last()
                && sign.as_char() == '#'
            {
                kept.pop();
            } else {
                kept.push(token);
            }
        }
        kept.into_iter().collect()
    };
    body.into_iter()
        .map(|token| match token {
            TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
                let mut stripped = Group::new(group.delimiter(), strip(group.stream()));
                stripped.set_span(group.span());
                stripped.into()
            }
            token => token,
        })
        .collect()
}

/// The place of an item's name or, if it has none, of its keyword.
fn keyword(item: &TokenStream) -> Option<Span> {
    const NAMED: &[&str] = &["enum", "fn", "mod", "trait", "union", "type", "const", "static"];
    let mut words = item.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    });
    let first = words.find(|word| !["pub", "async", "unsafe", "extern"].contains(&word.to_string().as_str()))?;
    let named = NAMED.contains(&first.to_string().as_str());
    Some(words.next().filter(|_| named).unwrap_or(first).span())
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    fn tokens(item: &TokenStream) -> String {
        Struct::new(item).unwrap().into_tokens().to_string()
    }

    #[test]
    fn a_struct_with_its_derive_below_stays_as_it_is() {
        for item in [
            quote!(
                #[derive(Debug, GraphEntity)]
                #[graph_entity("a.b")]
                pub struct A<T>
                where
                    T: B,
                {
                    #[graph_entity(key)]
                    id: T,
                }
            ),
            quote!(
                #[derive(Renamed)]
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(key)]
                    id: T,
                }
            ),
            quote!(
                #[cfg_attr(x, derive(GraphEntity))]
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(key)]
                    id: T,
                }
            ),
        ] {
            assert_eq!(tokens(&item), item.to_string());
        }
    }

    #[test]
    fn without_a_derive_its_attributes_go() {
        assert_eq!(
            tokens(&quote!(
                #[derive(Debug)]
                #[graph_entity("a.b")]
                struct A {
                    #[graph_entity(key)]
                    #[serde(x)]
                    id: T,
                }
            )),
            quote!(
                #[derive(Debug)]
                struct A {
                    #[serde(x)]
                    id: T,
                }
            )
            .to_string()
        );
    }

    #[test]
    fn what_is_no_struct_is_refused() {
        for item in [
            quote!(
                fn create() {}
            ),
            quote!(impl A {}),
            quote!(union U { a: u8 }),
            quote!(),
        ] {
            assert!(Struct::new(&item).is_err());
        }
    }
}
