//! The paths that Graph's reference documents: what share of them is understood, and what share is found.

use std::fs;

use graph_entity_schema::{Operation, Schema, StructuredType, Unresolved};
use graph_entity_test_data::{CREATE_PAGES, OPERATIONS, find};
use serde_json::Value;

use crate::schema;

/// A path of a page that creates a type of the schema.
struct Documented {
    ty: String,
    path: String,
}

/// The well-formed paths of the pages about v1.0, each with the type that its page creates.
fn documented(schema: &Schema) -> Option<Vec<Documented>> {
    let text = fs::read_to_string(find(CREATE_PAGES)?).unwrap();
    let mut documented = Vec::new();
    for page in text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let ty = page["type"].as_str().unwrap();
        if page["version"] != "v1.0" || schema.structured(ty).is_none_or(|ty| !ty.is_entity) {
            continue;
        }
        let paths = page["paths"].as_array().unwrap().iter().map(|path| path.as_str().unwrap());
        let well_formed = paths.filter(|path| path.starts_with('/') && !path.ends_with('/'));
        documented.extend(well_formed.map(|path| Documented { ty: ty.to_owned(), path: path.to_owned() }));
    }
    Some(documented)
}

/// Whether a page is about a create in a collection: those about actions and references are not.
fn is_create(answer: &Result<&StructuredType, Unresolved>) -> bool {
    let calls = |no: &Unresolved| ["is an action", "adds a reference"].iter().any(|what| no.to_string().contains(what));
    !answer.as_ref().is_err_and(calls)
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole).unwrap())
}

/// A path with the names of its placeholders left out, which pages choose as they like.
fn shape(path: &str) -> String {
    let named = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    named.collect::<Vec<_>>().join("/")
}

#[test]
fn documented_paths_are_understood() {
    let Some(schema) = schema() else { return };
    let Some(documented) = documented(schema) else { return };
    let (mut creates, mut fitting) = (0, 0);
    for Documented { ty, path } in &documented {
        let answer = schema.resolve(path, Operation::Create).map(|post| post.ty);
        if !is_create(&answer) {
            continue;
        }
        creates += 1;
        match answer {
            Ok(post) if schema.is_a(schema.structured(ty).unwrap(), &post.name) => fitting += 1,
            Ok(post) => println!("{path} creates {}, the page says {ty}", post.name),
            Err(no) => println!("{path}: {no}; nearest: {:?}", no.nearest()),
        }
    }
    let share = percent(fitting, creates);
    let others = documented.len() - creates;
    println!("{others} of {} well-formed paths call an action or add a reference, and are left out", documented.len());
    println!("{fitting} of {creates} documented paths create the type of their page: {share:.1} %");
    // What is left: 18 paths that create another type than that of their page, most of a page about extensions that lists
    // the collections of many types; `calendargroups` for `calendarGroups`; `$entity`; and `add` behind a table's key.
    assert!(share > 89.0);
}

#[test]
fn documented_paths_are_found() {
    let Some(schema) = schema() else { return };
    let Some(documented) = documented(schema) else { return };
    let (mut creates, mut found) = (0, 0);
    for Documented { ty, path } in &documented {
        let ty = schema.structured(ty).unwrap();
        let fits = schema.resolve(path, Operation::Create).is_ok_and(|post| schema.is_a(ty, &post.ty.name));
        if !fits {
            continue;
        }
        creates += 1;
        if schema.posts_that_create(ty).iter().any(|post| shape(&post.path) == shape(path)) {
            found += 1;
        } else {
            println!("{path} is not among those that create {}", ty.name);
        }
    }
    let share = percent(found, creates);
    println!("{found} of {creates} documented paths are among those that create the type: {share:.1} %");
    // What is left leads through an item's path, `root:/{item-path}:`, which is another way to write `items/{id}`.
    assert!(share > 98.0);
}

#[test]
fn documented_delta_queries_are_understood() {
    let Some(schema) = schema() else { return };
    let Some(corpus) = find(OPERATIONS) else { return };
    let (mut paths, mut fitting) = (0, 0);
    let corpus = fs::read_to_string(corpus).unwrap();
    for page in corpus.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        if page["version"] != "v1.0" || page["kind"] != "delta" || page["method"] != "GET" {
            continue;
        }
        for path in page["paths"].as_array().unwrap().iter().filter_map(Value::as_str) {
            // The range of a calendar view stands in the query, which is no part of a path.
            let path = path.split('?').next().unwrap_or_default();
            paths += 1;
            match schema.resolve(path, Operation::Delta) {
                Ok(found) => {
                    let named = page["type"].as_str().and_then(|name| schema.structured(name));
                    let fits = named.is_none_or(|ty| schema.is_a(ty, &found.ty.name));
                    assert!(fits, "{path} gives {}, the page says {}", found.ty.name, page["type"]);
                    fitting += 1;
                }
                Err(no) => println!("{path}: {no}; nearest: {:?}", no.nearest()),
            }
        }
    }
    let share = percent(fitting, paths);
    println!("{fitting} of {paths} documented paths of delta queries are understood: {share:.1} %");
    assert!(paths > 15 && share > 95.0);
}
