//! Which type an operation on a path gives or takes, and why not.

use graph_entity_schema::{Operation, Schema};

use crate::schema;

#[test]
fn paths_that_create() {
    let schema = schema();
    for (path, ty) in [
        ("/users", "user"),
        ("/me/messages", "message"),
        ("/users/{any name | at all}/messages", "message"),
        ("/users('{id}')/messages", "message"),
        ("/users(mail='a/b')/messages", "message"),
        ("/users/someone@contoso.com/messages", "message"),
        ("/me/mailFolders/inbox/childFolders/{id}/messages", "message"),
        ("/me/messages/{id}/attachments", "attachment"),
        ("/me/messages/{id}/attachments/graph.fileAttachment", "fileAttachment"),
        ("/users/microsoft.graph.user/{id}/messages", "message"),
        ("/directoryObjects/{id}/microsoft.graph.user/messages", "message"),
        ("/me/graph.directoryObject/graph.user/messages", "message"),
        ("/me/manager/graph.user/messages", "message"),
        ("/me/ownedObjects", "directoryObject"),
        ("/me/cloud/rules", "security.rule"),
        ("/me/drive/root/children", "driveItem"),
        ("/me/drive/root:/{item-path}:/children", "driveItem"),
        ("/me/drive/root:/a/b c/d:/children", "driveItem"),
        ("/me/drive/items/{id}:/{name}:/permissions", "permission"),
        ("/me/drive/getByPath(path='{path}')/children", "driveItem"),
        ("/me/drive/graph.getByPath(path='a/b')/children", "driveItem"),
        ("/users/delta/{id}/messages", "message"),
        ("/deviceManagement/deviceConfigurations/{anyName}/userStatuses", "deviceConfigurationUserStatus"),
        ("/deviceManagement/deviceConfigurations/{id}/graph.iosConfiguration/certificates", "certificate"),
    ] {
        let post = schema.resolve(path, Operation::Create).unwrap_or_else(|no| panic!("{path}: {no}"));
        assert_eq!(*post.ty.name, format!("microsoft.graph.{ty}"), "{path}");
    }
}

#[test]
fn what_the_schema_says_of_a_create() {
    let schema = schema();
    assert_eq!(schema.resolve("/me/messages", Operation::Create).unwrap().required, ["subject"]);
    assert!(schema.resolve("/me/mailFolders/{id}/messages", Operation::Create).unwrap().required.is_empty());
}

/// Each path that creates nothing, its wrong segment, why, and what is nearest.
const NOT: &[(&str, &str, &str, Option<&str>)] = &[
    ("", "", "a path starts with `/`", None),
    ("/", "", "a path has no empty segment", None),
    ("me/messages", "me", "a path starts with `/`", Some("/me/messages")),
    ("me/mesages", "me", "a path starts with `/`", Some("/me/messages")),
    ("/me/messages/", "", "a path has no empty segment", Some("/me/messages")),
    ("/v1.0/users", "v1.0", "there is no `v1.0` at the root", Some("/users")),
    ("/userz", "userz", "there is no `userz` at the root", Some("/users")),
    ("/somethingElse", "somethingElse", "there is no `somethingElse` at the root", None),
    (
        "/deviceManagement/deviceConfiguration/{myId}/userStatuses",
        "deviceConfiguration",
        "`microsoft.graph.deviceManagement` has no `deviceConfiguration`",
        Some("/deviceManagement/deviceConfigurations/{myId}/userStatuses"),
    ),
    (
        "/deviceManagment/deviceConfiguration/{myId}/userStatus",
        "deviceManagment",
        "there is no `deviceManagment` at the root",
        Some("/deviceManagement/deviceConfigurations/{myId}/userStatuses"),
    ),
    ("/me/Messages", "Messages", "`microsoft.graph.user` has no `Messages`", Some("/me/messages")),
    (
        "/directoryObjects/{id}/messages",
        "messages",
        "`microsoft.graph.directoryObject` has no `messages`",
        Some("/directoryObjects/{id}/microsoft.graph.user/messages"),
    ),
    (
        "/users/messages",
        "messages",
        "`messages` stands behind a collection of `microsoft.graph.user`, without a key between",
        Some("/users/{userId}/messages"),
    ),
    ("/users/{id}", "{id}", "`{id}` is the key of one `microsoft.graph.user`, not a collection", Some("/users")),
    (
        "/users/mesages",
        "mesages",
        "`mesages` is the key of one `microsoft.graph.user`, not a collection",
        Some("/users/{userId}/messages"),
    ),
    ("/me", "me", "`me` leads to one `microsoft.graph.user`, not to a collection", None),
    (
        "/me/calendar",
        "calendar",
        "`calendar` leads to one `microsoft.graph.calendar`, not to a collection",
        Some("/me/calendars"),
    ),
    ("/me/calendar/{id}", "{id}", "`microsoft.graph.calendar` has no `{id}`", Some("/me/calendars")),
    (
        "/me/calendar('{id}')",
        "calendar('{id}')",
        "`calendar` leads to one `microsoft.graph.calendar` and takes no key",
        Some("/me/calendars"),
    ),
    ("/me/displayName", "displayName", "`displayName` holds values, not entities", None),
    ("/me/licenses", "licenses", "`licenses` holds values, not entities", None),
    (
        "/me/ownedObjects/$ref",
        "$ref",
        "`$ref` adds a reference to what is there, and creates nothing",
        Some("/me/ownedObjects"),
    ),
    ("/users/$count", "$count", "`$count` is not a collection", Some("/users")),
    ("/users/delta", "delta", "`delta` is a function, not a collection", Some("/users")),
    (
        "/deviceManagement/deviceConfigurations/{id}/assign",
        "assign",
        "`assign` is an action, not a collection",
        Some("/deviceManagement/deviceConfigurations"),
    ),
    ("/me/keys", "keys", "`keys` takes no create: the schema says `Insertable` is false", None),
    (
        "/directoryObjects",
        "directoryObjects",
        "`directoryObjects` takes no create: the schema says `Insertable` is false",
        None,
    ),
    (
        "/me/graph.message/attachments",
        "graph.message",
        "`graph.message` is not a valid cast of `microsoft.graph.user`: neither extends the other",
        None,
    ),
    (
        "/directoryObjects/{id}/microsoft.graph.usr/messages",
        "microsoft.graph.usr",
        "there is no type `microsoft.graph.usr`",
        Some("/directoryObjects/{id}/microsoft.graph.user/messages"),
    ),
    ("/me/drive/root:/{item-path}", "{item-path}", "`{item-path}` is the path of one item, not a collection", None),
    ("/me/calendars:/x:/y", "calendars:", "`calendars` is not addressed by path: no `:`", None),
];

