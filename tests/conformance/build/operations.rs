//! The pages of get, list, update, replace and delete: one declaration for all pages of a type, as a program has it.

use std::collections::{BTreeMap, BTreeSet};
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
    pub(crate) name: String,
    pub(crate) version: String,
    #[serde(rename = "type")]
    pub(crate) odata_type: Option<String>,
    pub(crate) kind: String,
    pub(crate) method: String,
    pub(crate) paths: Vec<String>,
    pub(crate) properties: Vec<Property>,
    pub(crate) request: Option<Message>,
    pub(crate) response: Option<Message>,
}

#[derive(Deserialize)]
pub(crate) struct Message {
    pub(crate) status: Option<u16>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Box<RawValue>>,
}

/// What the pages of one type show of it.
#[derive(Default)]
struct Shown<'a> {
    odata_type: String,
    table: Vec<(&'a str, &'a str)>,
    samples: Vec<Map<String, Value>>,
    /// The functions that carry its bodies.
    carried_by: BTreeSet<&'static str>,
}

/// The pages of all kinds.
pub(crate) fn read(lines: &str) -> serde_json::Result<Vec<Operation>> {
    let pages = lines.lines().filter(|line| !line.trim().is_empty());
    pages.map(|line| serde_json::from_str(line).map(Operation::with_kind_of_path)).collect()
}

/// The kinds whose pages share the declaration of a type.
const OF_A_TYPE: [&str; 5] = ["get", "list", "update", "replace", "delete"];

/// The declarations of all types, and the table of the pages.
pub(crate) fn declare(pages: &[Operation], source: &mut Source) -> String {
    let mut types: BTreeMap<String, Shown<'_>> = BTreeMap::new();
    let pages = || pages.iter().filter(|page| OF_A_TYPE.contains(&page.kind.as_str()));
    for page in pages().filter(|page| page.kind != "delete") {
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
        shown.carried_by.extend(match page.kind.as_str() {
            "update" => request.as_ref().map(|_| "carry_update"),
            "replace" => request.as_ref().map(|_| "carry_put"),
            "list" => Some("read_page"),
            _ => None,
        });
        if page.kind != "list" && !response.is_empty() {
            shown.carried_by.insert("round_trip");
        }
        shown.samples.extend(request);
        shown.samples.extend(response);
    }

    let mut text = String::new();
    let mut numbers = BTreeMap::new();
    let types = types.iter().filter(|(_, shown)| !shown.carried_by.is_empty());
    for (number, (key, shown)) in types.enumerate() {
        let mut infer = Infer { source, types: [].into() };
        let samples: Vec<_> = shown.samples.iter().collect();
        let (name, is_hierarchy) = infer.entities(&shown.odata_type, &shown.table, &samples);
        let types: Vec<_> = infer.types.into_iter().collect();
        let with = |function: &str| {
            if shown.carried_by.contains(function) { format!("Some({function}::<{name}>)") } else { "None".to_owned() }
        };
        let _ = writeln!(
            text,
            "static TYPE_{number}: Declaration = Declaration {{ odata_type: {:?}, types: &{types:?}, entity: {}, page: {}, \
             update: {}, put: {} }};",
            (!is_hierarchy).then_some(&shown.odata_type),
            with("round_trip"),
            with("read_page"),
            with("carry_update"),
            with("carry_put"),
        );
        numbers.insert(key.clone(), number);
    }
    text.push_str("pub static OPERATIONS: &[Operation] = &[\n");
    for page in pages() {
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
    /// The corpus calls delta whatever has the word in its path. A delta query calls a function of that name; anything else is another
    /// function, such as `resizedRange(deltaRows={n}, …)` of a workbook.
    fn with_kind_of_path(self) -> Self {
        let calls_delta = |path: &String| {
            let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let name = last.split(['(', '?']).next().unwrap_or_default();
            name.rsplit('.').next() == Some("delta")
        };
        if self.kind == "delta" && !self.paths.iter().any(calls_delta) {
            return Self { kind: "function".to_owned(), ..self };
        }
        self
    }

    /// Pages of one type and version share a declaration; a page that names no type has one of its own.
    fn key(&self) -> String {
        let named = self.odata_type.as_ref().map(|name| format!("{name} {}", self.version));
        named.unwrap_or_else(|| self.name.clone())
    }

    /// The body of an update or a replacement.
    fn sent(&self) -> Option<Map<String, Value>> {
        if !["update", "replace"].contains(&self.kind.as_str()) {
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
pub(crate) fn is_wrapper(others: &Map<String, Value>) -> bool {
    others.keys().all(|name| name.starts_with('@'))
}
