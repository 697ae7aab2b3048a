use super::*;

fn mistakes(path: &str) -> Vec<String> {
    Template::parse(path).1
}

fn arguments(path: &str) -> Vec<String> {
    Template::parse(path).0.arguments().to_vec()
}

#[test]
fn paths_of_the_reference_are_accepted() {
    for (path, names) in [
        ("/users", &[][..]),
        ("/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses", &["device_configuration_id"]),
        (
            "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/rootCertificatesForServerValidation/{windows81TrustedRootCertificateId}/userStatuses",
            &["device_configuration_id", "windows81_trusted_root_certificate_id"],
        ),
        ("/groups/{group-id}/sites/{site_id}/lists", &["group_id", "site_id"]),
        ("/users/{id | userPrincipalName}/events", &["id_or_user_principal_name"]),
        ("/tables/{id|name}/rows/add", &["id_or_name"]),
        ("/me/drive/root:/{item-path}:/workbook/tables/{table-id}/rows", &["item_path", "table_id"]),
        ("/users('{id}')/messages", &["id"]),
        ("/sites/getByPath(path='{path}')/lists", &["path"]),
        ("/reports/byPeriod(period='D7',date={date})/x(a='{a}',b='{b}')/y", &["date", "a", "b"]),
        ("/me/drive/root:/{item-path}:/workbook/tables/$/add", &["item_path"]),
    ] {
        let (template, mistakes) = Template::parse(path);
        assert_eq!(mistakes, [""; 0], "{path}");
        assert_eq!(template.to_string(), path);
        assert_eq!(template.arguments(), names);
    }
}

#[test]
fn a_plain_path_is_read_as_any_other() {
    for path in ["/users", "/users/{user-id}/a_b/{id}", "/a/{b}/{B}", "/v1.0/a", "/beta", "/a/", "/a/{9}", "/{}", ""] {
        assert_eq!(Template::parse(path), Template::parse_any(path), "{path}");
    }
}

#[test]
fn each_mistake_has_its_message() {
    for (path, message) in [
        ("", "the path is empty, write it from the root, such as `/users/{userId}/messages`"),
        ("/", "`/` names no collection, write one such as `/users`"),
        ("~/users", "`~` stands for the service's root, write `/users`"),
        (
            "** Collection URI for x not found",
            "`** Collection URI for x not found` is not a path, write one such as `/users/{userId}/messages`",
        ),
        ("users/{id}/messages", "`users/{id}/messages` has no leading `/`, write `/users/{id}/messages`"),
        (
            "https://graph.microsoft.com/users",
            "the client knows the scheme and host, remove `https://graph.microsoft.com`",
        ),
        ("graph.microsoft.com/users", "the client knows the host, remove `graph.microsoft.com`"),
        (
            "https://graph.microsoft.com",
            "`graph.microsoft.com` is a host, write the path behind it, such as `/users/{userId}/messages`",
        ),
        ("/users?$select=id", "a path has no query, remove `?$select=id`"),
        ("/users#me", "a path has no fragment, remove `#me`"),
        ("/users//messages", "`/users//messages` has an empty segment, write `/users/messages`"),
        ("/users/", "`/users/` ends with `/`, write `/users`"),
        ("/users/{id/messages", "the braces of `{id` do not match, write `{id}`"),
        ("/users/id}/messages", "the braces of `id}` do not match, write `{id}`"),
        ("/users/}id{/messages", "the braces of `}id{` do not match, write `{userId}`"),
        ("/users/{{id}}/messages", "the braces of `{{id}}` do not match, write `{id}`"),
        ("/users/{a}{b}/messages", "a placeholder is a whole segment, `{a}{b}` holds more than one"),
        ("/users/{}/messages", "`{}` has no name, write what it stands for, such as `{userId}`"),
        ("/users/user-{id}/messages", "a placeholder is a whole segment, write `{id}` instead of `user-{id}`"),
        ("/users('{id})/messages", "a placeholder is a whole segment, write `{id}` instead of `users('{id})`"),
        ("/users/{user name}/messages", "`{user name}` is not a valid placeholder name, write `{userName}`"),
        ("/users/{365}/messages", "`{365}` is not a valid placeholder name, write `{userId}`"),
        (
            "/groups/{id}/conversations/{id}/threads",
            "`{id}` stands twice, name each: `/groups/{groupId}/conversations/{conversationId}/threads`",
        ),
        (
            "/policies/{id}/x/{other}/classes/{id}/y",
            "`{id}` stands twice, name each: `/policies/{policyId}/x/{other}/classes/{classId}/y`",
        ),
        ("/v1.0/users", "leave the version out, write `/users`; write `beta` for beta"),
        ("/beta/users", "leave the version out, write `/users`; write `beta` for beta"),
        ("/v1.0", "leave the version out, write `/users`; write `beta` for beta"),
        ("/v1/users", "leave the version out, write `/users`; write `beta` for beta"),
        ("/users/:userId/messages", "a placeholder is written `{userId}`, found `:userId`"),
        ("/users/<id>/messages", "a placeholder is written `{id}`, found `<id>`"),
        ("/users/<user-id>/messages", "a placeholder is written `{user-id}`, found `<user-id>`"),
        ("/users/<the user>/messages", "a placeholder is written `{theUser}`, found `<the user>`"),
        ("/users/<>/messages", "a placeholder is written `{userId}`, found `<>`"),
        ("/x/range(address='<address>')/y", "a placeholder is written `{address}`, found `<address>`"),
        ("/x/range(<address>)/y", "a placeholder is written `{address}`, found `<address>`"),
        ("/users('<id>')/messages", "a placeholder is written `{id}`, found `<id>`"),
        ("/me/drive/root:/<item-path>:/children", "a placeholder is written `{item-path}`, found `<item-path>`"),
        ("/users/<id/messages", "a path has no `<`, found in the segment `<id`"),
        ("/users/id>/messages", "a path has no `>`, found in the segment `id>`"),
        ("/users/{id:str}/messages", "`{id:str}` is not a valid placeholder name, write `{id}`"),
        ("/users/{id}/users/{id}/x", "`{id}` stands twice, name each: `/users/{userId}/users/{userId2}/x`"),
        (
            "/users/{userId}/deviceStatuses/{user-id}/x",
            "`{userId}` and `{user-id}` are one argument, `user_id`, name each: `/users/{userId}/deviceStatuses/{deviceStatusId}/x`",
        ),
        ("/users/../groups", "the segment `..` would change the path, remove it"),
        ("/users/./groups", "the segment `.` would change the path, remove it"),
        ("/user statuses", "a path has no ` `, found in the segment `user statuses`"),
        ("/users\\groups", "a path has no `\\`, write `/users/groups`"),
        ("/users/%2e%2e/groups", "a path has no `%`, found in the segment `%2e%2e`"),
        ("//me/messages", "`//me/messages` has an empty segment, write `/me/messages`"),
        ("/users/{userId}/drafts?$filter=id eq {id}", "a path has no query, remove `?$filter=id eq {id}`"),
        ("/users/{user.id}/messages", "`{user.id}` is not a valid placeholder name, write `{userId}`"),
        (
            "/users/{userId}/mailFolders/{folderId}.inbox/messages",
            "a placeholder is a whole segment, write `{folderId}` instead of `{folderId}.inbox`",
        ),
        (
            "/users-{userId}-x/messages",
            "a placeholder is a whole segment, write `{userId}` instead of `users-{userId}-x`",
        ),
        (
            "/users/{tenant}@{domain}/messages",
            "a placeholder is a whole segment, `{tenant}@{domain}` holds more than one",
        ),
        (
            "/groups/{id}/threads/{threadId}/posts/{id}/messages",
            "`{id}` stands twice, name each: `/groups/{groupId}/threads/{threadId}/posts/{postId}/messages`",
        ),
        ("/users\n", "a path has no `\\n`, found in the segment `users\n`"),
    ] {
        assert_eq!(mistakes(path), [message], "{path}");
    }
}

