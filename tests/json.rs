//! The JSON of entities: any order, `null` and absence, what is not declared, and errors that name the property.
//!
//! The derives are used as in a user's crate, without a service. Where a list of examples would not be enough, `proptest`
//! generates the documents.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use graph_entity::{Disposition, ErrorKind, GraphEntity, GraphEnum, graph_post};
use graph_entity_tests::operations::{ComplianceStatus, DeviceConfigurationUserStatus, answer_of_the_document};
use proptest::prelude::*;
use serde::ser::{Error, Serializer};
use serde_json::{Map, Value, json};

type Status = DeviceConfigurationUserStatus;

fn error_of<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    serde_json::from_str::<T>(text).unwrap_err().to_string()
}

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups")]
#[graph_post("/groups/{groupId}/members", name = "create_member")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    display_name: String,
    #[graph_entity(required)]
    owner: Option<Box<Group>>,
    #[graph_entity(default)]
    members: Vec<Group>,
    #[graph_entity(name = "v10_2H20\"\\")]
    strange: Option<bool>,
    #[graph_entity(read_only)]
    mail: Option<String>,
    #[graph_entity(additional)]
    more: Map<String, Value>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.team")]
#[graph_post("/teams")]
struct Team {
    #[graph_entity(read_only)]
    created: Option<String>,
    inside: Vec<Team>,
}

impl Group {
    fn new(display_name: &str) -> Self {
        Self {
            id: Some("7".to_owned()),
            display_name: display_name.to_owned(),
            owner: None,
            members: Vec::new(),
            strange: None,
            mail: Some("m".to_owned()),
            more: Map::new(),
        }
    }
}

#[test]
fn null_and_absence_are_none() {
    let absent: Status = serde_json::from_str("{}").unwrap();
    let null: Status = serde_json::from_str(r#"{"id":null,"devicesCount":null,"status":null}"#).unwrap();
    assert_eq!(absent, null);
    assert_eq!(
        serde_json::to_string(&absent).unwrap(),
        r##"{"@odata.type":"#microsoft.graph.deviceConfigurationUserStatus"}"##
    );
    let group: Group = serde_json::from_str(r#"{"displayName":"a","members":null}"#).unwrap();
    assert!(group.members.is_empty());
}

#[test]
fn errors_name_the_property() {
    for (text, message) in [
        (r#"{"devicesCount":"Integer"}"#, "property `devicesCount`: invalid type: string \"Integer\", expected i32"),
        (
            r#"{"devicesCount":3000000000}"#,
            "property `devicesCount`: invalid value: integer `3000000000`, expected i32",
        ),
        (
            r#"{"status":5}"#,
            "property `status`: invalid type: integer `5`, expected a member of microsoft.graph.complianceStatus",
        ),
        (
            r#"{"lastReportedDateTime":"String (timestamp)"}"#,
            "property `lastReportedDateTime`: `String (timestamp)` is not a valid date and time",
        ),
        ("[]", "invalid type: sequence, expected an object of type microsoft.graph.deviceConfigurationUserStatus"),
        (
            "\"x\"",
            "invalid type: string \"x\", expected an object of type microsoft.graph.deviceConfigurationUserStatus",
        ),
    ] {
        let error = error_of::<Status>(text);
        assert!(error.starts_with(message) && error.contains(" at line 1 column "), "{error}");
    }
    assert_eq!(error_of::<Group>("{}"), "property `displayName` is missing at line 1 column 2");
    let nested = error_of::<Group>(r#"{"displayName":"a","members":[{"displayName":5}]}"#);
    assert!(nested.starts_with("property `members[0].displayName`: invalid type: integer `5`"), "{nested}");
}

/// What a service adds to an answer is part of a document, and not of a create.
#[test]
fn control_information_that_was_read_is_not_sent_back() {
    #[derive(GraphEntity)]
    #[graph_entity("microsoft.graph.group")]
    #[graph_post("/groups")]
    struct Group {
        #[graph_entity(key)]
        id: Option<String>,
        display_name: Option<String>,
        #[graph_entity(additional)]
        more: Map<String, Value>,
    }

    let answer = r##"{"@odata.context":"https://x/$metadata#groups/$entity","@odata.etag":"W/\"1\"","id":"7","displayName":"a",
        "members@odata.navigationLink":"x","theme":{"@odata.type":"#microsoft.graph.theme","@odata.etag":"y","color":"red"},
        "owners@odata.bind":["https://x/users('8')"],"theme@odata.type":"#microsoft.graph.theme"}"##;
    let group: Group = serde_json::from_str(answer).unwrap();
    let document = serde_json::to_value(&group).unwrap();
    assert_eq!((group.id.as_deref(), group.display_name.as_deref(), group.more.len()), (Some("7"), Some("a"), 6));
    assert_eq!((&document["@odata.etag"], &document["theme"]["@odata.etag"]), (&json!("W/\"1\""), &json!("y")));
    let request = group.create().to_http(&"https://graph.microsoft.com".parse().unwrap()).unwrap();
    let sent: Value = serde_json::from_slice(request.body()).unwrap();
    let expected = json!({"@odata.type": "#microsoft.graph.group", "displayName": "a",
        "theme": {"@odata.type": "#microsoft.graph.theme", "color": "red"},
        "owners@odata.bind": ["https://x/users('8')"], "theme@odata.type": "#microsoft.graph.theme"});
    assert_eq!(sent, expected);
}

/// A field whose own `Serialize` writes another entity into a string.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
struct Embedded(Status);

impl serde::Serialize for Embedded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&serde_json::to_string(&self.0).map_err(S::Error::custom)?)
    }
}

