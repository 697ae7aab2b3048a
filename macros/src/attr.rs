//! The attributes beside the derives, from tokens: what each says, with where it says it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Meta, Token};

use crate::argument::{self, Argument, Once};
use crate::errors::Errors;
use crate::names::lower_camel_case;

/// What `#[graph_entity("…", …)]` or `#[graph_enum("…", …)]` says of the type.
pub(crate) struct TypeAttributes {
    pub(crate) odata_type: ODataType,
    pub(crate) runtime: Runtime,
    /// The user's rule for the whole value.
    pub(crate) validate: Option<syn::Path>,
    /// Where it says that several members can hold at once.
    pub(crate) flags: Option<Span>,
}

/// The OData type that an attribute names, without `#`.
#[cfg_attr(not(feature = "check"), allow(dead_code, reason = "only the check asks for more than the name"))]
pub(crate) struct ODataType {
    /// Empty where no attribute, or no well-formed one, gives it, which is an error already.
    pub(crate) name: String,
    pub(crate) place: Span,
    /// Whether it is looked up in the schema of beta.
    pub(crate) beta: bool,
}

/// Where the generated code finds the runtime: `::graph_entity`, or what `crate = …` says.
pub(crate) struct Runtime(Option<syn::Path>);

impl Runtime {
    pub(crate) fn new(path: Option<syn::Path>) -> Self {
        Self(path)
    }

    /// The same, spoken of at a place.
    pub(crate) fn at(&self, place: Span) -> RuntimeAt<'_> {
        RuntimeAt(self, place)
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.at(Span::call_site()).to_tokens(tokens);
    }
}

/// The runtime's path at a place.
pub(crate) struct RuntimeAt<'a>(&'a Runtime, Span);

impl ToTokens for RuntimeAt<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(Runtime(path), place) = self;
        match path {
            Some(path) => path.to_tokens(tokens),
            // Token by token: a stream within a stream is sent to the compiler by itself, and this stands in each path.
            None => {
                Token![::](*place).to_tokens(tokens);
                Ident::new("graph_entity", *place).to_tokens(tokens);
            }
        }
    }
}

/// Reads the attributes called `attribute` on a type.
pub(crate) fn of_type(attributes: &[Attribute], attribute: &str, of: &Ident, errors: &mut Errors) -> TypeAttributes {
    let example = &format!("microsoft.graph.{}", lower_camel_case(&of.unraw().to_string()));
    let (mut odata_type, mut beta, mut flags) = (Once::default(), Once::default(), Once::default());
    let (mut runtime, mut validate) = (Once::default(), Once::default());
    let (words, assignments): (&[&str], &[&str]) =
        if attribute == "graph_enum" { (&["beta", "flags"], &["crate"]) } else { (&["beta"], &["crate", "validate"]) };
    let before = errors.count();
    for (span, tokens) in lists(attributes, attribute, errors) {
        let arguments = argument::split(tokens, &format!("a type such as `\"{example}\"`"), errors);
        if arguments.is_empty() && errors.count() == before {
            errors.push(span, format!("`#[{attribute}]` needs a type, such as `#[{attribute}(\"{example}\")]`"));
        }
        for argument in arguments {
            match argument {
                Argument::Text(text) => {
                    let span = text.span();
                    odata_type.set("the type", text, span, errors);
                }
                Argument::Word(word) if words.contains(&word.to_string().as_str()) => {
                    let option = if word == "beta" { &mut beta } else { &mut flags };
                    option.set(&word.to_string(), (), word.span(), errors);
                }
                Argument::Assignment(name, value) if assignments.contains(&name.to_string().as_str()) => {
                    let (option, example) = match name.to_string().as_str() {
                        "crate" => (&mut runtime, "::graph_entity"),
                        _ => (&mut validate, "path::to::function"),
                    };
                    if let Some(path) = argument::path(&name, value, example, errors) {
                        option.set(&name.to_string(), path, name.span(), errors);
                    }
                }
                Argument::Assignment(name, value)
                    if !words.contains(&name.to_string().as_str()) && is_string(&value) && !odata_type.is_set() =>
                {
                    errors.push(name.span(), format!("the type stands without a name, write `{value}`"));
                }
                other => argument::misfit(&other, words, assignments, errors),
            }
        }
    }
    if !odata_type.is_set() && errors.count() == before {
        errors.push(of.span(), format!("`{of}` needs its Graph type, such as `#[{attribute}(\"{example}\")]`"));
    }
    let odata_type = odata_type.into_value().filter(|text| {
        let mistake = type_name_mistake(&text.value(), example);
        if let Some(message) = &mistake {
            errors.push(text.span(), message);
        }
        mistake.is_none()
    });
    let place = odata_type.as_ref().map_or_else(|| of.span(), LitStr::span);
    let name = odata_type.map(|text| text.value()).unwrap_or_default();
    TypeAttributes {
        odata_type: ODataType { name, place, beta: beta.is_set() },
        runtime: Runtime::new(runtime.into_value()),
        validate: validate.into_value(),
        flags: flags.span(),
    }
}

