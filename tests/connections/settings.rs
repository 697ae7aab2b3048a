//! What a builder sets of all requests: a proxy, headers, a base URL with a path.

use std::time::Duration;

use graph_entity::http::{Method, StatusCode};
use graph_entity::{Disposition, ErrorKind, GraphClient, GraphEntity, InvalidLink, InvalidProxy, Request, graph_list};
use graph_entity_emulator::Emulator;
use graph_entity_tests::client::builder;
use graph_entity_tests::raw_server::{RawRequest, RawServer, answer};
use serde_json::{Value, json};

use super::create;
use super::server::Server;

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_entity::graph_post("/groups")]
#[graph_list("/groups")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    display_name: Option<String>,
}

fn get(path: &'static str) -> Request {
    Request::new(Method::GET, path, &[])
}

fn json_answer(body: &Value) -> Vec<u8> {
    answer("200 OK", &["Content-Type: application/json"], body.to_string())
}

#[tokio::test]
async fn a_proxy_tunnels_what_is_https() {
    let server = Server::start(|_, mut peer| async move {
        while let Some(request) = peer.request().await {
            peer.store(request).await;
        }
    })
    .await;
    let proxy = RawServer::proxy().await;
    let url = proxy.url().replace("http://", "http://user:pass%20word@");
    let graph = server.builder().proxy(url).build().unwrap();
    create(&graph, 0).await.unwrap();
    create(&graph, 1).await.unwrap();
    assert_eq!(server.log.stored().len(), 2);
    let requests = proxy.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].method, "CONNECT");
    assert_eq!(requests[0].header("proxy-authorization"), Some("Basic dXNlcjpwYXNzIHdvcmQ="));
    // The proxy sees neither the token nor a path.
    assert!(!requests[0].head.contains("secret-token") && !requests[0].head.contains("users"));
}

#[tokio::test]
async fn a_proxy_on_this_machine_forwards_what_is_http() {
    let emulator = Emulator::start().await.unwrap();
    let proxy = RawServer::proxy().await;
    let graph = builder(&emulator).proxy(proxy.url()).build().unwrap();
    get("/groups").send_raw(&graph).await.unwrap();
    assert_eq!(proxy.requests()[0].target, format!("{}/v1.0/groups", emulator.base_url()));
    assert_eq!(emulator.requests().len(), 1);
}

#[tokio::test]
async fn a_proxy_that_refuses_is_an_error_without_its_password() {
    let proxy = RawServer::start(|_| answer("407 Proxy Authentication Required", &[], "")).await;
    let url = proxy.url().replace("http://", "http://user:password@");
    let graph = GraphClient::builder().token("secret-token").proxy(url.as_str()).retries(0);
    assert!(!format!("{graph:?}").contains("password"));
    let graph = graph.build().unwrap();
    let error = get("/groups").send_raw(&graph).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent, "{error}");
    let shown = format!("{error} {error:#?} {graph:?}");
    assert!(!shown.contains("password") && !shown.contains("secret-token"), "{shown}");
    assert!(proxy.requests().iter().all(|request| !request.head.contains("secret-token")));

    for (url, expected) in [
        ("socks5://user:password@127.0.0.1", InvalidProxy::Scheme),
        ("http://user:password@proxy.contoso.com", InvalidProxy::InTheClear),
    ] {
        let builder = GraphClient::builder().base_url("http://127.0.0.1:9").token("secret-token").proxy(url);
        let error = builder.build().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Proxy(found) if *found == expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("password"), "{error}");
    }
}

