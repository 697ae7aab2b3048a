//! Declares the types of each page of the corpus: `$OUT_DIR/pages.rs`, or an empty table where there is no corpus.

#![allow(missing_docs)]

mod corpus;
mod infer;
#[path = "../../../macros/src/names.rs"]
#[allow(dead_code)]
mod names;
mod page;
mod source;
mod table;

use std::path::{Path, PathBuf};
use std::{env, error, fs};

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo:rerun-if-env-changed=GRAPH_ENTITY_SHARED");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=../../macros/src/names.rs");
    let corpus = corpus_file(Path::new(&env::var("CARGO_MANIFEST_DIR")?));
    println!("cargo:rerun-if-changed={}", corpus.display());
    println!("cargo:rustc-env=GRAPH_ENTITY_CORPUS={}", corpus.display());

    let pages = if corpus.exists() { corpus::read(&fs::read_to_string(&corpus)?)? } else { Vec::new() };
    let source = page::declare(&pages)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("pages.rs"), source)?;
    Ok(())
}

/// In the folder `shared` beside the workspace, or where `GRAPH_ENTITY_SHARED` says that this folder is.
fn corpus_file(package: &Path) -> PathBuf {
    let beside = || package.ancestors().nth(3).unwrap_or(package).join("shared");
    let shared = env::var_os("GRAPH_ENTITY_SHARED").map_or_else(beside, PathBuf::from);
    shared.join("corpus/create-pages.jsonl")
}
