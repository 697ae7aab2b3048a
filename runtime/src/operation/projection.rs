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
    let query = &mut request.query;
    // Few names are longer, and the buffer need not grow.
    query.reserve(32 * properties.len());
    let start = query.len();
    query.push_str(if query.is_empty() { "$select=" } else { "&$select=" });
    if !push_selectable(query, properties) {
        query.truncate(start);
    }
    let mut before = if query.is_empty() { "$expand=" } else { "&$expand=" };
    for (name, properties) in expansions {
        query.push_str(before);
        before = ",";
        push_encoded(query, name, is_plain(name));
        let start = query.len();
        query.push_str("($select=");
        if push_selectable(query, properties) {
            query.push(')');
        } else {
            query.truncate(start);
        }
    }
}

/// Appends the names that can be selected, and returns whether there are any. Control information, whose names have an `@`,
/// comes without being asked for.
fn push_selectable(query: &mut String, properties: Names) -> bool {
    let start = query.len();
    for (name, _) in properties {
        // Most names are, and need not be searched.
        let plain = is_plain(name);
        if plain || !name.contains('@') {
            if query.len() > start {
                query.push(',');
            }
            push_encoded(query, name, plain);
        }
    }
    query.len() > start
}

fn push_encoded(query: &mut String, name: &str, plain: bool) {
    if plain {
        query.push_str(name);
    } else {
        query.extend(utf8_percent_encode(name, QUERY));
    }
}

/// Whether a name is written as it is, which most are.
fn is_plain(name: &str) -> bool {
    // Of all bytes, and not up to the first other, which is not vectorized.
    name.bytes().fold(0, |found, byte| found | u8::from(!byte.is_ascii_alphanumeric())) == 0
}

/// Asks for all properties. What is expanded has to be asked for all the same. A link has its own selection, which stays.
pub(crate) fn select_all(request: &mut Request) {
    if request.link_origin.is_some() {
        return;
    }
    let options = request.query.split('&').filter(|option| !option.starts_with("$select="));
    request.query = options.collect::<Vec<_>>().join("&");
}
