//! The pages of actions, functions, references and delta queries: each has types of its own, as its parameters and what it returns
//! are no other page's.

use std::fmt::Write;

use serde_json::{Map, Value};

use crate::infer::{Infer, is_type_name};
use crate::operations::{Operation, is_wrapper};
use crate::source::Source;

/// What a page returns, as a Rust type, and what is compared with it.
struct Returned {
    rust_type: String,
    odata_type: Option<String>,
    types: Vec<(String, String)>,
}

/// The table of the pages; their types are declared in `source`.
pub(crate) fn declare(pages: &[Operation], source: &mut Source) -> String {
    let mut text = "pub static CALLS: &[Call] = &[\n".to_owned();
    for page in pages {
        let mut parameters = Infer { source, types: [].into() };
        let entry = match page.kind.as_str() {
            "action" => Some(page.action(&mut parameters)),
            "function" => Some(page.function(parameters.source)),
            "delta" => Some(page.delta(parameters.source)),
            "reference" => Some(page.reference(parameters.source)),
            _ => None,
        };
        let Some((carry, returned)) = entry else { continue };
        let _ = writeln!(
            text,
            "Call {{ name: {:?}, kind: {:?}, method: {:?}, version: {:?}, paths: &{:?}, request: {:?}, answer: {}, \
             odata_type: {:?}, request_types: &{:?}, answer_types: &{:?}, carry: {carry} }},",
            page.name,
            page.kind,
            page.method,
            page.version,
            page.paths,
            page.request_text(),
            page.answer(),
            returned.odata_type,
            parameters.types.into_iter().collect::<Vec<_>>(),
            returned.types,
        );
    }
    text.push_str("];\n");
    text
}

impl Operation {
    fn action(&self, parameters: &mut Infer<'_>) -> (String, Returned) {
        let returned = self.returned(parameters.source);
        let body: Option<Map<String, Value>> = self.request_text().and_then(|text| serde_json::from_str(text).ok());
        let attribute = format!("graph_action(\"/conformance\", returns = {})", returned.rust_type);
        let called = self.called();
        let carry = if let Some(body) = &body {
            let table: Vec<_> =
                self.properties.iter().map(|property| (property.name.as_str(), property.declared.as_str())).collect();
            let properties = parameters.properties("", &table, &[body]);
            let name = parameters.source.declare_parameters(&called, &attribute, &properties);
            format!("Some(|body| Ok(call({name}::of(body)?.call())))")
        } else {
            let attributes = format!("#[derive(GraphParameters)]\n#[{attribute}]");
            let name = parameters.source.declare_unit(&called, &attributes);
            format!("Some(|_| Ok(call({name}.call())))")
        };
        (carry, returned)
    }

    fn function(&self, source: &mut Source) -> (String, Returned) {
        let returned = self.returned(source);
        let attributes = format!(
            "#[derive(GraphParameters)]\n#[graph_function(\"/conformance\", returns = {})]",
            returned.rust_type
        );
        let name = source.declare_unit(&self.called(), &attributes);
        (format!("Some(|_| Ok(call({name}::call())))"), returned)
    }

    fn delta(&self, source: &mut Source) -> (String, Returned) {
        let items: Vec<Map<String, Value>> = match self.answer_object().remove("value") {
            Some(Value::Array(items)) => items.into_iter().filter_map(object).collect(),
            _ => Vec::new(),
        };
        let mut infer = Infer { source, types: [].into() };
        let odata_type = self.type_of(&items);
        let (name, is_hierarchy) = infer.entities(&odata_type, &[], &items.iter().collect::<Vec<_>>());
        let types = infer.types.into_iter().collect();
        (
            format!("Some(|_| Ok(changes::<{name}>()))"),
            Returned { rust_type: name, odata_type: (!is_hierarchy).then_some(odata_type), types },
        )
    }

