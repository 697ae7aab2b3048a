//! The pages of get, list, update and delete: one declaration for all pages of a type, as a program has it.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::corpus::Property;
use crate::infer::{Infer, is_type_name};
use crate::source::Source;

/// A line of the corpus.
#[derive(Deserialize)]
pub(crate) struct Operation {
    #[serde(rename = "page")]
    name: String,
    version: String,
    #[serde(rename = "type")]
    odata_type: Option<String>,
    kind: String,
    paths: Vec<String>,
    properties: Vec<Property>,
    request: Option<Message>,
    response: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    body: Option<Box<RawValue>>,
}

/// What the pages of one type show of it.
#[derive(Default)]
struct Shown<'a> {
    odata_type: String,
    table: Vec<(&'a str, &'a str)>,
    samples: Vec<Map<String, Value>>,
    is_read: bool,
    is_listed: bool,
    is_updated: bool,
}

/// The pages of the kinds that have a declaration of their own.
pub(crate) fn read(lines: &str) -> serde_json::Result<Vec<Operation>> {
    let pages: Vec<Operation> =
        lines.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?;
    Ok(pages.into_iter().filter(|page| ["get", "list", "update", "delete"].contains(&page.kind.as_str())).collect())
}

/// The declarations of all types, and the table of the pages.
pub(crate) fn declare(pages: &[Operation], source: &mut Source) -> String {
    let mut types: BTreeMap<String, Shown<'_>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.kind != "delete") {
        let (request, response) = (page.sent(), page.entities());
        let shown = types.entry(page.key()).or_default();
        if shown.odata_type.is_empty() {
            let named = || {
                let of_body = request.iter().chain(&response).find_map(|body| body.get("@odata.type")?.as_str());
                of_body.map(|name| name.trim_start_matches('#')).filter(|name| is_type_name(name)).map(str::to_owned)
            };
            let odata_type = page.odata_type.clone().filter(|name| is_type_name(name)).or_else(named);
            shown.odata_type = odata_type.unwrap_or_else(|| "microsoft.graph.entity".to_owned());
        }
        shown.table.extend(page.properties.iter().map(|property| (property.name.as_str(), property.declared.as_str())));
        shown.is_updated |= request.is_some();
        shown.is_listed |= page.kind == "list";
        shown.is_read |= page.kind != "list" && !response.is_empty();
        shown.samples.extend(request);
        shown.samples.extend(response);
    }

    let mut text = String::new();
    let mut numbers = BTreeMap::new();
    let types = types.iter().filter(|(_, shown)| shown.is_read || shown.is_listed || shown.is_updated);
    for (number, (key, shown)) in types.enumerate() {
        let mut infer = Infer { source, types: [].into() };
        let samples: Vec<_> = shown.samples.iter().collect();
        let (name, is_hierarchy) = infer.entities(&shown.odata_type, &shown.table, &samples);
        let types: Vec<_> = infer.types.into_iter().collect();
        let with = |is_needed: bool, function: &str| {
            if is_needed { format!("Some({function}::<{name}>)") } else { "None".to_owned() }
        };
        let _ = writeln!(
            text,
            "static TYPE_{number}: Declaration = Declaration {{ odata_type: {:?}, types: &{types:?}, entity: {}, page: {}, \
             update: {} }};",
            (!is_hierarchy).then_some(&shown.odata_type),
            with(shown.is_read, "round_trip"),
            with(shown.is_listed, "read_page"),
            with(shown.is_updated, "carry_update"),
        );
        numbers.insert(key.clone(), number);
    }
    text.push_str("pub static OPERATIONS: &[Operation] = &[\n");
    for page in pages {
        let number = numbers.get(&page.key()).filter(|_| page.kind != "delete");
        let body = |message: &Option<Message>| message.as_ref()?.body.as_ref().map(|body| body.get().to_owned());
        let _ = writeln!(
            text,
            "Operation {{ name: {:?}, kind: {:?}, paths: &{:?}, request: {:?}, response: {:?}, declaration: {} }},",
            page.name,
            page.kind,
            page.paths,
            body(&page.request),
            body(&page.response),
            number.map_or_else(|| "None".to_owned(), |number| format!("Some(&TYPE_{number})")),
        );
    }
    text.push_str("];\n");
    text
}

impl Operation {
    /// Pages of one type and version share a declaration; a page that names no type has one of its own.
    fn key(&self) -> String {
        let named = self.odata_type.as_ref().map(|name| format!("{name} {}", self.version));
        named.unwrap_or_else(|| self.name.clone())
    }

    /// The body of an update.
    fn sent(&self) -> Option<Map<String, Value>> {
        if self.kind != "update" {
            return None;
        }
        serde_json::from_str(self.request.as_ref()?.body.as_ref()?.get()).ok()
    }

    /// The entities of the answer.
    fn entities(&self) -> Vec<Map<String, Value>> {
        let body = self.response.as_ref().and_then(|message| message.body.as_ref());
        let Some(Value::Object(mut body)) = body.and_then(|body| serde_json::from_str(body.get()).ok()) else {
            return Vec::new();
        };
        let objects = |value: Value| match value {
            Value::Object(object) => Some(object),
            _ => None,
        };
        match body.remove("value") {
            Some(Value::Array(items)) if self.kind == "list" => items.into_iter().filter_map(objects).collect(),
            Some(Value::Object(entity)) if self.kind != "list" && is_wrapper(&body) => vec![entity],
            Some(value) if !is_wrapper(&body) => {
                body.insert("value".to_owned(), value);
                vec![body]
            }
            Some(_) => Vec::new(),
            None => vec![body],
        }
    }
}

/// Whether an object has nothing but annotations beside `value`.
fn is_wrapper(others: &Map<String, Value>) -> bool {
    others.keys().all(|name| name.starts_with('@'))
}
