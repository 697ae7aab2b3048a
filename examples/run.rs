//! Runs every example as a user would, and reads what it prints.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::path::PathBuf;
use std::process::{Command, Output};

use graph_entity_emulator::http::{Request, StatusCode};
use graph_entity_emulator::{Emulator, ScriptedAnswer};

const STATUS: &str = "create_device_configuration_user_status";
const STATUS_BETA: &str = "create_device_configuration_user_status_beta";
const COMPLIANCE: &str = "create_device_compliance_user_status";

/// The example as `cargo test` built it, beside this test.
fn example(name: &str) -> Command {
    let mut path: PathBuf = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.push("examples");
    path.push(name);
    path.set_extension(std::env::consts::EXE_EXTENSION);
    let mut command = Command::new(path);
    command.env_remove("GRAPH_TOKEN").env_remove("GRAPH_BASE_URL");
    command
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; `cargo test` builds the examples"))
}

fn printed(command: &mut Command) -> String {
    let output = run(command);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    text
}

#[test]
fn the_main_job_prints_what_a_person_wants_to_see() {
    let text = printed(&mut example(STATUS));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("GRAPH_TOKEN is not set: this run creates in an emulator of Graph inside it"));
    assert_eq!(lines[2], "POST /v1.0/deviceManagement/deviceConfigurations/device-configuration-id/userStatuses");
    assert_eq!(
        lines[3],
        r##"{"@odata.type":"#microsoft.graph.deviceConfigurationUserStatus","userDisplayName":"User Display Name value","devicesCount":12,"status":"notApplicable","lastReportedDateTime":"2017-01-01T00:00:17.7769392-08:00","userPrincipalName":"User Principal Name value"}"##
    );
    let permission = "DeviceManagementConfiguration.ReadWrite.All";
    assert_eq!(lines[4], format!("it needs {permission} (delegated), {permission} (application)"));
    assert_eq!(lines[6], "201 Created");
    let id = lines[7].strip_prefix("id ").unwrap();
    assert_eq!(id.len(), 36);
    assert!(lines[8].starts_with("location http://127.0.0.1:") && lines[8].contains(id));
    assert!(lines[9].starts_with("request-id "));
}

#[test]
fn eight_creates_go_to_beta() {
    let text = printed(&mut example(STATUS_BETA));
    assert_eq!(text.matches("POST /beta/deviceManagement/deviceConfigurations/device-configuration-id/").count(), 8);
    assert_eq!(text.matches("201 Created, id ").count(), 8);
    assert!(text.contains("/rootCertificatesForServerValidation/trusted-root-certificate-id/userStatuses\n"));
}

#[test]
fn a_compliance_status_is_created() {
    let text = printed(example(COMPLIANCE).arg("my/policy"));
    assert!(text.contains("POST /v1.0/deviceManagement/deviceCompliancePolicies/my%2Fpolicy/userStatuses\n"));
    assert!(text.contains("\n201 Created\nid "));
}

#[test]
fn an_import_ends_with_its_counts() {
    let journal = std::env::temp_dir().join(format!("graph-entity-import-{}.jsonl", std::process::id()));
    let text = printed(example("import").arg("120").arg(&journal));
    std::fs::remove_file(&journal).unwrap();
    assert_eq!(text.lines().last(), Some("120 created, 0 created before, 0 may exist, 0 failed"));
}

#[test]
fn a_task_is_read_updated_and_deleted() {
    let text = printed(example("get_update_delete").arg("my-plan"));
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(lines[0].strip_prefix("created ").map(str::len), Some(36));
    let rest =
        ["read: Order books", "updated", "not updated, changed since it was read: read it again and decide", "deleted"];
    assert_eq!(lines[1..], rest);
}

#[test]
fn all_users_are_listed() {
    let text = printed(&mut example("list_users"));
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!((lines.len(), lines[0]), (251, "User 1 <user1@contoso.com>"));
    assert_eq!(lines[249..], ["User 250 <user250@contoso.com>", "250 users"]);
}

#[tokio::test]
async fn users_are_asked_for_page_by_page() {
    let emulator = Emulator::start().await.unwrap();
    let mut command = example("list_users");
    command.env("GRAPH_TOKEN", "t").env("GRAPH_BASE_URL", emulator.base_url());
    let text = tokio::task::spawn_blocking(move || printed(&mut command)).await.unwrap();
    assert_eq!(text.lines().last(), Some("0 users"));
    let requests = emulator.requests();
    assert_eq!(requests.len(), 1, "no user is created in a service with a token");
    let query = requests[0].query().unwrap();
    let expected = "$select=id,displayName,userPrincipalName,accountEnabled&$filter=accountEnabled%20eq%20true";
    assert!(query.contains(expected), "{query}");
    assert!(query.contains("$count=true") && query.contains("$top=100"), "{query}");
    assert_eq!(requests[0].header("consistencylevel"), Some("eventual"));
}

