//! Loading Graph's whole schema, and asking it.
//!
//! `cargo bench -p graph-entity-schema --bench load`; needs Graph's schema, see the README.

#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use graph_entity_schema::{Operation, Schema, Type, Used};
use graph_entity_test_data::find;

static TEXT: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(find(graph_entity_test_data::SCHEMA).unwrap()).unwrap());
static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::parse(&TEXT).unwrap());
const PATH: &str = "/deviceManagement/deviceConfigurations/{id}/userStatuses";

fn main() {
    if find(graph_entity_test_data::SCHEMA).is_some() {
        divan::main();
    }
}

#[divan::bench(sample_count = 20)]
fn parse() -> Schema {
    Schema::parse(black_box(&TEXT)).unwrap()
}

#[divan::bench(sample_count = 20)]
fn prune() -> String {
    let used = Used { types: vec!["microsoft.graph.deviceConfigurationUserStatus".into()], paths: vec![PATH.into()] };
    Schema::prune(black_box(&TEXT), &used).unwrap()
}

#[divan::bench(sample_count = 20)]
fn parse_pruned(bencher: Bencher<'_, '_>) {
    let pruned = prune();
    bencher.bench_local(|| Schema::parse(black_box(&pruned)).unwrap());
}

#[divan::bench]
fn post(bencher: Bencher<'_, '_>) {
    let schema = &*SCHEMA;
    bencher.bench_local(|| schema.resolve(black_box(PATH), Operation::Create).unwrap().required.len());
}

#[divan::bench]
fn post_with_a_mistake(bencher: Bencher<'_, '_>) {
    let schema = &*SCHEMA;
    bencher.bench_local(|| {
        schema
            .resolve(black_box("/deviceManagement/deviceConfiguration/{id}/userStatuses"), Operation::Create)
            .unwrap_err()
    });
}

#[divan::bench(sample_count = 20, args = ["driveItem", "message", "deviceConfigurationUserStatus"])]
fn posts_that_create(bencher: Bencher<'_, '_>, ty: &str) {
    let schema = &*SCHEMA;
    let ty = schema.structured(&format!("microsoft.graph.{ty}")).unwrap();
    bencher.bench_local(|| schema.posts_that_create(black_box(ty)));
}

#[divan::bench(sample_count = 5)]
fn posts_that_create_each_type(bencher: Bencher<'_, '_>) {
    let schema = &*SCHEMA;
    bencher.bench_local(|| {
        let entities = schema.types().filter_map(Type::as_structured).filter(|ty| ty.is_entity);
        entities.map(|ty| schema.posts_that_create(ty).len()).sum::<usize>()
    });
}
