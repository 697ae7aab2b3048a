//! Get, list, update and delete: what each sends, and what each answer means.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::time::Duration;

use graph_entity::http::StatusCode;
use graph_entity::{
    Disposition, Error, ErrorKind, GraphEntity, InvalidLink, NextLink, Request, Upserted, graph_delete, graph_get,
    graph_list, graph_patch, graph_put, graph_upsert,
};
use graph_entity_emulator::{Emulator, Fault, ScriptedAnswer};
use graph_entity_tests::client::client;
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_get("/groups/{groupId}", application = "Group.Read.All")]
#[graph_list("/groups", application = "Group.Read.All")]
#[graph_patch("/groups/{groupId}", application = "Group.ReadWrite.All")]
#[graph_delete("/groups/{groupId}", application = "Group.ReadWrite.All")]
#[expect(clippy::struct_field_names, reason = "Graph has groupTypes of a group")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    display_name: Option<String>,
    description: Option<String>,
    #[graph_entity(default)]
    group_types: Vec<String>,
    #[graph_entity(read_only)]
    created_date_time: Option<String>,
}

fn group(display_name: &str) -> Group {
    Group {
        id: None,
        display_name: Some(display_name.to_owned()),
        description: None,
        group_types: Vec::new(),
        created_date_time: None,
    }
}

fn ok(body: &Value) -> ScriptedAnswer {
    ScriptedAnswer::new(StatusCode::OK).body(body.to_string())
}

fn not_found() -> ScriptedAnswer {
    ScriptedAnswer::graph_error(StatusCode::NOT_FOUND, "Request_ResourceNotFound", "No.")
}

fn sent(emulator: &Emulator) -> (String, String, Value) {
    let request = emulator.requests().pop().unwrap();
    let body = serde_json::from_slice(&request.body).unwrap_or_default();
    (request.method.to_string(), request.path_and_query.clone(), body)
}

mod get {
    use super::*;

    #[tokio::test]
    async fn the_struct_is_the_projection() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ok(&json!({"@odata.context": "x", "id": "7", "displayName": "Sales"})));
        let read = Group::get("a/7").send(&client(&emulator)).await.unwrap();
        assert_eq!(read, Group { id: Some("7".to_owned()), ..group("Sales") });
        let (method, path, body) = sent(&emulator);
        assert_eq!(method, "GET");
        assert_eq!(path, "/v1.0/groups/a%2F7?$select=id,displayName,description,groupTypes,createdDateTime");
        assert_eq!(body, Value::Null);
        let all = Group::get("7").select_all().to_http(&client(&emulator).base_url()).unwrap();
        assert_eq!(all.uri().query(), None);
    }

    #[tokio::test]
    async fn only_graphs_own_404_is_none() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.answer_next(not_found());
        assert_eq!(Group::get("7").send_optional(&graph).await.unwrap(), None);
        emulator.answer_next(not_found());
        let error = Group::get("7").send(&graph).await.unwrap_err();
        assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::NOT_FOUND)));
        // A gateway's.
        emulator.answer_next(ScriptedAnswer::html(StatusCode::NOT_FOUND));
        assert!(Group::get("7").send_optional(&graph).await.is_err());
    }

    #[tokio::test]
    async fn what_is_not_the_entity_is_an_error() {
        for answer in [
            ScriptedAnswer::new(StatusCode::OK).body("<html><title>Sign in</title>"),
            ok(&json!({"error": {"code": "x", "message": "m"}})),
            ok(&json!({"value": [{"id": "7"}]})),
            ScriptedAnswer::new(StatusCode::NO_CONTENT),
            ScriptedAnswer::new(StatusCode::FOUND),
        ] {
            let emulator = Emulator::start().await.unwrap();
            emulator.answer_next(answer);
            let error = Group::get("7").send(&client(&emulator)).await.unwrap_err();
            assert_eq!(error.disposition(), Disposition::Rejected, "{error}");
        }
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_is_asked_for_again() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ok(&json!({"id": "7", "displayName": "Sales"})).halved());
        emulator.answer_next(ok(&json!({"id": "7", "displayName": "Sales"})));
        let read = Group::get("7").send(&client(&emulator)).await.unwrap();
        assert_eq!(read.display_name.as_deref(), Some("Sales"));
        assert_eq!(emulator.requests().len(), 2);
    }

    #[tokio::test]
    async fn what_replicates_is_waited_for() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(not_found());
        emulator.answer_next(ok(&json!({"id": "7"})));
        let get = Group::get("7").replicating(Duration::from_secs(5)).retries(0);
        assert!(get.send(&client(&emulator)).await.is_ok());
        assert_eq!(emulator.requests().len(), 2);
    }
}

