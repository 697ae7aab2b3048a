//! What each field option changes in what is sent: the body of a create, an update and a difference, and the query of a read.

#![allow(clippy::unwrap_used)]

use graph_entity::http::{Request, StatusCode};
use graph_entity::{
    BaseUrl, Disposition, GraphEntity, OtherType, graph_get, graph_list, graph_patch, graph_post, graph_put,
};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use graph_entity_tests::client::client;
use serde_json::{Map, Value, json};

#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_post("/users")]
#[graph_get("/users/{userId}")]
#[graph_list("/users")]
#[graph_patch("/users/{userId}")]
struct User {
    #[graph_entity(key, create_only)]
    id: Option<String>,
    #[graph_entity(required, create_only, validate = short)]
    mail_nickname: Option<String>,
    #[graph_entity(required, write_only)]
    password: Option<String>,
    #[graph_entity(create_only, write_only)]
    invitation: Option<String>,
    display_name: Option<String>,
    #[graph_entity(read_only)]
    created_date_time: Option<String>,
}

#[expect(clippy::ref_option, reason = "a rule takes the field as it is")]
fn short(name: &Option<String>) -> Result<(), &'static str> {
    if name.as_ref().is_some_and(|name| name.len() > 3) { Err("it is too long") } else { Ok(()) }
}

#[expect(clippy::unnecessary_wraps, reason = "the fields are optional")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn user() -> User {
    User {
        id: text("7"),
        mail_nickname: text("ann"),
        password: text("p"),
        invitation: text("i"),
        display_name: text("Ann"),
        created_date_time: text("d"),
    }
}

fn body<B: AsRef<[u8]>>(request: &Request<B>) -> Value {
    serde_json::from_slice(request.body().as_ref()).unwrap()
}

const TYPE: &str = "#microsoft.graph.user";

#[test]
fn creates_send_what_is_create_only_and_updates_do_not() {
    let base = BaseUrl::default();
    let created = body(&user().create().to_http(&base).unwrap());
    let expected = json!({
        "@odata.type": TYPE, "id": "7", "mailNickname": "ann", "password": "p", "invitation": "i", "displayName": "Ann",
    });
    assert_eq!(created, expected);
    let updated = body(&user().update("7").to_http(&base).unwrap());
    assert_eq!(updated, json!({"@odata.type": TYPE, "password": "p", "displayName": "Ann"}));
    let other = User {
        id: text("8"),
        mail_nickname: None,
        password: text("q"),
        invitation: None,
        display_name: None,
        ..user()
    };
    let since = body(&other.update("7").since(&user()).to_http(&base).unwrap());
    assert_eq!(since, json!({"@odata.type": TYPE, "password": "q", "displayName": null}));
    // A document has all of it.
    assert_eq!(serde_json::from_value::<User>(serde_json::to_value(user()).unwrap()).unwrap(), user());
}

#[derive(Debug, Default, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups")]
#[graph_put("/groups/{groupId}")]
#[graph_patch("/groups/{groupId}")]
struct Group {
    #[graph_entity(required)]
    display_name: Option<String>,
    #[graph_entity(name = "owners@odata.bind")]
    owners: Option<Vec<String>>,
    #[graph_entity(name = "members@odata.bind")]
    members: Vec<String>,
    #[graph_entity(name = "acceptedSenders@odata.bind", create_only, required)]
    accepted_senders: Option<Vec<String>>,
    #[graph_entity(expand, create_only)]
    groups: Vec<Group>,
    #[graph_entity(additional)]
    more: Map<String, Value>,
}

/// A group with so many references in each of its properties.
fn group([owners, members, senders, others]: [usize; 4]) -> Group {
    let references = |count| vec!["https://graph.microsoft.com/v1.0/users/7".to_owned(); count];
    let more = json!({"x@odata.bind": references(others), "y": references(50)});
    Group {
        display_name: text("Sales"),
        owners: Some(references(owners)),
        members: references(members),
        accepted_senders: Some(references(senders)),
        more: more.as_object().unwrap().clone(),
        groups: Vec::new(),
    }
}

