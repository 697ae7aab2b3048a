//! The three documents that the project started from: what they show is what is sent and what is read, byte for byte.
//!
//! The other tests state their expectations in the words of this project; these hold them against Microsoft's own examples.
//! The facts of the documents are in `seeds/`, so that every clone compares with them. `request.json` and `answer.json` are the
//! bodies with the documents' white space.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use graph_entity::{BaseUrl, Create};
use graph_entity_test_data::find;
use graph_entity_tests::operations::{DeviceComplianceUserStatus, DeviceConfigurationUserStatus, beta};
use serde::Deserialize;
use serde_json::Value;

const STABLE: &str = "device_configuration_user_status";
const BETA: &str = "device_configuration_user_status_beta";
const HALF_FILLED: &str = "device_compliance_user_status";

/// What a document states, besides the bodies.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    version: String,
    /// The paths without the version.
    paths: Vec<String>,
    /// `None` if the document has a placeholder for it.
    delegated: Option<String>,
    application: Option<String>,
    /// The documents count a carriage return in each line's end.
    request_content_length: usize,
    answer_content_length: Option<usize>,
}

#[derive(Debug, PartialEq)]
struct Seed {
    facts: Facts,
    request: String,
    answer: String,
}

impl Seed {
    /// Reads the committed facts of an operation.
    fn committed(operation: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(operation);
        let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
        // A file ends with a line break, which is not a part of the body.
        let body = |file: &str| read(file).strip_suffix('\n').unwrap().to_owned();
        Self {
            facts: serde_json::from_str(&read("facts.json")).unwrap(),
            request: body("request.json"),
            answer: body("answer.json"),
        }
    }

    /// Takes the facts out of a document.
    fn of_document(text: &str) -> Self {
        let after = |label: &'static str| text.lines().filter_map(move |line| line.strip_prefix(label));
        let url = after("POST https://graph.microsoft.com/").next().unwrap();
        let (version, path) = url.split_once('/').unwrap();
        let paths: Vec<String> = after("POST /").map(|path| format!("/{path}")).collect();
        assert_eq!(format!("/{path}"), paths[0], "the example's path is the first of those that are listed");
        // A row of a table, in Markdown or as plain text.
        let permission = |label: &str| {
            let mut rows = text.lines().map(|line| line.trim_matches('|'));
            let permission = rows.find_map(|row| row.strip_prefix(label)).unwrap().trim_matches(['|', ' ']);
            (!permission.contains("TODO")).then(|| permission.to_owned())
        };
        let mut bodies = bodies(text);
        assert_eq!(bodies.len(), 2);
        let (answer, request) = (bodies.pop().unwrap(), bodies.pop().unwrap());
        Self {
            facts: Facts {
                version: version.to_owned(),
                paths,
                delegated: permission("Delegated (work or school account)"),
                application: permission("Application"),
                request_content_length: after("Content-length: ").next().unwrap().parse().unwrap(),
                answer_content_length: after("Content-Length: ").next().map(|length| length.parse().unwrap()),
            },
            request,
            answer,
        }
    }
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

/// The length of a body with the documents' line ends.
fn content_length(body: &str) -> usize {
    body.replace('\n', "\r\n").len()
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
fn the_committed_facts_are_those_of_the_documents() {
    for (operation, document) in [
        (STABLE, "seeds/000_f341ec06ea9a443b.txt"),
        (HALF_FILLED, "seeds/001_a49d9e36e3b5ed8c.txt"),
        (BETA, "seeds/002_ba9bf982d61ac27d.txt"),
    ] {
        let Some(document) = find(document) else { return };
        assert_eq!(
            Seed::committed(operation),
            Seed::of_document(&fs::read_to_string(document).unwrap()),
            "{operation}"
        );
    }
}

#[test]
fn the_documents_bodies_are_what_is_sent_and_read() {
    let status = DeviceConfigurationUserStatus::of_the_document();
    let beta = beta::DeviceConfigurationUserStatus::of_the_document();
    let of_v1 = status.create("x").to_http(&base()).unwrap();
    let of_beta = beta.create("x").to_http(&base()).unwrap();
    for (operation, request) in [(STABLE, of_v1), (BETA, of_beta)] {
        let seed = Seed::committed(operation);
        assert_eq!(pretty(request.body()), seed.request);
        assert_eq!(seed.facts.request_content_length, content_length(&seed.request));
        assert_eq!(seed.facts.answer_content_length, Some(content_length(&seed.answer)));

        let answer: DeviceConfigurationUserStatus = serde_json::from_str(&seed.answer).unwrap();
        assert_eq!(answer.id.as_deref(), Some("7e323db2-3db2-7e32-b23d-327eb23d327e"));
        assert_eq!(DeviceConfigurationUserStatus { id: None, ..answer.clone() }, status);
        assert_eq!(serde_json::to_string_pretty(&answer).unwrap(), seed.answer);
    }
}

/// The half-filled document has placeholders for values: its members and their order are what can be compared.
#[test]
fn the_half_filled_documents_members_are_what_is_sent() {
    let seed = Seed::committed(HALF_FILLED);
    let status = DeviceComplianceUserStatus::of_the_document();
    let request = status.create("x").to_http(&base()).unwrap();
    let members = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned())).collect()
    };
    assert_eq!(members(&pretty(request.body())), members(&seed.request));
    assert_eq!(
        members(
            &serde_json::to_string_pretty(&DeviceComplianceUserStatus { id: Some(String::new()), ..status }).unwrap()
        ),
        members(&seed.answer)
    );
    assert_eq!(seed.facts.request_content_length, content_length(&seed.request));
    let kind: Value = serde_json::from_str(&seed.request).unwrap();
    assert_eq!(kind["@odata.type"], "#microsoft.graph.deviceComplianceUserStatus");
    let error = serde_json::from_str::<DeviceComplianceUserStatus>(&seed.answer).unwrap_err().to_string();
    assert!(error.starts_with("property `devicesCount`: invalid type: string \"Integer\""), "{error}");
}

/// Each of the creates goes to the path of its index, with the permissions of the document.
fn assert_paths_and_permissions<T>(operation: &str, creates: &[Create<T>]) {
    let Facts { version, paths, delegated, application, .. } = Seed::committed(operation).facts;
    assert_eq!(creates.len(), paths.len(), "{operation}");
    for (create, path) in creates.iter().zip(paths) {
        let request = create.to_http(&base()).unwrap();
        assert_eq!(request.method(), "POST");
        let path = path.split(['{', '}']).enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "x" });
        let url = format!("https://graph.microsoft.com/{version}{}", path.collect::<String>());
        assert_eq!(request.uri().to_string(), url);
        let permissions = create.permissions();
        for (documented, declared) in [
            (&delegated, permissions.delegated().collect::<Vec<_>>()),
            (&application, permissions.application().collect()),
        ] {
            assert!(documented.as_ref().is_none_or(|documented| declared == [documented]), "{url}: {declared:?}");
        }
    }
}

#[test]
fn the_documents_paths_and_permissions_are_those_of_the_creates() {
    assert_paths_and_permissions(STABLE, &[DeviceConfigurationUserStatus::of_the_document().create("x")]);
    assert_paths_and_permissions(BETA, &beta::DeviceConfigurationUserStatus::of_the_document().all_eight("x", "x"));
    assert_paths_and_permissions(HALF_FILLED, &[DeviceComplianceUserStatus::of_the_document().create("x")]);
}