/// Whether it is one string.
pub(crate) fn is_string(value: &TokenStream) -> bool {
    syn::parse2::<LitStr>(value.clone()).is_ok()
}

/// What is wrong with the name of a Graph type.
fn type_name_mistake(name: &str, example: &str) -> Option<String> {
    if name.is_empty() {
        return Some(format!("the type's name is empty, write it with its namespace, such as `{example}`"));
    }
    if let Some(rest) = name.strip_prefix('#') {
        return Some(format!("a type's name starts with no `#`, write `{rest}`"));
    }
    if !name.contains('.') {
        return Some(format!("`{name}` has no namespace, write `microsoft.graph.{name}`"));
    }
    // Each part a SimpleIdentifier of OData's ABNF.
    let simple = |part: &str| {
        part.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && part.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
    };
    (!name.split('.').all(simple)).then(|| format!("`{name}` is no type's name, expected one such as `{example}`"))
}

/// What the attribute on a field says of it; each option where it stands.
#[derive(Default)]
pub(crate) struct FieldAttributes {
    pub(crate) key: Option<Span>,
    pub(crate) required: Option<Span>,
    pub(crate) read_only: Option<Span>,
    pub(crate) additional: Option<Span>,
    pub(crate) default: Option<Span>,
    pub(crate) name: Option<LitStr>,
    /// The user's rule for the value.
    pub(crate) validate: Option<syn::Path>,
}

const FIELD_WORDS: &[&str] = &["key", "required", "read_only", "additional", "default"];

/// Reads the attributes called `attribute` on a field.
pub(crate) fn of_field(attributes: &[Attribute], attribute: &str, errors: &mut Errors) -> FieldAttributes {
    let [mut key, mut required, mut read_only, mut additional, mut default] = std::array::from_fn(|_| Once::default());
    let (mut json_name, mut validate) = (Once::default(), Once::default());
    // A complex type has no key.
    let words = if attribute == "graph_complex" { FIELD_WORDS.get(1..).unwrap_or_default() } else { FIELD_WORDS };
    for (span, tokens) in lists(attributes, attribute, errors) {
        if tokens.is_empty() {
            errors.push(span, format!("`#[{attribute}]` on a field needs an option, such as `required`"));
        }
        for argument in argument::split(tokens, "an option such as `required`", errors) {
            match argument {
                Argument::Word(word) if words.contains(&word.to_string().as_str()) => {
                    let option = match word.to_string().as_str() {
                        "key" => &mut key,
                        "required" => &mut required,
                        "read_only" => &mut read_only,
                        "additional" => &mut additional,
                        _ => &mut default,
                    };
                    option.set(&word.to_string(), (), word.span(), errors);
                }
                Argument::Assignment(name, value) if name == "name" => {
                    if let Some(text) = argument::text(&name, value, errors) {
                        json_name.set("name", text, name.span(), errors);
                    }
                }
                Argument::Assignment(name, value) if name == "validate" => {
                    if let Some(path) = argument::path(&name, value, "path::to::function", errors) {
                        validate.set("validate", path, name.span(), errors);
                    }
                }
                Argument::Text(text) => {
                    errors.push(text.span(), format!("a field's JSON name is written `name = {}`", text.token()));
                }
                other => argument::misfit(&other, words, &["name", "validate"], errors),
            }
        }
    }
    FieldAttributes {
        key: key.span(),
        required: required.span(),
        read_only: read_only.span(),
        additional: additional.span(),
        default: default.span(),
        name: non_empty(json_name.into_value(), errors),
        validate: validate.into_value(),
    }
}

