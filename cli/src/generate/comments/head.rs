//! The comments that the output begins with: how it was written, and what is left out.

use std::fmt::Write as _;

use crate::generate::plan::Item;
use crate::generate::{Request, Writer};
use crate::output::printable;
use crate::schema::find::{short, structured};

/// The most paths that are listed of those that no method is written for, and the most types.
const OTHERS: usize = 10;

/// The comments above the `use` line.
pub(in crate::generate) fn head(writer: &Writer<'_, '_>) -> String {
    let mut head = format!("// Written by `{}`.\n", command(writer.request));
    other_paths(writer, &mut head);
    base_types(writer, &mut head);
    if writer.used.has_decimal() {
        head.push_str("// `edm::Decimal` needs the feature `decimal` of graph-entity.\n");
    }
    head
}

/// The command line of the request.
fn command(request: &Request) -> String {
    let mut command = "cargo graph-entity new".to_owned();
    for ty in &request.types {
        let _ = write!(command, " {}", printable::one_line(ty));
    }
    if request.beta {
        command.push_str(" --beta");
    }
    for (option, paths) in [("action", &request.actions), ("function", &request.functions), ("path", &request.at)] {
        for path in paths {
            let _ = write!(command, " --{option} {:?}", printable::one_line(path));
        }
    }
    for (option, names) in
        [("only", &request.only), ("navigation", &request.navigation), ("variants", &request.variants)]
    {
        if !names.is_empty() {
            let _ = write!(command, " --{option} {}", printable::one_line(&names.join(",")));
        }
    }
    command
}

/// The paths of the requested types that no method is written for.
fn other_paths(writer: &Writer<'_, '_>, head: &mut String) {
    let beta = if writer.request.beta { " --beta" } else { "" };
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
}

/// The types whose derived types are not written, or not all.
fn base_types(writer: &Writer<'_, '_>, head: &mut String) {
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
    let hierarchies = &writer.plan.hierarchies;
    let structs = writer.plan.items.iter().filter_map(|item| match item {
        Item::Struct(ty) if !hierarchies.is_hierarchy(ty) && hierarchies.count_derived(ty) > 0 => Some(short(&ty.name)),
        _ => None,
    });
    let mut names: Vec<&str> = structs.collect();
    if names.is_empty() {
        return;
    }
    head.push_str(
        "// Types that others extend, each a struct without what those add; `--variants` makes an enum of one:\n",
    );
    let more = names.len().saturating_sub(OTHERS);
    names.truncate(OTHERS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let _ = writeln!(head, "//     {}{more}", names.join(", "));
}
