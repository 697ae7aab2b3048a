//! The comments that the output begins with: how it was written, and what is left out.

use std::fmt::Write as _;

use crate::generate::operations;
use crate::generate::plan::Item;
use crate::generate::writer::Writer;
use crate::generate::{References, Request};
use crate::output::printable;
use crate::schema::find::{short, structured};

/// The most paths that are listed of those that no method is written for, and the most types.
const OTHERS: usize = 10;

/// What `--operations` calls references.
const REFERENCES: &str = "references";

/// The comments above the `use` line.
pub(in crate::generate) fn head(writer: &Writer<'_, '_>) -> String {
    let mut head = format!("// Written by `{}`.\n", command(writer.request));
    other_paths(writer, &mut head);
    absent(writer, &mut head);
    unlisted(writer, &mut head);
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
    let operations = names_of_operations(request).into_iter().map(str::to_owned).collect();
    let references = match &request.references {
        References::Named(names) => names.clone(),
        References::None | References::Listed => Vec::new(),
    };
    for (option, names) in [
        ("operations", &operations),
        ("references", &references),
        ("only", &request.only),
        ("navigation", &request.navigation),
        ("variants", &request.variants),
    ] {
        if !names.is_empty() {
            let _ = write!(command, " --{option} {}", printable::one_line(&names.join(",")));
        }
    }
    if request.unlisted {
        command.push_str(" --unlisted");
    }
    if request.required.is_all() {
        command.push_str(" --required all");
    }
    command
}

/// The value of `--operations`, or nothing if it is the default.
fn names_of_operations(request: &Request) -> Vec<&'static str> {
    let default = Request::new([""; 0]);
    if request.operations == default.operations && request.references != References::Listed {
        return Vec::new();
    }
    let mut names: Vec<&str> = request.operations.iter().copied().map(operations::name).collect();
    names.extend(Some(REFERENCES).filter(|_| request.references == References::Listed));
    names
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

/// The operations that were asked for, and that the schema does not have.
fn absent(writer: &Writer<'_, '_>, head: &mut String) {
    let is_found = |name: &&str| writer.found.iter().any(|found| operations::name(*found) == *name);
    let mut names: Vec<&str> = names_of_operations(writer.request).into_iter().filter(|name| !is_found(name)).collect();
    // What there is of these is said of each relation.
    names.retain(|name| *name != REFERENCES || writer.relations.is_empty());
    if !names.is_empty() && !writer.places.is_empty() {
        let _ = writeln!(head, "// Not in the schema at the paths below, and so not written: {}.", names.join(", "));
    }
}

/// What is not written because the table of permissions does not have it.
fn unlisted(writer: &Writer<'_, '_>, head: &mut String) {
    if !writer.unlisted.is_empty() {
        head.push_str("// Not in the table of permissions, and so not written without `--unlisted`:\n");
    }
    for operation in &writer.unlisted {
        let _ = writeln!(head, "//     {operation}");
    }
    for ty in &writer.request.types {
        let Ok(ty) = structured(writer.plan.schema, ty) else { continue };
        let names = writer.relations.unlisted(ty);
        if !names.is_empty() {
            let (ty, names) = (short(&ty.name), names.join(", "));
            let _ = writeln!(
                head,
                "// Relations of `{ty}` that the table of permissions has no change of; `--references` writes one:"
            );
            let _ = writeln!(head, "//     {names}");
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
