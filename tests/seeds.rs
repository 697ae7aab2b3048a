//! The documents that the project is made from, read where they stand: their bodies against what is sent and read.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use graph_entity::BaseUrl;
use graph_entity_tests::operations::{DeviceComplianceUserStatus, DeviceConfigurationUserStatus, beta};
use serde_json::Value;

/// A document's text; `None`, with a line that says so, where there are no documents.
fn document(file: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    let text = fs::read_to_string(folder.join(file)).ok();
    if text.is_none() {
        eprintln!("skipped: {file} is not in {}", folder.display());
    }
    text
}

/// The JSON objects that stand on lines of their own, as they are: first the request's, then the answer's.
fn bodies(document: &str) -> Vec<String> {
    let lines: Vec<&str> = document.lines().collect();
    let starts = lines
        .iter()
        .enumerate()
        .filter(|(index, line)| **line == "{" && lines.get(index + 1).is_some_and(|next| next.contains("@odata.type")));
    starts
        .map(|(start, _)| {
            let length = lines[start..].iter().position(|line| *line == "}").unwrap();
            lines[start..=start + length].join("\n")
        })
        .collect()
}

fn base() -> BaseUrl {
    "https://graph.microsoft.com".parse().unwrap()
}

/// What is sent, with the white space that the documents have.
fn pretty(body: &[u8]) -> String {
    // Through a formatter and not through a `Value`, which would sort the members.
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::pretty(&mut text);
    serde_transcode::transcode(&mut deserializer, &mut serializer).unwrap();
    String::from_utf8(text).unwrap()
}

#[test]
fn the_documents_bodies_are_what_is_sent_and_read() {
    let status = DeviceConfigurationUserStatus::of_the_document();
    let beta = beta::DeviceConfigurationUserStatus::of_the_document();
    let of_v1 = status.create("x").to_http(&base()).unwrap();
    let of_beta = beta.create("x").to_http(&base()).unwrap();
    for (file, request) in [("000_f341ec06ea9a443b.txt", of_v1), ("002_ba9bf982d61ac27d.txt", of_beta)] {
        let Some(document) = document(file) else { return };
        let bodies = bodies(&document);
        assert_eq!(bodies.len(), 2, "{file}");
        assert_eq!(pretty(request.body()), bodies[0]);
        // The documents count a carriage return in each line's end.
        assert!(document.contains(&format!("Content-length: {}", bodies[0].replace('\n', "\r\n").len())));

        let answer: DeviceConfigurationUserStatus = serde_json::from_str(&bodies[1]).unwrap();
        assert_eq!(answer.id.as_deref(), Some("7e323db2-3db2-7e32-b23d-327eb23d327e"));
        assert_eq!(DeviceConfigurationUserStatus { id: None, ..answer.clone() }, status);
        assert_eq!(serde_json::to_string_pretty(&answer).unwrap(), bodies[1]);
    }
}

/// The half-filled document has placeholders for values: its members and their order are what can be compared.
#[test]
fn the_half_filled_documents_members_are_what_is_sent() {
    let Some(document) = document("001_a49d9e36e3b5ed8c.txt") else { return };
    let bodies = bodies(&document);
    let status = DeviceComplianceUserStatus::of_the_document();
    let request = status.create("x").to_http(&base()).unwrap();
    let members = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned())).collect()
    };
    assert_eq!(members(&pretty(request.body())), members(&bodies[0]));
    assert_eq!(
        members(
            &serde_json::to_string_pretty(&DeviceComplianceUserStatus { id: Some(String::new()), ..status }).unwrap()
        ),
        members(&bodies[1])
    );
    let kind: Value = serde_json::from_str(&bodies[0]).unwrap();
    assert_eq!(kind["@odata.type"], "#microsoft.graph.deviceComplianceUserStatus");
    let error = serde_json::from_str::<DeviceComplianceUserStatus>(&bodies[1]).unwrap_err().to_string();
    assert!(error.starts_with("property `devicesCount`: invalid type: string \"Integer\""), "{error}");
}
