//! Each page's request and answer, read with the declaration made from the page and written again, come out unchanged.
//!
//! The other tests have the cases that their authors thought of. These pages have hundreds of types that no author of a
//! test chose.
//!
//! `failures.txt` names each page that fails, and why; `README.md` says how it is written anew.

#![allow(clippy::unwrap_used)]

mod compare;

use std::{env, fs};

use graph_entity_conformance::{PAGES, Page};
use graph_entity_test_data::{CREATE_PAGES, find, report};

const FAILURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/failures.txt");

#[test]
fn bodies_come_through_unchanged() {
    // The build script found the same file, or has failed in CI.
    if find(CREATE_PAGES).is_none() {
        return;
    }
    let with_body: Vec<&Page> = PAGES.iter().filter(|page| page.request.is_some()).collect();
    let failures: Vec<String> =
        with_body.iter().filter_map(|page| Some(format!("{}: {}\n", page.name, failure(page)?))).collect();

    let passed = with_body.len() - failures.len();
    let list = failures.concat();
    report(&format!(
        "| pages | with a request body | passed | failed |\n|---|---|---|---|\n| {} | {} | {passed} | {} |\n\n{list}",
        PAGES.len(),
        with_body.len(),
        failures.len(),
    ));

    if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
        fs::write(FAILURES, &list).unwrap();
    }
    assert!(passed * 100 >= with_body.len() * 95, "{passed} of {} are less than 95 %", with_body.len());
    assert_eq!(list, fs::read_to_string(FAILURES).unwrap(), "failures.txt says otherwise");
}

/// Why a page's bodies do not come through, or `None`.
fn failure(page: &Page) -> Option<String> {
    let bodies = [("request", page.request), ("answer", page.response)];
    let reasons: Vec<String> =
        bodies.into_iter().filter_map(|(which, body)| Some(format!("{which}: {}", of_body(page, body?)?))).collect();
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

fn of_body(page: &Page, body: &str) -> Option<String> {
    match (page.round_trip)(body) {
        Ok(written) => compare::difference(
            Some(page.odata_type),
            page.types,
            &serde_json::from_str(body).unwrap(),
            &serde_json::from_str(&written).unwrap(),
        ),
        Err(error) => {
            let error = error.to_string();
            let without_place = error.split(" at line ").next().map(str::to_owned);
            Some(without_place.unwrap_or(error))
        }
    }
}
