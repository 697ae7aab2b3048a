//! The model of an operation: what one `#[graph_post("…")]`, or another attribute of its kind, gives.

use std::rc::Rc;

use graph_entity_names::snake_case;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::TokenStreamExt;
use syn::Type;
use syn::ext::IdentExt as _;

use super::attribute::OuterAttribute;
use super::kind::{OperationKind, REF, kind_named};
use crate::errors::Errors;
use crate::options::argument::{self, Argument, Assigned};
use crate::options::given::Given;
use crate::options::runtime::Runtime;
use crate::options::text::Text;
use crate::path::Template;

/// One operation on a type.
pub(crate) struct Operation {
    pub(crate) kind: &'static OperationKind,
    pub(crate) path: Option<Text>,
    pub(crate) template: Rc<Template>,
    pub(crate) beta: bool,
    /// Whether a read asks for all properties, and not for those that are declared.
    pub(crate) select_all: bool,
    /// `None` if a mistake hides its name. Of references, the name behind `add_` and `remove_`.
    pub(crate) method: Option<Ident>,
    /// The same as far as it can be guessed, if a mistake hides it.
    guess: Option<Ident>,
    /// Whether there is one reference at most.
    pub(crate) single: bool,
    /// The collection of the entities that are referred to.
    pub(crate) target: Option<Text>,
    pub(crate) delegated: String,
    pub(crate) application: String,
    /// What a call returns, if it says so.
    pub(crate) returns: Option<Type>,
    pub(crate) runtime: Runtime,
}

/// The templates of a type's paths. Most of its operations are on two: that of a collection, and that of an entity in it.
#[derive(Default)]
pub(crate) struct Templates(Vec<(String, Rc<Template>)>);

impl Templates {
    /// Parses a path, and reports what is wrong with it.
    fn parse(&mut self, path: &str, report: impl FnMut(String)) -> Rc<Template> {
        if let Some((_, template)) = self.0.iter().find(|(earlier, _)| earlier == path) {
            return Rc::clone(template);
        }
        let (template, mistakes) = Template::parse(path);
        let template = Rc::new(template);
        // Each attribute with a mistake reports it.
        if mistakes.is_empty() {
            self.0.push((path.to_owned(), Rc::clone(&template)));
        }
        mistakes.into_iter().for_each(report);
        template
    }
}

/// An item without the attributes of its operations.
pub(crate) fn without_attributes(item: TokenStream) -> TokenStream {
    let mut kept = TokenStream::new();
    let mut tokens = item.into_iter();
    while let Some(token) = tokens.next() {
        let TokenTree::Punct(sign) = token else {
            kept.append(token);
            break;
        };
        let Some(next) = tokens.next() else { break };
        if let TokenTree::Group(brackets) = &next
            && OuterAttribute::new(&sign, brackets).is_some_and(|attribute| kind_named(attribute.name()).is_some())
        {
            continue;
        }
        kept.append(sign);
        kept.append(next);
    }
    kept.append_all(tokens);
    kept
}

impl Operation {
    /// Reads the tokens between an attribute's parentheses; `of` is the place to speak of an attribute that has none.
    pub(crate) fn new(
        kind: &'static OperationKind,
        attribute: TokenStream,
        of: Span,
        templates: &mut Templates,
        errors: &mut Errors,
    ) -> Self {
        let (name, example) = (kind.declaration.attribute, kind.example);
        let (mut given, mut path) = (Given::new(kind.place), None::<Text>);
        let before = errors.count();
        let attribute: Vec<TokenTree> = attribute.into_iter().collect();
        let of = attribute.first().map_or(of, TokenTree::span);
        let arguments = argument::split(attribute, format_args!("a path such as `\"{example}\"`"), errors);
        let mut the_path = |argument: Argument, errors: &mut Errors| match argument {
            Argument::Text(text) if path.is_none() => {
                path = Some(text);
                None
            }
            Argument::Text(text) if text.value().starts_with('/') => {
                let message = format!("the path is given twice, write another `#[{name}(…)]` for another path");
                errors.push(text.span(), message);
                None
            }
            Argument::Text(text) => {
                errors.push(text.span(), "unexpected string, several permissions stand in one, with commas between");
                None
            }
            Argument::Assignment(name, value) if path.is_none() && is_path(&value) => {
                errors.push(name.span(), format!("the path stands without a name, write `{value}`"));
                None
            }
            other => Some(other),
        };
        given.read(arguments, &mut the_path, errors);
        let sound = errors.count() == before;
        if path.is_none() && sound {
            errors.push(of, format!("`{name}` needs a path, such as `#[{name}(\"{example}\")]`"));
        }
        let template = templates.parse(path.as_ref().map_or("", Text::value), |mistake| {
            if let Some(path) = &path {
                errors.push(path.span(), mistake);
            }
        });
        let default = default_name(kind, &template).map(|mut name| {
            name.set_span(path.as_ref().map_or(of, Text::span));
            name
        });
        let method = match given.text("name") {
            Some(name) => method_name(kind, name, errors),
            None => default.clone().filter(|_| sound),
        };
        Self {
            kind,
            template,
            beta: given.span("beta").is_some(),
            select_all: given.span("select_all").is_some(),
            guess: method.clone().or(default),
            method,
            single: given.span("single").is_some(),
            target: given.text("target").filter(|target| is_target(target, errors)).cloned(),
            delegated: permissions("delegated", given.text("delegated"), errors),
            application: permissions("application", given.text("application"), errors),
            returns: given.ty("returns").cloned(),
            runtime: Runtime::new(given.path("crate").cloned()),
            path,
        }
    }

