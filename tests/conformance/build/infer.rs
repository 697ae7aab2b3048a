//! The Rust type of a property: what the page's table says, and of types that are not primitive what the bodies show.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::source::{Property, Source};
use crate::table::Declared;

/// Declares the types of one page.
pub(crate) struct Infer<'s> {
    pub(crate) source: &'s mut Source,
    /// Where a type is declared, as `/member/*/member`, and which.
    pub(crate) types: BTreeSet<(String, String)>,
}

/// The property to declare: where it stands and what is known of it.
struct Place<'a> {
    path: String,
    name: &'a str,
    declared: Option<Declared<'a>>,
}

impl Infer<'_> {
    /// The struct of objects of one type: the properties of the page's table, then those of the objects alone.
    pub(crate) fn object(
        &mut self,
        derive: &str,
        path: &str,
        odata_type: &str,
        table: &[(&str, &str)],
        samples: &[&Map<String, Value>],
    ) -> String {
        let properties = self.properties(path, table, samples);
        self.types.insert((path.to_owned(), odata_type.to_owned()));
        self.source.declare_struct(derive, odata_type, &properties)
    }

    /// The properties of a struct.
    pub(crate) fn properties(
        &mut self,
        path: &str,
        table: &[(&str, &str)],
        samples: &[&Map<String, Value>],
    ) -> Vec<Property> {
        let mut names: Vec<(&str, Option<&str>)> = Vec::new();
        let of_samples = samples.iter().flat_map(|sample| sample.keys()).map(|name| (name.as_str(), None));
        for (name, declared) in table.iter().map(|(name, declared)| (*name, Some(*declared))).chain(of_samples) {
            if name != "@odata.type" && !names.iter().any(|(known, _)| *known == name) {
                names.push((name, declared));
            }
        }
        let mut properties = Vec::new();
        for (name, declared) in names {
            let values: Vec<&Value> = samples.iter().filter_map(|sample| sample.get(name)).collect();
            let place = Place { path: format!("{path}/{name}"), name, declared: declared.map(Declared::parse) };
            let rust_type = self.property(&place, &values);
            let wrapper = if values.iter().any(|value| value.is_null()) { "edm::Nullable" } else { "Option" };
            properties.push(Property { name: name.to_owned(), rust_type: format!("{wrapper}<{rust_type}>") });
        }
        properties
    }

    /// The type of the elements of a collection that is no property, and of no entities.
    pub(crate) fn elements(&mut self, elements: &[&Value]) -> String {
        let place = Place { path: "/*".to_owned(), name: "value", declared: None };
        self.value(&place, elements)
    }

    /// The entities of one type in all their bodies: a struct, or a hierarchy if some are of a derived type.
    pub(crate) fn entities(
        &mut self,
        odata_type: &str,
        table: &[(&str, &str)],
        samples: &[&Map<String, Value>],
    ) -> (String, bool) {
        let of =
            |sample: &Map<String, Value>| self::odata_type(sample).filter(|name| is_type_name(name)).map(str::to_owned);
        let mut types: BTreeSet<String> = samples.iter().filter_map(|sample| of(sample)).collect();
        types.remove(odata_type);
        if types.is_empty() {
            return (self.object("GraphEntity", "", odata_type, table, samples), false);
        }
        types.insert(odata_type.to_owned());
        let mut variants = Vec::new();
        for name in &types {
            let is_own = |sample: &&&Map<String, Value>| of(sample).as_deref().unwrap_or(odata_type) == name;
            let own: Vec<_> = samples.iter().filter(is_own).copied().collect();
            variants.push(self.object("GraphEntity", "", name, table, &own));
            // Only the base's name may be left out.
            if name != odata_type {
                self.types.remove(&(String::new(), name.clone()));
            }
        }
        (self.source.declare_hierarchy("GraphEntity", odata_type, &variants), true)
    }

    fn property(&mut self, place: &Place<'_>, values: &[&Value]) -> String {
        let is_collection = place.declared.is_some_and(|declared| declared.is_collection);
        let primitive = place.declared.and_then(Declared::primitive);
        if !is_collection && let Some(primitive) = primitive {
            return primitive.to_owned();
        }
        let values: Vec<&Value> = values.iter().copied().filter(|value| !value.is_null()).collect();
        let is_array = !values.is_empty() && values.iter().all(|value| value.is_array());
        if !is_collection && !is_array {
            return self.value(place, &values);
        }
        let elements: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
        let of_elements = Place { path: format!("{}/*", place.path), ..*place };
        let element = match primitive {
            Some(primitive) => primitive.to_owned(),
            None if elements.iter().any(|element| element.is_array()) => "Value".to_owned(),
            None => {
                let present: Vec<&Value> = elements.iter().copied().filter(|element| !element.is_null()).collect();
                self.value(&of_elements, &present)
            }
        };
        let has_null = elements.iter().any(|element| element.is_null());
        if has_null { format!("Vec<Option<{element}>>") } else { format!("Vec<{element}>") }
    }

    /// The type of values, of which none is null or an array.
    fn value(&mut self, place: &Place<'_>, values: &[&Value]) -> String {
        let all = |is: fn(&Value) -> bool| values.iter().all(|value| is(value));
        if values.is_empty() {
            return "Value".to_owned();
        }
        if all(Value::is_boolean) {
            return "bool".to_owned();
        }
        if all(Value::is_number) {
            return if all(Value::is_i64) { "edm::Int64" } else { "edm::Double" }.to_owned();
        }
        if all(Value::is_string) {
            let texts: Vec<&str> = values.iter().filter_map(|value| value.as_str()).collect();
            return self.text(place, &texts);
        }
        if all(Value::is_object) {
            let objects: Vec<_> = values.iter().filter_map(|value| value.as_object()).collect();
            return self.objects(place, &objects);
        }
        "Value".to_owned()
    }

    fn text(&mut self, place: &Place<'_>, texts: &[&str]) -> String {
        if place.name.ends_with("DateTime") && texts.iter().all(|text| is_timestamp(text)) {
            return "edm::DateTimeOffset".to_owned();
        }
        let Some(odata_type) = place.declared.and_then(Declared::odata_type) else { return "String".to_owned() };
        let members: BTreeSet<&str> = texts.iter().flat_map(|text| text.split(',').map(str::trim)).collect();
        if !members.iter().all(|member| is_member(member)) {
            return "String".to_owned();
        }
        let members: Vec<&str> = members.into_iter().collect();
        let flags = texts.iter().any(|text| text.contains(','));
        let name = self.source.declare_enum(&odata_type, &members, flags);
        if flags { format!("Flags<{name}>") } else { name }
    }

    /// One struct, or a hierarchy where the objects say that they are of other types than the declared one.
    fn objects(&mut self, place: &Place<'_>, objects: &[&Map<String, Value>]) -> String {
        let named: BTreeSet<&str> = objects.iter().filter_map(|object| odata_type(object)).collect();
        let declared = place.declared.and_then(Declared::odata_type);
        // Without a table, a name with `#` on each object is one that the service asks for; one without, or on some alone, is
        // the declared type's.
        let asked_for = objects.iter().all(|object| written_type(object).is_some_and(|name| name.starts_with('#')));
        let one = match (&declared, named.first()) {
            (Some(declared), None) => Some(declared.clone()),
            (Some(declared), Some(name)) => (named.len() == 1 && declared == name).then(|| declared.clone()),
            (None, None) => Some(format!("microsoft.graph.{}", simple_name(place.name))),
            (None, Some(name)) => (named.len() == 1 && !asked_for).then(|| qualified(name)),
        };
        if let Some(odata_type) = one {
            return self.object("GraphComplex", &place.path, &odata_type, &[], objects);
        }
        let base = declared.unwrap_or_else(|| format!("microsoft.graph.{}", simple_name(place.name)));
        let mut types: BTreeSet<&str> = named;
        if objects.iter().any(|object| odata_type(object).is_none()) {
            types.insert(&base);
        }
        let mut variants = Vec::new();
        // A name without a namespace is no type's: `other` takes it.
        for of in types.into_iter().filter(|name| name.contains('.')) {
            let samples: Vec<_> =
                objects.iter().copied().filter(|object| odata_type(object).unwrap_or(&base) == of).collect();
            variants.push(self.object("GraphComplex", &place.path, of, &[], &samples));
            // Only what an object of the base type leaves out is the hierarchy's own.
            if of != base {
                self.types.remove(&(place.path.clone(), of.to_owned()));
            }
        }
        self.types.insert((place.path.clone(), base.clone()));
        self.source.declare_hierarchy("GraphComplex", &base, &variants)
    }
}

fn written_type(object: &Map<String, Value>) -> Option<&str> {
    object.get("@odata.type")?.as_str()
}

fn odata_type(object: &Map<String, Value>) -> Option<&str> {
    written_type(object).map(|name| name.trim_start_matches('#'))
}

/// With the namespace that every type has, also where a page leaves it out.
fn qualified(name: &str) -> String {
    if name.contains('.') { name.to_owned() } else { format!("microsoft.graph.{name}") }
}

/// A member's name as one of a type: `members@odata.bind` → `membersodatabind`.
fn simple_name(name: &str) -> String {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("n{name}") }
}

/// Whether a name is that of a type, with its namespace; some pages have a collection's there, or a word without one.
pub(crate) fn is_type_name(name: &str) -> bool {
    name.contains('.') && name.split('.').all(is_member)
}

fn is_member(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// `2017-01-01T00:00:17…`
fn is_timestamp(text: &str) -> bool {
    let shape = "dddd-dd-ddTdd:dd";
    let fits = |(letter, wanted): (char, char)| if wanted == 'd' { letter.is_ascii_digit() } else { letter == wanted };
    text.len() > shape.len() && text.chars().zip(shape.chars()).all(fits)
}
