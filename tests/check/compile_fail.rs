//! What is not in the schema does not compile, and the message says what is there instead.
//!
//! The unit tests of `schema_check` do not run rustc. Only here the schema is found as in a user's package, and rustc
//! compares the types of the fields.

#[path = "../error_counts.rs"]
mod error_counts;

#[test]
fn messages() {
    assert!(
        std::env::var_os("GRAPH_ENTITY_METADATA").is_some(),
        "run from this folder, whose `.cargo/config.toml` sets it"
    );
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

/// `trybuild` does not see an error that is reported twice.
#[test]
fn each_error_is_reported_once() {
    error_counts::assert_each_error_is_reported_once(&["ui"], "graph-entity.features = [\"check\"]");
}