    /// The path from the service's origin.
    pub(crate) fn versioned(&self) -> String {
        self.of_version(&self.template)
    }

    /// A path of the same version, from the service's origin.
    pub(crate) fn of_version(&self, path: &dyn std::fmt::Display) -> String {
        format!("/{}{path}", if self.beta { "beta" } else { "v1.0" })
    }

    /// The names of its methods.
    pub(crate) fn methods(&self) -> Vec<Ident> {
        self.named(self.method.as_ref())
    }

    /// The names of its functions if a mistake hides what they are called, or what they take.
    pub(crate) fn hidden_functions(&self) -> Vec<Ident> {
        let is_known = self.path.is_some() && self.method.is_some();
        self.named(self.guess.as_ref().filter(|_| !is_known && !self.kind.sends_value))
    }

    fn named(&self, method: Option<&Ident>) -> Vec<Ident> {
        let Some(method) = method else { return Vec::new() };
        if *self.kind != REF {
            return vec![method.clone()];
        }
        let (name, span) = (method.unraw(), method.span());
        let named = |verb| quote::format_ident!("{verb}_{name}", span = span);
        vec![named(if self.single { "set" } else { "add" }), named("remove")]
    }
}

/// What its method is called, or in the case of references what they are called, if no `name` is given.
fn default_name(kind: &OperationKind, template: &Template) -> Option<Ident> {
    if *kind != REF {
        return Some(Ident::new(kind.declaration.method, Span::call_site()));
    }
    template.last_name().map(snake_case).and_then(|name| named(kind, &name))
}

/// The name as an identifier, raw only if it has to be: `r#get` is `get`. Behind `add_` and `remove_` a keyword is one too.
fn named(kind: &OperationKind, name: &str) -> Option<Ident> {
    let plain = name.strip_prefix("r#").filter(|plain| syn::parse_str::<Ident>(plain).is_ok());
    let name = plain.unwrap_or(name);
    let raw = || syn::parse_str(&format!("r#{name}")).ok().filter(|_| *kind == REF);
    syn::parse_str(name).ok().or_else(raw)
}

/// Whether it is the path of a collection, without placeholders.
fn is_target(target: &Text, errors: &mut Errors) -> bool {
    let text = target.value();
    let (template, mistakes) = Template::parse(text);
    let message = match mistakes.into_iter().next() {
        None if !template.arguments().is_empty() => {
            "`target` is the collection of what is referred to, without a placeholder: the id is an argument".to_owned()
        }
        None if text.starts_with('/') => return true,
        None => format!("`target` is a path, write `/{text}`"),
        Some(mistake) => mistake,
    };
    errors.push(target.span(), message);
    false
}

fn is_path(value: &Assigned) -> bool {
    value.string().is_some_and(|text| text.value().starts_with('/'))
}

fn method_name(kind: &OperationKind, name: &Text, errors: &mut Errors) -> Option<Ident> {
    if let Some(mut ident) = named(kind, name.value()) {
        ident.set_span(name.span());
        return Some(ident);
    }
    let near = snake_case(name.value());
    let near = syn::parse_str::<Ident>(&near)
        .map_or_else(|_| "one such as `create_message`".to_owned(), |near| format!("`{near}`"));
    errors.push(name.span(), format!("`{}` is not a valid method name, write {near}", name.value()));
    None
}

/// The permissions, separated by commas alone.
fn permissions(option: &str, list: Option<&Text>, errors: &mut Errors) -> String {
    let Some(list) = list else { return String::new() };
    let text = list.value();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
    // One permission, as most attributes have it.
    if !text.is_empty() && !text.ends_with('.') && text.bytes().all(plain) {
        return text.to_owned();
    }
    let permissions: Vec<&str> = text.split(',').map(str::trim).collect();
    if text.trim().is_empty() {
        errors.push(list.span(), format!("`{option}` is empty; if none is supported, leave it out"));
        return text.to_owned();
    }
    for permission in &permissions {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
        let message = if permission.is_empty() {
            format!("`{option}` has a comma with no permission beside it, remove the comma")
        } else if permission.chars().all(plain) && !permission.ends_with('.') {
            continue;
        } else if permission.contains('.') && !permission.ends_with('.') {
            format!("`{permission}` is not a permission, write commas between several")
        } else {
            format!("`{permission}` is not a permission; if none is supported, leave `{option}` out")
        };
        errors.push(list.span(), message);
    }
    permissions.join(",")
}
