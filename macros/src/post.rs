//! `#[graph_post]`: one method for each path, on the struct, which is emitted again whatever is wrong.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, LitStr, Meta, parse_quote};

use crate::argument::{self, Argument, Once};
use crate::attr::Runtime;
use crate::errors::Errors;
use crate::expand::{generics_with_serde, identifier};
use crate::fallback::{quiet_methods, quiet_struct};
use crate::item::Struct;
use crate::names::snake_case;
use crate::published::Published;
use crate::template::Template;

/// What one `#[graph_post(…)]` says.
pub(crate) struct Post {
    pub(crate) path: Option<LitStr>,
    template: Template,
    pub(crate) beta: bool,
    /// None where a mistake hides its name.
    method: Option<Ident>,
    delegated: String,
    application: String,
    runtime: Runtime,
}

/// The struct with a method for this attribute and each `#[graph_post]` below it, and what is wrong with them.
///
/// The attributes below are taken with it, so that two methods of one name are seen, in one expansion.
pub(crate) fn graph_post(
    attribute: TokenStream,
    item: TokenStream,
    published: &dyn Published,
) -> (TokenStream, Errors) {
    let mut errors = Errors::default();
    let mut item = match Struct::new(&item) {
        Ok(item) => item,
        Err(place) => {
            errors.push(place, "`graph_post` goes on a struct that derives `GraphEntity`");
            let item = no_struct(item, &mut errors);
            return (item, errors);
        }
    };
    let mut posts = vec![Post::new(attribute, item.ident.span(), &mut errors)];
    item.attributes.retain(|attribute| {
        let below = is_graph_post(attribute);
        if below {
            let tokens = match &attribute.meta {
                Meta::List(list) => list.tokens.clone(),
                Meta::Path(_) | Meta::NameValue(_) => TokenStream::new(),
            };
            posts.push(Post::new(tokens, attribute.path().span(), &mut errors));
        }
        !below
    });
    distinct_methods(&posts, &mut errors);
    let methods = expand(&item, &posts);
    let quiet = quiet_struct(&mut item, &mut errors);
    let checked = if errors.is_empty() { published.posts(&item, &posts, &mut errors) } else { TokenStream::new() };
    let mut tokens = item.into_tokens();
    tokens.extend(methods);
    tokens.extend(quiet);
    tokens.extend(checked);
    (tokens, errors)
}

/// What was under the attribute, as it was; a union without the attributes below, which would say the same.
fn no_struct(item: TokenStream, errors: &mut Errors) -> TokenStream {
    let Ok(mut input) = syn::parse2::<DeriveInput>(item.clone()) else { return item };
    input.attrs.retain(|attribute| !is_graph_post(attribute));
    let mut tokens = input.to_token_stream();
    tokens.extend(quiet_methods(&input.ident, &input.generics, errors));
    tokens
}

fn is_graph_post(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "graph_post")
}

impl Post {
    fn new(attribute: TokenStream, of: Span, errors: &mut Errors) -> Self {
        const TEXTS: &[&str] = &["name", "delegated", "application"];
        let (mut path, mut beta, mut runtime) = (Once::default(), Once::default(), Once::default());
        let [mut method, mut delegated, mut application] = std::array::from_fn(|_| Once::default());
        let before = errors.count();
        let of = attribute.clone().into_iter().next().map_or(of, |first| first.span());
        for argument in argument::split(attribute, "a path such as `\"/users/{userId}/messages\"`", errors) {
            match argument {
                Argument::Text(text) if !path.is_set() => {
                    let span = text.span();
                    path.set("the path", text, span, errors);
                }
                Argument::Text(text) if text.value().starts_with('/') => {
                    errors.push(
                        text.span(),
                        "the path is given twice, write another `#[graph_post(…)]` for another path",
                    );
                }
                Argument::Text(text) => {
                    let message = "unexpected string, several permissions stand in one, with commas between";
                    errors.push(text.span(), message);
                }
                Argument::Word(word) if word == "beta" => beta.set("beta", (), word.span(), errors),
                Argument::Assignment(name, value) if name == "crate" => {
                    if let Some(path) = argument::path(&name, value, "::graph_entity", errors) {
                        runtime.set("crate", path, name.span(), errors);
                    }
                }
                Argument::Assignment(name, value) if TEXTS.contains(&name.to_string().as_str()) => {
                    let option = match name.to_string().as_str() {
                        "name" => &mut method,
                        "delegated" => &mut delegated,
                        _ => &mut application,
                    };
                    if let Some(text) = argument::text(&name, value, errors) {
                        option.set(&name.to_string(), text, name.span(), errors);
                    }
                }
                Argument::Assignment(name, value) if !path.is_set() && is_path(&value) => {
                    errors.push(name.span(), format!("the path stands without a name, write `{value}`"));
                }
                other => argument::misfit(&other, &["beta"], &["name", "delegated", "application", "crate"], errors),
            }
        }
        let path = path.into_value();
        let sound = errors.count() == before;
        if path.is_none() && errors.count() == before {
            errors.push(of, "`graph_post` needs a path, such as `#[graph_post(\"/users/{userId}/messages\")]`");
        }
        let (template, mistakes) = Template::parse(&path.as_ref().map(LitStr::value).unwrap_or_default());
        if let Some(path) = &path {
            for mistake in mistakes {
                errors.push(path.span(), mistake);
            }
        }
        Self {
            template,
            beta: beta.is_set(),
            method: match method.into_value() {
                Some(name) => method_name(&name, errors),
                None => sound.then(|| Ident::new("create", path.as_ref().map_or(of, LitStr::span))),
            },
            delegated: permissions("delegated", delegated.into_value(), errors),
            application: permissions("application", application.into_value(), errors),
            runtime: Runtime::new(runtime.into_value()),
            path,
        }
    }

