//! The struct of an action's or a function's parameters.

use std::fmt::Write as _;

use graph_entity_names::lower_camel_case;
use graph_entity_names::operations::{ACTION, Declaration, FUNCTION};

use crate::generate::calls::{Call, Returns};
use crate::generate::names::{Names, json_name_of_field};
use crate::generate::operations::permissions;
use crate::generate::plan::Plan;
use crate::generate::values::{Used, rust_type};
use crate::tables::permissions::Permissions;

impl Call<'_> {
    /// The struct under this name.
    pub(in crate::generate) fn source(
        &self,
        name: &str,
        plan: &Plan<'_>,
        beta: bool,
        table: Option<&Permissions>,
        used: &mut Used,
    ) -> String {
        let Declaration { attribute, verb, .. } = if self.is_function { FUNCTION } else { ACTION };
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
        source.push_str(&permissions(table.and_then(|table| table.of(verb, &self.path))));
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
            let json = lower_camel_case(&parameter.name);
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
