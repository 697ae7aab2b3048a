//! The Rust source of the declarations: each struct and enum once, however many pages have it.

use std::collections::HashMap;
use std::fmt::Write;

use graph_entity_names::{camel_case, lower_camel_case, pascal_case, snake_case};

/// What is declared, and the names that it has.
#[derive(Default)]
pub(crate) struct Source {
    pub(crate) text: String,
    names: HashMap<String, String>,
    numbers: HashMap<String, usize>,
}

/// One property of a struct: its name in JSON and the whole Rust type.
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) rust_type: String,
}

impl Source {
    /// Declares what `body` writes for a name, unless the same is declared already; the name.
    pub(crate) fn declare(&mut self, odata_type: &str, body: impl Fn(&str) -> String) -> String {
        let key = body("_");
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let plain = pascal_case(odata_type.rsplit('.').next().unwrap_or(odata_type));
        let number = self.numbers.entry(plain.clone()).or_default();
        *number += 1;
        let name = format!("{plain}{number}");
        self.text.push_str(&body(&name));
        self.names.insert(key, name.clone());
        name
    }

    /// `derive` is `GraphEntity` or `GraphComplex`.
    pub(crate) fn declare_struct(&mut self, derive: &str, odata_type: &str, properties: &[Property]) -> String {
        let attribute = snake_case(derive);
        let fields: String = fields(&attribute, properties).into_iter().map(|field| field.declaration).collect();
        self.declare(odata_type, |name| {
            format!("#[derive(Debug, {derive})]\n#[{attribute}({odata_type:?})]\nstruct {name} {{\n{fields}}}\n")
        })
    }

    /// The parameters of an action, with its attribute and the function that takes them from a body.
    pub(crate) fn declare_parameters(&mut self, called: &str, attribute: &str, properties: &[Property]) -> String {
        let fields = fields("graph_parameters", properties);
        let declared: String = fields.iter().map(|field| field.declaration.as_str()).collect();
        let values = fields.iter().zip(properties).fold(String::new(), |all, (field, Property { name, .. })| {
            all + &format!("{}: parameter(body, {name:?})?, ", field.name)
        });
        self.declare(called, |name| {
            format!(
                "#[derive(Debug, GraphParameters)]\n#[{attribute}]\nstruct {name} {{\n{declared}}}\n\
                 impl {name} {{ fn of(body: &Map<String, Value>) -> serde_json::Result<Self> {{ \
                 Ok(Self {{ {values} }}) }} }}\n"
            )
        })
    }

    /// A type without fields.
    pub(crate) fn declare_unit(&mut self, called: &str, attributes: &str) -> String {
        self.declare(called, |name| format!("{attributes}\nstruct {name};\n"))
    }

    /// A hierarchy: each variant's struct, with the base's `OtherType` at the end. `derive` is as for a struct.
    pub(crate) fn declare_hierarchy(&mut self, derive: &str, base: &str, variants: &[String]) -> String {
        let attribute = snake_case(derive);
        let variants = variants.iter().fold(String::new(), |all, variant| all + variant + "(" + variant + "), ");
        self.declare(base, |name| {
            format!(
                "#[derive(Debug, {derive})]\n#[{attribute}({base:?})]\n\
                 enum {name} {{ {variants}#[{attribute}(other)] Other(OtherType) }}\n"
            )
        })
    }

    pub(crate) fn declare_enum(&mut self, odata_type: &str, members: &[&str], flags: bool) -> String {
        let mut taken = vec!["Other".to_owned()];
        let mut variants = String::new();
        for member in members {
            let variant = unique(&pascal_case(member), &mut taken);
            if lower_camel_case(&variant) != *member {
                let _ = write!(variants, "#[graph_enum(name = {member:?})] ");
            }
            let _ = write!(variants, "{variant}, ");
        }
        let flags = if flags { ", flags" } else { "" };
        self.declare(odata_type, |name| {
            format!(
                "#[derive(Debug, GraphEnum)]\n#[graph_enum({odata_type:?}{flags})]\n\
                 enum {name} {{ {variants}#[graph_enum(other)] Other(String) }}\n"
            )
        })
    }
}

struct Field {
    name: String,
    /// Its line in the struct.
    declaration: String,
}

/// The fields of a struct whose properties have these names and types.
fn fields(attribute: &str, properties: &[Property]) -> Vec<Field> {
    let mut taken = Vec::new();
    let field = |Property { name, rust_type }: &Property| {
        let field = unique(&field_name(name), &mut taken);
        let is_named = camel_case(field.trim_start_matches("r#")) != *name;
        let named = if is_named { format!("#[{attribute}(name = {name:?})] ") } else { String::new() };
        Field { declaration: format!("{named}{field}: {rust_type},\n"), name: field }
    };
    properties.iter().map(field).collect()
}

fn field_name(name: &str) -> String {
    let field = snake_case(name);
    let field = if field.starts_with(|first: char| first.is_ascii_alphabetic()) { field } else { format!("n_{field}") };
    match field.as_str() {
        "self" | "crate" | "super" => format!("{field}_"),
        "type" | "ref" | "in" | "match" | "move" | "use" | "where" | "for" | "if" | "else" | "loop" | "enum" | "fn"
        | "mod" | "pub" | "static" | "struct" | "trait" | "impl" | "let" | "const" | "as" | "break" | "continue"
        | "return" | "while" | "true" | "false" | "extern" | "dyn" | "async" | "await" | "abstract" | "final"
        | "override" | "macro" | "try" | "gen" | "do" | "box" | "become" | "typeof" | "unsized" | "virtual"
        | "yield" | "unsafe" | "mut" => format!("r#{field}"),
        _ => field,
    }
}

fn unique(name: &str, taken: &mut Vec<String>) -> String {
    let mut unique = name.to_owned();
    while taken.contains(&unique) {
        unique.push('2');
    }
    taken.push(unique.clone());
    unique
}
