//! The reference's pages of v1.0 whose type the schema has, each with the source that is written for its body.

use cargo_graph_entity::generate::{Request, generate};
use graph_entity_schema::{Operation, PropertyType, Resolved, Schema, StructuredType, Unresolved};
use serde_json::{Map, Value};

use crate::compare;
use crate::fault::fault;

/// A page with a request body.
pub(crate) struct Case {
    pub(crate) page: String,
    /// The type of the body: the page's, or the one extending it that the body names.
    pub(crate) odata_type: String,
    pub(crate) body: Value,
    pub(crate) source: String,
    /// What the body has that the schema says otherwise.
    pub(crate) fault: Option<String>,
}

/// The pages that create something, and those that do not: they post to an action, and their body is its parameters.
pub(crate) struct Pages {
    pub(crate) cases: Vec<Case>,
    pub(crate) actions: Vec<String>,
}

pub(crate) fn pages(schema: &Schema, lines: &str) -> Pages {
    let mut pages = Pages { cases: Vec::new(), actions: Vec::new() };
    for line in lines.lines() {
        let page: Value = serde_json::from_str(line).unwrap();
        if page["version"] == "v1.0" {
            pages.add(schema, &page);
        }
    }
    pages
}

impl Pages {
    /// A page of a type that the schema has and with a body.
    fn add(&mut self, schema: &Schema, page: &Value) {
        let declared = page["type"].as_str().and_then(|name| schema.structured(name));
        let (Some(declared), Some(body)) = (declared, page["request"]["body"].as_object()) else { return };
        let name = page["page"].as_str().unwrap().to_owned();
        let paths: Vec<&str> = page["paths"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let posts: Vec<_> = paths.iter().map(|path| schema.resolve(path, Operation::Create)).collect();
        let is_action =
            |post: &Result<Resolved<'_>, Unresolved>| post.as_ref().is_err_and(|no| no.to_string().contains("action"));
        if !posts.is_empty() && posts.iter().all(is_action) {
            self.actions.push(format!("{name}: creates nothing by its path: {}\n", posts[0].as_ref().unwrap_err()));
        } else {
            self.cases.push(case(schema, name, &posts, declared, body));
        }
    }
}

fn case(
    schema: &Schema,
    page: String,
    posts: &[Result<Resolved<'_>, Unresolved>],
    declared: &StructuredType,
    body: &Map<String, Value>,
) -> Case {
    // A page or two name a type that their path does not create.
    let created = posts.iter().find_map(|post| post.as_ref().ok()).map(|post| post.ty);
    let declared = created.filter(|created| !schema.is_a(declared, &created.name)).unwrap_or(declared);
    let ty = of_object(schema, body, declared);
    let mut navigation = Vec::new();
    collect(schema, ty, body, "", &mut navigation);
    let request = Request { navigation, ..Request::new([&*ty.name]) };
    let source = generate(schema, &request, None).unwrap_or_else(|error| panic!("{page}: {error}"));
    Case {
        page,
        odata_type: ty.name.to_string(),
        fault: fault(schema, ty, body),
        body: Value::Object(body.clone()),
        source,
    }
}

/// The type that an object names, where it is one of the declared type's; else the declared one.
pub(crate) fn of_object<'s>(
    schema: &'s Schema,
    object: &Map<String, Value>,
    declared: &'s StructuredType,
) -> &'s StructuredType {
    let named = object.get("@odata.type").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
    named.and_then(|name| schema.structured(name)).filter(|ty| schema.is_a(ty, &declared.name)).unwrap_or(declared)
}

/// The type of the objects behind a name of a type.
pub(crate) fn behind<'s>(schema: &'s Schema, ty: &'s StructuredType, name: &str) -> Option<&'s StructuredType> {
    if let Some(navigation) = schema.navigation(ty, name) {
        return schema.structured(&navigation.ty);
    }
    match &schema.property(ty, name)?.ty {
        PropertyType::Named(name) => schema.structured(name),
        PropertyType::Primitive(_) => None,
    }
}

/// The navigation properties and bindings of a body, with the way to each.
fn collect(schema: &Schema, ty: &StructuredType, body: &Map<String, Value>, path: &str, found: &mut Vec<String>) {
    for (name, value) in body {
        let plain = name.trim_end_matches("@odata.bind");
        let here = format!("{path}{name}");
        if schema.navigation(ty, plain).is_some() && !found.contains(&here) {
            found.push(here.clone());
        }
        let Some(declared) = behind(schema, ty, name) else { continue };
        let one = std::slice::from_ref(value);
        for object in value.as_array().map_or(one, Vec::as_slice).iter().filter_map(Value::as_object) {
            collect(schema, of_object(schema, object, declared), object, &format!("{here}/"), found);
        }
    }
}

impl Case {
    /// The name of the body's type in its source: the first that is declared.
    pub(crate) fn rust_name(&self) -> &str {
        let after = |keyword: &str| self.source.split(keyword).nth(1).map(|rest| (rest.as_ptr(), rest));
        let first = [after("pub struct "), after("pub enum ")].into_iter().flatten().min().unwrap().1;
        first.split(' ').next().unwrap()
    }

    /// Why the body did not come through, or `None`.
    pub(crate) fn failure(&self, schema: &Schema, answer: &str) -> Option<String> {
        match answer.split_once(' ').unwrap() {
            ("ok", written) => {
                let ty = schema.structured(&self.odata_type).unwrap();
                compare::difference(schema, ty, &self.body, &serde_json::from_str(written).unwrap())
            }
            (_, error) => Some(error.split(" at line ").next().unwrap().to_owned()),
        }
    }
}
