//! What each field option changes in what is sent: the body of a create, an update and a difference, and the query of a read.

#![allow(clippy::unwrap_used)]

use graph_entity::http::Request;
use graph_entity::{BaseUrl, GraphEntity, graph_get, graph_list, graph_patch, graph_post};
use serde_json::{Value, json};

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

#[test]
fn what_is_write_only_is_never_selected() {
    let base = BaseUrl::default();
    for uri in [User::get("7").to_http(&base).unwrap(), User::list().to_http(&base).unwrap()] {
        assert_eq!(uri.uri().query(), Some("$select=id,mailNickname,displayName,createdDateTime"));
    }
}
