//! The wire: what the three operations of the documents send, byte for byte, and what becomes of each answer.
//!
//! The unit tests cover the parts of a send. Here a client and the emulator exchange HTTP, so a test compares the bytes of
//! the request and the result of each answer.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::time::{Duration, SystemTime};

use graph_entity::http::header::LOCATION;
use graph_entity::http::{HeaderValue, StatusCode};
use graph_entity::{AccessToken, Disposition, Error, ErrorKind, GraphClient, GraphEntity, Unreadable};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use graph_entity_tests::answers::{after, throttled, unavailable};
use graph_entity_tests::client::client;
use graph_entity_tests::operations::{
    self, ComplianceStatus, DeviceComplianceUserStatus, DeviceConfigurationUserStatus, beta,
};

const CONFIGURATIONS: &str = "/deviceManagement/deviceConfigurations";

/// The error of a create that is answered so and sent once.
async fn error_of(answer: ScriptedAnswer) -> Error {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(answer);
    let status = DeviceConfigurationUserStatus::of_the_document();
    let error = status.create("7").retries(0).send(&client(&emulator)).await.unwrap_err();
    assert_eq!(emulator.requests().len(), 1, "a create is sent once");
    let id = error.client_request_id().unwrap().to_string();
    assert_eq!(emulator.requests()[0].header("client-request-id"), Some(id.as_str()));
    assert!(error.to_string().contains(&id), "{error}");
    assert!(!format!("{error} {error:?} {error:#?}").contains("secret-token"));
    assert_eq!(error.to_string().lines().count(), 1);
    error
}

mod documents {
    use super::*;

    #[tokio::test]
    async fn device_configuration_user_status() {
        let emulator = Emulator::start().await.unwrap();
        let answer = operations::answer_of_the_document("deviceConfigurationUserStatus");
        emulator.answer_next(ScriptedAnswer::new(StatusCode::CREATED).body(answer));
        let status = DeviceConfigurationUserStatus::of_the_document();
        let created = status.create("id-of-it").send(&client(&emulator)).await.unwrap();

        let requests = emulator.requests();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].method.as_str(), "POST");
        let path = format!("/v1.0{CONFIGURATIONS}/id-of-it/userStatuses");
        assert_eq!(requests[0].path_and_query, path);
        assert_eq!(requests[0].body, operations::body_of_the_document("deviceConfigurationUserStatus"));
        let expected = DeviceConfigurationUserStatus {
            id: Some("7e323db2-3db2-7e32-b23d-327eb23d327e".to_owned()),
            ..DeviceConfigurationUserStatus::of_the_document()
        };
        assert_eq!(created, expected);
        assert_eq!(created.last_reported_date_time.unwrap().to_string(), "2017-01-01T00:00:17.7769392-08:00");
    }

    #[tokio::test]
    async fn device_configuration_user_status_beta() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let status = beta::DeviceConfigurationUserStatus::of_the_document();
        for create in status.all_eight("7", "8") {
            let created = create.send(&graph).await.unwrap();
            assert_eq!(created.id.as_ref().map(String::len), Some(36));
            assert_eq!(created.user_principal_name, status.user_principal_name);
        }
        let requests = emulator.requests();
        let paths: Vec<&str> = requests.iter().map(|request| request.path_and_query.as_str()).collect();
        let wifi = "microsoft.graph.windowsWifiEnterpriseEAPConfiguration";
        assert_eq!(
            paths,
            [
                "userStatuses",
                "rootCertificate/userStatuses",
                "identityCertificate/userStatuses",
                "identityCertificate/rootCertificate/userStatuses",
                "microsoft.graph.iosScepCertificateProfile/rootCertificate/userStatuses",
                "microsoft.graph.windowsPhone81VpnConfiguration/identityCertificate/userStatuses",
                &format!("{wifi}/identityCertificateForClientAuthentication/userStatuses"),
                &format!("{wifi}/rootCertificatesForServerValidation/8/userStatuses"),
            ]
            .map(|rest| format!("/beta{CONFIGURATIONS}/7/{rest}"))
        );
        for request in requests {
            assert_eq!(request.body, operations::body_of_the_document("deviceConfigurationUserStatus"));
        }
    }

    /// Its answer has no `Content-Length`.
    #[tokio::test]
    async fn device_compliance_user_status() {
        let emulator = Emulator::start().await.unwrap();
        let answer = operations::answer_of_the_document("deviceComplianceUserStatus");
        emulator.answer_next(ScriptedAnswer::new(StatusCode::CREATED).body(answer).chunked());
        let status = DeviceComplianceUserStatus::of_the_document();
        let created = status.create("my policy").send(&client(&emulator)).await.unwrap();

        let requests = emulator.requests();
        assert_eq!(
            requests[0].path_and_query,
            "/v1.0/deviceManagement/deviceCompliancePolicies/my%20policy/userStatuses"
        );
        assert_eq!(requests[0].body, operations::body_of_the_document("deviceComplianceUserStatus"));
        assert_eq!(created.id.as_deref(), Some("7e323db2-3db2-7e32-b23d-327eb23d327e"));
        let permission = ["DeviceManagementConfiguration.ReadWrite.All"];
        let permissions = status.create("x").permissions();
        assert_eq!(permissions.delegated().collect::<Vec<_>>(), permission);
        assert_eq!(permissions.application().collect::<Vec<_>>(), permission);
    }

    /// The half-filled document shows placeholders for values; they are no statuses and counts, and the error says so.
    #[tokio::test]
    async fn an_answer_with_placeholders_is_created_and_unreadable() {
        let body = r##"{"@odata.type":"#microsoft.graph.deviceConfigurationUserStatus",
            "id":"c72adc2c-dc2c-c72a-2cdc-2ac72cdc2ac7","userDisplayName":"String","devicesCount":"Integer"}"##;
        let error = error_of(ScriptedAnswer::new(StatusCode::CREATED).body(body).chunked()).await;
        assert_eq!(error.disposition(), Disposition::Created);
        assert_eq!(error.id().as_deref(), Some("c72adc2c-dc2c-c72a-2cdc-2ac72cdc2ac7"));
        assert!(error.to_string().contains("property `devicesCount`: invalid type: string \"Integer\""), "{error}");
        assert_eq!(error.answer().unwrap().body, body);
    }
}

