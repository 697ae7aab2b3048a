//! The structs of an action's or a function's parameters.

use std::fmt::Write as _;

use graph_entity_schema::{Operation, Primitive, PropertyType, ResolvedCall, Schema};

use crate::failure::{Failure, Result};
use crate::generate::Request;
use crate::generate::operations;
use crate::generate::plan::Plan;
use crate::generate::values::{Used, rust_type};
use crate::names::{Names, json_name_of_field};
use crate::permissions::Permissions;

/// An action or a function that is called at a path.
pub(super) struct Call<'s> {
    path: String,
    is_function: bool,
    pub(super) called: ResolvedCall<'s>,
    returns: Option<Returns>,
}

/// What a call returns, as far as the output says it.
enum Returns {
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

    /// The struct under this name.
    pub(super) fn source(
        &self,
        name: &str,
        plan: &Plan<'_>,
        beta: bool,
        permissions: Option<&Permissions>,
        used: &mut Used,
    ) -> String {
        let (attribute, verb) = if self.is_function { ("graph_function", "GET") } else { ("graph_action", "POST") };
        used.note(attribute);
        used.note("GraphParameters");
        let mut source = format!(
            "/// The {} `{}`.\n#[derive(Debug, Clone, PartialEq, GraphParameters)]\n#[{attribute}({:?},",
            if self.is_function { "function" } else { "action" },
            self.called.name,
            self.path
        );
        if beta {
            source.push_str(" beta,");
        }
        let returns = match &self.returns {
            Some(Returns::Redirect) => Some(used.note("Redirect").to_owned()),
            Some(Returns::Value(ty, is_collection)) => rust_type(plan, ty, used).map(|ty| many(ty, *is_collection)),
            None => None,
        };
        if let Some(returns) = returns {
            let _ = write!(source, " returns = {returns},");
        }
        source.push_str(&operations::permissions(permissions, verb, &self.path));
        source.truncate(source.trim_end_matches(',').len());
        source.push_str(")]\n");
        let fields = if self.is_function { String::new() } else { self.fields(plan, used) };
        if fields.is_empty() {
            let _ = writeln!(source, "pub struct {name};");
        } else {
            let _ = writeln!(source, "pub struct {name} {{\n{fields}}}");
        }
        source
    }

    fn fields(&self, plan: &Plan<'_>, used: &mut Used) -> String {
        let mut names = Names::default();
        let mut source = String::new();
        for parameter in self.called.parameters {
            let Some(ty) = rust_type(plan, &parameter.ty, used) else { continue };
            // Graph's reference begins each with a small letter, where the schema does not.
            let mut letters = parameter.name.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            let json: String = first.into_iter().chain(letters).collect();
            let ident = names.field(&json);
            let is_required = !parameter.is_nullable && !parameter.is_optional;
            let mut options = Vec::new();
            if is_required {
                options.push("required".to_owned());
            }
            if json_name_of_field(&ident) != json {
                options.push(format!("name = {json:?}"));
            }
            if !options.is_empty() {
                let _ = writeln!(source, "#[graph_parameters({})]", options.join(", "));
            }
            let _ = writeln!(source, "pub {ident}: Option<{}>,", many(ty, parameter.is_collection));
        }
        source
    }
}

fn many(ty: String, is_collection: bool) -> String {
    if is_collection { format!("Vec<{ty}>") } else { ty }
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
