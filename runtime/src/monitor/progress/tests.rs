use super::*;
use http::HeaderMap;
use proptest::prelude::*;

fn read(status: u16, body: &str) -> Result<OperationProgress, serde_json::Error> {
    let status = StatusCode::from_u16(status).unwrap();
    OperationProgress::of(&Answer::new(status, &HeaderMap::new(), Bytes::copy_from_slice(body.as_bytes())))
}

#[test]
fn each_services_document_is_understood() {
    use OperationState::{Failed, NotStarted, Running, Succeeded};
    for (status, body, state, line, id, location) in [
        (
            202,
            r#"{"operation":"ItemCopy","percentageComplete":27.8,"status":"inProgress"}"#,
            Running,
            "running, 27.8 %",
            None,
            None,
        ),
        (
            202,
            r#"{"percentageComplete":100.0,"resourceId":"01MO","status":"completed"}"#,
            Succeeded,
            "succeeded, 100 %",
            Some("01MO"),
            None,
        ),
        (200, r#"{"status":"notStarted"}"#, NotStarted, "not started", None, None),
        (
            200,
            r#"{"id":"9","status":"succeeded","targetResourceId":"7","targetResourceLocation":"/teams('7')","error":null}"#,
            Succeeded,
            "succeeded",
            Some("7"),
            Some("/teams('7')"),
        ),
        (
            200,
            r#"{"id":"9","status":"Completed","percentComplete":"100","resourceLocation":"https://a/b","resourceId":""}"#,
            Succeeded,
            "succeeded, 100 %",
            None,
            Some("https://a/b"),
        ),
        (200, r#"{"status":"updating","percentageComplete":101}"#, Running, "running", None, None),
        (200, r#"{"status":"unknownFutureValue"}"#, Running, "running", None, None),
        (200, r#"{"status":"deleteFailed"}"#, Failed, "failed", None, None),
        (200, r#"{"status":"skipped"}"#, Failed, "failed", None, None),
        (202, "", Running, "running", None, None),
        (202, "{}", Running, "running", None, None),
        (204, "", Succeeded, "succeeded", None, None),
        // Services do not agree on the case of a name.
        (200, r#"{"Status":"inProgress","PercentComplete":"5"}"#, Running, "running, 5 %", None, None),
        (202, r#"{"Status":"Completed","ResourceId":"7"}"#, Succeeded, "succeeded", Some("7"), None),
        (200, r#"{"error":{"code":"nameAlreadyExists"}}"#, Failed, "failed", None, None),
        (202, r#"{"error":{"code":"nameAlreadyExists"}}"#, Failed, "failed", None, None),
        (200, r#"{"id":"7","error":null}"#, Succeeded, "succeeded", Some("7"), None),
        (200, r#"{"id":"7","name":"Copy"}"#, Succeeded, "succeeded", Some("7"), None),
    ] {
        let progress = read(status, body).unwrap();
        assert_eq!((progress.state, progress.to_string().as_str()), (state, line), "{body}");
        assert_eq!((progress.resource_id.as_deref(), progress.resource_location.as_deref()), (id, location), "{body}");
    }
}

#[test]
fn why_it_failed_is_said() {
    for (body, code, message) in [
        (
            r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"Name already exists"}}"#,
            Some("nameAlreadyExists"),
            Some("Name already exists"),
        ),
        (r#"{"status":"failed","statusDescription":"No room"}"#, None, Some("No room")),
        (r#"{"status":"failed","statusDetail":"No rights"}"#, None, Some("No rights")),
    ] {
        let error = read(200, body).unwrap().error.unwrap();
        assert_eq!((error.code.as_deref(), error.message.as_deref()), (code, message), "{body}");
    }
    assert_eq!(read(200, r#"{"status":"failed"}"#).unwrap().error, None);
    assert_eq!(read(200, r#"{"status":"succeeded","statusDetail":"Fine"}"#).unwrap().error, None);
}

#[test]
fn what_is_not_a_status_is_an_error() {
    for body in ["", "<html>", "[]", "null", "5"] {
        assert!(read(200, body).is_err(), "{body}");
    }
}

#[test]
fn a_refusal_is_of_the_operation_only_if_it_says_that_it_failed() {
    for (status, body, expected) in [
        (500, r#"{"status":"failed","error":{"code":"x"}}"#, true),
        (409, r#"{"status":"failed"}"#, true),
        (404, r#"{"error":{"code":"itemNotFound"}}"#, false),
        (503, r#"{"status":503,"error":"x"}"#, false),
        (500, r#"{"status":"running"}"#, false),
        (500, "", false),
        (303, "", true),
        (302, "", false),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        let answer = Answer::new(status, &HeaderMap::new(), Bytes::from_static(body.as_bytes()));
        assert_eq!(OperationProgress::of_refusal(&answer).is_some(), expected, "{status} {body}");
    }
}

proptest! {
    #[test]
    fn no_document_breaks_the_reader(body: Vec<u8>, text in "\\PC*") {
        let answer = |body: Vec<u8>| Answer::new(StatusCode::OK, &HeaderMap::new(), body.into());
        drop(OperationProgress::of(&answer(body)));
        let document = serde_json::json!({ "status": text, "percentageComplete": text, "error": { "code": text } });
        prop_assert!(OperationProgress::of(&answer(document.to_string().into())).is_ok());
    }
}