mod update {
    use super::*;

    #[tokio::test]
    async fn what_is_present_is_sent_without_what_the_service_assigns() {
        let emulator = Emulator::start().await.unwrap();
        let changed = Group {
            id: Some("7".to_owned()),
            display_name: None,
            description: Some("d".to_owned()),
            created_date_time: Some("x".to_owned()),
            ..group("")
        };
        emulator.answer_next(ScriptedAnswer::new(StatusCode::NO_CONTENT));
        assert_eq!(changed.update("7").if_match("W/\"1\"").returning().send(&client(&emulator)).await.unwrap(), None);
        let (method, path, body) = sent(&emulator);
        assert_eq!((method.as_str(), path.as_str()), ("PATCH", "/v1.0/groups/7"));
        assert_eq!(body, json!({"@odata.type": "#microsoft.graph.group", "description": "d", "groupTypes": []}));
        let request = emulator.requests().pop().unwrap();
        assert_eq!(request.header("if-match"), Some("W/\"1\""));
        assert_eq!(request.header("prefer"), Some("return=representation"));

        emulator.answer_next(ok(&json!({"id": "7", "displayName": "Sales"})));
        let returned = changed.update("7").send(&client(&emulator)).await.unwrap().unwrap();
        assert_eq!(returned.display_name.as_deref(), Some("Sales"));
    }

    #[tokio::test]
    async fn since_sends_the_difference_and_nothing_if_there_is_none() {
        let emulator = Emulator::start().await.unwrap();
        let before =
            Group { description: Some("d".to_owned()), group_types: vec!["Unified".to_owned()], ..group("Sales") };
        let after = group("Marketing");
        emulator.answer_next(ScriptedAnswer::new(StatusCode::NO_CONTENT));
        after.update("7").since(&before).send(&client(&emulator)).await.unwrap();
        let expected = json!({"@odata.type": "#microsoft.graph.group", "displayName": "Marketing", "description": null, "groupTypes": []});
        assert_eq!(sent(&emulator).2, expected);

        assert_eq!(before.update("7").since(&before).send(&client(&emulator)).await.unwrap(), None);
        assert_eq!(emulator.requests().len(), 1);
    }

    /// An update takes effect twice if it is carried out twice.
    #[tokio::test]
    async fn a_lost_answer_is_unknown() {
        for answer in [ScriptedAnswer::hang_up(), ScriptedAnswer::new(StatusCode::GATEWAY_TIMEOUT)] {
            let emulator = Emulator::start().await.unwrap();
            emulator.answer_next(answer);
            let error = group("x").update("7").send(&client(&emulator)).await.unwrap_err();
            assert_eq!((error.disposition(), emulator.requests().len()), (Disposition::Unknown, 1), "{error}");
        }
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ok(&json!({"id": 5})));
        let error = group("x").update("7").send(&client(&emulator)).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Applied, "{error}");
    }
}

mod upsert {
    use super::*;

    #[derive(Debug, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.group")]
    #[graph_upsert("/groups(uniqueName='{uniqueName}')")]
    struct Named {
        #[graph_entity(required)]
        display_name: Option<String>,
    }

