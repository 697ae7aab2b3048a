//! The actions and functions that are asked for, as the schema has them.

mod parameters;

use graph_entity_schema::{Operation, Primitive, PropertyType, ResolvedCall, Schema};

use crate::failure::{Failure, Result};
use crate::generate::Request;

/// An action or a function that is called at a path.
pub(super) struct Call<'s> {
    pub(super) path: String,
    pub(super) is_function: bool,
    pub(super) called: ResolvedCall<'s>,
    pub(super) returns: Option<Returns>,
}

/// What a call returns, as far as the output says it.
pub(super) enum Returns {
    /// The address of the content.
    Redirect,
    Value(PropertyType, bool),
}

impl<'s> Call<'s> {
    /// The calls that are asked for.
    ///
    /// # Errors
    ///
    /// If there is no such action or function.
    pub(super) fn find(schema: &'s Schema, request: &Request) -> Result<Vec<Self>> {
        let actions = request.actions.iter().map(|path| (path, false));
        let functions = request.functions.iter().map(|path| (path, true));
        let find = |(path, is_function): (&String, bool)| {
            let operation = if is_function { Operation::Function } else { Operation::Action };
            let called = schema.resolve_call(path, operation).map_err(|no| {
                let nearest = no.nearest().map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
                Failure::new(format!("`{path}`: {no}{nearest}"))
            })?;
            let returns = called.returns.clone().and_then(|(ty, is_collection)| match ty {
                ty if is_content(schema, &ty) => is_function.then_some(Returns::Redirect),
                ty => Some(Returns::Value(ty, is_collection)),
            });
            Ok(Self { path: path.clone(), is_function, called, returns })
        };
        actions.chain(functions).map(find).collect()
    }

    /// The types of the fields, and of what is returned.
    pub(super) fn types(&self) -> impl Iterator<Item = &PropertyType> {
        let fields = self.called.parameters.iter().filter(|_| !self.is_function).map(|parameter| &parameter.ty);
        let returns = self.returns.iter().filter_map(|returns| match returns {
            Returns::Value(ty, _) => Some(ty),
            Returns::Redirect => None,
        });
        fields.chain(returns)
    }

    /// The last name before the call: of what it is called on.
    pub(super) fn called_on(&self) -> &str {
        let is_name = |segment: &&str| !segment.contains(['{', '(']) && !segment.is_empty();
        self.path.split('/').rev().skip(1).find(is_name).unwrap_or_default()
    }
}

/// Whether it is content that is elsewhere: a stream, or a value that has nothing else.
fn is_content(schema: &Schema, ty: &PropertyType) -> bool {
    let is_stream = |ty: &PropertyType| *ty == PropertyType::Primitive(Primitive::Stream);
    let of_streams = |name: &str| {
        let ty = schema.structured(name)?;
        let properties = schema.properties(ty);
        Some(!properties.is_empty() && properties.iter().all(|property| is_stream(&property.ty)))
    };
    match ty {
        PropertyType::Named(name) => of_streams(name).unwrap_or(false),
        PropertyType::Primitive(_) => is_stream(ty),
    }
}
