//! Reads a filter; after a mistake it goes on behind the next `&&` or `||`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser, Peek};
use syn::spanned::Spanned;
use syn::{Token, Type, parenthesized, token};

use super::model::{Condition, Field, Filter};
use super::value;
use crate::errors::Errors;
use crate::suggest::{instead, one_of};

const METHODS: &[&str] = &["starts_with", "ends_with", "contains", "is_in", "any"];
const OPERATORS: &[&str] = &["==", "!=", "<", "<=", ">", ">="];
const LEFT_SIDE: &str = "the left side of an operator is a field, write the value on its right side";
const EXAMPLE: &str = "`filter!(Group, display_name == \"Sales\")`";

/// Reads `$crate; Type, condition`. Without a condition there is a mistake among the errors.
pub(crate) fn filter(tokens: TokenStream, errors: &mut Errors) -> Option<Filter> {
    // What is written after `;`, so that something missing at the end of it has a place.
    let last = tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span());
    let parsed = (|input: ParseStream<'_>| Ok(read(input, last, errors))).parse2(tokens);
    match parsed {
        Ok(filter) => filter,
        Err(error) => {
            errors.push(error.span(), error);
            None
        }
    }
}

fn read(input: ParseStream<'_>, last: Span, errors: &mut Errors) -> Option<Filter> {
    let filter = read_all(input, last, errors);
    if filter.is_none() {
        skip_all(input);
    }
    filter
}

fn read_all(input: ParseStream<'_>, last: Span, errors: &mut Errors) -> Option<Filter> {
    let runtime: TokenTree = input.parse().ok()?;
    input.parse::<Token![;]>().ok()?;
    if input.is_empty() {
        errors.push(Span::call_site(), format!("a type and a condition are missing, write {EXAMPLE}"));
        return None;
    }
    let ty: Type = match input.parse() {
        Ok(ty) => ty,
        Err(error) => {
            errors.push(error.span(), format!("a type was expected here, write {EXAMPLE}"));
            return None;
        }
    };
    if input.is_empty() {
        errors.push_over(&ty, format!("a condition is missing behind the type, write {EXAMPLE}"));
        return None;
    }
    if !input.peek(Token![,]) {
        errors.push(input.span(), format!("a comma is missing between the type and the condition, write {EXAMPLE}"));
        return None;
    }
    let comma: Token![,] = input.parse().ok()?;
    if input.is_empty() {
        errors.push_over(comma, format!("a condition is missing behind the comma, write {EXAMPLE}"));
        return None;
    }
    let condition = input.parse().map(without_last_comma).ok()?;
    let condition = Conditions { errors }.whole(last, condition)?;
    Some(Filter { runtime, ty, condition })
}

struct Conditions<'a> {
    errors: &'a mut Errors,
}

