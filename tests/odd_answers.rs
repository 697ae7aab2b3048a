//! Answers that Graph's documents do not show, byte by byte: what each means for get, list, update, delete and an untyped request.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use graph_entity::http::Method;
use graph_entity::{
    Disposition, Error, GraphClient, GraphEntity, Request, graph_delete, graph_get, graph_list, graph_patch,
};
use graph_entity_tests::raw_server::{RawServer, answer};
use serde_json::Value;

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_get("/groups/{groupId}")]
#[graph_list("/groups")]
#[graph_patch("/groups/{groupId}")]
#[graph_delete("/groups/{groupId}")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    display_name: Option<String>,
}

fn named(name: &str) -> Group {
    Group { id: None, display_name: Some(name.to_owned()) }
}

/// A client of a server that writes these answers in order.
async fn serve(answers: impl IntoIterator<Item = Vec<u8>>) -> (RawServer, GraphClient) {
    let server = RawServer::script(answers).await;
    let graph = GraphClient::builder().base_url(server.url()).token("secret-token").retries(0).build().unwrap();
    (server, graph)
}

fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer("200 OK", &["Content-Type: application/json"], body)
}

/// The outcomes of a get, a list, an update, a delete and an untyped read that have this answer: `ok` and what was read, or the
/// disposition and the error's line.
async fn outcomes(answer: &[u8]) -> [String; 5] {
    let (_server, graph) = serve(vec![answer.to_vec(); 5]).await;
    let said = |error: &Error| {
        let text = error.to_string();
        assert!(!text.contains('\n') && text.len() < 600, "{text}");
        format!("{:?}: {text}", error.disposition())
    };
    let name = |group: &Group| group.display_name.clone().unwrap_or_default();
    let get = Group::get("7").send(&graph).await;
    let list = Group::list().page(&graph).await;
    let update = named("x").update("7").send(&graph).await;
    let delete = Group::delete("7").send(&graph).await;
    let untyped = Request::new(Method::GET, "/me", &[]).send_as::<Value>(&graph).await;
    [
        get.map_or_else(|error| said(&error), |group| format!("ok {}", name(&group))),
        list.map_or_else(
            |error| said(&error),
            |page| format!("ok {} {:?} {}", page.items.len(), page.count, page.next.is_some()),
        ),
        update.map_or_else(|error| said(&error), |group| format!("ok {:?}", group.as_ref().map(name))),
        delete.map_or_else(|error| said(&error), |()| "ok".to_owned()),
        untyped.map_or_else(|error| said(&error), |value| format!("ok {value}")),
    ]
}

#[tokio::test]
async fn an_odd_answer_is_a_value_or_an_error_that_says_what_took_effect() {
    let cut = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n".to_vec();
    for (bytes, expected) in [
        (ok(""), ["Rejected", "Rejected", "ok None", "ok", "ok null"]),
        (answer("204 No Content", &[], "{}"), ["Rejected", "Rejected", "ok None", "ok", "ok null"]),
        (ok("null"), ["Rejected", "Rejected", "Unknown", "Unknown", "ok null"]),
        (ok("{\"value\":null}"), ["ok ", "Rejected", "ok Some(\"\")", "ok", "ok {\"value\""]),
        (ok("{\"@odata.count\":5}"), ["Rejected", "Rejected", "Unknown", "ok", "ok {"]),
        (ok("{\"@odata.nextLink\":null,\"value\":[]}"), ["Rejected", "ok 0 None false", "Unknown", "Unknown", "ok {"]),
        (
            ok("{\"value\":[{\"id\":\"1\"}],\"error\":{\"code\":\"Busy\",\"message\":\"Not now.\"}}"),
            ["Rejected: 200 OK, Busy", "Rejected: 200 OK, Busy", "Unknown", "Unknown", "Rejected: 200 OK, Busy"],
        ),
        (ok("{\"value\":[{\"id\":\"1\"}],\"error\":null}"), ["ok", "ok 1 None false", "ok", "ok", "ok {"]),
        (ok("{\"value\":[null]}"), ["Rejected", "Rejected", "Unknown", "Unknown", "ok {"]),
        (ok(b"{\"id\":\"1\",\"displayName\":\"\xff\"}"), ["Rejected", "Rejected", "Applied", "ok", "Rejected"]),
        (ok("{\"id\":\"1\",\"displayName\":\"a"), ["Rejected", "Rejected", "Applied", "ok", "Rejected"]),
        (ok("<html>secret-token</html>"), ["Rejected", "Rejected", "Unknown", "Unknown", "Rejected"]),
        (answer("502 Bad Gateway", &[], "<html>"), ["Rejected", "Rejected", "Unknown", "Unknown", "Rejected"]),
        (ok("[".repeat(100_000)), ["Rejected", "Rejected", "Unknown", "Unknown", "Rejected"]),
        (cut, ["Rejected", "Rejected", "Applied", "Applied", "Rejected"]),
        (b"garbage\r\n\r\n".to_vec(), ["Rejected", "Rejected", "Unknown", "Unknown", "Rejected"]),
    ] {
        for (outcome, expected) in outcomes(&bytes).await.iter().zip(expected) {
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
            assert!(outcome.starts_with(expected), "{shown}: {outcome}, expected {expected}");
            assert!(!outcome.contains("secret-token"), "{outcome}");
        }
    }
}

