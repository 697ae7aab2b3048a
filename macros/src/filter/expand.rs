//! A filter becomes calls of the runtime, each at the place of what it is for.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::model::{Condition, Field, Filter};

/// Generates, for `filter!(Message, from.name == name && tags.any(|tag| tag == "a"))`:
///
/// ```text
/// {
///     let __root = …::root::<Message>();
///     let __filter = …::finish(&__root, …::and(
///         …::compare(
///             &…::comparable(&…::field(
///                 &…::inside(&…::field(&__root, "from", |__object| &__object.from), |_| ()),
///                 "name",
///                 |__object| &__object.name,
///             )).operand(),
///             "eq",
///             &(name),
///         ),
///         {
///             let __item0 = …::item(&…::field(&__root, "tags", |__object| &__object.tags), |_| (), "tag");
///             …::any(&__item0, …::compare(&…::comparable(&__item0.field).operand(), "eq", &("a")))
///         },
///     ));
///     __filter
/// }
/// ```
///
/// No value is in a closure, so `?` and `.await` mean the same as around the macro. The type and each field stand there once, so
/// that what is wrong with one is one error.
pub(crate) fn expand(filter: &Filter) -> TokenStream {
    let Filter { runtime, ty, condition } = filter;
    let expansion = Expansion { runtime, root: local("__root") };
    let (function, finish) = (expansion.function("root", ty.span()), expansion.function("finish", ty.span()));
    let condition = expansion.condition(condition, &mut Vec::new());
    // Without it, a list of another type would be reported as an argument of `finish`.
    let result = local("__filter");
    let root = &expansion.root;
    quote! {{
        let #root = #function::<#ty>();
        let #result = #finish(&#root, #condition);
        #result
    }}
}

struct Expansion<'a> {
    runtime: &'a TokenTree,
    root: Ident,
}

/// The variables of the `any` around a condition, each with its item, the innermost last.
type Scope<'a> = Vec<(&'a Ident, Ident)>;

impl Expansion<'_> {
    /// The path of the runtime's function of this name.
    fn function(&self, name: &str, place: Span) -> TokenStream {
        let mut runtime = self.runtime.clone();
        // `$crate` is what it is by its span.
        runtime.set_span(runtime.span().located_at(place));
        let name = Ident::new(name, place);
        quote_spanned!(place=> #runtime::__private::filter::#name)
    }

    fn condition<'a>(&self, condition: &'a Condition, scope: &mut Scope<'a>) -> TokenStream {
        match condition {
            Condition::And(left, place, right) => self.both("and", *place, left, right, scope),
            Condition::Or(left, place, right) => self.both("or", *place, left, right, scope),
            Condition::Not(place, condition) => {
                let (not, condition) = (self.function("not", *place), self.condition(condition, scope));
                quote!(#not(#condition))
            }
            Condition::Compare(field, operator, place, value) => {
                let (compare, value) = (self.function("compare", *place), reference(value));
                let operand = self.operand(field, scope);
                quote!(#compare(#operand, #operator, #value))
            }
            Condition::CompareNull(field, operator, place) => {
                let (compare, field) = (self.function("compare_null", *place), self.field(field, scope));
                quote!(#compare(#field, #operator))
            }
            Condition::Text(field, method, value) => {
                let (function, value) = (self.method(method), reference(value));
                let operand = self.operand(field, scope);
                quote!(#function(#operand, #value))
            }
            Condition::IsIn(field, method, values) => {
                let (function, operand) = (self.method(method), self.operand(field, scope));
                quote!(#function(#operand, #values))
            }
            Condition::Any(field, method, variable, condition) => {
                let (any, new_item) = (self.method(method), self.function("item", method.span()));
                let collection = self.field(field, scope);
                let item = local(&format!("__item{}", scope.len()));
                let name = variable.unraw().to_string();
                scope.push((variable, item.clone()));
                let condition = self.condition(condition, scope);
                scope.pop();
                quote!({
                    let #item = #new_item(#collection, |_| (), #name);
                    #any(&#item, #condition)
                })
            }
        }
    }

    fn both<'a>(
        &self,
        function: &str,
        place: Span,
        left: &'a Condition,
        right: &'a Condition,
        scope: &mut Scope<'a>,
    ) -> TokenStream {
        let function = self.function(function, place);
        let (left, right) = (self.condition(left, scope), self.condition(right, scope));
        quote!(#function(#left, #right))
    }

    fn method(&self, method: &Ident) -> TokenStream {
        self.function(&method.to_string(), method.span())
    }

    /// A reference to the field, each of its parts at the place of a name.
    fn field(&self, field: &Field, scope: &Scope<'_>) -> TokenStream {
        let variable = scope.iter().rev().find(|(variable, _)| **variable == field.first);
        let root = &self.root;
        let place = field.first.span();
        let mut reference = match variable {
            Some((_, item)) => quote_spanned!(place=> &#item.field),
            None => self.property(&quote_spanned!(place=> &#root), &field.first),
        };
        for name in &field.rest {
            let (inside, place) = (self.function("inside", name.span()), name.span());
            reference = self.property(&quote_spanned!(place=> &#inside(#reference, |_| ())), name);
        }
        reference
    }

    fn property(&self, object: &TokenStream, name: &Ident) -> TokenStream {
        let (function, place) = (self.function("field", name.span()), name.span());
        let text = name.unraw().to_string();
        let parameter = local("__object");
        quote_spanned!(place=> &#function(#object, #text, |#parameter| &#parameter.#name))
    }

    /// A reference to the field as the left side of an operator.
    fn operand(&self, field: &Field, scope: &Scope<'_>) -> TokenStream {
        let place = field.last().span();
        let (comparable, field) = (self.function("comparable", place), self.field(field, scope));
        quote_spanned!(place=> &#comparable(#field).operand())
    }
}

/// A variable that no token of the user's can mean.
fn local(name: &str) -> Ident {
    format_ident!("{name}", span = Span::mixed_site())
}

/// `&(value)`, of which rustc says what is wrong at the value.
fn reference(value: &TokenStream) -> TokenStream {
    let place = value.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let value = grouped(value);
    quote_spanned!(place=> &#value)
}

/// The value in parentheses, as it may have operators that bind less than what is around it.
fn grouped(value: &TokenStream) -> TokenTree {
    let last = value.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span());
    let mut group = Group::new(Delimiter::Parenthesis, value.clone());
    group.set_span(last);
    TokenTree::Group(group)
}