#[test]
fn a_sync_changes_only_what_differs() {
    let text = printed(&mut example("sync"));
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let expected = ["unchanged library", "updated sales", "created support", "deleted stock"];
    assert_eq!(lines, expected.map(|line| line.replacen(' ', " graph-entity-sync-", 1)));
}

#[tokio::test]
async fn a_sync_deletes_only_what_it_owns() {
    let emulator = Emulator::start().await.unwrap();
    let group = r#"{"displayName":"All","mailNickname":"all"}"#;
    emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(format!(r#"{{"value":[{group}]}}"#)));
    let mut command = example("sync");
    command.env("GRAPH_TOKEN", "t").env("GRAPH_BASE_URL", emulator.base_url());
    let text = tokio::task::spawn_blocking(move || printed(&mut command)).await.unwrap();
    assert_eq!(text.matches("\ncreated graph-entity-sync-").count(), 3, "{text}");
    assert!(emulator.requests().iter().all(|request| matches!(request.method.as_str(), "GET" | "POST")));
}

#[test]
fn a_configuration_is_assigned() {
    let text = printed(&mut example("assign_device_configuration"));
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert!(lines[0].starts_with("created "), "{text}");
    assert_eq!(
        lines[1..],
        [r#"assigned to Some(Group(GroupAssignmentTarget { group_id: Some("group-id") }))"#, "0 users have reported"]
    );
}

#[test]
fn a_mail_is_accepted() {
    let text = printed(example("send_mail").args(["7", "pradeep@contoso.com"]));
    assert_eq!(text.lines().nth(1), Some("accepted: a mail to pradeep@contoso.com"));
}

#[test]
fn groups_are_created_once() {
    let text = printed(&mut example("upsert_groups"));
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    // The outcomes of a run come as they end.
    lines[1..4].sort_unstable();
    lines[5..].sort_unstable();
    let run = |word: &str| ["library", "sales", "stock"].map(|name| format!("{word} {name}"));
    assert_eq!(lines[..1], ["run 1"]);
    assert_eq!(lines[1..4], run("created"));
    assert_eq!(lines[4..5], ["run 2"]);
    assert_eq!(lines[5..], run("updated"));
}

#[test]
fn a_sync_by_delta_reads_what_changed() {
    let text = printed(&mut example("sync_groups_by_delta"));
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let library = "  Library: Everybody who borrows books";
    let first = ["3 changed, 0 removed, 3 groups:", library, "  Sales: Sells", "  Stock"];
    assert_eq!(lines[..4], first);
    assert_eq!(lines[4..], ["2 changed, 1 removed, 3 groups:", library, "  Shop", "  Support"]);
}

#[tokio::test]
async fn a_sync_by_delta_goes_on_from_its_file_and_starts_again() {
    let emulator = Emulator::start().await.unwrap();
    let file = std::env::temp_dir().join(format!("graph-entity-delta-{}.json", std::process::id()));
    let sync = || {
        let mut command = example("sync_groups_by_delta");
        command.arg(&file).env("GRAPH_TOKEN", "t").env("GRAPH_BASE_URL", emulator.base_url());
        tokio::task::spawn_blocking(move || printed(&mut command))
    };
    assert!(sync().await.unwrap().ends_with("\n0 changed, 0 removed, 0 groups:\n"));
    let create = Request::post("/v1.0/groups").header("authorization", "Bearer t");
    let create = create.header("content-type", "application/json").body(r#"{"displayName":"New"}"#.into());
    assert_eq!(emulator.answer(create.unwrap()).await.unwrap().status(), StatusCode::CREATED);
    assert!(sync().await.unwrap().ends_with("\n1 changed, 0 removed, 1 groups:\n  New\n"));
    assert!(sync().await.unwrap().ends_with("\n0 changed, 0 removed, 1 groups:\n  New\n"));
    emulator.expire_delta_tokens("resyncRequired");
    let text = sync().await.unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(text.contains("\nstarting again: 410 Gone, resyncRequired: "), "{text}");
    assert!(text.ends_with("\n1 changed, 0 removed, 1 groups:\n  New\n"), "{text}");
    let writes = emulator.requests().iter().filter(|request| request.is_write()).count();
    assert_eq!(writes, 1, "it only reads");
}

#[test]
fn a_file_is_uploaded_in_chunks() {
    let text = printed(&mut example("upload"));
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert!(lines[0].starts_with("UploadSession(http://127.0.0.1:") && lines[0].ends_with("/…)"), "{text}");
    let progress = ["3932160 of 10000000 bytes", "7864320 of 10000000 bytes", "10000000 of 10000000 bytes"];
    assert_eq!(lines[1..4], progress);
    assert!(lines[4].starts_with("complete: 10000000 bytes, id "), "{text}");
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_refused() {
    let emulator = Emulator::start().await.unwrap();
    let file = std::env::temp_dir().join(format!("graph-entity-run-{}.bin", std::process::id()));
    std::fs::write(&file, vec![7; 5_000_000]).unwrap();
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(ScriptedAnswer::graph_error(StatusCode::LOCKED, "resourceLocked", "Later."));
    let mut command = example("upload");
    command.arg("my-drive").arg(&file).env("GRAPH_TOKEN", "my-secret").env("GRAPH_BASE_URL", emulator.base_url());
    let text = tokio::task::spawn_blocking(move || printed(&mut command)).await.unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(text.contains("\nagain, after 423 Locked, resourceLocked: Later"), "{text}");
    assert_eq!(emulator.upload_sessions()[0].content().unwrap(), vec![7; 5_000_000]);
    let requests = emulator.requests();
    assert!(requests[0].path().starts_with("/v1.0/drives/my-drive/root:/"));
    assert_eq!(requests[0].header("authorization"), Some("Bearer my-secret"));
    assert!(requests[1..].iter().all(|request| request.header("authorization").is_none()));
    let methods: Vec<_> = requests[1..].iter().map(|request| request.method.as_str()).collect();
    assert_eq!(methods, ["PUT", "PUT", "GET", "PUT"]);
}

#[test]
fn a_hierarchy_is_created_and_read_back() {
    let text = printed(&mut example("create_device_configuration"));
    assert_eq!(text.matches("POST /v1.0/deviceManagement/deviceConfigurations\n").count(), 2);
    assert!(text.contains(r##"{"@odata.type":"#microsoft.graph.iosGeneralDeviceConfiguration","displayName":"Shared iPad","iCloudBlockBackup":true}"##));
    assert!(text.contains("\nWindows, id ") && text.contains("\niOS, id "));
}

#[test]
fn a_built_group_is_created() {
    let text = printed(&mut example("builder"));
    let body = r##"{"@odata.type":"#microsoft.graph.group","displayName":"Sales","mailEnabled":false,"mailNickname":"sales","securityEnabled":true}"##;
    assert!(text.contains(&format!("POST /v1.0/groups\n{body}\n")), "{text}");
    assert!(text.contains("\n201 Created\nid "));
}

#[test]
fn a_batch_tells_what_became_of_each() {
    let text = printed(&mut example("batch"));
    let missing =
        "Project 7: not sent: microsoft.graph.group lacks 1 required property: mailNickname (mail_nickname)\n";
    assert!(text.contains(missing), "{text}");
    assert!(text.contains("\n49 of 50 groups created\n201 Created, id "), "{text}");
    assert!(text.contains("\n201 Created, Adele, id ") && text.contains("\n201 Created, Alex, id "), "{text}");
}

#[test]
fn three_missing_properties_are_named_at_once() {
    let text = printed(&mut example("required"));
    assert!(text.contains(
        "\nnot sent: microsoft.graph.deviceConfigurationUserStatus lacks 3 required properties: \
         userDisplayName (user_display_name), devicesCount (devices_count), userPrincipalName (user_principal_name)\n"
    ));
    assert!(text.contains("  devicesCount is missing: set the field `devices_count`\n"));
}

#[tokio::test]
async fn with_a_token_the_service_of_the_environment_is_used() {
    let emulator = Emulator::start().await.unwrap();
    let mut command = example(STATUS);
    command.arg("7").env("GRAPH_TOKEN", "my-secret").env("GRAPH_BASE_URL", emulator.base_url());
    let text = tokio::task::spawn_blocking(move || printed(&mut command)).await.unwrap();
    assert!(text.starts_with(&format!("GRAPH_TOKEN is set: this run creates in {}\n", emulator.base_url())));
    assert!(!text.contains("my-secret"));
    let requests = emulator.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].path(), "/v1.0/deviceManagement/deviceConfigurations/7/userStatuses");
    assert_eq!(requests[0].header("authorization"), Some("Bearer my-secret"));
}

#[test]
fn a_refused_create_ends_with_an_error() {
    let output = run(example(STATUS).arg("..").env("GRAPH_TOKEN", "t"));
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("which would change the path"));
}