    fn named(name: Option<&str>) -> Named {
        Named { display_name: name.map(str::to_owned) }
    }

    #[tokio::test]
    async fn the_answer_says_whether_it_was_created() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let created = named(Some("A")).upsert("O'Neil").send(&graph).await.unwrap();
        assert_eq!(created, Upserted::Created(named(Some("A"))));
        let (method, path, body) = sent(&emulator);
        assert_eq!((method.as_str(), path.as_str()), ("PATCH", "/v1.0/groups(uniqueName='O%27%27Neil')"));
        assert_eq!(body, json!({"@odata.type": "#microsoft.graph.group", "displayName": "A"}));
        assert_eq!(emulator.requests()[0].header("prefer"), Some("create-if-missing"));

        assert_eq!(named(Some("B")).upsert("O'Neil").send(&graph).await.unwrap(), Upserted::Updated(None));
        let returned = named(Some("C")).upsert("O'Neil").returning().send(&graph).await.unwrap();
        assert_eq!(returned.into_entity(), Some(named(Some("C"))));
        assert_eq!(emulator.stored("/v1.0/groups").len(), 1);

        let (a, b) = graph.batch_of((named(Some("D")).upsert("d"), named(Some("E")).upsert("O'Neil"))).await;
        assert_eq!((a.unwrap(), b.unwrap()), (Upserted::Created(named(Some("D"))), Upserted::Updated(None)));

        let sent_before = emulator.requests().len();
        let error = named(None).upsert("x").send(&graph).await.unwrap_err();
        assert_eq!((error.disposition(), emulator.requests().len()), (Disposition::NotSent, sent_before), "{error}");
    }

    /// A create that is safe to repeat: the first attempt stored it, and its answer was lost.
    #[tokio::test]
    async fn it_is_sent_again_after_a_lost_answer() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.answer_next(ScriptedAnswer::hang_up().after_commit());
        let upserted = named(Some("A")).upsert("a").send_full(&graph).await.unwrap();
        assert_eq!((upserted.attempts.len(), upserted.value), (2, Upserted::Updated(None)));
        assert_eq!(emulator.stored("/v1.0/groups").len(), 1);

        emulator.answer_next(ScriptedAnswer::new(StatusCode::CREATED).body(r#"{"displayName":7}"#));
        let error = named(Some("A")).upsert("a").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Created, "{error}");
    }
}

mod put {
    use super::*;

    #[derive(Debug, GraphEntity)]
    #[graph_entity("microsoft.graph.externalConnectors.externalItem")]
    #[graph_put("/external/connections/{connectionId}/items/{itemId}")]
    struct Item {
        #[graph_entity(key)]
        id: Option<String>,
        #[graph_entity(required)]
        title: Option<String>,
    }

    fn item(title: Option<&str>) -> Item {
        Item { id: Some("not sent".to_owned()), title: title.map(str::to_owned) }
    }

    #[tokio::test]
    async fn the_body_of_a_create_goes_to_the_key_that_the_caller_chose() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let put = item(Some("A")).put("c", "7").send_full(&graph).await.unwrap();
        assert_eq!((put.status, put.value.unwrap().id.as_deref()), (StatusCode::CREATED, Some("7")));
        let (method, path, body) = sent(&emulator);
        assert_eq!((method.as_str(), path.as_str()), ("PUT", "/v1.0/external/connections/c/items/7"));
        assert_eq!(body, json!({"@odata.type": "#microsoft.graph.externalConnectors.externalItem", "title": "A"}));
        // Again, it replaces.
        assert_eq!(item(Some("B")).put("c", "7").send_full(&graph).await.unwrap().status, StatusCode::OK);