#[tokio::test]
async fn a_create_with_more_references_than_it_takes_is_not_sent() {
    let base = BaseUrl::default();
    for counts in [[20, 0, 0, 0], [0, 20, 0, 0], [5, 5, 5, 5]] {
        let inside = Group { groups: vec![group([20, 0, 0, 0]), group(counts)], ..group(counts) };
        inside.create().to_http(&base).unwrap();
        inside.put("7").to_http(&base).unwrap();
    }
    let emulator = Emulator::start().await.unwrap();
    let refusal = "not sent: microsoft.graph.group is refused: it has 21 references by `@odata.bind` and a create takes at most 20, \
                   add the rest after the create, such as with `#[graph_ref]`";
    for counts in [[21, 0, 0, 0], [0, 21, 0, 0], [0, 0, 21, 0], [0, 0, 0, 21], [15, 2, 3, 1]] {
        let error = group(counts).create().send(&client(&emulator)).await.unwrap_err();
        assert_eq!((error.disposition(), error.to_string()), (Disposition::NotSent, refusal.to_owned()), "{counts:?}");
        assert!(group(counts).put("7").to_http(&base).is_err());
        // That is of creates.
        group(counts).update("7").to_http(&base).unwrap();
        serde_json::to_value(group(counts)).unwrap();
    }
    assert_eq!(emulator.requests().len(), 0);

    // With all else that is wrong, where it is.
    let inside = Group { groups: vec![group([20, 1, 1, 0])], display_name: None, ..group([0; 4]) };
    assert_eq!(
        inside.validate().unwrap_err().to_string(),
        "microsoft.graph.group lacks 1 required property: displayName (display_name); groups[0] (groups[0]): it has 22 \
         references by `@odata.bind` and a create takes at most 20, add the rest after the create, such as with `#[graph_ref]`"
    );
    let other = OtherType::new("microsoft.graph.group", group([0, 0, 0, 21]).more);
    assert_eq!(
        Any::Other(other).create().send(&client(&emulator)).await.unwrap_err().to_string(),
        refusal.replace("group is", "directoryObject is")
    );
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.directoryObject")]
#[graph_post("/directoryObjects")]
enum Any {
    #[graph_entity(other)]
    Other(OtherType),
}

#[test]
fn what_is_create_only_is_required_and_validated_by_creates_alone() {
    let base = BaseUrl::default();
    let error = User::default().create().to_http(&base).unwrap_err().to_string();
    assert!(error.contains("mailNickname (mail_nickname), password (password)"), "{error}");
    let long = User { mail_nickname: text("anna"), ..user() };
    let error = long.create().to_http(&base).unwrap_err().to_string();
    assert!(error.contains("mailNickname (mail_nickname): it is too long"), "{error}");
    for absent_or_refused in [User { display_name: text("Ann"), ..User::default() }, long] {
        assert!(absent_or_refused.update("7").to_http(&base).is_ok());
    }
}

mod rules {
    use graph_entity::GraphComplex;

    use super::*;

    /// What nothing passes.
    fn refuses<T>(_: &T) -> Result<(), &'static str> {
        Err("the property is not sent")
    }

    #[expect(clippy::ref_option, reason = "a rule takes the field as it is")]
    fn given(name: &Option<String>) -> Result<(), &'static str> {
        if name.as_ref().is_some_and(|name| !name.is_empty()) { Ok(()) } else { Err("it is empty") }
    }

    #[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.user")]
    #[graph_post("/users")]
    #[graph_put("/users/{userId}")]
    #[graph_patch("/users/{userId}")]
    struct User {
        #[graph_entity(key, validate = refuses)]
        id: Option<String>,
        #[graph_entity(read_only, validate = refuses)]
        created_date_time: Option<String>,
        #[graph_entity(read_only)]
        manager: Option<Name>,
        #[graph_entity(validate = given)]
        display_name: Option<String>,
        name: Option<Name>,
        city: Option<String>,
    }

    #[derive(Debug, Clone, Default, PartialEq, GraphComplex)]
    #[graph_complex("microsoft.graph.personName")]
    struct Name {
        #[graph_complex(read_only, validate = refuses)]
        nick: Option<String>,
        #[graph_complex(validate = given)]
        first: Option<String>,
        last: Option<String>,
    }

    fn ann() -> User {
        let name = Name { nick: text("a"), first: text("Ann"), last: text("Lee") };
        let manager = Some(Name { first: None, ..name.clone() });
        User { id: text("7"), display_name: text("Ann"), name: Some(name), manager, ..User::default() }
    }

    #[test]
    fn what_is_read_only_is_not_validated() {
        let base = BaseUrl::default();
        ann().validate().unwrap();
        ann().create().to_http(&base).unwrap();
        ann().put("7").to_http(&base).unwrap();
        ann().update("7").to_http(&base).unwrap();
    }

    #[test]
    fn an_update_validates_what_it_sends() {
        let base = BaseUrl::default();
        let update = |user: User| user.update("7").to_http(&base).map(|_| ()).map_err(|error| error.to_string());
        let refused = |place: &str| format!("not sent: microsoft.graph.user is refused: {place}: it is empty");
        // What is absent is not sent; a create refuses it.
        let absent = User { display_name: None, name: None, ..ann() };
        assert_eq!(update(absent.clone()), Ok(()));
        assert!(absent.create().to_http(&base).is_err());
        assert_eq!(update(User { display_name: text(""), ..ann() }), Err(refused("displayName (display_name)")));
        let name = |first| Some(Name { first, ..Name::default() });
        assert_eq!(update(User { name: name(None), ..ann() }), Ok(()));
        assert_eq!(update(User { name: name(text("")), ..ann() }), Err(refused("name.first (name.first)")));
    }

    #[test]
    fn an_update_since_validates_what_differs() {
        let base = BaseUrl::default();
        let before = User { display_name: text(""), ..ann() };
        let since = |user: User| {
            let update = user.update("7").since(&before).to_http(&base);
            update.map(|request| body(&request)).map_err(|error| error.to_string())
        };
        // As it came from the service.
        let sent = since(User { city: text("Bonn"), ..before.clone() });
        assert_eq!(sent, Ok(json!({"@odata.type": TYPE, "city": "Bonn"})));
        assert!(since(before.clone()).unwrap_err().contains("nothing"), "nothing differs");
        // What became absent is sent as null.
        let refused = since(User { display_name: None, ..before.clone() }).unwrap_err();
        assert!(refused.contains("displayName (display_name): it is empty"), "{refused}");
        let name = Some(Name { first: None, ..ann().name.unwrap() });
        let refused = since(User { name, ..before.clone() }).unwrap_err();
        assert!(refused.contains("name.first (name.first): it is empty"), "{refused}");
        // Another problem stays.
        let update = before.update("7").header("Host", "x").since(&before);
        assert!(update.to_http(&base).unwrap_err().to_string().contains("Host"));
    }
}