    fn reference(&self, source: &mut Source) -> (String, Returned) {
        let nothing = Returned { rust_type: "()".to_owned(), odata_type: None, types: Vec::new() };
        let body: Option<Map<String, Value>> = self.request_text().and_then(|text| serde_json::from_str(text).ok());
        let target = body.as_ref().and_then(|body| target(body.get("@odata.id")?.as_str()?));
        let (options, method) = match self.method.as_str() {
            "POST" => ("", "add"),
            "PUT" => (", single", "set"),
            "DELETE" => ("", "remove"),
            _ => return ("None".to_owned(), nothing),
        };
        if body.is_some() && target.is_none() {
            return ("None".to_owned(), nothing);
        }
        let target = target.map_or_else(String::new, |target| format!(", target = {target:?}"));
        let beta = if self.version == "beta" { ", beta" } else { "" };
        let attributes = format!(
            "#[derive(GraphEntity)]\n#[graph_entity(\"microsoft.graph.entity\")]\n\
             #[graph_ref(\"/entities/{{entityId}}/members\"{target}{beta}{options})]"
        );
        let name = source.declare(&self.called(), |name| format!("{attributes}\nstruct {name} {{}}\n"));
        (format!("Some(|body| Ok(reference({name}::{method}_members(\"1\", &super::referred(body)))))"), nothing)
    }

    /// What a struct of the page is called.
    fn called(&self) -> String {
        let last = self.name.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
        last.rsplit('-').next().unwrap_or_default().to_owned()
    }

    /// A removal sends no body, also where its page shows one.
    fn request_text(&self) -> Option<&str> {
        let body = self.request.as_ref()?.body.as_ref()?;
        (self.method != "DELETE").then(|| body.get())
    }

    fn answer_text(&self) -> Option<&str> {
        let answer = self.response.as_ref()?;
        // 204 has no body, also where a page shows an empty object.
        answer.body.as_ref().map(|body| body.get()).filter(|_| answer.status != Some(204))
    }

    fn answer_object(&self) -> Map<String, Value> {
        self.answer_text().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    fn answer(&self) -> String {
        let Some((answer, status)) = self.response.as_ref().and_then(|answer| Some((answer, answer.status?))) else {
            return "None".to_owned();
        };
        let location = answer.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("location"));
        let location = location.map(|(_, value)| value);
        format!("Some(Answer {{ status: {status}, location: {location:?}, body: {:?} }})", self.answer_text())
    }

    /// The type of what is shown, if the page names one.
    fn type_of(&self, shown: &[Map<String, Value>]) -> String {
        let named = shown.iter().find_map(|object| object.get("@odata.type")?.as_str());
        let named = named.map(|name| name.trim_start_matches('#')).filter(|name| is_type_name(name));
        let of_page = || self.odata_type.as_deref().filter(|name| is_type_name(name));
        named.or_else(of_page).unwrap_or("microsoft.graph.entity").to_owned()
    }

    fn returned(&self, source: &mut Source) -> Returned {
        let of = |rust_type: &str| Returned { rust_type: rust_type.to_owned(), odata_type: None, types: Vec::new() };
        if self.response.as_ref().is_some_and(|answer| answer.status == Some(302)) {
            return of("Redirect");
        }
        if self.answer_text().is_none() {
            return of("()");
        }
        let mut body = self.answer_object();
        let mut infer = Infer { source, types: [].into() };
        let value = body.remove("value");
        let (shown, is_collection) = match value {
            Some(Value::Array(items)) => {
                let objects: Vec<_> = items.iter().cloned().filter_map(object).collect();
                if objects.len() != items.len() || items.is_empty() {
                    let element = infer.elements(&items.iter().collect::<Vec<_>>());
                    return of(&format!("Vec<{element}>"));
                }
                (objects, true)
            }
            Some(Value::Object(entity)) if is_wrapper(&body) => (vec![entity], false),
            Some(value) if is_wrapper(&body) => return of(&infer.elements(&[&value])),
            Some(value) => {
                body.insert("value".to_owned(), value);
                (vec![body], false)
            }
            None => (vec![body], false),
        };
        let odata_type = self.type_of(&shown);
        let (name, is_hierarchy) = infer.entities(&odata_type, &[], &shown.iter().collect::<Vec<_>>());
        let rust_type = if is_collection { format!("Vec<{name}>") } else { name };
        let types = infer.types.into_iter().collect();
        Returned { rust_type, odata_type: (!is_hierarchy).then_some(odata_type), types }
    }
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// The collection of what an `@odata.id` refers to: its path behind the version, without the key.
fn target(id: &str) -> Option<String> {
    let path = id.split_once("://")?.1.split('/').skip(2).collect::<Vec<_>>().join("/");
    let (collection, _) =
        path.strip_suffix("')").map_or_else(|| path.rsplit_once('/'), |path| path.split_once("('"))?;
    Some(format!("/{collection}"))
}