mod requests {
    use super::*;

    #[tokio::test]
    async fn every_request_carries_its_headers() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let status = DeviceConfigurationUserStatus::of_the_document();
        let first = status.create("7").send_full(&graph).await.unwrap();
        let second = status.create("7").send_full(&graph).await.unwrap();
        for (request, created) in emulator.requests().iter().zip([&first, &second]) {
            assert_eq!(request.header("authorization"), Some("Bearer secret-token"));
            assert_eq!(request.header("accept"), Some("application/json"));
            assert_eq!(request.header("content-type"), Some("application/json"));
            let (agent, version) = request.header("user-agent").unwrap().split_once('/').unwrap();
            assert_eq!(agent, "graph-entity");
            assert_eq!(version.split('.').filter(|number| number.parse::<u32>().is_ok()).count(), 3);
            let id = created.attempts[0].client_request_id.to_string();
            assert_eq!(request.header("client-request-id"), Some(id.as_str()));
            assert_eq!(request.headers.get_all("content-type").iter().count(), 1);
        }
        assert_ne!(first.attempts[0].client_request_id, second.attempts[0].client_request_id);
        assert_eq!(first.status, StatusCode::CREATED);
        assert!(first.request_id.is_some());
        assert!(first.location.unwrap().ends_with(first.entity.id.as_deref().unwrap()));
    }

    #[test]
    fn a_request_can_be_looked_at_without_a_service() {
        let graph = GraphClient::builder().token("secret-token").build().unwrap();
        let status = DeviceConfigurationUserStatus::of_the_document();
        let request = status.create("a/b?c#d%").to_http(&graph.base_url()).unwrap();
        assert_eq!(
            request.uri(),
            "https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a%2Fb%3Fc%23d%25/userStatuses"
        );
        assert_eq!(request.headers().get("accept").unwrap(), "application/json");
        assert!(!format!("{request:?} {graph:?}").contains("secret-token"));
    }

    #[test]
    fn ids_cannot_change_the_path() {
        let base = "https://graph.microsoft.com".parse().unwrap();
        let status = DeviceConfigurationUserStatus::of_the_document();
        for id in ["", ".", ".."] {
            let error = status.create(id).to_http(&base).unwrap_err();
            assert_eq!(error.disposition(), Disposition::NotSent);
            assert!(matches!(error.kind(), ErrorKind::Argument(invalid) if invalid.argument() == id));
        }
        let beta = beta::DeviceConfigurationUserStatus::of_the_document();
        let error = beta.create_for_wifi_server_certificate("7", "..").to_http(&base).unwrap_err();
        assert!(error.to_string().contains("`windows81TrustedRootCertificateId` is `..`"), "{error}");
    }

    #[test]
    fn key_and_read_only_are_written_but_not_sent() {
        let status = DeviceConfigurationUserStatus {
            id: Some("7".to_owned()),
            ..DeviceConfigurationUserStatus::of_the_document()
        };
        let text = serde_json::to_string(&status).unwrap();
        assert!(
            text.starts_with(r##"{"@odata.type":"#microsoft.graph.deviceConfigurationUserStatus","id":"7","user"##)
        );
        let request = status.create("x").to_http(&"https://graph.microsoft.com".parse().unwrap()).unwrap();
        assert_eq!(request.body(), &operations::body_of_the_document("deviceConfigurationUserStatus"));
        // The purpose of a write ends with it.
        assert_eq!(serde_json::to_string(&status).unwrap(), text);
    }

    #[tokio::test]
    async fn a_create_can_be_spawned() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let task =
            tokio::spawn(
                async move { DeviceConfigurationUserStatus::of_the_document().create("7").send(&graph).await },
            );
        assert_eq!(task.await.unwrap().unwrap().status, Some(ComplianceStatus::NotApplicable));
    }
}

