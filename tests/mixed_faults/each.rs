//! Every named fault with every operation, one of each at a time: what is told is what happened.
//!
//! `outcomes.txt` has the outcome of each, so that a new fault or a new operation shows, and a change of one. It is written anew
//! with `GRAPH_ENTITY_UPDATE=1`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Duration;
use std::{env, fs};

use graph_entity::Disposition;
use graph_entity_emulator::{Committed, Emulator, Fault};
use graph_entity_tests::client::fast_builder;

use crate::operations::Whole;
use crate::{Failure, name};

const OUTCOMES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/mixed_faults/outcomes.txt");

/// The attributes that declare operations, each with the operations here.
const OPERATIONS: &[(&str, &[&str])] = &[
    ("graph_post", &["create", "keyed create", "batch of creates"]),
    ("graph_get", &["get"]),
    ("graph_list", &["list"]),
    ("graph_patch", &["update"]),
    ("graph_delete", &["delete"]),
    ("graph_upsert", &["upsert", "upsert of an existing"]),
    ("graph_put", &["put"]),
    ("graph_action", &["action"]),
    ("graph_function", &["function"]),
    (
        "graph_ref",
        &["add reference", "add reference or existing", "remove reference", "set reference", "remove single reference"],
    ),
    ("graph_delta", &["delta"]),
];

/// What is not sent again if it may have taken effect.
const ONCE: [&str; 6] = ["create", "batch of creates", "update", "action", "add reference", "set reference"];

/// Long enough for a machine that is busy, and the only wait of `Silent`.
const TIME_OUT: Duration = Duration::from_secs(1);

#[test]
fn every_attribute_is_in_the_table() {
    // A proc-macro crate has no list of its macros but its source.
    let source = include_str!("../../macros/src/lib.rs");
    let attributes: BTreeSet<&str> = source
        .split("#[proc_macro_attribute]")
        .skip(1)
        .filter_map(|rest| rest.split_once("pub fn ")?.1.split_once('(').map(|(name, _)| name))
        .collect();
    let declared: BTreeSet<&str> = OPERATIONS.iter().map(|(attribute, _)| *attribute).collect();
    assert_eq!(declared, attributes, "an operation that is not tested with every fault");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_with_each_operation_is_told_as_it_was() {
    let operations: Vec<&str> = OPERATIONS.iter().flat_map(|(_, operations)| *operations).copied().collect();
    let mut told: BTreeMap<(usize, &str), BTreeSet<&str>> = BTreeMap::new();
    // Most wait, for a time-out or a second of back-off.
    for some in operations.chunks(6) {
        let cases = Fault::ALL.iter().enumerate().flat_map(|case| some.iter().map(move |operation| (case, *operation)));
        let cases: Vec<_> = cases
            .map(|((row, fault), operation)| (row, operation, tokio::spawn(one_operation(*fault, operation))))
            .collect();
        for (row, operation, case) in cases {
            told.insert((row, operation), case.await.unwrap().into_iter().map(name).collect());
        }
    }
    let mut table = String::new();
    for (row, fault) in Fault::ALL.iter().enumerate() {
        let _ = writeln!(table, "{}", fault.name());
        let mut by_outcome: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for operation in &operations {
            let outcomes: Vec<&str> = told[&(row, *operation)].iter().copied().collect();
            by_outcome.entry(outcomes.join(" or ")).or_default().push(operation);
        }
        for (outcome, operations) in by_outcome {
            let _ = writeln!(table, "  {outcome}: {}", operations.join(", "));
        }
    }
    if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
        fs::write(OUTCOMES, &table).unwrap();
    }
    assert_eq!(table, fs::read_to_string(OUTCOMES).unwrap(), "outcomes.txt says otherwise");
}

/// What the operation ended in.
async fn one_operation(fault: Fault, operation: &'static str) -> Vec<Failure> {
    let emulator = Emulator::start().await.unwrap();
    let mut graph = fast_builder(&emulator).deadline(30 * TIME_OUT);
    if fault == Fault::Silent {
        graph = graph.timeout(TIME_OUT);
    }
    let graph = graph.build().unwrap();
    let whole = Whole::new(&emulator, &graph, format!("{} of a {operation}", fault.name()));
    let groups = whole.groups().await;
    let first = groups.first().unwrap();
    let id = first.id.as_deref().unwrap();
    match operation {
        "upsert of an existing" => whole.add_named().await,
        "remove reference" => whole.link(id).await,
        "remove single reference" => whole.set_manager_directly().await,
        _ => {}
    }
    emulator.answer_next(fault.answer_with(Duration::ZERO));
    let told = match operation {
        "create" => whole.create().await,
        "keyed create" => whole.keyed_create().await,
        "batch of creates" => return whole.batch().await,
        "get" => whole.get(id, None).await,
        "list" => whole.list_of(&groups).await,
        "update" => whole.update(first, "new", None).await,
        "delete" => whole.delete(id, None).await,
        "upsert" => whole.upsert().await,
        "upsert of an existing" => whole.upsert_of().await,
        "put" => whole.put().await,
        "action" => whole.action(id).await,
        "function" => whole.function(id).await,
        "add reference" => whole.add_reference(id).await,
        "add reference or existing" => whole.add_reference_or_existing(id).await,
        "remove reference" => whole.remove_reference(id).await,
        "set reference" => whole.set_reference().await,
        "remove single reference" => whole.remove_single_reference().await,
        "delta" => whole.delta(&groups).await,
        other => panic!("{other} is not an operation"),
    };
    let is_repeatable = !ONCE.contains(&operation);
    // What comes whole and is not Graph's would come again.
    let is_final = matches!(fault, Fault::HtmlBody | Fault::EmptyBody) || fault.is_for_pages();
    if is_repeatable && fault.committed() == Committed::All && !is_final {
        // What says that it created is not sent again, though it lacks the entity.
        let is_created = told == Some(Disposition::Created);
        assert!(told.is_none() || is_created, "{}: the operation is safe to send again, {told:?}", whole.about);
    }
    vec![told]
}
