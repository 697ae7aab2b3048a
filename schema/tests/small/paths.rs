//! The paths that create a type.

use graph_entity_schema::Operation;

use crate::schema;

fn paths(ty: &str) -> Vec<String> {
    let schema = schema();
    let found = schema.posts_that_create(schema.structured(&format!("microsoft.graph.{ty}")).unwrap());
    found.into_iter().map(|post| post.path).collect()
}

#[test]
fn shortest_first_and_each_root() {
    assert_eq!(
        paths("message"),
        [
            "/me/messages",
            "/users/{userId}/messages",
            "/me/mailFolders/{mailFolderId}/messages",
            "/users/{userId}/mailFolders/{mailFolderId}/messages",
            "/me/mailFolders/{mailFolderId}/childFolders/{mailFolderId2}/messages",
            "/users/{userId}/mailFolders/{mailFolderId}/childFolders/{mailFolderId2}/messages",
        ]
    );
    assert_eq!(paths("user"), ["/users"]);
}

#[test]
fn collections_of_a_base_create_what_extends_it() {
    let schema = schema();
    let found = schema.posts_that_create(schema.structured("graph.fileAttachment").unwrap());
    assert_eq!(found[0].path, "/me/messages/{messageId}/attachments");
    assert!(found.iter().all(|post| *post.creates == *"microsoft.graph.attachment"));
}

#[test]
fn a_member_of_a_derived_type_is_behind_a_cast() {
    assert_eq!(
        paths("certificate")[0],
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.iosConfiguration/certificates"
    );
}

#[test]
fn complex_properties_are_passed() {
    assert_eq!(paths("security.rule")[..2], ["/me/cloud/rules", "/users/{userId}/cloud/rules"]);
}

#[test]
fn a_type_nests_in_itself_once() {
    let found = paths("mailFolder");
    assert_eq!(found[2], "/me/mailFolders/{mailFolderId}/childFolders");
    assert!(found.iter().all(|path| path.matches("childFolders").count() < 2));
}

#[test]
fn what_takes_no_create_is_left_out() {
    assert!(paths("recoveryKey").is_empty());
    assert!(!paths("user").contains(&"/directoryObjects".to_owned()));
}

#[test]
fn the_nearest_to_what_was_written() {
    let schema = schema();
    let ty = schema.structured("graph.message").unwrap();
    let nearest = |path| schema.nearest_path(path, ty, Operation::Create).unwrap();
    assert_eq!(
        nearest("/users/{id | userPrincipalName}/mailFolders/{x}/mesages"),
        "/users/{id | userPrincipalName}/mailFolders/{x}/messages"
    );
    assert_eq!(nearest("/me/calendars"), "/me/messages");
    assert_eq!(nearest(&"/x".repeat(100_000)), "/me/messages");
}