        let error = item(None).put("c", "7").send(&graph).await.unwrap_err();
        assert_eq!((error.disposition(), emulator.requests().len()), (Disposition::NotSent, 2), "{error}");
    }

    /// Twice is the same as once. What the caller learns of an answer that it cannot read is what a create says.
    #[tokio::test]
    async fn it_is_sent_again_after_a_lost_answer() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.answer_next(ScriptedAnswer::hang_up());
        let put = item(Some("A")).put("c", "7").send_full(&graph).await.unwrap();
        assert_eq!((put.attempts.len(), put.status), (2, StatusCode::CREATED));
        emulator.answer_next(ScriptedAnswer::new(StatusCode::ACCEPTED));
        assert!(item(Some("A")).put("c", "7").send(&graph).await.unwrap().is_none());

        for (answer, disposition) in [
            (ScriptedAnswer::new(StatusCode::CREATED).body(r#"{"id":7}"#), Disposition::Created),
            (ScriptedAnswer::graph_error(StatusCode::CONFLICT, "Conflict", "No."), Disposition::Rejected),
        ] {
            emulator.answer_next(answer);
            let error = item(Some("A")).put("c", "7").send(&graph).await.unwrap_err();
            assert_eq!(error.disposition(), disposition, "{error}");
        }
        emulator.answer_next(ScriptedAnswer::hang_up());
        emulator.answer_next(ScriptedAnswer::graph_error(StatusCode::CONFLICT, "Conflict", "No."));
        let error = item(Some("A")).put("c", "7").send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Unknown, "{error}");
    }
}

mod delete {
    use super::*;

    #[tokio::test]
    async fn a_delete_is_sent_again_and_a_404_after_that_is_its_success() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.answer_next(ScriptedAnswer::new(StatusCode::NO_CONTENT));
        Group::delete("7").send(&graph).await.unwrap();
        assert_eq!((sent(&emulator).0.as_str(), sent(&emulator).1.as_str()), ("DELETE", "/v1.0/groups/7"));

        emulator.answer_next(ScriptedAnswer::hang_up());
        emulator.answer_next(not_found());
        let deleted = Group::delete("7").send_full(&graph).await.unwrap();
        assert_eq!((deleted.attempts.len(), deleted.status), (2, StatusCode::NOT_FOUND));

        // To the first attempt, it is a refusal.
        emulator.answer_next(not_found());
        let error = Group::delete("7").send(&graph).await.unwrap_err();
        assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Rejected, 1));

        emulator.answer_next(ScriptedAnswer::hang_up());
        let error = Group::delete("7").retries(0).send(&graph).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::Unknown);
    }
}

mod lists {
    use super::*;

    fn page(ids: &[&str], next: Option<&str>) -> Value {
        let items: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        match next {
            Some(next) => json!({"@odata.context": "x", "@odata.nextLink": next, "value": items}),
            None => json!({"value": items, "@odata.count": 7}),
        }
    }

    fn ids(groups: &[Group]) -> Vec<&str> {
        groups.iter().filter_map(|group| group.id.as_deref()).collect()
    }

