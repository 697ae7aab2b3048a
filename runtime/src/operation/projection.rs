//! The struct is the projection: `$select` with the properties that it declares.

use super::request::Request;

/// Asks for these properties alone. Control information, whose names have an `@`, comes without being asked for.
pub(crate) fn select(request: &mut Request, properties: &[(&str, &str)]) {
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).filter(|name| !name.contains('@')).collect();
    if !names.is_empty() {
        request.add_query("$select", &names.join(","));
    }
}
