//! What is written of a small schema, word for word; `GRAPH_ENTITY_UPDATE=1` writes it anew.
//!
//! The difference in the files shows a reviewer what a change of the tool changes for users. `generated` tests that rustc
//! accepts them.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test ends where it fails")]

use std::path::Path;
use std::{env, fs};

use cargo_graph_entity::generate::{References, Request, generate};
use cargo_graph_entity::tables::permissions::Permissions;
use graph_entity_schema::{Operation, Schema};

fn schema() -> Schema {
    Schema::parse(include_str!("small.csdl")).unwrap()
}

/// What the table of permissions has of groups.
const GROUPS: &str = "/groups\tGET\tApplication\tGroup.Read.All\tGroup.Read.All\n\
                      /groups\tPOST\tApplication\tGroup.Create\tGroup.Create,Group.ReadWrite.All\n\
                      /groups/{id}\tGET\tApplication\tGroup.Read.All\tGroup.Read.All\n\
                      /groups/{id}\tPATCH\tApplication\tGroup.ReadWrite.All\tGroup.ReadWrite.All\n\
                      /groups/delta\tGET\tApplication\tGroup.Read.All\tGroup.Read.All\n\
                      /groups/{id}/members/{id}\tDELETE\tApplication\tGroupMember.ReadWrite.All\tGroupMember.ReadWrite.All\n\
                      /groups/{id}/memberof\tGET\tApplication\tGroup.Read.All\tGroup.Read.All\n\
                      /groups/{id}/policy/$ref\tPUT\tApplication\tPolicy.ReadWrite.All\tPolicy.ReadWrite.All\n\
                      /mygroup\tGET\tDelegatedWork\tGroup.Read.All\tGroup.Read.All\n";

fn compare(name: &str, request: &Request) {
    let table = "/devicemanagement/deviceconfigurations/{id}/userstatuses\tDelegatedWork\t\
                 DeviceManagementConfiguration.ReadWrite.All\tDeviceManagementConfiguration.ReadWrite.All\n\
                 /devicemanagement/deviceconfigurations/{id}/userstatuses\tApplication\t\
                 DeviceManagementConfiguration.ReadWrite.All\tDeviceManagementConfiguration.ReadWrite.All\n";
    let table = format!("{table}{GROUPS}");
    let written = generate(&schema(), request, Some(&Permissions::parse(&table).unwrap())).unwrap();
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

/// Every operation that a type can have.
const OPERATIONS: [Operation; 8] = [
    Operation::Create,
    Operation::Get,
    Operation::List,
    Operation::Update,
    Operation::Delete,
    Operation::Put,
    Operation::Upsert,
    Operation::Delta,
];

/// A table of permissions says of the paths that it has which writes there are, and which relations can be changed.
#[test]
fn what_the_table_of_permissions_offers() {
    let (operations, references) = (OPERATIONS.to_vec(), References::Listed);
    compare("group.rs", &Request { operations, references, ..Request::new(["group"]) });
}

#[test]
fn what_is_asked_for_at_two_paths() {
    let (operations, unlisted) = (OPERATIONS.to_vec(), true);
    let references = References::Named(vec!["members".to_owned(), "acceptedSenders".to_owned(), "policy".to_owned()]);
    let at = vec!["/groups".to_owned(), "/myGroup".to_owned()];
    let variants = vec!["group".to_owned()];
    let request = Request { operations, references, unlisted, at, variants, ..Request::new(["group"]) };
    compare("group_and_team.rs", &request);
}

#[test]
fn what_the_schema_does_not_have_is_said() {
    let operations = vec![Operation::Get, Operation::Upsert, Operation::Delta];
    let (references, at) = (References::Listed, vec!["/policies".to_owned()]);
    let request = Request { operations, references, at, ..Request::new(["policy"]) };
    let written = generate(&schema(), &request, None).unwrap();
    let said = "// Not in the schema at the paths below, and so not written: upsert, delta, references.\n";
    assert!(written.contains(said), "{written}");
}

#[test]
fn references_need_a_path() {
    let text = "<Edmx><DataServices><Schema Namespace='microsoft.graph'>\
                <EntityType Name='policy'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/>\
                <NavigationProperty Name='next' Type='microsoft.graph.policy'/></EntityType>\
                <EntityContainer Name='c'><Singleton Name='first' Type='microsoft.graph.policy'/></EntityContainer>\
                </Schema></DataServices></Edmx>";
    let references = References::Named(vec!["next".to_owned()]);
    let request = Request { references, ..Request::new(["policy"]) };
    let error = generate(&Schema::parse(text).unwrap(), &request, None).unwrap_err().to_string();
    let expected = "`microsoft.graph.policy` is created at no path of the schema, name its own with `--path`";
    assert_eq!(error, expected);
}

#[test]
fn a_relation_of_a_derived_type_is_behind_its_cast() {
    let references = References::Named(vec!["leaders".to_owned(), "members".to_owned()]);
    let request = Request { references, at: vec!["/groups".to_owned()], ..Request::new(["team"]) };
    let written = generate(&schema(), &request, None).unwrap();
    for path in ["/groups/{teamId}/microsoft.graph.team/leaders", "/groups/{teamId}/members"] {
        assert!(written.contains(&format!("#[graph_ref({path:?})]")), "{written}");
    }
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
    let references =
        |name: &str| of(Request { references: References::Named(vec![name.to_owned()]), ..Request::new(["group"]) });
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
        (references("membrs"), "microsoft.graph.group has no navigation property `membrs`, did you mean `members`?"),
        (
            references("policies"),
            "`policies` of microsoft.graph.group holds its entities itself: they are created there, and not referred to",
        ),
        (
            references("statuses"),
            "`statuses` of microsoft.graph.group leads to `microsoft.graph.deviceConfigurationUserStatus`, \
             of which the schema has no collection to refer to",
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
