//! The places where Graph creates what an update does not find.

use graph_entity_schema::{Operation, Type};

use crate::schema;

#[test]
fn the_schema_says_where_there_are_upserts() {
    let Some(schema) = schema() else { return };
    let types = || schema.types().filter_map(Type::as_structured);
    let places = schema
        .roots()
        .map(|root| root.changes)
        .chain(types().flat_map(|ty| &ty.navigation).map(|navigation| navigation.changes));
    assert_eq!(places.filter(|said| said.is_upsertable == Some(true)).count(), 13);
    assert_eq!(types().filter(|ty| !ty.alternate_keys.is_empty()).count(), 15);
}

/// Those of the reference's pages about upserts.
#[test]
fn documented_upserts_are_understood() {
    let Some(schema) = schema() else { return };
    for (path, ty) in [
        ("/groups(uniqueName='{uniqueName}')", "group"),
        ("/applications(uniqueName='{uniqueName}')", "application"),
        ("/applications(appId='{appId}')", "application"),
        ("/servicePrincipals(appId='{appId}')", "servicePrincipal"),
        ("/applications/{id}/federatedIdentityCredentials(name='{name}')", "federatedIdentityCredential"),
        ("/applications(appId='{appId}')/federatedIdentityCredentials(name='{name}')", "federatedIdentityCredential"),
    ] {
        let found = schema.resolve(path, Operation::Upsert).unwrap_or_else(|no| panic!("{path}: {no}"));
        assert_eq!(*found.ty.name, format!("microsoft.graph.{ty}"), "{path}");
    }
    for (path, message) in [
        (
            "/users(userPrincipalName='{name}')",
            "`users` takes no upsert: the schema does not say that it is `Upsertable`",
        ),
        (
            "/applications/{id}",
            "an upsert takes a key that the caller chooses, for a `microsoft.graph.application` that is `appId` or \
             `uniqueName`",
        ),
        (
            "/groups(displayName='{name}')",
            "`microsoft.graph.group` has no key `displayName`, its keys are `id` and `uniqueName`",
        ),
    ] {
        assert_eq!(schema.resolve(path, Operation::Upsert).unwrap_err().to_string(), message, "{path}");
    }
    // Alternate keys are keys for other operations as well.
    for (operation, path) in [
        (Operation::Get, "/users(userPrincipalName='{name}')"),
        (Operation::Delete, "/devices(deviceId='{deviceId}')"),
        (Operation::Update, "/servicePrincipals(appId='{appId}')"),
        (Operation::Create, "/applications(appId='{appId}')/federatedIdentityCredentials"),
        (Operation::List, "/directoryRoles(roleTemplateId='{roleTemplateId}')/members"),
    ] {
        schema.resolve(path, operation).unwrap_or_else(|no| panic!("{path}: {no}"));
    }
}
