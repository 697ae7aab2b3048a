//! The model of an operation: what one `#[graph_post("…")]`, or another attribute of its kind, gives.

use std::rc::Rc;

use graph_entity_names::{operations, snake_case};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::TokenStreamExt;
use syn::ext::IdentExt as _;
use syn::{Attribute, Type};

use super::attribute::OuterAttribute;
use crate::errors::Errors;
use crate::options::argument::{self, Argument, Assigned};
use crate::options::given::Given;
use crate::options::runtime::Runtime;
use crate::options::table::Place;
use crate::options::text::Text;
use crate::path::Template;

/// A kind of operation. One is a row of [`KINDS`]: the stages know no more of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) attribute: &'static str,
    /// The method's name if the attribute gives none.
    pub(crate) method: &'static str,
    /// The HTTP method, for the documentation.
    pub(crate) verb: &'static str,
    /// Whether it sends the value, so that its method takes `&self`.
    pub(crate) sends_value: bool,
    /// Whether its path is that of a collection, and so does not end in a placeholder.
    pub(crate) of_collection: bool,
    /// Which options its attribute takes.
    pub(crate) place: Place,
    /// What it is called, and what it does with its path, in a message.
    pub(crate) noun: &'static str,
    pub(crate) does: &'static str,
    /// The type that its method returns.
    pub(crate) request: &'static str,
    /// The function that its method calls.
    pub(crate) function: &'static str,
    /// A path to show.
    pub(crate) example: &'static str,
    /// What it is to the schema.
    #[cfg(any(feature = "check", test))]
    pub(crate) operation: graph_entity_schema::Operation,
}

impl Kind {
    /// Whether it calls an action or a function, and its struct has the parameters.
    pub(crate) fn is_call(&self) -> bool {
        self.place == Place::Call
    }

    /// The derive of the struct that it goes on.
    pub(crate) fn derive(&self) -> &'static str {
        if self.is_call() { "GraphParameters" } else { "GraphEntity" }
    }

    /// Whether it reads entities, of which it selects properties.
    #[cfg(any(feature = "check", test))]
    pub(crate) fn is_read(&self) -> bool {
        self.place == Place::Read
    }
}

/// `#[graph_post]`: a create.
pub(crate) const POST: Kind = Kind {
    attribute: operations::POST.attribute,
    method: operations::POST.method,
    verb: operations::POST.verb,
    sends_value: true,
    of_collection: true,
    place: Place::Operation,
    noun: "create",
    does: "posts to",
    request: "Create",
    function: "create",
    example: "/users/{userId}/messages",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Create,
};

/// `#[graph_get]`: the read of one entity.
pub(crate) const GET: Kind = Kind {
    attribute: operations::GET.attribute,
    method: operations::GET.method,
    verb: operations::GET.verb,
    sends_value: false,
    of_collection: false,
    place: Place::Read,
    noun: "get",
    does: "reads",
    request: "Get",
    function: "get",
    example: "/users/{userId}/messages/{messageId}",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Get,
};

/// `#[graph_list]`: the read of a collection.
pub(crate) const LIST: Kind = Kind {
    attribute: operations::LIST.attribute,
    method: operations::LIST.method,
    verb: operations::LIST.verb,
    sends_value: false,
    of_collection: true,
    place: Place::Read,
    noun: "list",
    does: "reads",
    request: "List",
    function: "list",
    example: "/users/{userId}/messages",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::List,
};

/// `#[graph_patch]`: an update.
pub(crate) const PATCH: Kind = Kind {
    attribute: operations::PATCH.attribute,
    method: operations::PATCH.method,
    verb: operations::PATCH.verb,
    sends_value: true,
    of_collection: false,
    place: Place::Operation,
    noun: "update",
    does: "changes",
    request: "Update",
    function: "update",
    example: "/users/{userId}/messages/{messageId}",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Update,
};

/// `#[graph_delete]`: a deletion.
pub(crate) const DELETE: Kind = Kind {
    attribute: operations::DELETE.attribute,
    method: operations::DELETE.method,
    verb: operations::DELETE.verb,
    sends_value: false,
    of_collection: false,
    place: Place::Operation,
    noun: "delete",
    does: "removes",
    request: "Delete",
    function: "delete",
    example: "/users/{userId}/messages/{messageId}",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Delete,
};

