//! The struct is the projection: `$select` with the properties that it declares, `$expand` with those that are other entities.

use percent_encoding::utf8_percent_encode;

use super::path::QUERY;
use super::request::Request;
use crate::json::entity::GraphEntity;
use crate::json::properties::{Expansions, Names};

/// Asks for the properties of `T` alone, and for what it expands.
pub(crate) fn project<T: GraphEntity>(request: &mut Request) {
    let mut expansions = Expansions::default();
    T::expansions(&mut expansions);
    add(request, T::PROJECTION, &expansions.0);
}

fn add(request: &mut Request, properties: Names, expansions: &[(&str, Names)]) {
    let selected = selectable(properties);
    if !selected.is_empty() {
        request.add_query("$select", &selected);
    }
    let mut expanded = String::new();
    for (name, properties) in expansions {
        if !expanded.is_empty() {
            expanded.push(',');
        }
        expanded.extend(utf8_percent_encode(name, QUERY));
        let selected = selectable(properties);
        if !selected.is_empty() {
            expanded.push_str("($select=");
            expanded.extend(utf8_percent_encode(&selected, QUERY));
            expanded.push(')');
        }
    }
    if !expanded.is_empty() {
        request.add_encoded_query("$expand", &expanded);
    }
}

/// The names that can be selected. Control information, whose names have an `@`, comes without being asked for.
fn selectable(properties: Names) -> String {
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).filter(|name| !name.contains('@')).collect();
    names.join(",")
}

/// Asks for all properties. What is expanded has to be asked for all the same.
pub(crate) fn select_all(request: &mut Request) {
    let options = request.query.split('&').filter(|option| !option.starts_with("$select="));
    request.query = options.collect::<Vec<_>>().join("&");
}