impl Conditions<'_> {
    /// Conditions with `||` between them. `before` is the place of what stands before.
    fn or(&mut self, input: ParseStream<'_>, before: Span) -> Option<Condition> {
        let mut left = self.and(input, before);
        while let Ok(or) = peeked(input, Token![||]) {
            let right = self.and(input, or.span());
            left = left.zip(right).map(|(left, right)| Condition::Or(left.into(), or.span(), right.into()));
        }
        left
    }

    fn and(&mut self, input: ParseStream<'_>, before: Span) -> Option<Condition> {
        let mut left = self.operand(input, before);
        while let Ok(and) = peeked(input, Token![&&]) {
            let right = self.operand(input, and.span());
            left = left.zip(right).map(|(left, right)| Condition::And(left.into(), and.span(), right.into()));
        }
        left
    }

    /// What stands between `&&` and `||`, to its end.
    fn operand(&mut self, input: ParseStream<'_>, before: Span) -> Option<Condition> {
        let condition = self.unary(input, before);
        if condition.is_some() && !is_at_end(input) {
            self.errors.push(input.span(), "`&&` or `||` was expected here");
            skip_operand(input);
            return None;
        }
        if condition.is_none() {
            skip_operand(input);
        }
        condition
    }

    fn unary(&mut self, input: ParseStream<'_>, before: Span) -> Option<Condition> {
        if is_at_end(input) {
            self.errors.push(before, "a condition is missing behind this");
            return None;
        }
        if let Ok(not) = peeked(input, Token![!]) {
            let is_comparison = !input.peek(token::Paren) && !input.peek(Token![!]);
            let condition = self.unary(input, not.span())?;
            if is_comparison && matches!(condition, Condition::Compare(..) | Condition::CompareNull(..)) {
                self.errors.push(not.span(), "`!` binds tighter than a comparison, put that in parentheses");
                return None;
            }
            return Some(Condition::Not(not.span(), condition.into()));
        }
        if input.peek(token::Paren) {
            let (place, inside) = parenthesized(input).ok()?;
            return self.whole(place, inside);
        }
        let Ok(first) = input.parse::<Ident>() else {
            let message = match keyword(input) {
                Some(name) => format!("`{name}` is a keyword, write `r#{name}`"),
                None => LEFT_SIDE.to_owned(),
            };
            self.errors.push(input.span(), message);
            return None;
        };
        self.behind_a_name(input, Field { first, rest: Vec::new() })
    }

    /// The condition that a group holds.
    fn whole(&mut self, place: Span, inside: TokenStream) -> Option<Condition> {
        let parsed = (|input: ParseStream<'_>| Ok(self.or(input, place))).parse2(inside);
        match parsed {
            Ok(condition) => condition,
            Err(error) => {
                self.errors.push(error.span(), error);
                None
            }
        }
    }

    /// The other names of a field, and its operator or method.
    fn behind_a_name(&mut self, input: ParseStream<'_>, mut field: Field) -> Option<Condition> {
        while let Ok(dot) = peeked(input, Token![.]) {
            let Ok(name) = input.parse::<Ident>() else {
                match keyword(input) {
                    Some(name) => self.errors.push(input.span(), format!("`{name}` is a keyword, write `r#{name}`")),
                    None => self.errors.push_over(dot, "the name of a field or a method was expected behind this"),
                }
                return None;
            };
            if input.peek(token::Paren) {
                let (_, argument) = parenthesized(input).ok()?;
                return self.method(field, name, argument);
            }
            field.rest.push(name);
        }
        if is_at_end(input) {
            let names = field.names().map(ToTokens::to_token_stream).reduce(|all, name| quote!(#all.#name));
            self.errors.push_over(names, format!("`{field}` alone is not a condition, write `{field} == true`"));
            return None;
        }
        let Some((operator, odata, place)) = operator(input) else {
            let message = match input.fork().parse::<TokenTree>() {
                Ok(TokenTree::Punct(punct)) if punct.as_char() == '=' => "write `==` to compare".to_owned(),
                Ok(TokenTree::Punct(punct)) if punct.as_char() == '&' => "write `&&` between conditions".to_owned(),
                Ok(TokenTree::Punct(punct)) if punct.as_char() == '|' => "write `||` between conditions".to_owned(),
                // A path, a macro, a call or an index: a value.
                Ok(TokenTree::Punct(punct)) if matches!(punct.as_char(), ':' | '!') => LEFT_SIDE.to_owned(),
                Ok(TokenTree::Group(_)) => LEFT_SIDE.to_owned(),
                _ => format!("an operator was expected here, {}, or a method of `{field}`", one_of(OPERATORS)),
            };
            self.errors.push(input.span(), message);
            return None;
        };
        let value = self.value(input, operator, place)?;
        if is_null(&value) {
            if !matches!(odata, "eq" | "ne") {
                self.errors.push_over(value, "`null` can be compared with `==` and `!=` alone");
                return None;
            }
            return Some(Condition::CompareNull(field, odata, place));
        }
        Some(Condition::Compare(field, odata, place, value))
    }

    /// The tokens of a value, up to the next `&&` or `||`.
    fn value(&mut self, input: ParseStream<'_>, operator: &str, place: Span) -> Option<TokenStream> {
        let value = match value::value(input) {
            Ok(value) => value,
            Err(comparison) => {
                let message =
                    "comparisons cannot follow each other, write `&&` between them or put the value in parentheses";
                self.errors.push(comparison, message);
                return None;
            }
        };
        if value.is_empty() {
            self.errors.push(place, format!("a value is missing behind `{operator}`"));
            return None;
        }
        Some(value)
    }

    fn method(&mut self, field: Field, name: Ident, argument: TokenStream) -> Option<Condition> {
        let method = name.to_string();
        if !METHODS.contains(&method.as_str()) {
            let instead = instead(&method, METHODS);
            self.errors.push(name.span(), format!("`{method}` is not a method of a filter{instead}"));
            return None;
        }
        if method == "any" {
            return self.any(field, name, argument);
        }
        let argument = without_last_comma(argument);
        if argument.is_empty() {
            self.errors.push(name.span(), format!("a value is missing, write `{field}.{method}(…)`"));
            return None;
        }
        Some(if method == "is_in" {
            Condition::IsIn(field, name, argument)
        } else {
            Condition::Text(field, name, argument)
        })
    }

    fn any(&mut self, field: Field, name: Ident, argument: TokenStream) -> Option<Condition> {
        let place = name.span();
        let parsed = (|input: ParseStream<'_>| {
            let variable = (|| {
                input.parse::<Token![|]>()?;
                let variable: Ident = input.parse()?;
                Ok::<_, syn::Error>((variable, input.parse::<Token![|]>()?))
            })();
            let Ok((variable, bar)) = variable else {
                self.errors.push(place, format!("`any` takes a closure, write `{field}.any(|item| …)`"));
                skip_all(input);
                return Ok(None);
            };
            Ok(self.or(input, bar.span()).map(|condition| (variable, condition)))
        })
        .parse2(argument);
        match parsed {
            Ok(condition) => {
                let (variable, condition) = condition?;
                Some(Condition::Any(field, name, variable, condition.into()))
            }
            Err(error) => {
                self.errors.push(error.span(), error);
                None
            }
        }
    }
}

/// The operator that comes next, OData's name for it, and its place.
fn operator(input: ParseStream<'_>) -> Option<(&'static str, &'static str, Span)> {
    macro_rules! first_of {
        ($($operator:tt => $odata:literal,)*) => {
            $(if let Ok(token) = peeked(input, Token![$operator]) {
                return Some((stringify!($operator), $odata, token.span()));
            })*
        };
    }
    first_of! {
        == => "eq",
        != => "ne",
        <= => "le",
        >= => "ge",
        < => "lt",
        > => "gt",
    }
    None
}

/// The token, if it comes next.
fn peeked<T: Peek<Token: Parse>>(input: ParseStream<'_>, token: T) -> Result<T::Token, ()> {
    if input.peek(token) { input.parse().map_err(drop) } else { Err(()) }
}

/// Whether an operand ends here.
pub(super) fn is_at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![&&]) || input.peek(Token![||])
}