#[test]
fn a_key_at_the_end_is_found() {
    for (path, key) in [
        ("/users/{id}", Some("/{id}")),
        ("/users('{id}')", Some("('{id}')")),
        ("/users({id})", Some("({id})")),
        ("/users", None),
        ("/users/delta()", None),
        ("/groups(uniqueName='{name}')", None),
        ("/me/drive/root/search(q='{q}')", None),
    ] {
        assert_eq!(Template::parse(path).0.last_key().as_deref(), key, "{path}");
    }
}

#[test]
fn each_mistake_of_a_path_is_named() {
    assert_eq!(
        mistakes("https://graph.microsoft.com/v1.0/users/{}/x{id}/?a"),
        [
            "the client knows the scheme and host, remove `https://graph.microsoft.com`",
            "a path has no query, remove `?a`",
            "`/v1.0/users/{}/x{id}/` ends with `/`, write `/v1.0/users/{}/x{id}`",
            "`{}` has no name, write what it stands for, such as `{userId}`",
            "a placeholder is a whole segment, write `{id}` instead of `x{id}`",
            "leave the version out, write `/users/{}/{id}`; write `beta` for beta",
        ]
    );
}

#[test]
fn each_segment_has_its_own_mistake() {
    for (path, messages) in [
        (
            "/users/{ }/mailFolders/{}/messages",
            [
                "`{ }` has no name, write what it stands for, such as `{userId}`",
                "`{}` has no name, write what it stands for, such as `{mailFolderId}`",
            ],
        ),
        (
            "/users/{userId/mailFolders/folderId}/messages",
            [
                "the braces of `{userId` do not match, write `{userId}`",
                "the braces of `folderId}` do not match, write `{folderId}`",
            ],
        ),
    ] {
        assert_eq!(mistakes(path), messages, "{path}");
    }
}

#[test]
fn a_wrong_path_keeps_its_arguments() {
    for (path, names) in [
        ("/users/{id/messages", &["id"][..]),
        ("/users/{}/messages", &["argument_1"]),
        ("/groups/{id}/conversations/{id}/threads", &["id", "argument_3"]),
        ("/groups/{argument_3}/conversations/{}/threads", &["argument_3", "argument_4"]),
        ("users/user-{id}/messages", &["id"]),
        ("/users/{id}", &["id"]),
        ("/users/<user-id>/x(a='<a>',b=<b>)/messages", &["user_id", "a", "b"]),
    ] {
        assert_eq!(arguments(path), names, "{path}");
    }
}
