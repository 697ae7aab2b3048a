//! What is written of a small schema, word for word; `GRAPH_ENTITY_UPDATE=1` writes it anew.
//!
//! The difference in the files shows a reviewer what a change of the tool changes for users. `generated` tests that rustc
//! accepts them.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test ends where it fails")]

use std::path::Path;
use std::{env, fs};

use cargo_graph_entity::generate::{Request, generate};
use cargo_graph_entity::tables::permissions::Permissions;
use graph_entity_schema::{Operation, Schema};

fn schema() -> Schema {
    Schema::parse(include_str!("small.csdl")).unwrap()
}

fn compare(name: &str, request: &Request) {
    let table = "/devicemanagement/deviceconfigurations/{id}/userstatuses\tDelegatedWork\t\
                 DeviceManagementConfiguration.ReadWrite.All\tDeviceManagementConfiguration.ReadWrite.All\n\
                 /devicemanagement/deviceconfigurations/{id}/userstatuses\tApplication\t\
                 DeviceManagementConfiguration.ReadWrite.All\tDeviceManagementConfiguration.ReadWrite.All\n";
    let written = generate(&schema(), request, Some(&Permissions::parse(table).unwrap())).unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
        fs::write(&file, &written).unwrap();
    }
    assert_eq!(written, fs::read_to_string(&file).unwrap(), "{name}");
}

#[test]
fn the_first_type_that_anyone_asks_for() {
    compare("device_configuration_user_status.rs", &Request::new(["deviceConfigurationUserStatus"]));
}

#[test]
fn a_type_with_everything_odd() {
    let navigation = vec!["owners@odata.bind".to_owned(), "status".to_owned()];
    let variants = vec!["place".to_owned()];
    compare(
        "odd_thing.rs",
        &Request { navigation, variants, ..Request::new(["graph.oddThing", "microsoft.graph.security.oddThing"]) },
    );
}

#[test]
fn every_operation_at_one_path() {
    let operations = vec![Operation::Create, Operation::Get, Operation::List, Operation::Update, Operation::Delete];
    let (at, navigation) = (vec!["/oddThings".to_owned()], vec!["status".to_owned()]);
    let only = vec!["elapsed".to_owned(), "createdDateTime".to_owned()];
    let request = Request { operations, at, navigation, only, ..Request::new(["graph.oddThing"]) };
    compare("every_operation.rs", &request);
}

#[test]
fn the_parameters_of_calls() {
    let actions = vec!["/oddThings/{id}/rename".to_owned()];
    let functions = vec!["/oddThings/named(name='{name}')".to_owned(), "/oddThings/{id}/content()".to_owned()];
    let request = Request { actions, functions, ..Request::new([""; 0]) };
    compare("calls.rs", &request);
}

#[test]
fn a_call_that_is_none_is_refused() {
    let of = |path: &str| {
        let request = Request { actions: vec![path.to_owned()], ..Request::new([""; 0]) };
        generate(&schema(), &request, None).unwrap_err().to_string()
    };
    let renam = "`/oddThings/{id}/renam`: `microsoft.graph.oddThing` has no action `renam`, did you mean `/oddThings/{id}/rename`?";
    assert_eq!(of("/oddThings/{id}/renam"), renam);
    assert_eq!(
        of("/oddThings/named(name='{name}')"),
        "`/oddThings/named(name='{name}')`: `named` is not an action, write `graph_function`"
    );
}

#[test]
fn a_path_that_is_not_the_types_is_refused() {
    let of = |path: &str| {
        let request = Request { at: vec![path.to_owned()], ..Request::new(["graph.oddThing"]) };
        generate(&schema(), &request, None).unwrap_err().to_string()
    };
    assert_eq!(of("/oddThinks"), "`/oddThinks`: there is no `oddThinks` at the root");
    assert_eq!(
        of("/deviceManagement"),
        "`/deviceManagement` is of microsoft.graph.deviceManagement, not of microsoft.graph.oddThing"
    );
}

#[test]
fn an_abstract_type_in_beta() {
    compare("device_configuration.rs", &Request { beta: true, ..Request::new(["deviceConfiguration"]) });
}

#[test]
fn some_properties_and_no_hierarchy() {
    let only = vec!["place".to_owned()];
    compare("only_place.rs", &Request { only, ..Request::new(["microsoft.graph.oddThing"]) });
}

#[test]
fn what_is_not_there_is_named() {
    let of = |request: Request| generate(&schema(), &request, None).unwrap_err().to_string();
    let only = |name: &str| of(Request { only: vec![name.to_owned()], ..Request::new(["graph.oddThing"]) });
    let variants = |name: &str| of(Request { variants: vec![name.to_owned()], ..Request::new(["graph.oddThing"]) });
    let navigation = |name: &str| of(Request { navigation: vec![name.to_owned()], ..Request::new(["graph.oddThing"]) });
    for (said, expected) in [
        (
            of(Request::new(["devceConfiguration"])),
            "there is no type `devceConfiguration`, did you mean `microsoft.graph.deviceConfiguration`?",
        ),
        (of(Request::new(["zzz"])), "there is no type `zzz`, look for it with `cargo graph-entity search zzz`"),
        (
            of(Request::new(["complianceStatus"])),
            "`microsoft.graph.complianceStatus` is an enumeration, ask for the type that has a property of it",
        ),
        (only("userNam"), "microsoft.graph.oddThing has no property `userNam`, did you mean `userName`?"),
        (only("owners"), "`owners` of microsoft.graph.oddThing is a navigation property, write `--navigation owners`"),
        (
            navigation("owner@odata.bind"),
            "microsoft.graph.oddThing has no navigation property `owner`, did you mean `owners`?",
        ),
        (
            navigation("place"),
            "`place` of microsoft.graph.oddThing is a property, and written anyway: leave it out of `--navigation`",
        ),
        (variants("plac"), "there is no type `plac`, did you mean `microsoft.graph.place`?"),
        (
            variants("duration"),
            "`microsoft.graph.duration` has neither derived types nor a base, so it is not part of a hierarchy: \
             leave it out of `--variants`",
        ),
        (
            variants("iosConfiguration"),
            "`microsoft.graph.iosConfiguration` is not part of what is written: leave it out of `--variants`",
        ),
    ] {
        assert_eq!(said, expected);
    }
}

#[test]
fn the_key_of_an_event_makes_its_creates_safe_to_repeat() {
    let text = "<Edmx><DataServices><Schema Namespace='microsoft.graph'>\
                <EntityType Name='event'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/>\
                <Property Name='transactionId' Type='Edm.String'/></EntityType>\
                <EntityContainer Name='c'><EntitySet Name='events' EntityType='microsoft.graph.event'/></EntityContainer>\
                </Schema></DataServices></Edmx>";
    let written = generate(&Schema::parse(text).unwrap(), &Request::new(["event"]), None).unwrap();
    assert!(written.contains("#[graph_entity(idempotency_key)]\n    pub transaction_id: Option<String>,"), "{written}");
}