#[test]
fn what_is_write_only_is_never_selected() {
    let base = BaseUrl::default();
    for uri in [User::get("7").to_http(&base).unwrap(), User::list().to_http(&base).unwrap()] {
        assert_eq!(uri.uri().query(), Some("$select=id,mailNickname,displayName,createdDateTime"));
    }
}

mod expand {
    use graph_entity::OtherType;

    use super::*;

    #[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.group")]
    #[graph_post("/groups")]
    #[graph_get("/groups/{groupId}")]
    #[graph_get("/teams/{teamId}/group", select_all, name = "of_team")]
    #[graph_list("/groups")]
    #[graph_list("/me/joinedGroups", select_all, name = "joined")]
    #[graph_patch("/groups/{groupId}")]
    struct Group {
        #[graph_entity(key)]
        id: Option<String>,
        display_name: Option<String>,
        #[graph_entity(expand)]
        owners: Option<Vec<Person>>,
        #[graph_entity(expand, create_only)]
        members: Option<Vec<Person>>,
        #[graph_entity(expand)]
        parent: Option<Box<Group>>,
        #[graph_entity(expand, name = "createdOnBehalfOf")]
        creator: Option<DirectoryObject>,
    }

    #[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.user")]
    struct Person {
        #[graph_entity(key)]
        id: Option<String>,
        #[graph_entity(name = "manager@odata.bind")]
        bound: Option<String>,
        #[graph_entity(write_only)]
        password: Option<String>,
        display_name: Option<String>,
        #[graph_entity(expand)]
        manager: Option<Box<Person>>,
    }

    #[derive(Debug, Clone, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.directoryObject")]
    #[graph_list("/directoryObjects")]
    enum DirectoryObject {
        Person(Person),
        #[graph_entity(other)]
        Other(OtherType),
    }

