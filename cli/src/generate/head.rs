//! The comments that the output begins with.

use std::fmt::Write as _;

use crate::find::structured;
use crate::generate::Writer;
use crate::generate::plan::Item;
use crate::printable;

/// The comments above the `use` line: how it was written, and what is left out or asked for.
pub(super) fn head(writer: &Writer<'_, '_>) -> String {
    let beta = if writer.request.beta { " --beta" } else { "" };
    let request = writer.request;
    let mut command = String::from("new");
    for ty in &request.types {
        let _ = write!(command, " {ty}");
    }
    command.push_str(beta);
    for (option, paths) in [("action", &request.actions), ("function", &request.functions)] {
        for path in paths {
            let _ = write!(command, " --{option} {:?}", printable::lines(path));
        }
    }
    let mut head = format!("// Written by `cargo graph-entity {command}`.\n");
    for ty in &writer.request.types {
        let Ok(ty) = structured(writer.plan.schema, ty) else { continue };
        let all = writer.places.get(&*ty.name).map_or(0, Vec::len);
        if all > writer.request.paths {
            let left_out = all - writer.request.paths;
            let _ = writeln!(
                head,
                "// {left_out} more paths create a {}: `cargo graph-entity paths {}`.",
                ty.name, ty.name
            );
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
