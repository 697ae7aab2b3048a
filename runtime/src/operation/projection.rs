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
        push_encoded(query, name);
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
    push_names(query, properties, String::push_str);
    // Most names are written as they are. To look at all of them at once takes less than half the time.
    if !query.get(start..).is_some_and(is_plain) {
        query.truncate(start);
        push_names(query, properties.iter().filter(|(name, _)| !name.contains('@')), push_encoded);
    }
    query.len() > start
}

/// Appends names with commas between them.
fn push_names(
    query: &mut String,
    properties: impl IntoIterator<Item = &'static (&'static str, &'static str)>,
    push: fn(&mut String, &str),
) {
    let start = query.len();
    for (name, _) in properties {
        if query.len() > start {
            query.push(',');
        }
        push(query, name);
    }
}

fn push_encoded(query: &mut String, name: &str) {
    query.extend(utf8_percent_encode(name, QUERY));
}

/// Whether names with commas between them have only letters and digits.
fn is_plain(names: &str) -> bool {
    // Of all bytes, and not up to the first other, which is not vectorized.
    names.bytes().fold(0, |found, byte| found | u8::from(!byte.is_ascii_alphanumeric() && byte != b',')) == 0
}

/// Asks for all properties. What is expanded has to be asked for all the same. A link has its own selection, which stays.
pub(crate) fn select_all(request: &mut Request) {
    if request.link_origin.is_some() {
        return;
    }
    let options = request.query.split('&').filter(|option| !option.starts_with("$select="));
    request.query = options.collect::<Vec<_>>().join("&");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_selected_is_written_once_and_encoded() {
        for (names, written) in [
            (&["id", "displayName"][..], "id,displayName"),
            (&["id"], "id"),
            (&[], ""),
            (&["a@odata.bind"], ""),
            (&["a@odata.bind", "id", "@odata.etag", "größe", "b,c"], "id,gr%C3%B6%C3%9Fe,b,c"),
        ] {
            let properties: Vec<_> = names.iter().map(|name| (*name, "")).collect();
            let mut query = String::from("$top=5&$select=");
            assert_eq!(push_selectable(&mut query, properties.leak()), !written.is_empty());
            assert_eq!(query, format!("$top=5&$select={written}"));
        }
    }
}