#[test]
fn what_a_fields_own_serialize_writes_is_written_for_a_create_too() {
    #[derive(GraphEntity)]
    #[graph_entity("microsoft.graph.note")]
    #[graph_post("/notes")]
    struct Note {
        content: Embedded,
    }

    let status = Status { id: Some("7".to_owned()), ..Status::of_the_document() };
    let note = Note { content: Embedded(status) };
    let request = note.create().to_http(&"https://graph.microsoft.com".parse().unwrap()).unwrap();
    let sent = String::from_utf8_lossy(request.body()).into_owned();
    assert!(!sent.contains(r#"\"id\""#) && sent.contains(r#"\"devicesCount\""#), "{sent}");
    // What it lacks is found as if it were a property, and the create is refused without a place for it.
    assert!(serde_json::to_string(&note).unwrap().contains(r#"\"id\":\"7\""#));
}

#[test]
fn a_rule_runs_once_if_it_passes_and_twice_if_it_refuses() {
    use std::cell::Cell;

    thread_local! {
        static RUNS: Cell<u32> = const { Cell::new(0) };
    }

    #[allow(clippy::ref_option, reason = "a rule takes the field as it is")]
    fn short(name: &Option<String>) -> Result<(), &'static str> {
        RUNS.set(RUNS.get() + 1);
        if name.as_ref().is_some_and(|name| name.len() > 3) { Err("too long") } else { Ok(()) }
    }

    #[derive(GraphEntity)]
    #[graph_entity("microsoft.graph.note")]
    #[graph_post("/notes")]
    struct Note {
        #[graph_entity(validate = short)]
        name: Option<String>,
    }

    for (name, runs, passes) in [("abc", 1, true), ("abcd", 2, false)] {
        RUNS.set(0);
        let create = Note { name: Some(name.to_owned()) }.create();
        let sent = create.to_http(&"https://graph.microsoft.com".parse().unwrap());
        assert_eq!((RUNS.get(), sent.is_ok()), (runs, passes), "{name}");
    }
}

#[test]
fn of_a_property_given_twice_the_last_counts() {
    let status: Status = serde_json::from_str(r#"{"devicesCount":1,"devicesCount":2}"#).unwrap();
    assert_eq!(status.devices_count, Some(2));
}

#[test]
fn what_is_not_declared_is_kept_where_a_field_takes_it() {
    let text = r##"{"@odata.type":"#microsoft.graph.group","displayName":"a","members":[],"v10_2H20\"\\":true,"@odata.etag":"W/1","x":{"y":[null]}}"##;
    let group: Group = serde_json::from_str(text).unwrap();
    assert_eq!(Value::Object(group.more.clone()), json!({"@odata.etag": "W/1", "x": {"y": [null]}}));
    assert_eq!(serde_json::to_string(&group).unwrap(), text);
}

#[test]
fn additional_properties_cannot_repeat_declared_ones() {
    let mut group = Group::new("a");
    group.more = json!({"displayName": "b", "id": "8", "@odata.type": "#x.y", "z": 1}).as_object().unwrap().clone();
    let text = serde_json::to_string(&group).unwrap();
    let expected =
        r##"{"@odata.type":"#microsoft.graph.group","id":"7","displayName":"a","members":[],"mail":"m","z":1}"##;
    assert_eq!(text, expected);
}

#[test]
fn what_the_service_assigns_is_not_sent_at_any_depth() {
    let mut group = Group { owner: Some(Box::new(Group::new("o"))), ..Group::new("a") };
    group.owner.as_mut().unwrap().owner = Some(Box::new(Group { owner: None, ..Group::new("top") }));
    let invalid = group.validate().unwrap_err();
    assert_eq!(invalid.problems().len(), 1);
    assert_eq!(invalid.problems()[0].property, "owner.owner.owner");

    let whole: Value = serde_json::to_value(&group).unwrap();
    assert_eq!(whole["owner"]["id"], "7");

    let team = |inside| Team { created: Some("now".to_owned()), inside };
    let request = team(vec![team(vec![])]).create().to_http(&graph_entity::BaseUrl::default()).unwrap();
    let body =
        r##"{"@odata.type":"#microsoft.graph.team","inside":[{"@odata.type":"#microsoft.graph.team","inside":[]}]}"##;
    assert_eq!(request.body(), body);
}

#[test]
fn what_cannot_be_written_is_not_sent() {
    #[derive(GraphEntity)]
    #[graph_entity("microsoft.graph.group")]
    #[graph_post("/groups")]
    struct Keyed {
        by: HashMap<(i32, i32), i32>,
    }
    let keyed = Keyed { by: HashMap::from([((1, 2), 3)]) };
    let error = keyed.create().to_http(&graph_entity::BaseUrl::default()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Body(_)), "{error}");
    assert_eq!(error.disposition(), Disposition::NotSent);
}

#[test]
fn a_path_too_long_for_http_is_not_sent() {
    let group = Group { owner: Some(Box::new(Group::new("o"))), ..Group::new("a") };
    let mut group = group;
    group.owner.as_mut().unwrap().owner = None;
    let error = group.create_member(&"x".repeat(100_000)).to_http(&graph_entity::BaseUrl::default()).unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent, "{error}");
}

/// A field's `Serialize` that fails or panics leaves no purpose behind.
#[test]
fn a_failed_write_leaves_no_trace() {
    #[derive(Debug)]
    struct Broken(bool);
    impl serde::Serialize for Broken {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            assert!(!self.0, "on purpose");
            Err(S::Error::custom("broken"))
        }
    }
    impl<'de> serde::Deserialize<'de> for Broken {
        fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Ok(Self(false))
        }
    }
    #[derive(GraphEntity)]
    #[graph_entity("microsoft.graph.group")]
    #[graph_post("/groups")]
    struct Holder {
        broken: Broken,
    }

    let group = Group::new("a");
    let before = serde_json::to_string(&group).unwrap();
    let base = graph_entity::BaseUrl::default();
    let error = Holder { broken: Broken(false) }.create().to_http(&base).unwrap_err();
    assert!(error.to_string().starts_with("not sent: the entity cannot be written as JSON: broken"), "{error}");
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let panicked = catch_unwind(AssertUnwindSafe(|| Holder { broken: Broken(true) }.create().to_http(&base).is_ok()));
    std::panic::set_hook(hook);
    assert!(panicked.is_err());
    assert_eq!(serde_json::to_string(&group).unwrap(), before);
}

