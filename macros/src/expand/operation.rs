//! The methods of a type's operations.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Token, Visibility};

use super::entity::{braces, generics_with_serde, identifier};
use crate::expand::fallback::quiet_function;
use crate::model::attribute::OuterAttribute;
use crate::model::item::Struct;
use crate::model::kind::{OperationKind, REF};
use crate::model::operation::Operation;
use crate::options::text::Text;

/// The most arguments for which the runtime has a function of that number.
const COUNTED: usize = 3;

/// Generates, for `#[graph_post("/users/{userId}/messages")]` on `Message`:
///
/// ```text
/// #[allow(dead_code)]
/// impl Message {
///     #[doc = " The request `POST /v1.0/users/{userId}/messages` with this entity as its body."]
///     pub fn create(&self, user_id: &str) -> ::graph_entity::Create<Self> {
///         ::graph_entity::__private::create(self, "/v1.0/users/{userId}/messages", "", "", &[user_id])
///     }
/// }
/// ```
///
/// Several methods call `create_1::<Self>`, which needs `Operations` alone: the `impl` of that is where rustc reports what is not
/// met, once. Such a call also costs rustc less: it has no slice of the arguments, which rustc would have to borrow.
pub(crate) fn expand(item: &Struct, operations: &[Operation]) -> TokenStream {
    let Struct { ident, visibility, generics, .. } = item;
    let Some(Operation { runtime, kind, .. }) = operations.first() else { return TokenStream::new() };
    // What goes on a struct of another derive is a mistake, and has no method here.
    let operations = || operations.iter().filter(|operation| operation.kind.is_call() == kind.is_call());
    // Spanned at the name: there rustc says what keeps the type from being sent.
    let place = Span::call_site().located_at(ident.span());
    // Those that the derive's impls have: with `Self: GraphEntity`, what is wrong would be said at each call.
    let generics = generics_with_serde(generics, runtime);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // References need nothing of the type.
    let of_entities = || operations().filter(|operation| *operation.kind != REF && !kind.is_call());
    let several = of_entities().nth(1).is_some();
    let mut methods: Vec<TokenStream> = Vec::new();
    let mut seen: Vec<Ident> = Vec::new();
    for operation in operations().filter(|operation| operation.hidden_functions().is_empty()) {
        // Of two methods of one name the first stands for both.
        let names = operation.methods();
        if names.iter().any(|name| seen.contains(name)) {
            continue;
        }
        match names.as_slice() {
            [add, remove] => methods.push(references(operation, add, remove, visibility, place)),
            [method] => methods.push(one(operation, method, visibility, several, place)),
            _ => {}
        }
        seen.extend(names);
    }
    for name in operations().flat_map(Operation::hidden_functions) {
        if !seen.contains(&name) {
            methods.push(quiet_function(&name, visibility));
            seen.push(name);
        }
    }
    let methods = braces(methods.into_iter().collect());
    let several = several.then_some(ident);
    let several = several.as_slice();
    quote! {
        #(
            #[automatically_derived]
            impl #impl_generics #runtime::__private::Operations for #several #ty_generics #where_clause {}
        )*
        #[allow(dead_code)]
        impl #impl_generics #ident #ty_generics #where_clause #methods
    }
}

/// Uses of the attributes that were taken with the first, so that rustc does not find their imports unused.
pub(crate) fn uses(taken: &[OuterAttribute], first: &OperationKind) -> Option<TokenStream> {
    let (mut names, mut paths) = (vec![first.declaration.attribute], Vec::new());
    for attribute in taken {
        if !names.contains(&attribute.name()) {
            names.push(attribute.name());
            paths.push(attribute.path());
        }
    }
    if paths.is_empty() {
        return None;
    }
    Some(quote!(#[allow(unused_imports)] const _: () = { #(use #(#paths)* as _;)* };))
}

fn one(operation: &Operation, method: &Ident, visibility: &Visibility, several: bool, place: Span) -> TokenStream {
    let Operation { kind, delegated, application, runtime, .. } = operation;
    let path = operation.versioned();
    let documentation = documentation(operation, &path);
    let arguments = arguments(operation);
    let (request, located) = (Ident::new(kind.request, Span::call_site()), runtime.at(place));
    let receiver = kind.sends_value.then(|| Token![self](Span::call_site()));
    let receiver = receiver.as_slice();
    let mut returns: &dyn ToTokens = &Token![Self](Span::call_site());
    let call = if kind.is_call() {
        let function = Ident::new(kind.function, place);
        returns = operation.returns.as_ref().map_or(&Nothing, |returns| returns);
        quote_spanned! {place=>
            #located::__private::#function::<Self, #returns>(
                #(#receiver,)* #path, #delegated, #application, &[#(#arguments),*]
            )
        }
    } else {
        let select_all = operation.select_all.then(|| Ident::new("select_all", place));
        let select_all = select_all.as_slice();
        if several && arguments.len() <= COUNTED {
            let function = Ident::new(&format!("{}_{}", kind.function, arguments.len()), place);
            quote_spanned! {place=>
                #located::__private::#function::<Self>(
                    #(#receiver,)* #path, #delegated, #application #(, #arguments)*
                ) #(.#select_all())*
            }
        } else if several {
            let function = Ident::new(&format!("{}_in", kind.function), place);
            quote_spanned! {place=>
                #located::__private::#function::<Self, _>(
                    #(#receiver,)* #path, #delegated, #application, [#(#arguments),*]
                ) #(.#select_all())*
            }
        } else {
            let function = Ident::new(kind.function, place);
            quote_spanned! {place=>
                #located::__private::#function(#(#receiver,)* #path, #delegated, #application, &[#(#arguments),*])
                #(.#select_all())*
            }
        }
    };
    let call = braces(call);
    quote! {
        #[doc = #documentation]
        #visibility fn #method(#(&#receiver,)* #(#arguments: &::core::primitive::str),*) -> #runtime::#request<#returns>
        #call
    }
}

