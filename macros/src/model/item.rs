//! The struct under `#[graph_post]`, as little of it as is needed; the rest stays the tokens that it was.

use proc_macro2::{Delimiter, Group, Ident, Punct, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::ext::IdentExt;
#[cfg(any(feature = "check", test))]
use syn::parse::Parser;
use syn::parse::{Parse, ParseStream};
#[cfg(any(feature = "check", test))]
use syn::punctuated::Punctuated;
use syn::{Attribute, Generics, Token, Visibility};
#[cfg(any(feature = "check", test))]
use syn::{FieldsNamed, Variant};

use super::attribute::OuterAttribute;

/// The attributes that only a derive knows.
const DERIVES: [&str; 2] = ["graph_entity", "graph_parameters"];

/// A struct, or the enum of a hierarchy, its body unread.
pub(crate) struct Struct {
    pub(crate) attributes: Vec<OuterAttribute>,
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
        if let Some(plain) = Self::plain(item) {
            return Ok(plain);
        }
        syn::parse2(item.clone()).map_err(|error| keyword(item).unwrap_or_else(|| error.span()))
    }

    /// Reads a struct as nearly all are: without generics, and not of a `macro_rules!`, which groups what it was given. To parse
    /// its body as well takes syn twice as long, and users compile the macros without optimization.
    fn plain(item: &TokenStream) -> Option<Self> {
        let mut tokens = item.clone().into_iter();
        let mut attributes = Vec::new();
        let mut visibility = Visibility::Inherited;
        let keyword = loop {
            match tokens.next()? {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    let TokenTree::Group(brackets) = tokens.next()? else { return None };
                    attributes.push(OuterAttribute::new(&sign, &brackets)?);
                }
                TokenTree::Group(scope) if scope.delimiter() == Delimiter::Parenthesis => {
                    visibility = syn::parse2(quote!(#visibility #scope)).ok()?;
                }
                TokenTree::Ident(word) => match word.to_string().as_str() {
                    "pub" => visibility = Visibility::Public(Token![pub](word.span())),
                    "struct" | "enum" => break word,
                    _ => return None,
                },
                _ => return None,
            }
        };
        let TokenTree::Ident(ident) = tokens.next()? else { return None };
        let body = tokens.next()?;
        let is_body = match &body {
            TokenTree::Group(group) => group.delimiter() != Delimiter::None,
            TokenTree::Punct(sign) => sign.as_char() == ';',
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        // A tuple struct has a `;` behind its body.
        let body = std::iter::once(body).chain(tokens).collect();
        let generics = Generics::default();
        is_body.then_some(Self { attributes, visibility, keyword, ident, generics, body })
    }

    /// Whether it is a struct with fields.
    pub(crate) fn has_fields(&self) -> bool {
        let mut body = self.body.clone().into_iter();
        matches!(body.next(), Some(TokenTree::Group(group)) if !group.stream().is_empty())
    }

    /// Its attributes, as syn reads them.
    #[cfg(any(feature = "check", test))]
    pub(crate) fn parsed_attributes(&self) -> Vec<Attribute> {
        let mut tokens = TokenStream::new();
        tokens.append_all(&self.attributes);
        Attribute::parse_outer.parse2(tokens).unwrap_or_default()
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

    /// Appends the struct without the attributes that only the derive knows, unless a derive below will still read them.
    ///
    /// Where the derive was forgotten, rustc would report each of them, and hide what is wrong behind that.
    pub(crate) fn to_tokens(&self, tokens: &mut TokenStream) {
        let derive_follows = self.attributes.iter().any(may_derive);
        for attribute in &self.attributes {
            if derive_follows || !DERIVES.iter().any(|derive| attribute.is(derive)) {
                attribute.to_tokens(tokens);
            }
        }
        let Generics { where_clause, .. } = &self.generics;
        self.visibility.to_tokens(tokens);
        self.keyword.to_tokens(tokens);
        self.ident.to_tokens(tokens);
        self.generics.to_tokens(tokens);
        where_clause.to_tokens(tokens);
        for token in self.body.clone() {
            tokens.append(if derive_follows { token } else { without_field_attributes(token) });
        }
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
        let not_read = |attribute: &Attribute| syn::Error::new_spanned(attribute, "expected an attribute");
        let read = |attribute| OuterAttribute::parsed(attribute).ok_or_else(|| not_read(attribute));
        let attributes = attributes.iter().map(read).collect::<syn::Result<_>>()?;
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
fn may_derive(attribute: &OuterAttribute) -> bool {
    fn words(tokens: TokenStream, found: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => found.push(ident.to_string()),
                TokenTree::Group(group) => words(group.stream(), found),
                _ => {}
            }
        }
    }
    let conditional = attribute.starts_with("cfg_attr");
    if !conditional && !attribute.starts_with("derive") {
        return false;
    }
    let mut found = Vec::new();
    words(attribute.arguments(), &mut found);
    if conditional {
        return found.iter().any(|word| word == "derive");
    }
    found.iter().any(|word| !STANDARD.contains(&word.as_str()))
}

/// A struct's body without the attributes of fields that only a derive knows, or any other token as it is.
fn without_field_attributes(token: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = token else { return token };
    if group.delimiter() == Delimiter::None {
        return group.into();
    }
    let mut kept = TokenStream::new();
    let mut sign: Option<Punct> = None;
    for token in group.stream() {
        let is_ours = sign.is_some() && matches!(&token, TokenTree::Group(group) if is_of_a_derive(group));
        match sign.take() {
            Some(sign) if !is_ours => kept.append(sign),
            Some(_) | None => {}
        }
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => sign = Some(punct),
            token if !is_ours => kept.append(token),
            _ => {}
        }
    }
    if let Some(sign) = sign {
        kept.append(sign);
    }
    let mut stripped = Group::new(group.delimiter(), kept);
    stripped.set_span(group.span());
    stripped.into()
}

/// Whether it is `[graph_entity(…)]`, or the like.
fn is_of_a_derive(group: &Group) -> bool {
    if group.delimiter() != Delimiter::Bracket {
        return false;
    }
    let Some(TokenTree::Ident(name)) = group.stream().into_iter().next() else { return false };
    let name = name.to_string();
    DERIVES.contains(&name.as_str())
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
mod tests;
