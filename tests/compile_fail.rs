//! What a user sees who writes something wrong: each message, at its place, and nothing after it.
//!
//! The unit tests in `macros` compare a message and its token. Only rustc shows the place that the user sees, and the
//! errors that rustc itself adds. A message that depends on neither is tested there, which is cheaper.
//!
//! `ui/ours` holds the messages of the macros. `ui/rustc` holds those that the compiler gives for what the macros ask of
//! it; they may change with the toolchain, which `rust-toolchain.toml` pins. `CONTRIBUTING.md` says how to bless both.

#![allow(clippy::unwrap_used)]

mod error_counts;

use std::fs;

#[test]
fn messages_of_the_macros() {
    trybuild::TestCases::new().compile_fail("ui/ours/*.rs");
}

#[test]
fn messages_of_the_compiler() {
    trybuild::TestCases::new().compile_fail("ui/rustc/*.rs");
}

/// `trybuild` does not see an error that is reported twice.
#[test]
fn each_error_is_reported_once() {
    let dependencies = r#"
        bon = "3"
        serde = { version = "1", features = ["derive"] }
        serde_json = "1"
    "#;
    error_counts::assert_each_error_is_reported_once(&["ui/ours", "ui/rustc"], dependencies);
}

/// With `rust-src` installed, rustc shows lines of the standard library where it points into it. No message here does.
#[test]
fn no_message_points_into_the_standard_library() {
    let mut seen = 0;
    for folder in ["ui/ours", "ui/rustc"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "stderr") {
                let text = fs::read_to_string(&path).unwrap();
                assert!(!text.contains("$RUST") && !text.contains(" /rustc/"), "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "no messages were looked at");
}
