//! The methods of a type's operations.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Path, Visibility};

use super::entity::{generics_with_serde, identifier};
use crate::model::item::Struct;
use crate::model::operation::{Kind, Operation};

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
    let Some(Operation { runtime, .. }) = operations.first() else { return TokenStream::new() };
    // Spanned at the name: there rustc says what keeps the type from being sent.
    let place = Span::call_site().located_at(ident.span());
    // Those that the derive's impls have: with `Self: GraphEntity`, what is wrong would be said at each call.
    let generics = generics_with_serde(generics, runtime);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let several = operations.len() > 1;
    let mut methods = TokenStream::new();
    let mut seen: Vec<&Ident> = Vec::new();
    for operation in operations {
        // Of two methods of one name the first stands for both.
        let Some(method) = operation.method.as_ref().filter(|method| !seen.contains(method)) else { continue };
        seen.push(method);
        methods.extend(one(operation, method, visibility, several, place));
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
    let function = if several {
        let function = format_ident!("{}_in", kind.function, span = place);
        quote_spanned!(place=> #function::<Self, _>)
    } else {
        Ident::new(kind.function, place).to_token_stream()
    };
    let (receiver, entity) = if kind.sends_entity { (quote!(&self,), quote!(self,)) } else { (quote!(), quote!()) };
    let list = if several { quote!([#(#arguments),*]) } else { quote!(&[#(#arguments),*]) };
    let call = quote_spanned! {place=>
        #located::__private::#function(#entity #path, #delegated, #application, #list)
    };
    let select_all = operation.select_all.then(|| quote!(.select_all()));
    quote! {
        #[doc = #documentation]
        #visibility fn #method(#receiver #(#arguments: &::core::primitive::str),*) -> #runtime::#request<Self> {
            #call #select_all
        }
    }
}

fn documentation(operation: &Operation) -> String {
    let permissions = |kind: &str, permissions: &str| match permissions {
        "" => String::new(),
        list => format!("\n {kind} permissions, least privileged first: `{}`.\n", list.replace(',', "`, `")),
    };
    let (delegated, application) =
        (permissions("Delegated", &operation.delegated), permissions("Application", &operation.application));
    let body = if operation.kind.sends_entity { " with this entity as its body" } else { "" };
    format!(" The request `{} {}`{body}.\n{delegated}{application}", operation.kind.verb, operation.versioned())
}

/// An argument of this name.
fn argument_name(name: &str) -> Ident {
    let mut ident = identifier(name).unwrap_or_else(|| Ident::new("argument", Span::mixed_site()));
    ident.set_span(Span::mixed_site());
    ident
}
