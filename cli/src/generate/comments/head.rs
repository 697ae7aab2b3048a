//! The comments that the output begins with.

use std::fmt::Write as _;

use crate::generate::Writer;
use crate::generate::plan::Item;
use crate::output::printable;
use crate::schema::find::structured;

/// The most paths that are listed of those that no method is written for.
const OTHERS: usize = 10;

/// The comments above the `use` line: how it was written, and what is left out or asked for.
pub(in crate::generate) fn head(writer: &Writer<'_, '_>) -> String {
    let beta = if writer.request.beta { " --beta" } else { "" };
    let request = writer.request;
    let mut head = "// Written by `cargo graph-entity new".to_owned();
    for ty in &request.types {
        let _ = write!(head, " {ty}");
    }
    head.push_str(beta);
    for (option, paths) in [("action", &request.actions), ("function", &request.functions)] {
        for path in paths {
            let _ = write!(head, " --{option} {:?}", printable::lines(path));
        }
    }
    head.push_str("`.\n");
    for ty in &writer.request.types {
        let Ok(ty) = structured(writer.plan.schema, ty) else { continue };
        let places = writer.places.get(&*ty.name).map(Vec::as_slice).unwrap_or_default();
        let others: Vec<&str> = places.iter().filter(|place| !place.is_written).map(|place| &*place.path).collect();
        if others.is_empty() {
            continue;
        }
        let _ = writeln!(head, "// Other paths that create a {}, each with the command that writes it:", ty.name);
        for path in others.iter().take(OTHERS) {
            let _ =
                writeln!(head, "//     cargo graph-entity new {}{beta} --path {:?}", ty.name, printable::lines(path));
        }
        if let Some(more @ 1..) = others.len().checked_sub(OTHERS) {
            let _ = writeln!(head, "// {more} more: `cargo graph-entity paths {}`.", ty.name);
        }
    }
    for item in &writer.plan.items {
        if let Item::Hierarchy(ty, variants) = item
            && variants.is_empty()
            && writer.places.contains_key(&*ty.name)
        {
            let _ = writeln!(
                head,
                "// `{}` is one of many types, and none of them is written: name those that you use behind it,\n\
                 // `cargo graph-entity show {}` lists them.",
                ty.name, ty.name
            );
        }
    }
    if writer.used.has_decimal() {
        head.push_str("// `edm::Decimal` needs the feature `decimal` of graph-entity.\n");
    }
    head
}