    /// The path from the service's origin.
    fn versioned(&self) -> String {
        format!("/{}{}", if self.beta { "beta" } else { "v1.0" }, self.template)
    }

    fn documentation(&self) -> String {
        let permissions = |kind: &str, permissions: &str| match permissions {
            "" => String::new(),
            list => format!("\n {kind} permissions, least privileged first: `{}`.\n", list.replace(',', "`, `")),
        };
        let path = self.versioned();
        let (delegated, application) =
            (permissions("Delegated", &self.delegated), permissions("Application", &self.application));
        format!(" The request `POST {path}` with this entity as its body.\n{delegated}{application}")
    }
}

fn is_path(value: &TokenStream) -> bool {
    syn::parse2::<LitStr>(value.clone()).is_ok_and(|text| text.value().starts_with('/'))
}

fn method_name(name: &LitStr, errors: &mut Errors) -> Option<Ident> {
    if let Ok(mut ident) = syn::parse_str::<Ident>(&name.value()) {
        ident.set_span(name.span());
        return Some(ident);
    }
    let near = snake_case(&name.value());
    let near = syn::parse_str::<Ident>(&near)
        .map_or_else(|_| "one such as `create_message`".to_owned(), |near| format!("`{near}`"));
    errors.push(name.span(), format!("`{}` is no method's name, write {near}", name.value()));
    None
}

/// The permissions, separated by commas alone.
fn permissions(option: &str, list: Option<LitStr>, errors: &mut Errors) -> String {
    let Some(list) = list else { return String::new() };
    let text = list.value();
    let permissions: Vec<&str> = text.split(',').map(str::trim).collect();
    if text.trim().is_empty() {
        errors.push(list.span(), format!("`{option}` is empty; where none is supported, leave it out"));
        return text;
    }
    for permission in &permissions {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
        let message = if permission.is_empty() {
            format!("`{option}` has a comma with no permission beside it, remove the comma")
        } else if permission.chars().all(plain) && !permission.ends_with('.') {
            continue;
        } else if permission.contains('.') && !permission.ends_with('.') {
            format!("`{permission}` is no permission, write commas between several")
        } else {
            format!("`{permission}` is no permission; where none is supported, leave `{option}` out")
        };
        errors.push(list.span(), message);
    }
    permissions.join(",")
}

fn distinct_methods(posts: &[Post], errors: &mut Errors) {
    let mut seen: Vec<&Ident> = Vec::new();
    for Post { method, path, .. } in posts {
        let Some(method) = method else { continue };
        if seen.contains(&method) {
            let message = format!("two methods are called `{method}`, give this one another `name = \"…\"`");
            errors.push(path.as_ref().map_or_else(|| method.span(), LitStr::span), message);
        }
        seen.push(method);
    }
}

/// Generates, for `#[graph_post("/users/{userId}/messages")]` on `Message`:
///
/// ```text
/// impl Message {
///     #[doc = " The request `POST /v1.0/users/{userId}/messages` with this entity as its body."]
///     #[allow(dead_code)]
///     pub fn create(&self, user_id: &str) -> ::graph_entity::Create<'_, Self> {
///         ::graph_entity::__private::create(self, "/v1.0/users/{userId}/messages", "", "", &[user_id])
///     }
/// }
/// ```
///
/// Several methods call `create_in::<Self>`, which asks nothing of the type, because rustc would report what is not met in each
/// of them. Then `Posted` asks it.
fn expand(item: &Struct, posts: &[Post]) -> TokenStream {
    let Struct { ident, visibility, generics, .. } = item;
    let Some(Post { runtime, .. }) = posts.first() else { return TokenStream::new() };
    // Spanned at the name: there rustc says what keeps the type from being sent.
    let place = Span::call_site().located_at(ident.span());
    // Those that the derive's impls have: with `Self: GraphEntity`, what is wrong would be said at each call.
    let mut generics = generics_with_serde(generics, runtime);
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::core::marker::Sync));
    }
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let several = posts.len() > 1;
    let create = if several { quote_spanned!(place=> create_in::<Self>) } else { quote_spanned!(place=> create) };
    let mut methods = TokenStream::new();
    let mut seen: Vec<&Ident> = Vec::new();
    for post in posts {
        let Post { method, delegated, application, runtime, .. } = post;
        // Of two methods of one name the first stands for both.
        let Some(method) = method.as_ref().filter(|method| !seen.contains(method)) else { continue };
        seen.push(method);
        let arguments: Vec<Ident> = post.template.arguments().iter().map(|name| argument_name(name)).collect();
        let (documentation, path) = (post.documentation(), post.versioned());
        let located = runtime.at(place);
        let create = quote_spanned! {place=>
            #located::__private::#create(self, #path, #delegated, #application, &[#(#arguments),*])
        };
        methods.extend(quote! {
            #[doc = #documentation]
            #[allow(dead_code)]
            #visibility fn #method(&self, #(#arguments: &::core::primitive::str),*) -> #runtime::Create<'_, Self> {
                #create
            }
        });
    }
    let posted = several.then(|| {
        let itself = Ident::new("Self", place);
        quote! {
            #[automatically_derived]
            impl #impl_generics #runtime::__private::Posted for #ident #ty_generics #where_clause {
                type Entity = #itself;
            }
        }
    });
    quote! {
        #posted
        impl #impl_generics #ident #ty_generics #where_clause {
            #methods
        }
    }
}

/// An argument of this name.
fn argument_name(name: &str) -> Ident {
    let mut ident = identifier(name).unwrap_or_else(|| Ident::new("argument", Span::mixed_site()));
    ident.set_span(Span::mixed_site());
    ident
}

#[cfg(test)]
mod tests;