#[tokio::test]
async fn a_205_is_a_success_of_what_returns_nothing() {
    let [_, _, update, delete, _] = outcomes(&answer("205 Reset Content", &[], "")).await;
    assert_eq!([update, delete], ["ok None", "ok"]);
}

#[tokio::test]
async fn an_error_object_in_a_success_is_an_error_but_for_send_raw() {
    let error = ok("{\"error\":{\"code\":\"Busy\",\"message\":\"Not now secret-token.\"}}");
    let [.., untyped] = outcomes(&error).await;
    assert!(untyped.starts_with("Rejected: 200 OK, Busy: Not now"), "{untyped}");
    assert!(!untyped.contains("secret-token"), "{untyped}");
    let (_server, graph) = serve([error.clone(), error]).await;
    let posted = Request::new(Method::POST, "/me/run", &[]).send_as::<Value>(&graph).await.unwrap_err();
    assert_eq!(posted.disposition(), Disposition::Unknown);
    assert_eq!(Request::new(Method::GET, "/me", &[]).send_raw(&graph).await.unwrap().status(), 200);
    // A property of that name beside others is not an error object.
    let (_server, graph) = serve([ok("{\"error\":{\"code\":\"x\"},\"status\":\"failed\"}")]).await;
    let read = Request::new(Method::GET, "/me", &[]).send_as::<Value>(&graph).await.unwrap();
    assert_eq!(read["status"], "failed");
}

#[tokio::test]
async fn what_is_wrong_with_a_success_is_said_with_what_was_expected() {
    for (body, found) in [
        ("<html>", "HTML or XML"),
        ("null", "`null`"),
        ("[{\"id\":\"7\"}]", "an array"),
        ("busy", "not a JSON object"),
        ("{}", "an object without properties"),
    ] {
        let [get, list, update, delete, _] = outcomes(&ok(body)).await;
        let said = |expected: &str| format!("200 OK, but the body is {found}, expected {expected}");
        assert!(get.contains(&said("the object of an entity, client-request-id")), "{get}");
        assert!(list.contains(&said("an object with the array `value`, client-request-id")), "{list}");
        let update_said = said("the object of an entity, or nothing, so it may have taken effect");
        assert!(update.contains(&update_said), "{update}");
        if body != "{}" {
            assert!(delete.contains(&said("nothing, so it may have taken effect")), "{delete}");
        }
    }
    let [get, list, ..] = outcomes(&ok("{\"id\":\"7\"}")).await;
    assert!(get.starts_with("ok") && list.contains("the body is an object without the array `value` alone"), "{list}");
    let [get, list, ..] = outcomes(&ok("")).await;
    assert!(get.contains("without the entity") && list.contains("without the collection"), "{get} {list}");
}

#[tokio::test]
async fn a_change_that_is_lost_may_have_taken_effect_alone_and_in_a_batch() {
    let [_, _, update, delete, _] = outcomes(&answer("502 Bad Gateway", &[], "")).await;
    let (_server, graph) = serve([answer("502 Bad Gateway", &[], ""), ok("{\"responses\":[]}")]).await;
    let mut all = vec![update, delete];
    for _ in 0..2 {
        let outcomes = graph.batch([named("x").update("7")]).await;
        all.extend(outcomes.into_iter().map(|outcome| outcome.unwrap_err().to_string()));
    }
    assert_eq!(all.len(), 4);
    for text in all {
        assert!(text.contains(", so it may have taken effect") && !text.contains("may exist"), "{text}");
    }
}
