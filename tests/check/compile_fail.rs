//! What is not in the schema does not compile, and the message says what is there instead.

#[test]
fn messages() {
    assert!(
        std::env::var_os("GRAPH_ENTITY_METADATA").is_some(),
        "run from this folder, whose `.cargo/config.toml` sets it"
    );
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