    #[tokio::test]
    async fn pages_are_followed_with_the_first_requests_headers() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let link = |token: &str| format!("{}/v1.0/groups?$skiptoken={token}%20x", emulator.base_url());
        emulator.answer_next(ok(&page(&["1", "2"], Some(&link("a")))));
        // Pages may be empty, and each is retried alone.
        emulator.answer_next(ok(&page(&[], Some(&link("b")))));
        emulator.answer_next(ScriptedAnswer::hang_up());
        emulator.answer_next(ok(&page(&["3"], None)));
        let all = Group::list().top(2).eventual().all(&graph).await.unwrap();
        assert_eq!(ids(&all), ["1", "2", "3"]);
        let requests = emulator.requests();
        let paths: Vec<&str> = requests.iter().map(|request| request.path_and_query.as_str()).collect();
        let first = "/v1.0/groups?$select=id,displayName,description,groupTypes,createdDateTime&$top=2&$count=true";
        let (a, b) = ("/v1.0/groups?$skiptoken=a%20x", "/v1.0/groups?$skiptoken=b%20x");
        assert_eq!(paths, [first, a, b, b]);
        assert!(requests.iter().all(|request| request.header("consistencylevel") == Some("eventual")));
    }

    #[tokio::test]
    async fn a_page_can_be_stored_and_resumed_by_another_client() {
        let emulator = Emulator::start().await.unwrap();
        let link = format!("{}/v1.0/groups?$skiptoken=a", emulator.base_url());
        emulator.answer_next(ok(&page(&["1"], Some(&link))));
        let first = Group::list().eventual().page(&client(&emulator)).await.unwrap();
        // A text, another client: as in another process.
        let stored = serde_json::to_string(&first.next.unwrap()).unwrap();
        let next: NextLink = serde_json::from_str(&stored).unwrap();
        emulator.answer_next(ok(&page(&["2"], None)));
        let second = Group::list().eventual().resume(next).page(&client(&emulator)).await.unwrap();
        assert_eq!((ids(&second.items), second.count, second.next), (vec!["2"], Some(7), None));
        assert_eq!(sent(&emulator).1, "/v1.0/groups?$skiptoken=a");
        assert!(emulator.requests().iter().all(|request| request.header("consistencylevel") == Some("eventual")));
    }

    #[tokio::test]
    async fn a_stream_gives_each_entity_once_and_ends_after_an_error() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let link = format!("{}/v1.0/groups?$skiptoken=a", emulator.base_url());
        emulator.answer_next(ok(&page(&["1", "2"], Some(&link))));
        emulator.answer_next(ScriptedAnswer::graph_error(StatusCode::FORBIDDEN, "Forbidden", "No."));
        let mut stream = Group::list().stream(&graph);
        for expected in ["1", "2"] {
            assert_eq!(stream.next().await.unwrap().unwrap().id.as_deref(), Some(expected));
        }
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
        assert!(stream.next().await.is_none());
        is_send_and_unpin(&stream);
    }

    fn is_send_and_unpin<T: Send + Unpin + 'static>(_: &T) {}

    #[tokio::test]
    async fn a_page_is_fetched_ahead_only_if_that_is_asked_for() {
        for (prefetch, requests) in [(false, 1), (true, 2)] {
            let emulator = Emulator::start().await.unwrap();
            let link = format!("{}/v1.0/groups?$skiptoken=a", emulator.base_url());
            emulator.answer_next(ok(&page(&["1"], Some(&link))));
            emulator.answer_next(ok(&page(&["2"], None)));
            let list = if prefetch { Group::list().prefetch() } else { Group::list() };
            let mut pages = list.pages(&client(&emulator));
            pages.next().await.unwrap().unwrap();
            for _ in 0..100 {
                if emulator.requests().len() == requests {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            assert_eq!(emulator.requests().len(), requests);
            assert_eq!(ids(&pages.next().await.unwrap().unwrap().items), ["2"]);
            assert!(pages.next().await.is_none());
        }
    }

    #[tokio::test]
    async fn a_link_to_another_place_or_to_itself_is_an_error() {
        let other = Emulator::start().await.unwrap();
        let follow = async |link: &str| -> Error {
            let emulator = Emulator::start().await.unwrap();
            let link = link.replace("OWN", emulator.base_url());
            emulator.answer_next(ok(&page(&["1"], Some(&link))));
            emulator.answer_next(ok(&page(&["1"], Some(&link))));
            Group::list().all(&client(&emulator)).await.unwrap_err()
        };
        let error = follow(&format!("{}/v1.0/groups?$skiptoken=a", other.base_url())).await;
        assert!(matches!(error.kind(), ErrorKind::Link(InvalidLink::OtherOrigin(_))), "{error}");
        assert_eq!((error.disposition(), other.requests().len()), (Disposition::NotSent, 0));
        assert!(error.to_string().contains("where the token must not go"), "{error}");
        let error = follow("OWN/v1.0/groups?$skiptoken=same").await;
        assert!(matches!(error.kind(), ErrorKind::Link(InvalidLink::SamePage)), "{error}");
        let error = follow("not a URL").await;
        assert!(matches!(error.kind(), ErrorKind::Link(InvalidLink::NotAUrl)), "{error}");
    }

    #[tokio::test]
    async fn links_in_a_circle_end_in_an_error() {
        let emulator = Emulator::start().await.unwrap();
        let link = |token: usize| format!("{}/v1.0/groups?$skiptoken={token}", emulator.base_url());
        for number in 0..12 {
            emulator.answer_next(ok(&page(&["1"], Some(&link(number % 3)))));
        }
        let error = Group::list().all(&client(&emulator)).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Link(InvalidLink::EarlierPage)), "{error}");
        assert!(emulator.requests().len() < 12);
    }

    #[tokio::test]
    async fn options_beside_a_link_do_not_change_it() {
        let emulator = Emulator::start().await.unwrap();
        let link: NextLink =
            serde_json::from_value(json!("https://graph.microsoft.com/v1.0/groups?$skiptoken=a")).unwrap();
        emulator.answer_next(ok(&page(&["2"], None)));
        let list = Group::list().top(3).resume(link).top(5).count().search("\"a\"").select_all();
        list.page(&client(&emulator)).await.unwrap();
        assert_eq!(sent(&emulator).1, "/v1.0/groups?$skiptoken=a");
    }

    #[tokio::test]
    async fn a_link_to_another_place_is_refused_in_a_batch_and_as_data() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let foreign = || {
            let link: NextLink =
                serde_json::from_value(json!("https://evil.example/v1.0/groups?$skiptoken=a")).unwrap();
            Group::list().resume(link)
        };
        let error = foreign().to_http(&graph.base_url()).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Link(InvalidLink::OtherOrigin(_))), "{error}");
        let outcomes = graph.batch([foreign().into_request()]).await;
        let error = outcomes.into_iter().next().unwrap().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Link(InvalidLink::OtherOrigin(_))), "{error}");
        assert_eq!(emulator.requests().len(), 0);
    }

    #[tokio::test]
    async fn a_list_has_its_order_its_search_and_its_count_once() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ok(&page(&["2"], None)));
        let list = Group::list().select_all().eventual().count().search("\"a:b&c\"").order_by("displayName desc");
        list.query("$filter", "a eq 'x+y'").page(&client(&emulator)).await.unwrap();
        let query = "$count=true&$search=%22a:b%26c%22&$orderby=displayName%20desc&$filter=a%20eq%20%27x%2By%27";
        assert_eq!(sent(&emulator).1, format!("/v1.0/groups?{query}"));
    }

    /// A link of Graph's own origin is followed on the base URL: a gateway does not rewrite it.
    #[tokio::test]
    async fn a_graphs_link_is_followed_on_the_base_url() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ok(&page(&["1"], Some("https://graph.microsoft.com/v1.0/groups?$skiptoken=a"))));
        emulator.answer_next(ok(&page(&["2"], None)));
        let all = Group::list().all(&client(&emulator)).await.unwrap();
        assert_eq!(ids(&all), ["1", "2"]);
        assert_eq!(sent(&emulator).1, "/v1.0/groups?$skiptoken=a");
    }

    #[tokio::test]
    async fn an_error_names_the_element() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ok(&json!({"value": [{"id": "1"}, {"id": "2", "groupTypes": ["a", 5]}]})));
        let error = Group::list().page(&client(&emulator)).await.unwrap_err();
        assert!(error.to_string().contains("property `value[1].groupTypes[1]`: invalid type"), "{error}");
    }
}