/// `()`: what a call returns that does not say so.
struct Nothing;

impl ToTokens for Nothing {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Group::new(Delimiter::Parenthesis, TokenStream::new()).to_tokens(tokens);
    }
}

/// Generates, for `#[graph_ref("/groups/{groupId}/members")]`:
///
/// ```text
/// pub fn add_members(group_id: &str, id: &str) -> ::graph_entity::Reference<Self> {
///     …::add_reference("/v1.0/groups/{groupId}/members/$ref", "/v1.0/directoryObjects/{id}", "", "", &[group_id], id)
/// }
/// pub fn remove_members(group_id: &str, id: &str) -> ::graph_entity::Reference<Self> {
///     …::remove_reference("/v1.0/groups/{groupId}/members/{id}/$ref", "", "", &[group_id, id])
/// }
/// ```
fn references(operation: &Operation, add: &Ident, remove: &Ident, visibility: &Visibility, place: Span) -> TokenStream {
    let Operation { delegated, application, runtime, single, .. } = operation;
    let arguments = arguments(operation);
    let id = id_beside(operation.template.arguments());
    let path = operation.versioned();
    let target = operation.target.as_ref().map_or("/directoryObjects", Text::value);
    let target = operation.of_version(&format!("{target}/{{id}}"));
    let (verb, function) = if *single { ("PUT", "set_reference") } else { ("POST", "add_reference") };
    let function = Ident::new(function, place);
    let added = format!("{path}/$ref");
    let (removed, last) = if *single { (added.clone(), None) } else { (format!("{path}/{{{id}}}/$ref"), Some(&id)) };
    let located = runtime.at(place);
    let permissions = all_permissions(operation);
    let add_doc = format!(" The request `{verb} {added}`, which refers to `{target}`.\n{permissions}");
    let remove_doc = format!(" The request `DELETE {removed}`.\n{permissions}");
    let added = braces(quote_spanned! {place=>
        #located::__private::#function(#added, #target, #delegated, #application, &[#(#arguments),*], #id)
    });
    let last = last.as_slice();
    let removed = braces(quote_spanned! {place=>
        #located::__private::remove_reference(#removed, #delegated, #application, &[#(#arguments,)* #(#last)*])
    });
    quote! {
        #[doc = #add_doc]
        #visibility fn #add(
            #(#arguments: &::core::primitive::str,)*
            #id: &::core::primitive::str
        ) -> #runtime::Reference<Self> #added
        #[doc = #remove_doc]
        #visibility fn #remove(
            #(#arguments: &::core::primitive::str,)*
            #(#last: &::core::primitive::str)*
        ) -> #runtime::Reference<Self> #removed
    }
}

/// The argument that is the id of what is referred to, beside those of the path.
fn id_beside(names: &[String]) -> Ident {
    let mut id = "id".to_owned();
    while names.contains(&id) {
        id.insert_str(0, "target_");
    }
    Ident::new(&id, Span::mixed_site())
}

/// The permissions, for the documentation.
fn all_permissions(operation: &Operation) -> String {
    let mut text = String::new();
    for (kind, list) in [("Delegated", &operation.delegated), ("Application", &operation.application)] {
        if !list.is_empty() {
            let list = list.replace(',', "`, `");
            text.extend(["\n ", kind, " permissions, least privileged first: `", &list, "`.\n"]);
        }
    }
    text
}

fn documentation(operation: &Operation, path: &str) -> String {
    let body = match operation.kind {
        OperationKind { sends_value: false, .. } => "",
        kind if kind.is_call() => " with these parameters",
        _ => " with this entity as its body",
    };
    let permissions = all_permissions(operation);
    format!(" The request `{} {path}`{body}.\n{permissions}", operation.kind.declaration.verb)
}

/// The placeholders of its path as arguments.
fn arguments(operation: &Operation) -> Vec<Ident> {
    operation.template.arguments().iter().map(|name| argument_name(name)).collect()
}

/// An argument of this name.
fn argument_name(name: &str) -> Ident {
    let mut ident = identifier(name).unwrap_or_else(|| Ident::new("argument", Span::mixed_site()));
    ident.set_span(Span::mixed_site());
    ident
}
