//! What was meant by a name that there is not.

use graph_entity_schema::Type;

use crate::schema;

#[test]
fn types() {
    let schema = schema();
    for (written, meant) in [
        ("microsoft.graph.mesage", Some("microsoft.graph.message")),
        ("graph.MESSAGE", Some("microsoft.graph.message")),
        ("mailfolder", Some("microsoft.graph.mailFolder")),
        ("microsoft.graph.importence", Some("microsoft.graph.importance")),
        ("microsoft.graph.unlike", None),
        ("microsoft.graph.rule", Some("microsoft.graph.security.rule")),
        ("somethingElseAltogether", None),
        ("", None),
    ] {
        assert_eq!(schema.nearest_type(written).map(Type::name), meant, "{written}");
    }
    assert!(schema.nearest_type(&"x".repeat(1_000_000)).is_none());
}

#[test]
fn properties() {
    let schema = schema();
    let user = schema.structured("graph.user").unwrap();
    for (written, meant) in [
        ("displayname", Some("displayName")),
        ("deletedDatetime", Some("deletedDateTime")),
        ("mesages", Some("messages")),
        ("unlike", None),
    ] {
        assert_eq!(schema.nearest_property(user, written), meant, "{written}");
    }
}
