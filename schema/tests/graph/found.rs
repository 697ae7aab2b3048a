//! What is found for every type of Graph.

use std::time::{Duration, Instant};

use graph_entity_schema::{MAX_PATHS, MAX_SEGMENTS, Operation, Type};

use crate::schema;

#[test]
fn every_path_that_is_found_creates_the_type() {
    let Some(schema) = schema() else { return };
    let (mut types, mut with_paths, mut paths) = (0, 0, 0);
    let mut longest = (Duration::ZERO, "");
    for ty in schema.types().filter_map(Type::as_structured).filter(|ty| ty.is_entity) {
        let start = Instant::now();
        let found = schema.posts_that_create(ty);
        longest = longest.max((start.elapsed(), &ty.name));
        types += 1;
        with_paths += usize::from(!found.is_empty());
        paths += found.len();
        assert!(found.len() <= MAX_PATHS, "{}", ty.name);
        for post in found {
            assert!(post.path.split('/').skip(1).count() <= MAX_SEGMENTS, "{}", post.path);
            let created =
                schema.resolve(&post.path, Operation::Create).unwrap_or_else(|no| panic!("{}: {no}", post.path)).ty;
            assert_eq!(created.name, post.creates, "{}", post.path);
            assert!(schema.is_a(ty, &created.name), "{} creates {}, not {}", post.path, created.name, ty.name);
        }
    }
    assert!(with_paths > 860, "{with_paths} of {types}");
    println!("{with_paths} of {types} entity types are created by {paths} paths; longest search {longest:?}");
}