#[test]
fn members_of_an_enumeration_come_back() {
    for name in ComplianceStatus::MEMBERS.iter().copied().chain(["addedLater", ""]) {
        let status = ComplianceStatus::from_member(name).unwrap();
        assert_eq!(status.as_str(), name);
        assert_eq!(serde_json::from_value::<ComplianceStatus>(json!(name)).unwrap(), status);
    }
    assert_eq!(ComplianceStatus::ODATA_TYPE, "microsoft.graph.complianceStatus");
    assert_eq!(Status::ODATA_TYPE, "microsoft.graph.deviceConfigurationUserStatus");
}

proptest! {
    #[test]
    fn properties_come_in_any_order(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(), unknown in 0..7_usize) {
        let answer: Map<String, Value> =
            serde_json::from_str(&answer_of_the_document("deviceConfigurationUserStatus")).unwrap();
        let members: Vec<(&String, &Value)> = answer.iter().filter(|(name, _)| *name != "@odata.type").collect();
        let mut texts: Vec<String> = order.iter().map(|index| {
            let (name, value) = members[*index];
            format!("\"{name}\":{value}")
        }).collect();
        texts.insert(unknown.min(texts.len()), "\"unknown\":{\"a\":[1,{}]}".to_owned());
        let status: Status = serde_json::from_str(&format!("{{{}}}", texts.join(","))).unwrap();
        let expected = Status { id: status.id.clone(), ..Status::of_the_document() };
        prop_assert_eq!(status.id.as_deref(), Some("7e323db2-3db2-7e32-b23d-327eb23d327e"));
        prop_assert_eq!(status, expected);
    }

    #[test]
    fn any_text_and_count_come_back(name in ".*", count: i32, member in ".*") {
        let status = Status {
            id: Some(name.clone()),
            user_display_name: Some(name),
            devices_count: Some(count),
            status: ComplianceStatus::from_member(&member),
            ..Status::of_the_document()
        };
        let text = serde_json::to_string(&status).unwrap();
        prop_assert_eq!(serde_json::from_str::<Status>(&text).unwrap(), status);
    }

    #[test]
    fn no_json_breaks_the_reader(text in "[\\[\\]{}\":,a-z0-9@.# ]{0,60}") {
        let _: Result<Group, _> = serde_json::from_str(&text);
    }
}
