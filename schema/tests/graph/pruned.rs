//! A part of Graph's schema answers as the whole.

use std::fs;

use graph_entity_schema::{Operation, Schema, Type, Used};
use graph_entity_test_data::{SCHEMA, find};

use crate::schema;

/// What is asked of a schema about a type.
fn answers(schema: &Schema, ty: &str) -> String {
    let ty = schema.structured(ty).unwrap();
    let lineage: Vec<_> = schema.lineage(ty).map(|ty| format!("{ty:?}")).collect();
    format!("{lineage:?} {:?} {:?} {}", schema.properties(ty), schema.key(ty), schema.is_open(ty))
}

fn created(schema: &Schema, path: &str) -> String {
    match schema.resolve(path, Operation::Create) {
        Ok(post) => format!("{} {:?}", post.ty.name, post.required),
        Err(no) => no.to_string(),
    }
}

#[test]
fn a_part_answers_as_the_whole() {
    let (Some(schema), Some(file)) = (schema(), find(SCHEMA)) else { return };
    let text = fs::read_to_string(file).unwrap();
    let entities: Vec<_> = schema.types().filter_map(Type::as_structured).filter(|ty| ty.is_entity).collect();
    // Every so many types with their paths, so that each part is small and all together are a fair share.
    for part in (0..entities.len()).step_by(97) {
        let part = &entities[part..entities.len().min(part + 12)];
        let types: Vec<String> = part.iter().map(|ty| ty.name.to_string()).collect();
        let found = part.iter().flat_map(|ty| schema.posts_that_create(ty).into_iter().take(5));
        let mut paths: Vec<String> = found.map(|post| post.path).collect();
        paths.extend(["/me/drive/root:/{item-path}:/children", "/users/delta", "/me/mesages"].map(str::to_owned));
        let used = Used { types, paths };
        let pruned = Schema::prune(&text, &used).unwrap();
        let small = Schema::parse(&pruned).unwrap();
        assert!(small.is_pruned());
        for ty in &used.types {
            assert_eq!(answers(&small, ty), answers(schema, ty));
        }
        for path in &used.paths {
            assert_eq!(created(&small, path), created(schema, path), "{path}");
        }
        println!("{} types and {} paths: {} bytes", used.types.len(), used.paths.len(), pruned.len());
    }
}