#[test]
fn paths_that_do_not() {
    let schema = schema();
    for (path, segment, message, nearest) in NOT {
        let no = schema.resolve(path, Operation::Create).expect_err(path);
        assert_eq!((no.to_string().as_str(), no.segment(), no.nearest()), (*message, *segment, *nearest), "{path}");
        if let Some(nearest) = nearest {
            schema.resolve(nearest, Operation::Create).unwrap();
        }
    }
}

#[test]
fn paths_of_one_entity() {
    let schema = schema();
    for operation in [Operation::Get, Operation::Update, Operation::Delete] {
        for (path, ty) in [
            ("/me", "user"),
            ("/users/{id}", "user"),
            ("/users('{id}')", "user"),
            ("/users/someone@contoso.com", "user"),
            ("/me/calendar", "calendar"),
            ("/me/keys/{id}", "recoveryKey"),
            ("/directoryObjects/{id}/microsoft.graph.user", "user"),
            ("/me/drive/root:/{item-path}", "driveItem"),
            ("/me/drive/getByPath(path='{path}')", "driveItem"),
        ] {
            let found = schema.resolve(path, operation).unwrap_or_else(|no| panic!("{path}: {no}"));
            assert_eq!(*found.ty.name, format!("microsoft.graph.{ty}"), "{path}");
            assert!(found.required.is_empty(), "{path}");
        }
    }
}

#[test]
fn paths_of_a_collection() {
    let schema = schema();
    for (path, ty) in [
        ("/users", "user"),
        ("/me/messages", "message"),
        ("/directoryObjects", "directoryObject"),
        ("/directoryObjects/microsoft.graph.user", "user"),
        ("/me/keys", "recoveryKey"),
        ("/users/delta", "user"),
    ] {
        let found = schema.resolve(path, Operation::List).unwrap_or_else(|no| panic!("{path}: {no}"));
        assert_eq!(*found.ty.name, format!("microsoft.graph.{ty}"), "{path}");
        assert!(found.required.is_empty(), "{path}");
    }
}

#[test]
fn paths_of_changes() {
    let schema = schema();
    for path in ["/users/delta", "/users/delta()", "/users/microsoft.graph.delta()", "/users/graph.user/delta"] {
        let found = schema.resolve(path, Operation::Delta).unwrap_or_else(|no| panic!("{path}: {no}"));
        assert_eq!(*found.ty.name, *"microsoft.graph.user", "{path}");
        assert!(found.required.is_empty(), "{path}");
    }
}

