//! The source of all pages: their declarations, then the table.

use std::fmt::Write;

use crate::calls;
use crate::corpus::Page;
use crate::infer::Infer;
use crate::operations::{self, Operation};
use crate::source::Source;

const HEAD: &str = "\
use graph_entity::{
    Flags, GraphComplex, GraphEntity, GraphEnum, GraphParameters, OtherType, Redirect, edm, graph_action, graph_function, graph_ref,
};
use serde_json::{Map, Value};
use super::{
    Answer, Call, Declaration, Operation, Page, call, carry_put, carry_update, changes, parameter, read_page, reference, round_trip,
};
";

pub(crate) fn declare(pages: &[Page], operations: &[Operation]) -> serde_json::Result<String> {
    let mut source = Source::default();
    let mut table = String::new();
    for page in pages {
        let _ = writeln!(table, "{},", entry(page, &mut source)?);
    }
    let calls = calls::declare(operations, &mut source);
    let operations = operations::declare(operations, &mut source);
    Ok(format!("{HEAD}{}\npub static PAGES: &[Page] = &[\n{table}];\n{operations}{calls}", source.text))
}

/// The page's line of the table.
fn entry(page: &Page, source: &mut Source) -> serde_json::Result<String> {
    let properties: Vec<(&str, &str)> =
        page.properties.iter().map(|property| (property.name.as_str(), property.declared.as_str())).collect();
    let (request, response) = (page.request()?, page.response()?);
    let samples: Vec<_> = request.iter().chain(&response).map(|body| &body.object).collect();
    let mut infer = Infer { source, types: [].into() };
    let name = infer.object("GraphEntity", "", &page.odata_type, &properties, &samples);
    let types: Vec<_> = infer.types.into_iter().collect();
    Ok(format!(
        "Page {{ name: {:?}, odata_type: {:?}, paths: &{:?}, request: {:?}, response: {:?}, types: &{types:?}, \
         round_trip: round_trip::<{name}> }}",
        page.name,
        page.odata_type,
        page.paths,
        request.map(|body| body.text),
        response.map(|body| body.text),
    ))
}