#[tokio::test]
async fn the_headers_of_a_client_are_in_each_request() {
    let emulator = Emulator::start().await.unwrap();
    let graph = builder(&emulator).header("Prefer", "a").header("X-Team", "sales").header("prefer", "b");
    let graph = graph.user_agent("contoso-sync/1.0").build().unwrap();
    get("/groups").send_raw(&graph).await.unwrap();
    get("/groups").header("Prefer", "c").header("x-team", "hr").send_raw(&graph).await.unwrap();
    graph.with_token("second-token").batch_of((get("/groups"), get("/groups").header("Prefer", "c"))).await.0.unwrap();
    let requests = emulator.requests();
    let plain: Vec<_> = requests.iter().filter(|request| !request.path_and_query.contains("batch")).collect();
    let headers = |index: usize| [plain[index].header("prefer").unwrap(), plain[index].header("x-team").unwrap()];
    assert_eq!((headers(0), headers(1)), (["a, b", "sales"], ["a, b, c", "hr"]));
    let batch = requests.iter().find(|request| request.path_and_query == "/v1.0/$batch").unwrap();
    let body: Value = serde_json::from_slice(&batch.body).unwrap();
    for request in [plain[0], plain[1], batch] {
        assert_eq!(request.headers.get_all("user-agent").iter().collect::<Vec<_>>(), ["contoso-sync/1.0"]);
    }
    let part = |index: usize| &body["requests"][index]["headers"];
    assert_eq!((&part(0)["prefer"], &part(0)["x-team"]), (&json!("a, b"), &json!("sales")));
    assert_eq!((&part(1)["prefer"], &part(1)["x-team"]), (&json!("a, b, c"), &json!("sales")));

    for (name, value) in [
        ("Authorization", "Bearer secret"),
        ("host", "secret"),
        ("Content-Type", "secret"),
        ("client-request-id", "secret"),
        ("a b", "secret"),
        ("x", "secret\r\ny: z"),
    ] {
        let error = builder(&emulator).header(name, value).header("x", "y").build().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Header(invalid) if invalid.name() == name), "{error}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
    let error = builder(&emulator).user_agent("a\nb").build().unwrap_err();
    assert!(error.to_string().contains("the header `User-Agent` cannot be set"), "{error}");
}

/// A service that answers each `$skiptoken` with a link to the next, of this origin and path.
fn pages(link: impl Fn(&RawRequest) -> String) -> impl Fn(&RawRequest) -> Vec<u8> {
    move |request| match request.target.rsplit_once("$skiptoken=") {
        Some((_, "b")) => json_answer(&json!({"value": [{"id": "3"}]})),
        Some((_, _)) => json_answer(&json!({"value": [{"id": "2"}], "@odata.nextLink": link(request) + "b"})),
        None => json_answer(&json!({"value": [{"id": "1"}], "@odata.nextLink": link(request) + "a"})),
    }
}

#[tokio::test]
async fn the_paths_of_a_service_are_under_the_base_url() {
    let link = |request: &RawRequest, before: &str| match before {
        "graph" => "https://graph.microsoft.com/v1.0/groups?$skiptoken=".to_owned(),
        before => format!("http://{}{before}/v1.0/groups?$skiptoken=", request.header("host").unwrap()),
    };
    // Of a gateway that rewrites links, of one that rewrites their origin alone, and of one that does not.
    for before in ["/teams/graph", "", "graph"] {
        let server = RawServer::start(pages(move |request| link(request, before))).await;
        let base_url = format!("{}/teams/graph/", server.url());
        let graph = GraphClient::builder().base_url(base_url).token("secret-token").build().unwrap();
        let all = Group::list().select_all().all(&graph).await.unwrap();
        assert_eq!(all.iter().filter_map(|group| group.id.as_deref()).collect::<Vec<_>>(), ["1", "2", "3"]);
        let targets: Vec<_> = server.requests().into_iter().map(|request| request.target).collect();
        let groups = "/teams/graph/v1.0/groups";
        assert_eq!(targets, [groups, &format!("{groups}?$skiptoken=a"), &format!("{groups}?$skiptoken=b")]);

        // A stored link, alone, as data and in a batch.
        let page = Group::list().page(&graph).await.unwrap();
        let second = || Group::list().resume(page.next.clone().unwrap());
        assert_eq!(second().page(&graph).await.unwrap().items[0].id.as_deref(), Some("2"));
        assert_eq!(server.requests().pop().unwrap().target, format!("{groups}?$skiptoken=a"));
        let http = second().to_http(&graph.base_url()).unwrap();
        assert_eq!(http.uri().to_string(), format!("{}{groups}?$skiptoken=a", server.url()));
        let _ = graph.batch([second().into_request()]).await;
        let batch = server.requests().into_iter().find(|request| request.target == "/teams/graph/v1.0/$batch").unwrap();
        let batch: Value = serde_json::from_slice(&batch.body).unwrap();
        assert_eq!(batch["requests"][0]["url"], "/groups?$skiptoken=a");
        assert!(server.requests().iter().all(|request| request.header("authorization") == Some("Bearer secret-token")));
    }
}