#[test]
fn paths_that_do_not_support_the_operation() {
    let schema = schema();
    for (operation, path, message, nearest) in [
        (
            Operation::Get,
            "/users",
            "`users` is a collection of `microsoft.graph.user`, not an entity",
            Some("/users/{userId}"),
        ),
        (Operation::Update, "/me/mesages/{id}", "`microsoft.graph.user` has no `mesages`", Some("/me/messages/{id}")),
        (Operation::Delete, "/me/cloud", "`cloud` is a value of `microsoft.graph.cloudSettings`, not an entity", None),
        (Operation::Get, "/me/displayName", "`displayName` holds values, not entities", None),
        (Operation::Delete, "/me/manager/$ref", "`$ref` is not an entity", Some("/me/manager")),
        (
            Operation::Get,
            "/deviceManagement/deviceConfigurations/{id}/assign",
            "`assign` is an action, not an entity",
            Some("/deviceManagement/deviceConfigurations/{id}"),
        ),
        (
            Operation::List,
            "/users/{id}",
            "`{id}` is the key of one `microsoft.graph.user`, not a collection",
            Some("/users"),
        ),
        (Operation::List, "/me/messages/$count", "`$count` is not a collection", Some("/me/messages")),
        (
            Operation::List,
            "/me/calendar",
            "`calendar` leads to one `microsoft.graph.calendar`, not to a collection",
            Some("/me/calendars"),
        ),
        (
            Operation::Delta,
            "/users",
            "`users` is a collection of `microsoft.graph.user`, not its function `delta`",
            Some("/users/delta"),
        ),
        (
            Operation::Delta,
            "/me/messages",
            "`messages` is a collection of `microsoft.graph.message`, not its function `delta`",
            None,
        ),
        (
            Operation::Delta,
            "/me/messages/delta()",
            "a collection of `microsoft.graph.message` has no function `delta`",
            None,
        ),
        (Operation::Delta, "/usres/delta", "there is no `usres` at the root", Some("/users/delta")),
        (
            Operation::Delta,
            "/me/calendar",
            "`calendar` leads to one `microsoft.graph.calendar`, not to a collection",
            None,
        ),
    ] {
        let no = schema.resolve(path, operation).expect_err(path);
        assert_eq!((no.to_string().as_str(), no.nearest()), (message, nearest), "{path}");
        if let Some(nearest) = nearest {
            schema.resolve(nearest, operation).unwrap();
        }
    }
}

#[test]
fn the_nearest_path_of_one_entity_ends_in_its_key() {
    let schema = schema();
    let message = schema.structured("microsoft.graph.message").unwrap();
    let nearest = |operation| schema.nearest_path("/users/{whoever}/mail", message, operation);
    assert_eq!(nearest(Operation::List).as_deref(), Some("/users/{whoever}/messages"));
    assert_eq!(nearest(Operation::Get).as_deref(), Some("/users/{userId}/messages/{messageId}"));
}

#[test]
fn what_the_schema_denies_at_a_place_or_of_a_type_is_refused() {
    let restrictions = |target: &str, kind: &str, possible: &str, is_possible: bool| {
        format!(
            "<Annotations Target='{target}'><Annotation Term='Org.OData.Capabilities.V1.{kind}Restrictions'><Record>\
             <PropertyValue Property='{possible}' Bool='{is_possible}'/></Record></Annotation></Annotations>"
        )
    };
    let text = format!(
        "<Edmx><DataServices><Schema Namespace='n'>\
         <EntityType Name='base'><Key><PropertyRef Name='id'/></Key><Property Name='id' Type='Edm.String'/></EntityType>\
         <EntityType Name='key' BaseType='n.base'/>\
         <EntityType Name='user' BaseType='n.base'>\
         <NavigationProperty Name='keys' Type='Collection(n.key)'/><NavigationProperty Name='oldKeys' Type='Collection(n.key)'/>\
         <NavigationProperty Name='calendar' Type='n.user'/></EntityType>\
         <Function Name='first' IsBound='true'><Parameter Name='p' Type='Collection(n.user)'/><ReturnType Type='n.user'/></Function>\
         <EntityContainer Name='c'><EntitySet Name='users' EntityType='n.user'/><Singleton Name='me' Type='n.user'/>\
         </EntityContainer>{}{}{}{}</Schema></DataServices></Edmx>",
        restrictions("n.base", "Delete", "Deletable", false),
        restrictions("n.user/oldKeys", "Delete", "Deletable", true),
        restrictions("n.user/calendar", "Update", "Updatable", false),
        restrictions("n.c/users", "Update", "Updatable", false),
    );
    let schema = Schema::parse(&text).unwrap();
    for (operation, path, message) in [
        (Operation::Delete, "/me/keys/{id}", "`n.key` takes no delete: the schema says `Deletable` is false"),
        (Operation::Delete, "/me/oldKeys/{id}", ""),
        (Operation::Update, "/me/keys/{id}", ""),
        (Operation::Update, "/me/calendar", "`calendar` takes no update: the schema says `Updatable` is false"),
        (Operation::Update, "/users/{id}", "`users` takes no update: the schema says `Updatable` is false"),
        (Operation::Update, "/users/{id}/n.user", "`users` takes no update: the schema says `Updatable` is false"),
        (Operation::Update, "/users/first", ""),
        (Operation::Update, "/me", ""),
        (Operation::Get, "/me/calendar", ""),
    ] {
        let found = schema.resolve(path, operation);
        assert_eq!(found.map_or_else(|no| no.to_string(), |_| String::new()), message, "{operation:?} {path}");
    }
}