/// The first attribute takes those below it; their imports are used all the same, wherever they stand.
#[test]
fn attributes_are_found_in_any_scope_and_by_any_path() {
    use graph_entity::http::Method;

    fn paths() -> Vec<(Method, String)> {
        use graph_entity::{GraphEntity, graph_delete, graph_get, graph_patch};

        #[graph_patch("/users/{userId}", name = "change")]
        #[derive(GraphEntity)]
        #[graph_entity("microsoft.graph.user")]
        #[graph_get("/users/{userId}")]
        #[graph_get("/me", name = "get_mine")]
        #[graph_delete("/users/{userId}")]
        #[graph_entity::graph_list("/users")]
        #[graph_entity::graph_post("/users")]
        struct User {
            display_name: Option<String>,
        }

        let base = "https://graph.microsoft.com".parse().unwrap();
        let user = User { display_name: None };
        [
            User::get("7").to_http(&base),
            User::get_mine().to_http(&base),
            User::list().to_http(&base),
            User::delete("7").to_http(&base),
            user.create().to_http(&base),
            user.change("7").to_http(&base),
        ]
        .map(|request| request.unwrap())
        .map(|request| (request.method().clone(), request.uri().path_and_query().unwrap().to_string()))
        .to_vec()
    }

    let expected = [
        (Method::GET, "/v1.0/users/7?$select=displayName"),
        (Method::GET, "/v1.0/me?$select=displayName"),
        (Method::GET, "/v1.0/users?$select=displayName"),
        (Method::DELETE, "/v1.0/users/7"),
        (Method::POST, "/v1.0/users"),
        (Method::PATCH, "/v1.0/users/7"),
    ];
    assert_eq!(paths(), expected.map(|(method, path)| (method, path.to_owned())));
}

