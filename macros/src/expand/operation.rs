//! The methods of a type's operations.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{LitStr, Path, Visibility};

use super::entity::{generics_with_serde, identifier};
use crate::expand::fallback::quiet_function;
use crate::model::item::Struct;
use crate::model::operation::{Kind, Operation, REF};

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
/// Several methods call `create_in::<Self, _>`, which needs `Operations` alone: the `impl` of that is where rustc reports what is
/// not met, once. Such a call also costs rustc less: its arguments are an array, not a slice that it would have to borrow.
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
    let mut methods = TokenStream::new();
    let mut seen: Vec<Ident> = Vec::new();
    for operation in operations().filter(|operation| operation.hidden_functions().is_empty()) {
        // Of two methods of one name the first stands for both.
        let names = operation.methods();
        if names.iter().any(|name| seen.contains(name)) {
            continue;
        }
        match names.as_slice() {
            [add, remove] => methods.extend(references(operation, add, remove, visibility, place)),
            [method] => methods.extend(one(operation, method, visibility, several, place)),
            _ => {}
        }
        seen.extend(names);
    }
    for name in operations().flat_map(Operation::hidden_functions) {
        if !seen.contains(&name) {
            methods.extend(quiet_function(&name, visibility));
            seen.push(name);
        }
    }
    let typed = several.then(|| {
        quote! {
            #[automatically_derived]
            impl #impl_generics #runtime::__private::Operations for #ident #ty_generics #where_clause {}
        }
    });
    quote! {
        #typed
        #[allow(dead_code)]
        impl #impl_generics #ident #ty_generics #where_clause {
            #methods
        }
    }
}

/// Uses of the attributes that were taken with the first, so that rustc does not find their imports unused.
pub(crate) fn uses(taken: &[Path], first: &Kind) -> TokenStream {
    let mut names: Vec<String> = vec![first.attribute.to_owned()];
    let others = taken.iter().filter(|path| {
        let name = path.segments.last().map_or_else(String::new, |last| last.ident.to_string());
        let is_new = !names.contains(&name);
        names.push(name);
        is_new
    });
    let uses: Vec<&Path> = others.collect();
    if uses.is_empty() {
        return TokenStream::new();
    }
    quote!(#[allow(unused_imports)] const _: () = { #(use #uses as _;)* };)
}

fn one(operation: &Operation, method: &Ident, visibility: &Visibility, several: bool, place: Span) -> TokenStream {
    let Operation { kind, delegated, application, runtime, .. } = operation;
    let (documentation, path) = (documentation(operation), operation.versioned());
    let arguments: Vec<Ident> = operation.template.arguments().iter().map(|name| argument_name(name)).collect();
    let (request, located) = (format_ident!("{}", kind.request), runtime.at(place));
    let returns = returns(operation);
    let function = if kind.is_call() {
        let function = Ident::new(kind.function, place);
        quote_spanned!(place=> #function::<Self, #returns>)
    } else if several {
        let function = format_ident!("{}_in", kind.function, span = place);
        quote_spanned!(place=> #function::<Self, _>)
    } else {
        Ident::new(kind.function, place).to_token_stream()
    };
    let (receiver, entity) = if kind.sends_value { (quote!(&self,), quote!(self,)) } else { (quote!(), quote!()) };
    let list = if several { quote!([#(#arguments),*]) } else { quote!(&[#(#arguments),*]) };
    let call = quote_spanned! {place=>
        #located::__private::#function(#entity #path, #delegated, #application, #list)
    };
    let select_all = operation.select_all.then(|| quote!(.select_all()));
    let of = if kind.is_call() { returns } else { quote!(Self) };
    quote! {
        #[doc = #documentation]
        #visibility fn #method(#receiver #(#arguments: &::core::primitive::str),*) -> #runtime::#request<#of> {
            #call #select_all
        }
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
    let names = operation.template.arguments();
    let arguments: Vec<Ident> = names.iter().map(|name| argument_name(name)).collect();
    let id = id_beside(&names);
    let path = operation.versioned();
    let target = operation.target.as_ref().map_or_else(|| "/directoryObjects".to_owned(), LitStr::value);
    let target = operation.of_version(&format!("{target}/{{id}}"));
    let (verb, function) = if *single { ("PUT", "set_reference") } else { ("POST", "add_reference") };
    let function = Ident::new(function, place);
    let added = format!("{path}/$ref");
    let (removed, last) = if *single { (added.clone(), None) } else { (format!("{path}/{{{id}}}/$ref"), Some(&id)) };
    let located = runtime.at(place);
    let permissions = all_permissions(operation);
    let add_doc = format!(" The request `{verb} {added}`, which refers to `{target}`.\n{permissions}");
    let remove_doc = format!(" The request `DELETE {removed}`.\n{permissions}");
    let added = quote_spanned! {place=>
        #located::__private::#function(#added, #target, #delegated, #application, &[#(#arguments),*], #id)
    };
    let last = last.into_iter();
    let (values, parameters) = (last.clone(), last);
    let removed = quote_spanned! {place=>
        #located::__private::remove_reference(#removed, #delegated, #application, &[#(#arguments,)* #(#values)*])
    };
    quote! {
        #[doc = #add_doc]
        #visibility fn #add(
            #(#arguments: &::core::primitive::str,)*
            #id: &::core::primitive::str
        ) -> #runtime::Reference<Self> {
            #added
        }
        #[doc = #remove_doc]
        #visibility fn #remove(
            #(#arguments: &::core::primitive::str,)*
            #(#parameters: &::core::primitive::str)*
        ) -> #runtime::Reference<Self> {
            #removed
        }
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

/// What a call returns: nothing, unless it says so.
fn returns(operation: &Operation) -> TokenStream {
    operation.returns.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream)
}

/// The permissions, for the documentation.
fn all_permissions(operation: &Operation) -> String {
    let permissions = |kind: &str, permissions: &str| match permissions {
        "" => String::new(),
        list => format!("\n {kind} permissions, least privileged first: `{}`.\n", list.replace(',', "`, `")),
    };
    permissions("Delegated", &operation.delegated) + &permissions("Application", &operation.application)
}

fn documentation(operation: &Operation) -> String {
    let body = match operation.kind {
        Kind { sends_value: false, .. } => "",
        kind if kind.is_call() => " with these parameters",
        _ => " with this entity as its body",
    };
    let permissions = all_permissions(operation);
    format!(" The request `{} {}`{body}.\n{permissions}", operation.kind.verb, operation.versioned())
}

/// An argument of this name.
fn argument_name(name: &str) -> Ident {
    let mut ident = identifier(name).unwrap_or_else(|| Ident::new("argument", Span::mixed_site()));
    ident.set_span(Span::mixed_site());
    ident
}