#[test]
fn keys_in_parentheses_are_those_of_the_type() {
    let schema = schema();
    for path in [
        "/groups(uniqueName='{uniqueName}')",
        "/groups('{id}')",
        "/groups(id='{id}')",
        "/groups(tenant='{tenant}',number={number})",
        "/groups(number={number}, tenant='a,b')",
        "/me/groups(uniqueName='{name}')",
        "/users(mail='{mail}')",
    ] {
        for operation in [Operation::Get, Operation::Update, Operation::Delete] {
            schema.resolve(path, operation).unwrap_or_else(|no| panic!("{path}: {no}"));
        }
    }
    schema.resolve("/groups(uniqueName='{uniqueName}')/members", Operation::List).unwrap();
    let keys = "its keys are `id`, `uniqueName` and `tenant,number`";
    for (path, message, nearest) in [
        (
            "/groups(uniquename='{name}')",
            format!("`microsoft.graph.group` has no key `uniquename`, {keys}"),
            Some("/groups(uniqueName='{uniqueName}')"),
        ),
        ("/groups(displayName='{name}')", format!("`microsoft.graph.group` has no key `displayName`, {keys}"), None),
        ("/groups(tenant='{tenant}')", format!("`microsoft.graph.group` has no key `tenant`, {keys}"), None),
        (
            "/directoryObjects(mail='{mail}')",
            "`microsoft.graph.directoryObject` has no key `mail`, its key is `id`".to_owned(),
            None,
        ),
    ] {
        let no = schema.resolve(path, Operation::Get).expect_err(path);
        assert_eq!((no.to_string(), no.nearest()), (message, nearest), "{path}");
    }
}

#[test]
fn an_upsert_has_a_place_and_a_key_for_it() {
    let schema = schema();
    for path in [
        "/groups(uniqueName='{uniqueName}')",
        "/groups(tenant='{tenant}',number={number})",
        // It has no other key.
        "/me/calendars/{id}",
        "/users/{id}/calendars('{id}')",
    ] {
        schema.resolve(path, Operation::Upsert).unwrap_or_else(|no| panic!("{path}: {no}"));
    }
    let chosen = "an upsert takes a key that the caller chooses, for a `microsoft.graph.group` that is `uniqueName` or \
                  `tenant,number`";
    let nearest_group = Some("/groups(uniqueName='{uniqueName}')");
    for (path, message, nearest) in [
        ("/groups/{groupId}", chosen, nearest_group),
        ("/groups('{groupId}')", chosen, nearest_group),
        ("/groups(id='{groupId}')", chosen, nearest_group),
        ("/groups", "`groups` is a collection of `microsoft.graph.group`, not an entity", nearest_group),
        (
            "/grups(uniqueName='{uniqueName}')",
            "there is no `grups(uniqueName='{uniqueName}')` at the root",
            nearest_group,
        ),
        (
            "/me/calendars",
            "`calendars` is a collection of `microsoft.graph.calendar`, not an entity",
            Some("/me/calendars/{calendarId}"),
        ),
        (
            "/me/groups(uniqueName='{uniqueName}')",
            "`groups` takes no upsert: the schema does not say that it is `Upsertable`",
            None,
        ),
        ("/users/{id}", "`users` takes no upsert: the schema does not say that it is `Upsertable`", None),
        ("/me/calendar", "`microsoft.graph.calendar` takes no upsert: the schema says `Upsertable` is false", None),
    ] {
        let no = schema.resolve(path, Operation::Upsert).expect_err(path);
        assert_eq!((no.to_string().as_str(), no.nearest()), (message, nearest), "{path}");
    }
}