mod filter {
    use super::*;
    use graph_entity::{Filter, filter};

    #[tokio::test]
    async fn values_arrive_as_they_are() {
        let emulator = Emulator::start().await.unwrap();
        for value in ["a+b", "O'Neil & Sons", "#1 100% %27", "Ωé 🦀", "a=b;c?d/e", "\"\\\n"] {
            emulator.answer_next(ok(&json!({ "value": [] })));
            let groups = Group::list().select_all().filter(filter!(Group, display_name == value));
            assert!(groups.all(&client(&emulator)).await.unwrap().is_empty());
            let (_, path, _) = sent(&emulator);
            let query = path.strip_prefix("/v1.0/groups?$filter=").unwrap();
            assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && !b"+&#'\"".contains(&byte)), "{query}");
            // Decoded once.
            let mut bytes = Vec::new();
            let mut rest = query.as_bytes();
            while let [first, behind @ ..] = rest {
                let code = (*first == b'%').then(|| std::str::from_utf8(&behind[..2]).unwrap());
                bytes.push(code.map_or(*first, |code| u8::from_str_radix(code, 16).unwrap()));
                rest = if code.is_some() { &behind[2..] } else { behind };
            }
            let text = format!("displayName eq '{}'", value.replace('\'', "''"));
            assert_eq!(String::from_utf8(bytes).unwrap(), text);
        }
    }

    #[tokio::test]
    async fn next_pages_are_those_of_the_link() {
        let emulator = Emulator::start().await.unwrap();
        let next = "https://graph.microsoft.com/v1.0/groups?$filter=x&$skiptoken=2";
        emulator.answer_next(ok(&json!({ "value": [{ "id": "1" }], "@odata.nextLink": next })));
        emulator.answer_next(ok(&json!({ "value": [{ "id": "2" }] })));
        let groups = Group::list().filter(filter!(Group, display_name.is_in(["a", "b"])) & Filter::raw("c"));
        assert_eq!(groups.all(&client(&emulator)).await.unwrap().len(), 2);
        assert_eq!(sent(&emulator).1, "/v1.0/groups?$filter=x&$skiptoken=2");
    }

    #[tokio::test]
    async fn an_option_is_written_once() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ok(&json!({ "value": [] })));
        let groups =
            Group::list().select_all().filter(Filter::raw("a or b")).filter(Filter::raw("c")).query("$filter", "d");
        let groups = groups.query("$expand", "owners").query("$expand", "members($select=id)");
        let groups = groups.top(5).order_by("b").order_by("id desc").top(9).query("a", "1").query("a", "2");
        assert!(groups.all(&client(&emulator)).await.unwrap().is_empty());
        let path = sent(&emulator).1.replace("%20", " ").replace("%28", "(").replace("%29", ")");
        let path = path.replace("%24", "$").replace("%3D", "=").replace("%2C", ",");
        let expected = "$filter=((a or b) and (c)) and (d)&$expand=owners,members($select=id)\
                        &$orderby=b,id desc&$top=9&a=1&a=2";
        assert_eq!(path, format!("/v1.0/groups?{expected}"));
    }

    #[tokio::test]
    async fn without_values_nothing_is_sent() {
        let emulator = Emulator::start().await.unwrap();
        let ids: Vec<String> = Vec::new();
        let error = Group::list().filter(filter!(Group, id.is_in(&ids))).all(&client(&emulator)).await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::NotSent);
        assert!(matches!(error.kind(), ErrorKind::Filter(invalid) if invalid.property() == "id"));
        assert!(emulator.requests().is_empty());
    }
}