#[tokio::test]
async fn behind_a_path_a_link_to_itself_or_to_another_place_is_an_error() {
    let other = RawServer::start(|_| Vec::new()).await;
    for (link, path) in [("OWN/graph/v1.0/groups", "/graph"), ("OWN/v1.0/groups", ""), ("OTHER/graph/v1.0/groups", "")]
    {
        let other_url = other.url();
        let server = RawServer::start(move |request| {
            let own = format!("http://{}", request.header("host").unwrap());
            json_answer(
                &json!({"value": [], "@odata.nextLink": link.replace("OWN", &own).replace("OTHER", &other_url)}),
            )
        })
        .await;
        let base_url = format!("{}{path}", server.url());
        let graph = GraphClient::builder().base_url(base_url).token("secret-token").build().unwrap();
        let error = Group::list().select_all().all(&graph).await.unwrap_err();
        let expected =
            if link.starts_with("OWN") { InvalidLink::SamePage } else { InvalidLink::OtherOrigin(other.url()) };
        assert!(matches!(error.kind(), ErrorKind::Link(found) if *found == expected), "{error}");
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_created_entity_has_the_id_of_its_location_behind_a_path() {
    let server = RawServer::start(|request| {
        let location = format!("Location: http://{}/graph/v1.0/groups/7", request.header("host").unwrap());
        answer("201 Created", &[&location], "")
    })
    .await;
    let graph = GraphClient::builder().base_url(format!("{}/graph", server.url())).token("secret-token");
    let group = Group { id: None, display_name: Some("Sales".to_owned()) };
    let error = group.create().send(&graph.build().unwrap()).await.unwrap_err();
    assert_eq!((error.disposition(), error.id().as_deref()), (Disposition::Created, Some("7")), "{error}");
    assert_eq!(server.requests()[0].target, "/graph/v1.0/groups");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = RawServer::start(|_| Vec::new()).await;
    let location = format!("Location: {}/v1.0/groups", other.url());
    let server = RawServer::start(move |_| answer("302 Found", &[&location], "")).await;
    let graph = GraphClient::builder().base_url(server.url()).token("secret-token").build().unwrap();
    let error = get("/groups").send_raw(&graph).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FOUND));
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn identities_share_one_connection() {
    let server = RawServer::start(|_| answer("200 OK", &["Set-Cookie: session=first"], "{}")).await;
    let graph = GraphClient::builder().base_url(server.url()).token("secret-token").build().unwrap();
    for number in 0..4 {
        let other = graph.with_token(format!("another-token-{number}"));
        for graph in [&graph, &other] {
            get("/me").send_raw(graph).await.unwrap();
        }
    }
    assert_eq!((server.connections(), server.requests().len()), (1, 8));
    assert!(server.requests().iter().all(|request| request.header("cookie").is_none()));
}

#[tokio::test]
async fn a_connection_that_is_not_made_in_time_has_sent_nothing() {
    // A port with a full queue of connections does not answer.
    let listener = tokio::net::TcpSocket::new_v4().unwrap();
    listener.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queued = Vec::new();
    for _ in 0..4 {
        let connect = tokio::net::TcpStream::connect(address);
        queued.push(tokio::time::timeout(Duration::from_millis(200), connect).await);
    }
    let graph = GraphClient::builder().base_url(format!("http://{address}")).token("secret-token");
    let graph = graph.connect_timeout(Duration::from_millis(200)).retries(0).build().unwrap();
    let error = get("/me").send_raw(&graph).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Connect(error) if error.is_timeout()), "{error}");
    assert_eq!(error.disposition(), Disposition::NotSent);
}