/// Where `#[graph_entity(other)]` stands on a hierarchy's variant.
pub(crate) fn of_hierarchy_variant(attributes: &[Attribute], attribute: &str, errors: &mut Errors) -> Option<Span> {
    let mut other = Once::default();
    for (span, tokens) in lists(attributes, attribute, errors) {
        if tokens.is_empty() {
            errors.push(span, format!("`#[{attribute}]` on a variant needs an option, `other`"));
        }
        for argument in argument::split(tokens, "`other`", errors) {
            match argument {
                Argument::Word(word) if word == "other" => other.set("other", (), word.span(), errors),
                Argument::Text(text) => {
                    errors.push(text.span(), "a variant's type is that of its value, remove it here");
                }
                misfit => argument::misfit(&misfit, &["other"], &[], errors),
            }
        }
    }
    other.span()
}

/// What `#[graph_enum(…)]` on a variant says of it.
#[derive(Default)]
pub(crate) struct VariantAttributes {
    pub(crate) other: Option<Span>,
    pub(crate) name: Option<LitStr>,
}

/// Reads the attributes called `attribute` on a variant.
pub(crate) fn of_variant(attributes: &[Attribute], attribute: &str, errors: &mut Errors) -> VariantAttributes {
    let (mut other, mut member) = (Once::default(), Once::default());
    for (span, tokens) in lists(attributes, attribute, errors) {
        if tokens.is_empty() {
            errors.push(span, format!("`#[{attribute}]` on a variant needs an option, `other` or `name = \"…\"`"));
        }
        for argument in argument::split(tokens, "`other` or `name = \"…\"`", errors) {
            match argument {
                Argument::Word(word) if word == "other" => other.set("other", (), word.span(), errors),
                Argument::Assignment(name, value) if name == "name" => {
                    if let Some(text) = argument::text(&name, value, errors) {
                        member.set("name", text, name.span(), errors);
                    }
                }
                Argument::Text(text) => {
                    errors.push(text.span(), format!("a member's name is written `name = {}`", text.token()));
                }
                misfit => argument::misfit(&misfit, &["other"], &["name"], errors),
            }
        }
    }
    VariantAttributes { other: other.span(), name: non_empty(member.into_value(), errors) }
}

fn non_empty(name: Option<LitStr>, errors: &mut Errors) -> Option<LitStr> {
    name.filter(|name| {
        if name.value().is_empty() {
            errors.push(name.span(), "the name is empty, write the name in JSON or leave `name` out");
        }
        !name.value().is_empty()
    })
}

/// The tokens between the parentheses of each attribute of this name, with its place.
fn lists(attributes: &[Attribute], name: &str, errors: &mut Errors) -> Vec<(Span, TokenStream)> {
    let mut lists = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        let span = attribute.path().span();
        match &attribute.meta {
            Meta::List(list) => lists.push((span, list.tokens.clone())),
            Meta::Path(_) => lists.push((span, TokenStream::new())),
            Meta::NameValue(pair) => {
                let value = syn::parse2::<LitStr>(pair.value.to_token_stream()).map(|text| match text.value() {
                    word if syn::parse_str::<Ident>(&word).is_ok() => word,
                    _ => text.token().to_string(),
                });
                let value = value.unwrap_or_else(|_| "…".to_owned());
                errors.push(span, format!("`#[{name} = …]` is not its form, write `#[{name}({value})]`"));
            }
        }
    }
    lists
}

#[cfg(test)]
mod tests;
