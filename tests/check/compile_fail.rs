//! What is not in the schema does not compile, and the message says what is there instead.
//!
//! The unit tests of `schema_check` do not run rustc. Only here the schema is found as in a user's package, and rustc
//! compares the types of the fields.

#[test]
fn messages() {
    assert!(
        std::env::var_os("GRAPH_ENTITY_METADATA").is_some(),
        "run from this folder, whose `.cargo/config.toml` sets it"
    );
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