    const EXPAND: &str = "$expand=owners($select=id,displayName),members($select=id,displayName),\
                          parent($select=id,displayName),createdOnBehalfOf";

    fn person(id: &str) -> Person {
        Person { id: text(id), display_name: text("Ann"), ..Person::default() }
    }

    #[test]
    fn what_is_expanded_is_not_selected() {
        let base = BaseUrl::default();
        let query = format!("$select=id,displayName&{EXPAND}");
        for request in [Group::get("7").to_http(&base).unwrap(), Group::list().to_http(&base).unwrap()] {
            assert_eq!(request.uri().query(), Some(query.as_str()));
        }
        // A hierarchy selects nothing, and has no property of its own to expand.
        assert_eq!(DirectoryObject::list().to_http(&base).unwrap().uri().query(), None);
    }

    #[test]
    fn select_all_ends_the_selection_and_not_the_expansion() {
        let base = BaseUrl::default();
        for request in [
            Group::get("7").select_all().to_http(&base).unwrap(),
            Group::list().select_all().to_http(&base).unwrap(),
            Group::of_team("7").to_http(&base).unwrap(),
            Group::joined().to_http(&base).unwrap(),
        ] {
            assert_eq!(request.uri().query(), Some(EXPAND));
        }
        let top = Group::list().top(5).select_all().count().to_http(&base).unwrap();
        assert_eq!(top.uri().query(), Some(format!("{EXPAND}&$top=5&$count=true").as_str()));
    }

    #[test]
    fn what_is_expanded_is_sent_by_a_deep_insert_alone() {
        let base = BaseUrl::default();
        let group = Group {
            display_name: text("Sales"),
            owners: Some(vec![person("1")]),
            members: Some(vec![person("2")]),
            parent: Some(Box::default()),
            ..Group::default()
        };
        let members = json!([{"@odata.type": TYPE, "displayName": "Ann"}]);
        let expected = json!({"@odata.type": "#microsoft.graph.group", "displayName": "Sales", "members": members});
        assert_eq!(body(&group.create().to_http(&base).unwrap()), expected);
        let expected = json!({"@odata.type": "#microsoft.graph.group", "displayName": "Sales"});
        assert_eq!(body(&group.update("7").to_http(&base).unwrap()), expected);
        let before = Group { owners: None, display_name: text("Marketing"), ..group.clone() };
        assert_eq!(body(&group.update("7").since(&before).to_http(&base).unwrap()), expected);
    }

    #[tokio::test]
    async fn what_is_expanded_is_read() {
        let emulator = Emulator::start().await.unwrap();
        let answer = json!({
            "id": "7",
            "owners": [{"@odata.type": TYPE, "id": "1", "displayName": "Ann"}],
            "parent": {"id": "8"},
            "createdOnBehalfOf": {"@odata.type": TYPE, "id": "1", "displayName": "Ann"},
        });
        emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(answer.to_string()));
        let expected = Group {
            id: text("7"),
            owners: Some(vec![person("1")]),
            parent: Some(Box::new(Group { id: text("8"), ..Group::default() })),
            creator: Some(DirectoryObject::Person(person("1"))),
            ..Group::default()
        };
        assert_eq!(Group::get("7").send(&client(&emulator)).await.unwrap(), expected);
        let sent = emulator.requests().pop().unwrap().path_and_query;
        assert_eq!(sent, format!("/v1.0/groups/7?$select=id,displayName&{EXPAND}"));
    }

    #[derive(Debug, Default, GraphEntity)]
    #[graph_entity("microsoft.graph.user")]
    #[graph_get("/users/{userId}")]
    struct Open {
        #[graph_entity(expand)]
        manager: Option<Group>,
        #[graph_entity(expand)]
        direct_reports: Option<Vec<Value>>,
        #[graph_entity(additional)]
        more: Map<String, Value>,
    }

    #[test]
    fn with_additional_properties_all_are_read_and_what_is_declared_expanded() {
        let request = Open::get("7").to_http(&BaseUrl::default()).unwrap();
        assert_eq!(request.uri().query(), Some("$expand=manager($select=id,displayName),directReports"));
        let Open { manager, direct_reports, more } = Open::default();
        assert!(manager.is_none() && direct_reports.is_none() && more.is_empty());
    }
}