/// A 404 to an update or a delete is taken for an entity that is not there yet within the time, and for an answer after it.
#[tokio::test]
async fn an_update_and_a_delete_wait_for_what_replicates() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let within = Duration::from_secs(30);
    emulator.answer_next(not_found());
    emulator.answer_next(ok(&json!({"id": "7"})));
    let updated = group("x").update("7").replicating(within).send(&graph).await.unwrap();
    assert_eq!(updated.unwrap().id.as_deref(), Some("7"));
    emulator.answer_next(not_found());
    emulator.answer_next(ScriptedAnswer::new(StatusCode::NO_CONTENT));
    Group::delete("7").replicating(within).send(&graph).await.unwrap();
    assert_eq!(emulator.requests().len(), 4);

    for within in [None, Some(Duration::ZERO)] {
        let (update, delete) = (group("x").update("7"), Group::delete("7"));
        let (update, delete) = match within {
            Some(within) => (update.replicating(within), delete.replicating(within)),
            None => (update, delete),
        };
        emulator.answer_next(not_found());
        let error = update.send(&graph).await.unwrap_err();
        assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::NOT_FOUND)));
        emulator.answer_next(not_found());
        let error = delete.send(&graph).await.unwrap_err();
        assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Rejected, 1));
    }
}

/// After the time, the caller has the service's last answer: nothing changed, and the 404 with its code. What is optional is `None`.
#[tokio::test]
async fn what_does_not_appear_in_its_time_is_not_found() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    emulator.answer_next(Fault::NotReplicated.answer_with(Duration::from_secs(3_600)));
    let create = Request::new(graph_entity::http::Method::POST, "/groups", &[]).json(&json!({"displayName": "x"}));
    let created: Value = create.send_as(&graph).await.unwrap();
    let id = created["id"].as_str().unwrap();

    // The first wait is a second at most, and the second is over it.
    let within = Duration::from_secs(1);
    let (get, update, delete, optional) = tokio::join!(
        Group::get(id).replicating(within).send(&graph),
        group("y").update(id).replicating(within).send(&graph),
        Group::delete(id).replicating(within).send(&graph),
        Group::get(id).replicating(within).send_optional(&graph),
    );
    for error in [get.unwrap_err(), update.unwrap_err(), delete.unwrap_err()] {
        assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::NOT_FOUND)));
        assert_eq!((error.code(), error.attempts().len()), (Some("ResourceNotFound"), 2), "{error}");
    }
    assert_eq!(optional.unwrap(), None);
    assert_eq!(emulator.requests().len(), 1 + 4 * 2);
    let changes = emulator.changes("/v1.0/groups");
    assert_eq!((changes.updated(id), changes.deleted(id)), (0, 0));
}