/// The place and the content of the parentheses that come next.
fn parenthesized(input: ParseStream<'_>) -> syn::Result<(Span, TokenStream)> {
    let content;
    let parentheses = parenthesized!(content in input);
    Ok((parentheses.span.join(), content.parse()?))
}

fn is_null(value: &TokenStream) -> bool {
    let mut tokens = value.clone().into_iter();
    matches!((tokens.next(), tokens.next()), (Some(TokenTree::Ident(ident)), None) if ident == "null")
}

fn without_last_comma(tokens: TokenStream) -> TokenStream {
    let mut all: Vec<TokenTree> = tokens.into_iter().collect();
    if matches!(all.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ',') {
        all.pop();
    }
    all.into_iter().collect()
}

/// The keyword that comes next, if a field can be called so.
fn keyword(input: ParseStream<'_>) -> Option<Ident> {
    let name = input.fork().call(Ident::parse_any).ok()?;
    syn::parse_str::<Ident>(&format!("r#{name}")).is_ok().then_some(name)
}

fn skip_operand(input: ParseStream<'_>) {
    while !is_at_end(input) && input.parse::<TokenTree>().is_ok() {}
}

fn skip_all(input: ParseStream<'_>) {
    while !input.is_empty() && input.parse::<TokenTree>().is_ok() {}
}