mod not_sent {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn missing_properties_are_found_before_a_token_is_fetched() {
        let emulator = Emulator::start().await.unwrap();
        let fetched = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&fetched);
        let token = move || {
            counter.fetch_add(1, Ordering::Relaxed);
            async { Ok::<_, std::io::Error>("secret-token") }
        };
        let graph = GraphClient::builder().base_url(emulator.base_url()).token_from(token).build().unwrap();
        let mut status = DeviceConfigurationUserStatus {
            user_display_name: None,
            status: None,
            ..DeviceConfigurationUserStatus::of_the_document()
        };
        let error = status.create("7").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::NotSent);
        assert_eq!(
            error.to_string(),
            "not sent: microsoft.graph.deviceConfigurationUserStatus lacks 2 required properties: \
             userDisplayName (user_display_name), status (status)"
        );
        let ErrorKind::Invalid(invalid) = error.kind() else { panic!("{error}") };
        assert_eq!(Some(invalid), status.validate().as_ref().err());
        assert_eq!(fetched.load(Ordering::Relaxed), 0);
        assert_eq!(emulator.requests().len(), 0);

        status = DeviceConfigurationUserStatus::of_the_document();
        status.create("7").send(&graph).await.unwrap();
        assert_eq!(fetched.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn without_a_token_nothing_is_sent() {
        let emulator = Emulator::start().await.unwrap();
        let status = DeviceConfigurationUserStatus::of_the_document();
        let token = || async { Err::<String, _>(std::io::Error::other("no identity here")) };
        let graph = GraphClient::builder().base_url(emulator.base_url()).token_from(token).build().unwrap();
        let error = status.create("7").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::NotSent);
        assert!(error.to_string().starts_with("not sent: no token: no identity here"), "{error}");
        assert!(error.client_request_id().is_some());

        for token in ["", "secret token", "secret\r\nx: y", "sécret"] {
            let graph = GraphClient::builder().base_url(emulator.base_url()).token(token).build().unwrap();
            let error = status.create("7").send(&graph).await.unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Token), "{error}");
            assert!(!format!("{error} {error:#?}").contains("cret"), "{error}");
        }
        assert_eq!(emulator.requests().len(), 0);
    }

    #[tokio::test]
    async fn a_refused_connection_sends_nothing() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.stop().await;
        let status = DeviceConfigurationUserStatus::of_the_document();
        let error = status.create("7").retries(0).send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::NotSent);
        assert!(matches!(error.kind(), ErrorKind::Connect(_)), "{error}");
    }

    #[test]
    fn a_client_needs_a_credential_and_a_safe_origin() {
        let error = GraphClient::builder().build().unwrap_err();
        assert_eq!(error.to_string(), "the client has no credential, call `token` or `credential`");
        let error = GraphClient::builder().token("t").base_url("http://graph.microsoft.com").build().unwrap_err();
        assert!(error.to_string().contains("would send the token in the clear"), "{error}");
        assert!(
            !format!("{:?} {:?}", GraphClient::builder().token("secret"), AccessToken::new("secret"))
                .contains("secret")
        );
    }
}

mod answers {
    use super::*;

