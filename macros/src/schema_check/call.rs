//! Whether an action or a function exists, takes the parameters that the fields are, and returns what the attribute says.

use graph_entity_names::{lower_camel_case, nearest};
use graph_entity_schema::{Parameter, ResolvedCall, Schema};
use proc_macro2::TokenStream;
use syn::spanned::Spanned;
use syn::{FieldsNamed, Type};

use crate::errors::Errors;
use crate::model::entity::{Field, Kind};
use crate::model::item::Struct;
use crate::model::operation::Operation;
use crate::schema_check::holds::{Ask, Holds};
use crate::schema_check::properties::Declared;
use crate::schema_check::{Metadata, Version, mentions_parameter, path};

/// Notes what is wrong with a call. Returns what the compiler has to answer: whether each type can hold what it stands for.
pub(super) fn call(
    schema: &Schema,
    version: Version,
    item: &Struct,
    operation: &Operation,
    metadata: &dyn Metadata,
    errors: &mut Errors,
) -> TokenStream {
    let Some(written) = &operation.path else { return TokenStream::new() };
    let path = written.value();
    let called = match schema.resolve_call(path, operation.kind.operation) {
        Ok(called) => called,
        Err(unresolved) => {
            let nearest = unresolved.nearest();
            let resolves = |schema: &Schema| schema.resolve_call(path, operation.kind.operation).is_ok();
            let message = path::not_there(schema, (version, path), &unresolved, nearest, &resolves, metadata);
            errors.push(written.span(), message);
            return TokenStream::new();
        }
    };
    let named = item.fields();
    let mut types = parameters(schema, &called, named.as_ref(), operation, errors);
    types.extend(returned(schema, &called, operation, errors));
    let asks = types.into_iter().filter(|(ty, _)| !mentions_parameter(ty, &item.generics));
    let asks = asks.enumerate().map(|(index, (ty, declared))| Ask { index, ty, declared }).collect();
    Holds { ident: &item.ident, generics: &item.generics, runtime: &operation.runtime, lineage: Vec::new(), asks }
        .ask_alone()
}

/// The type of each field, with what it has to hold. A function's parameters stand in its path.
fn parameters<'a>(
    schema: &Schema,
    called: &ResolvedCall<'_>,
    fields: Option<&'a FieldsNamed>,
    operation: &Operation,
    errors: &mut Errors,
) -> Vec<(&'a Type, Declared)> {
    let fields = fields.iter().flat_map(|fields| &fields.named);
    let fields = fields.filter_map(|field| Field::new(Kind::Parameters, field, &mut Errors::default()));
    let mut types = Vec::new();
    for field in fields {
        let (name, span) = &field.name;
        let is = |parameter: &&Parameter| parameter.name.eq_ignore_ascii_case(name);
        match called.parameters.iter().find(is) {
            Some(Parameter { ty, is_collection, .. }) => {
                types.extend(Declared::of(schema, ty, *is_collection).map(|declared| (field.ty, declared)));
            }
            None => {
                // As Graph's reference spells them.
                let names: Vec<String> =
                    called.parameters.iter().map(|parameter| lower_camel_case(&parameter.name)).collect();
                let of = called.name;
                let instead = match nearest(name, names.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if names.is_empty() => "it has none".to_owned(),
                    None => format!("it has `{}`", names.join("`, `")),
                };
                let noun = operation.kind.noun;
                errors.push(*span, format!("the {noun} `{of}` has no parameter `{name}`, {instead}"));
            }
        }
    }
    types
}

/// The type after `returns`, with what it has to hold.
fn returned<'a>(
    schema: &Schema,
    called: &ResolvedCall<'_>,
    operation: &'a Operation,
    errors: &mut Errors,
) -> Option<(&'a Type, Declared)> {
    let ty = operation.returns.as_ref()?;
    if matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty()) {
        return None;
    }
    let Some((returned, is_collection)) = &called.returns else {
        errors.push(ty.span(), format!("`{}` returns nothing, remove `returns`", called.name));
        return None;
    };
    Declared::of(schema, returned, *is_collection).map(|declared| (ty, declared))
}

#[cfg(test)]
mod tests {
    use crate::model::kind::{ACTION, FUNCTION};
    use crate::schema_check::schemas::{Schemas, messages_of};
    use quote::quote;

    #[test]
    fn each_mistake_in_a_call_has_its_message() {
        for (kind, attribute, fields, expected) in [
            (&ACTION, quote!("/users/{userId}/sendMail"), quote!({ message: X, save_to_sent_items: X }), vec![]),
            (&ACTION, quote!("/users/{userId}/microsoft.graph.sendMail"), quote!({ message: X }), vec![]),
            (
                &ACTION,
                quote!("/users/{userId}/sendMail"),
                quote!({ mesage: X, #[graph_parameters(name = "Other")] other: X }),
                vec![
                    "the action `sendMail` has no parameter `mesage`, did you mean `message`?",
                    "the action `sendMail` has no parameter `Other`, it has `message`, `saveToSentItems`",
                ],
            ),
            (
                &ACTION,
                quote!("/users/{userId}/sendMial"),
                quote!({}),
                vec!["`microsoft.graph.user` has no action `sendMial`, did you mean `/users/{userId}/sendMail`?"],
            ),
            (
                &ACTION,
                quote!("/userz/{userId}/sendMail"),
                quote!({}),
                vec!["there is no `userz` at the root, did you mean `/users/{userId}/sendMail`?"],
            ),
            (
                &ACTION,
                quote!("/users/sendMail"),
                quote!({}),
                vec!["`sendMail` is called on one of it, by its key, not on a collection of `microsoft.graph.user`"],
            ),
            (
                &ACTION,
                quote!("/users/{userId}/sendMail", returns = X),
                quote!({}),
                vec!["`sendMail` returns nothing, remove `returns`"],
            ),
            (
                &FUNCTION,
                quote!("/users/{userId}/sendMail"),
                quote!(;),
                vec!["`sendMail` is not a function, write `graph_action`"],
            ),
            (
                &ACTION,
                quote!("/users/{userId}/reminderView"),
                quote!({}),
                vec!["`reminderView` is not an action, write `graph_function`"],
            ),
            (
                &FUNCTION,
                quote!("/users/{userId}/reminderView(StartDateTime='{start}',endDateTime='{end}')", returns = Vec<X>),
                quote!(;),
                vec![],
            ),
            (&FUNCTION, quote!("/users/{userId}/reminderView(StartDateTime='{start}')"), quote!(;), vec![]),
            (
                &FUNCTION,
                quote!("/users/{userId}/reminderView(begin='{start}')"),
                quote!(;),
                vec!["`reminderView` takes other parameters: `reminderView(StartDateTime, EndDateTime)`"],
            ),
            (
                &ACTION,
                quote!("/agents/{agentId}/start"),
                quote!({}),
                vec!["`/agents/{agentId}/start` is only in beta, add `beta`"],
            ),
        ] {
            let semicolon = fields.to_string() == ";";
            let item = if semicolon {
                quote!(
                    struct Call;
                )
            } else {
                quote!(struct Call #fields)
            };
            assert_eq!(messages_of(kind, attribute.clone(), item, Schemas::both()), expected, "{attribute}");
        }
    }
}
