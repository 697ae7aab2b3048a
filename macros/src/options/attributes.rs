//! The attributes beside the derives: what each gives, with its place.

use std::fmt;

use graph_entity_names::lower_camel_case;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Meta};

use super::argument::{self, Argument, Assigned};
use super::given::Given;
use super::runtime::Runtime;
use super::table::{self, Place, ValueKind};
use super::text::Text;
use crate::errors::Errors;

/// What `#[graph_entity("…", …)]` or `#[graph_enum("…", …)]` gives for the type.
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
    /// Empty if no attribute gives a well-formed one, which is an error already.
    pub(crate) name: String,
    pub(crate) place: Span,
    /// Whether it is looked up in the schema of beta.
    pub(crate) beta: bool,
}

/// Reads the attributes called `attribute` on a type.
pub(crate) fn of_type(
    attributes: &[Attribute],
    attribute: &str,
    place: Place,
    of: &Ident,
    errors: &mut Errors,
) -> TypeAttributes {
    let example = &Example(of);
    let mut given = Given::new(place);
    let mut odata_type: Option<Text> = None;
    let before = errors.count();
    for (span, tokens) in lists(attributes, attribute, errors) {
        let arguments = argument::split(tokens, format_args!("a type such as `\"{example}\"`"), errors);
        if arguments.is_empty() && errors.count() == before {
            errors.push(span, format!("`#[{attribute}]` needs a type, such as `#[{attribute}(\"{example}\")]`"));
        }
        let mut the_type = |argument: Argument, errors: &mut Errors| match argument {
            Argument::Text(text) => {
                if odata_type.is_some() {
                    errors.push(text.span(), "the type is given twice, remove one");
                } else {
                    odata_type = Some(text);
                }
                None
            }
            Argument::Assignment(name, value)
                if odata_type.is_none() && is_string(&value) && !is_word(place, &name) =>
            {
                errors.push(name.span(), format!("the type stands without a name, write `{value}`"));
                None
            }
            other => Some(other),
        };
        given.read(arguments, &mut the_type, errors);
    }
    if odata_type.is_none() && errors.count() == before {
        errors.push(of.span(), format!("`{of}` needs its Graph type, such as `#[{attribute}(\"{example}\")]`"));
    }
    let odata_type = odata_type.filter(|text| {
        let mistake = type_name_mistake(text.value(), example);
        if let Some(message) = &mistake {
            errors.push(text.span(), message);
        }
        mistake.is_none()
    });
    let span = odata_type.as_ref().map_or_else(|| of.span(), Text::span);
    let name = odata_type.map(|text| text.value().to_owned()).unwrap_or_default();
    TypeAttributes {
        odata_type: ODataType { name, place: span, beta: given.span("beta").is_some() },
        runtime: Runtime::new(given.path("crate").cloned()),
        validate: given.path("validate").cloned(),
        flags: given.span("flags"),
    }
}

/// Reads the attributes `graph_parameters` on a type, which names no type of Graph's: its own name stands in place of one.
pub(crate) fn of_parameters(attributes: &[Attribute], of: &Ident, errors: &mut Errors) -> TypeAttributes {
    let mut given = Given::new(Place::Parameters);
    for (span, tokens) in lists(attributes, "graph_parameters", errors) {
        if tokens.is_empty() {
            errors.push(span, "`#[graph_parameters]` on a struct needs an option, such as `crate = ::graph_entity`");
        }
        let mut rest = |argument: Argument, errors: &mut Errors| match argument {
            Argument::Text(text) => {
                errors.push(text.span(), "parameters have no Graph type, remove it here");
                None
            }
            other => Some(other),
        };
        given.read(
            argument::split(tokens, format_args!("an option such as `crate = ::graph_entity`"), errors),
            &mut rest,
            errors,
        );
    }
    TypeAttributes {
        odata_type: ODataType { name: of.unraw().to_string(), place: of.span(), beta: false },
        runtime: Runtime::new(given.path("crate").cloned()),
        validate: given.path("validate").cloned(),
        flags: None,
    }
}

fn is_word(place: Place, name: &Ident) -> bool {
    table::find(place, &name.to_string()).is_some_and(|row| row.kind == ValueKind::Word)
}

/// Whether it is one string.
pub(crate) fn is_string(value: &Assigned) -> bool {
    value.string().is_some()
}

/// A type's name to show, of a struct of this name.
struct Example<'a>(&'a Ident);

impl fmt::Display for Example<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "microsoft.graph.{}", lower_camel_case(&self.0.unraw().to_string()))
    }
}

/// What is wrong with the name of a Graph type.
fn type_name_mistake(name: &str, example: &Example<'_>) -> Option<String> {
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
    (!name.split('.').all(simple))
        .then(|| format!("`{name}` is not a valid type name, expected one such as `{example}`"))
}

/// Reads the attributes called `attribute` on a field.
pub(crate) fn of_field(attributes: &[Attribute], attribute: &str, place: Place, errors: &mut Errors) -> Given {
    let mut given = Given::new(place);
    for (span, tokens) in lists(attributes, attribute, errors) {
        if tokens.is_empty() {
            errors.push(span, format!("`#[{attribute}]` on a field needs an option, such as `required`"));
        }
        let arguments = argument::split(tokens, format_args!("an option such as `required`"), errors);
        let mut rest = |argument: Argument, errors: &mut Errors| match argument {
            Argument::Text(text) => {
                errors.push(text.span(), format!("a field's JSON name is written `name = {}`", text.token()));
                None
            }
            other => Some(other),
        };
        given.read(arguments, &mut rest, errors);
    }
    empty_name(&given, errors);
    given
}

/// Reads the attributes called `attribute` on a hierarchy's variant.
pub(crate) fn of_hierarchy_variant(attributes: &[Attribute], attribute: &str, errors: &mut Errors) -> Given {
    let mut given = Given::new(Place::HierarchyVariant);
    for (span, tokens) in lists(attributes, attribute, errors) {
        if tokens.is_empty() {
            errors.push(span, format!("`#[{attribute}]` on a variant needs an option, `other`"));
        }
        let mut rest = |argument: Argument, errors: &mut Errors| match argument {
            Argument::Text(text) => {
                errors.push(text.span(), "a variant's type is that of its value, remove it here");
                None
            }
            other => Some(other),
        };
        given.read(argument::split(tokens, format_args!("`other`"), errors), &mut rest, errors);
    }
    given
}

/// Reads the attributes called `attribute` on a member of an enumeration.
pub(crate) fn of_member(attributes: &[Attribute], attribute: &str, errors: &mut Errors) -> Given {
    let mut given = Given::new(Place::Member);
    for (span, tokens) in lists(attributes, attribute, errors) {
        if tokens.is_empty() {
            errors.push(span, format!("`#[{attribute}]` on a variant needs an option, `other` or `name = \"…\"`"));
        }
        let mut rest = |argument: Argument, errors: &mut Errors| match argument {
            Argument::Text(text) => {
                errors.push(text.span(), format!("a member's name is written `name = {}`", text.token()));
                None
            }
            other => Some(other),
        };
        given.read(argument::split(tokens, format_args!("`other` or `name = \"…\"`"), errors), &mut rest, errors);
    }
    empty_name(&given, errors);
    given
}

fn empty_name(given: &Given, errors: &mut Errors) {
    if let Some(name) = given.text("name").filter(|name| name.value().is_empty()) {
        errors.push(name.span(), "the name is empty, write the name in JSON or leave `name` out");
    }
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
