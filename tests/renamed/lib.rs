//! Entities in a crate where the runtime is called `renamed`: nothing that is generated says `graph_entity`.
//!
//! A crate can only be renamed in a manifest, so this is a package of its own.

use renamed::serde_json::{Map, Value};
use renamed::{
    Flags, GraphComplex, GraphEntity, GraphEnum, GraphParameters, OtherType, graph_action, graph_delete, graph_delta,
    graph_function, graph_get, graph_list, graph_patch, graph_post, graph_put, graph_ref, graph_upsert,
};

/// An entity that says where the runtime is.
#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.group", crate = ::renamed)]
#[graph_post("/groups", crate = ::renamed)]
#[graph_post("/users/{userId}/groups", name = "create_for_user", crate = ::renamed)]
pub struct Group {
    /// The key.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name.
    #[graph_entity(required)]
    pub display_name: Option<String>,
    /// Who sees it.
    pub visibility: Option<Visibility>,
}

/// An enumeration that says where the runtime is.
#[derive(Debug, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.groupVisibility", crate = ::renamed)]
pub enum Visibility {
    /// Everyone.
    Public,
    /// Members.
    Private,
}

/// An entity with every operation and every kind of field.
#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.site", validate = any, crate = ::renamed)]
#[graph_get("/sites/{siteId}", crate = ::renamed)]
#[graph_list("/sites", select_all, crate = ::renamed)]
#[graph_patch("/sites/{siteId}", crate = ::renamed)]
#[graph_delete("/sites/{siteId}", crate = ::renamed)]
#[graph_put("/sites/{siteId}", crate = ::renamed)]
#[graph_upsert("/sites(name='{name}')", crate = ::renamed)]
#[graph_delta("/sites/delta", crate = ::renamed)]
#[graph_ref("/sites/{siteId}/owners", crate = ::renamed)]
#[graph_ref("/sites/{siteId}/parent", single, target = "/sites", crate = ::renamed)]
pub struct Site<T> {
    /// The key.
    #[graph_entity(key, create_only)]
    pub id: Option<T>,
    /// The parts.
    #[graph_entity(default, validate = any)]
    pub parts: Vec<Part>,
    /// What it expands.
    #[graph_entity(expand)]
    pub group: Option<Group>,
    /// What makes a create safe to repeat.
    #[graph_entity(idempotency_key, write_only)]
    pub key: Option<String>,
    /// Who sees it.
    #[graph_entity(read_only)]
    pub visibilities: Option<Flags<Access>>,
    /// What is not declared.
    #[graph_entity(additional)]
    pub more: Map<String, Value>,
}

fn any<T>(value: &T) -> Result<(), String> {
    if size_of_val(value) == 0 { Err("it has nothing".to_owned()) } else { Ok(()) }
}

/// A hierarchy of complex types.
#[derive(Debug, GraphComplex)]
#[graph_complex("microsoft.graph.part", crate = ::renamed)]
pub enum Part {
    /// Text.
    Text(Text),
    /// Another part.
    #[graph_complex(other)]
    Other(OtherType),
}

/// A complex type.
#[derive(Debug, GraphComplex)]
#[graph_complex("microsoft.graph.text", crate = ::renamed)]
pub struct Text {
    /// The text.
    #[graph_complex(required)]
    pub content: Option<String>,
}

/// Flags.
#[derive(Debug, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.access", flags, crate = ::renamed)]
pub enum Access {
    /// Reads.
    Read,
    /// A member not known here.
    #[graph_enum(other)]
    Other(String),
}

/// A hierarchy of entities.
#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.directoryObject", crate = ::renamed)]
#[graph_list("/directoryObjects", crate = ::renamed)]
#[graph_delta("/directoryObjects/delta", crate = ::renamed)]
pub enum DirectoryObject {
    /// A group.
    Group(Group),
}

/// The parameters of an action.
#[derive(Debug, GraphParameters)]
#[graph_parameters(crate = ::renamed)]
#[graph_action("/sites/{siteId}/publish", returns = Vec<Text>, crate = ::renamed)]
pub struct Publish {
    /// The text.
    #[graph_parameters(required)]
    pub text: Option<Text>,
}

/// A function.
#[derive(Debug, GraphParameters)]
#[graph_parameters(crate = ::renamed)]
#[graph_function("/sites/{siteId}/count()", returns = i64, crate = ::renamed)]
pub struct Count;

#[cfg(test)]
mod tests {
    use super::*;
    use renamed::filter;

    #[test]
    fn filters_are_made_under_another_name() {
        let filter = filter!(Group, visibility == Visibility::Private && !display_name.contains("a"));
        assert_eq!(filter.to_string(), "visibility eq 'private' and not contains(displayName,'a')");
    }

    #[test]
    fn every_operation_is_made_under_another_name() {
        let text = r##"{"id":"7","parts":[{"@odata.type":"#microsoft.graph.text","content":"a"}],"visibilities":"read,x","y":1}"##;
        let site: Site<String> = renamed::serde_json::from_str(text).unwrap();
        let publish = Publish { text: Some(Text { content: Some("a".to_owned()) }) };
        let base = "https://graph.microsoft.com".parse().unwrap();
        let requests = [
            Site::<String>::get("7").into_request(),
            Site::<String>::list().into_request(),
            site.update("7").since(&site).into_request(),
            Site::<String>::delete("7").into_request(),
            site.put("7").into_request(),
            site.upsert("a").into_request(),
            Site::<String>::delta().into_request(),
            Site::<String>::add_owners("7", "8").into_request(),
            Site::<String>::remove_parent("7").into_request(),
            DirectoryObject::list().into_request(),
            DirectoryObject::delta().into_request(),
            publish.call("7").into_request(),
            Count::call("7").into_request(),
        ];
        let sent = requests.map(|request| match request.to_http(&base) {
            Ok(request) => format!("{} {}", request.method(), request.uri().path()),
            Err(error) => error.to_string(),
        });
        let expected = [
            "GET /v1.0/sites/7",
            "GET /v1.0/sites",
            "not sent: nothing differs from the earlier value",
            "DELETE /v1.0/sites/7",
            "PUT /v1.0/sites/7",
            "PATCH /v1.0/sites(name='a')",
            "GET /v1.0/sites/delta",
            "POST /v1.0/sites/7/owners/$ref",
            "DELETE /v1.0/sites/7/parent/$ref",
            "GET /v1.0/directoryObjects",
            "GET /v1.0/directoryObjects/delta",
            "POST /v1.0/sites/7/publish",
            "GET /v1.0/sites/7/count()",
        ];
        assert_eq!(sent, expected);
    }

    #[test]
    fn requests_are_made_under_another_name() {
        let group = Group { id: None, display_name: Some("Sales".to_owned()), visibility: Some(Visibility::Public) };
        let base = "https://graph.microsoft.com".parse().unwrap();
        let request = group.create_for_user("7").to_http(&base).unwrap();
        assert_eq!(request.uri().path(), "/v1.0/users/7/groups");
        let body = r##"{"@odata.type":"#microsoft.graph.group","displayName":"Sales","visibility":"public"}"##;
        assert_eq!(group.create().to_http(&base).unwrap().body(), body);
    }
}
