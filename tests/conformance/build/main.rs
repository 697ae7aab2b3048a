//! Declares the types of each page of the corpus: `$OUT_DIR/pages.rs`, or an empty table if the corpus is missing.

#![allow(missing_docs)]

mod calls;
mod corpus;
mod infer;
mod operations;
mod page;
mod source;
mod table;

use std::path::Path;
use std::{env, error, fs};

use graph_entity_test_data::{CREATE_PAGES, OPERATIONS, find, folder};

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo:rerun-if-env-changed=GRAPH_ENTITY_SHARED");
    println!("cargo:rerun-if-env-changed=CI");
    println!("cargo:rerun-if-changed=build");
    for file in [CREATE_PAGES, OPERATIONS] {
        println!("cargo:rerun-if-changed={}", folder().join(file).display());
    }

    let pages = match find(CREATE_PAGES) {
        Some(corpus) => corpus::read(&fs::read_to_string(corpus)?)?,
        None => Vec::new(),
    };
    let operations = match find(OPERATIONS) {
        Some(corpus) => operations::read(&fs::read_to_string(corpus)?)?,
        None => Vec::new(),
    };
    let source = page::declare(&pages, &operations)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("pages.rs"), source)?;
    Ok(())
}