/// `#[graph_put]`: a create under a key that the caller chooses.
pub(crate) const PUT: Kind = Kind {
    attribute: operations::PUT.attribute,
    method: operations::PUT.method,
    verb: operations::PUT.verb,
    sends_value: true,
    of_collection: false,
    place: Place::Operation,
    noun: "put",
    does: "writes",
    request: "Put",
    function: "put",
    example: "/external/connections/{connectionId}/items/{itemId}",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Put,
};

/// `#[graph_upsert]`: an update that creates what does not exist.
pub(crate) const UPSERT: Kind = Kind {
    attribute: operations::UPSERT.attribute,
    method: operations::UPSERT.method,
    verb: operations::UPSERT.verb,
    sends_value: true,
    of_collection: false,
    place: Place::Operation,
    noun: "upsert",
    does: "writes",
    request: "Upsert",
    function: "upsert",
    example: "/groups(uniqueName='{uniqueName}')",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Upsert,
};

/// `#[graph_action]`: the call of an action.
pub(crate) const ACTION: Kind = Kind {
    attribute: operations::ACTION.attribute,
    method: operations::ACTION.method,
    verb: operations::ACTION.verb,
    sends_value: true,
    of_collection: false,
    place: Place::Call,
    noun: "action",
    does: "calls",
    request: "Call",
    function: "action",
    example: "/users/{userId}/sendMail",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Action,
};

/// `#[graph_function]`: the call of a function.
pub(crate) const FUNCTION: Kind = Kind {
    attribute: operations::FUNCTION.attribute,
    method: operations::FUNCTION.method,
    verb: operations::FUNCTION.verb,
    sends_value: false,
    of_collection: false,
    place: Place::Call,
    noun: "function",
    does: "calls",
    request: "Call",
    function: "function",
    example: "/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Function,
};

/// `#[graph_ref]`: references are added or set, and removed.
pub(crate) const REF: Kind = Kind {
    attribute: operations::REF.attribute,
    method: operations::REF.method,
    verb: operations::REF.verb,
    sends_value: false,
    of_collection: false,
    place: Place::Reference,
    noun: "reference",
    does: "changes",
    request: "Reference",
    function: "add_reference",
    example: "/groups/{groupId}/members",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::List,
};

/// `#[graph_delta]`: the read of what changed in a collection.
pub(crate) const DELTA: Kind = Kind {
    attribute: operations::DELTA.attribute,
    method: operations::DELTA.method,
    verb: operations::DELTA.verb,
    sends_value: false,
    of_collection: true,
    place: Place::Read,
    noun: "delta query",
    does: "reads",
    request: "Delta",
    function: "delta",
    example: "/users/delta",
    #[cfg(any(feature = "check", test))]
    operation: graph_entity_schema::Operation::Delta,
};

const KINDS: [&Kind; 11] = [&POST, &GET, &LIST, &PATCH, &DELETE, &PUT, &UPSERT, &ACTION, &FUNCTION, &REF, &DELTA];

/// One operation on a type.
pub(crate) struct Operation {
    pub(crate) kind: &'static Kind,
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

/// The kind of operation that an attribute declares, recognised by the last segment of its path.
pub(crate) fn kind_of(attribute: &Attribute) -> Option<&'static Kind> {
    kind_named(&attribute.path().segments.last()?.ident.to_string())
}

/// The kind of operation whose attribute has this name.
pub(crate) fn kind_named(attribute: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.attribute == attribute)
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
        kind: &'static Kind,
        attribute: TokenStream,
        of: Span,
        templates: &mut Templates,
        errors: &mut Errors,
    ) -> Self {
        let Kind { attribute: name, example, .. } = kind;
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
fn default_name(kind: &Kind, template: &Template) -> Option<Ident> {
    if *kind != REF {
        return Some(Ident::new(kind.method, Span::call_site()));
    }
    template.last_name().map(snake_case).and_then(|name| named(kind, &name))
}

/// The name as an identifier, raw only if it has to be: `r#get` is `get`. Behind `add_` and `remove_` a keyword is one too.
fn named(kind: &Kind, name: &str) -> Option<Ident> {
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

fn method_name(kind: &Kind, name: &Text, errors: &mut Errors) -> Option<Ident> {
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
