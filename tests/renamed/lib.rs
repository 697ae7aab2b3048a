//! Entities in a crate where the runtime is called `renamed`: nothing that is generated says `graph_entity`.
//!
//! A crate can only be renamed in a manifest, so this is a package of its own.

use renamed::{GraphEntity, GraphEnum, graph_post};

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
    fn requests_are_made_under_another_name() {
        let group = Group { id: None, display_name: Some("Sales".to_owned()), visibility: Some(Visibility::Public) };
        let base = "https://graph.microsoft.com".parse().unwrap();
        let request = group.create_for_user("7").to_http(&base).unwrap();
        assert_eq!(request.uri().path(), "/v1.0/users/7/groups");
        let body = r##"{"@odata.type":"#microsoft.graph.group","displayName":"Sales","visibility":"public"}"##;
        assert_eq!(group.create().to_http(&base).unwrap().body(), body);
    }
}