    #[tokio::test]
    async fn a_200_with_the_entity_is_a_success() {
        let emulator = Emulator::start().await.unwrap();
        let answer = operations::answer_of_the_document("deviceConfigurationUserStatus");
        emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(answer));
        let status = DeviceConfigurationUserStatus::of_the_document();
        let created = status.create("7").send_full(&client(&emulator)).await.unwrap();
        assert_eq!(created.status, StatusCode::OK);
        assert_eq!(created.attempts.len(), 1);
        assert_eq!((created.location, created.request_id), (None, None));
    }

    /// A sign-in page, an error object and a collection are not the entity.
    #[tokio::test]
    async fn a_200_without_the_entity_is_unknown_and_a_201_is_created() {
        let page = "<html><title>Sign in to your account</title></html>";
        let error = r#"{"error":{"code":"BadRequest","message":"It is wrong."}}"#;
        let collection = r#"{"@odata.context":"x","value":[{"id":"7"}]}"#;
        for (status, body, disposition, text) in [
            (200, page, Disposition::Unknown, "200 OK: Sign in to your account, so it may exist, client-request-id"),
            (200, error, Disposition::Unknown, "200 OK, BadRequest: It is wrong, so it may exist, client-request-id"),
            (200, collection, Disposition::Unknown, "200 OK, so it may exist, client-request-id"),
            (200, "{}", Disposition::Unknown, "200 OK, without the entity, so it may exist, client-request-id"),
            (
                201,
                error,
                Disposition::Created,
                "201 Created, BadRequest: It is wrong, and it exists, client-request-id",
            ),
            (201, page, Disposition::Created, "201 Created, but the answer cannot be read: expected value"),
        ] {
            let failure = error_of(ScriptedAnswer::new(StatusCode::from_u16(status).unwrap()).body(body)).await;
            assert_eq!(
                (failure.disposition(), failure.answer().unwrap().body.as_ref()),
                (disposition, body.as_bytes())
            );
            assert!(failure.to_string().starts_with(text), "{failure}");
        }
    }

    /// A proxy sends these when it gave up waiting for the service behind it.
    #[tokio::test]
    async fn what_a_proxy_says_of_its_own_wait_is_unknown() {
        for status in [408, 460, 499] {
            let error = error_of(ScriptedAnswer::new(StatusCode::from_u16(status).unwrap())).await;
            assert_eq!(error.disposition(), Disposition::Unknown, "{error}");
            assert!(error.to_string().contains(", so it may exist, "), "{error}");
        }
    }

    #[tokio::test]
    async fn refusals_are_rejected() {
        for (status, code) in [
            (400, "BadRequest"),
            (401, "InvalidAuthenticationToken"),
            (404, "ResourceNotFound"),
            (409, "Conflict"),
            (412, "PreconditionFailed"),
            (415, "RequestBodyRead"),
            (423, "Locked"),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            let error = error_of(ScriptedAnswer::graph_error(status, code, "Not\n this\tway.")).await;
            assert_eq!(error.disposition(), Disposition::Rejected);
            assert_eq!((error.status(), error.code()), (Some(status), Some(code)));
            assert!(error.to_string().starts_with(&format!("{status}, {code}: Not this way, request-id ")), "{error}");
            assert!(error.request_id().is_some());
        }
    }

    #[tokio::test]
    async fn a_403_says_which_permission_is_needed() {
        let error = error_of(ScriptedAnswer::graph_error(StatusCode::FORBIDDEN, "Forbidden", "")).await;
        assert_eq!(error.disposition(), Disposition::Rejected);
        let permission = "DeviceManagementConfiguration.ReadWrite.All";
        let text = format!("403 Forbidden, Forbidden (it needs {permission} (delegated), {permission} (application))");
        assert!(error.to_string().starts_with(&text), "{error}");
    }

    #[tokio::test]
    async fn throttling_says_when() {
        let before = SystemTime::now();
        let error = error_of(after(throttled(), "315")).await;
        assert_eq!(error.disposition(), Disposition::Throttled);
        assert!(error.retry_at().unwrap() >= before + Duration::from_secs(315));

        let error = error_of(throttled()).await;
        assert_eq!((error.disposition(), error.retry_at()), (Disposition::Throttled, None));

        let error = error_of(after(unavailable(), "2.128")).await;
        assert_eq!(error.disposition(), Disposition::Throttled);
        assert_eq!(error_of(unavailable()).await.disposition(), Disposition::Unknown);
    }

    #[tokio::test]
    async fn what_may_have_been_stored_is_unknown() {
        for status in [500, 502, 504] {
            let error = error_of(ScriptedAnswer::new(StatusCode::from_u16(status).unwrap()).body("<html>")).await;
            assert_eq!(error.disposition(), Disposition::Unknown);
            assert_eq!((error.code(), error.answer().unwrap().body.as_ref()), (None, &b"<html>"[..]));
            assert!(
                error.to_string().starts_with(&format!("{}, so it may exist, ", error.status().unwrap())),
                "{error}"
            );
            assert!(format!("{:?}", error.attempts()[0]).contains("may_have_taken_effect: true"));
        }
        for answer in [ScriptedAnswer::hang_up(), ScriptedAnswer::ordinary().dropped()] {
            let error = error_of(answer).await;
            assert_eq!(error.disposition(), Disposition::Unknown);
            assert!(matches!(error.kind(), ErrorKind::Lost(_)), "{error}");
            assert!(error.to_string().starts_with("sent, then lost, so it may exist: "), "{error}");
        }
    }

    #[tokio::test]
    async fn a_slow_answer_is_unknown_when_the_time_is_up() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ScriptedAnswer::ordinary().delayed(Duration::from_secs(20)));
        let graph = GraphClient::builder()
            .base_url(emulator.base_url())
            .token("t")
            .timeout(Duration::from_millis(200))
            .build()
            .unwrap();
        let error = DeviceConfigurationUserStatus::of_the_document().create("7").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Unknown);
        assert!(matches!(error.kind(), ErrorKind::Lost(_)), "{error}");
    }

    #[tokio::test]
    async fn a_broken_answer_after_201_is_created() {
        let error = error_of(ScriptedAnswer::ordinary().truncated_to(130)).await;
        assert_eq!(error.disposition(), Disposition::Created);
        assert!(matches!(error.kind(), ErrorKind::Unreadable(_, Unreadable::Lost(_))), "{error}");
        assert_eq!(error.id().map(|id| id.len()), Some(36), "{error}");
        assert_eq!(error.answer().unwrap().body.len(), 130);

        // Of a body that ends before its id, the location knows it.
        let error = error_of(ScriptedAnswer::ordinary().truncated_to(5)).await;
        assert_eq!(error.id().map(|id| id.len()), Some(36), "{error}");

        let error = error_of(ScriptedAnswer::ordinary().body("<html>")).await;
        assert!(matches!(error.kind(), ErrorKind::Unreadable(_, Unreadable::Json(_))), "{error}");
        assert_eq!(error.disposition(), Disposition::Created);
    }

    #[tokio::test]
    async fn a_success_without_an_entity_says_so_and_keeps_the_location() {
        let location = HeaderValue::from_static("https://graph.microsoft.com/v1.0/operations('42')");
        for (status, disposition, id) in [
            (StatusCode::ACCEPTED, Disposition::Unknown, None),
            (StatusCode::NO_CONTENT, Disposition::Created, Some("42")),
            (StatusCode::CREATED, Disposition::Created, Some("42")),
            // A 200 is evidence if it has the entity.
            (StatusCode::OK, Disposition::Unknown, None),
        ] {
            let error = error_of(ScriptedAnswer::new(status).header(LOCATION, location.clone())).await;
            assert!(matches!(error.kind(), ErrorKind::NoEntity(_)), "{error}");
            assert_eq!((error.disposition(), error.id().as_deref()), (disposition, id), "{error}");
            assert_eq!(error.location(), location.to_str().ok());
            let text =
                format!("{status}, without the entity, location https://graph.microsoft.com/v1.0/operations('42')");
            assert!(error.to_string().starts_with(&text), "{error}");
        }
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let other = Emulator::start().await.unwrap();
        let location = HeaderValue::from_str(&format!("{}/v1.0/users", other.base_url())).unwrap();
        for status in [301, 302, 303, 307, 308] {
            let status = StatusCode::from_u16(status).unwrap();
            let error = error_of(ScriptedAnswer::new(status).header(LOCATION, location.clone())).await;
            // What sent it may have carried the create out.
            assert_eq!((error.disposition(), error.status()), (Disposition::Unknown, Some(status)));
            assert_eq!(error.location(), location.to_str().ok());
        }
        assert_eq!(other.requests().len(), 0, "the token stays with its service");
    }

    #[tokio::test]
    async fn an_endless_error_is_cut() {
        let error = error_of(ScriptedAnswer::new(StatusCode::BAD_REQUEST).body(vec![b' '; 3 << 20]).chunked()).await;
        assert_eq!(error.disposition(), Disposition::Rejected);
        assert_eq!(error.answer().unwrap().body.len(), 1 << 20);

        let error = error_of(ScriptedAnswer::new(StatusCode::CREATED).body(vec![b' '; 20 << 20]).chunked()).await;
        assert!(matches!(error.kind(), ErrorKind::Unreadable(_, Unreadable::TooLarge(_))), "{error}");
        assert_eq!(error.disposition(), Disposition::Created);
    }
}
