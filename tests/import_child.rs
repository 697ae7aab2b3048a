//! The process that `import_killed` kills: an import with a journal, which prints its outcomes.
//!
//! `import_child BASE_URL JOURNAL COUNT (look-up|report|put|upsert|keyed|update|delete)`

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use std::time::Duration;

use futures_util::stream;
use graph_entity::http::Method;
use graph_entity::{
    GraphClient, GraphEntity, Import, Imported, LookUp, Request, WriteRate, graph_delete, graph_patch, graph_upsert,
};
use graph_entity_tests::events::Event;
use graph_entity_tests::operations::{DeviceConfigurationUserStatus as Status, user};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_upsert("/groups(uniqueName='{uniqueName}')")]
#[graph_patch("/groups/{groupId}")]
#[graph_delete("/groups/{groupId}")]
struct Team {
    display_name: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base_url, journal, count, mode] = arguments.try_into().expect("four arguments");
    let count: u64 = count.parse().expect("a number");
    // Slow enough to be killed within.
    let rate = WriteRate::new(4, Duration::from_millis(10));
    let graph = GraphClient::builder().base_url(&base_url).token("x").write_rate(rate).build().unwrap();
    let rows = stream::iter((0..count).map(|number| {
        (format!("c{number}"), Status { user_principal_name: Some(user(number)), ..Status::of_the_document() })
    }));
    if mode == "put" {
        let put = |(id, status): &(String, Status)| Request::new(Method::PUT, "/groups/{id}", &[id]).json(status);
        return print(graph.import(rows).each(put).journal(journal).max_in_flight(8)).await;
    }
    if mode == "upsert" {
        let upsert =
            |(id, status): &(String, Status)| Team { display_name: status.user_principal_name.clone() }.upsert(id);
        return print(graph.import(rows).each(upsert).journal(journal).max_in_flight(8)).await;
    }
    if mode == "update" {
        let update =
            |(id, status): &(String, Status)| Team { display_name: status.user_principal_name.clone() }.update(id);
        return print(graph.import(rows).each(update).journal(journal).max_in_flight(8)).await;
    }
    if mode == "delete" {
        let delete = |(id, _): &(String, Status)| Team::delete(id);
        return print(graph.import(rows).each(delete).journal(journal).max_in_flight(8)).await;
    }
    if mode == "keyed" {
        let create = |(id, _): &(String, Status)| Event::with_subject(id).create("megan");
        return print(graph.import(rows).each(create).journal(journal).max_in_flight(8)).await;
    }
    let mut import = graph.import(rows).each(|(id, status)| status.create(id)).journal(journal).max_in_flight(8);
    if mode == "look-up" {
        import = import.look_up(|(id, _)| {
            let (address, id) = (base_url.replace("http://", ""), id.clone());
            async move { look_up(&address, &id).await }
        });
    }
    print(import).await;
}

async fn print<E, T>(mut import: Import<'_, E, T>) {
    println!("begins");
    while let Some(outcome) = import.next().await {
        let outcome = outcome.expect("the journal is sound");
        let result = match outcome.result {
            Ok(Imported::Earlier { .. }) => "earlier".to_owned(),
            Ok(_) => "created".to_owned(),
            Err(failure) => format!("{:?}", failure.disposition()),
        };
        println!("{} {result}", outcome.index);
    }
    println!("ends");
}

/// Each entity has a collection of its own here, so that a `GET` of it tells.
async fn look_up(address: &str, id: &str) -> LookUp {
    let mut connection = TcpStream::connect(address).await.unwrap();
    let path = format!("/v1.0/deviceManagement/deviceConfigurations/{id}/userStatuses");
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    if !answer.starts_with("HTTP/1.1 200") {
        return LookUp::DontKnow;
    }
    match answer.split_once(r#""id": ""#).or_else(|| answer.split_once(r#""id":""#)) {
        Some((_, rest)) => LookUp::Found(rest.split('"').next().unwrap_or_default().to_owned()),
        None => LookUp::NotFound,
    }
}
