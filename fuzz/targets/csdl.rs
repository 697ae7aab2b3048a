//! A document of Graph's schema: it is a schema or an error, and what a schema says of itself fits together.

#![no_main]

use graph_entity_schema::{Operation, Schema, Type, Used};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(schema) = Schema::parse(text) else { return };
    let structured: Vec<_> = schema.types().filter_map(Type::as_structured).collect();
    for ty in structured.iter().take(8) {
        let _ = schema.properties(ty);
        let _ = schema.navigation_properties(ty);
        for post in schema.posts_that_create(ty) {
            let found = schema.resolve(&post.path, Operation::Create);
            assert!(found.is_ok(), "{}: {found:?}", post.path);
        }
    }
    for root in schema.roots().take(4) {
        let _ = schema.resolve(&format!("/{}", root.name), Operation::Create);
    }
    let types = structured.iter().take(2).map(|ty| ty.name.to_string()).collect();
    // It looks closer than reading does, into what that skips.
    if let Ok(pruned) = Schema::prune(text, &Used { types, paths: Vec::new() }) {
        Schema::parse(&pruned).expect("what was pruned is parsed");
    }
});
