//! Which service the examples talk to: the real one where there is a token, else an emulator in their own process.

use std::{env, io};

use graph_entity_emulator::Emulator;
use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::Request;

/// A service's origin and a token for it.
pub struct Service {
    /// Such as `https://graph.microsoft.com`.
    pub base_url: String,
    /// An access token.
    pub token: String,
    emulator: Option<Emulator>,
}

/// The service that the environment names, and a line that says which it is.
///
/// `GRAPH_TOKEN` is an access token for Microsoft Graph, `GRAPH_BASE_URL` the origin of a national cloud or a proxy. Without
/// a token, an emulator is started.
///
/// # Errors
///
/// Where the emulator finds no port.
pub async fn service() -> io::Result<Service> {
    if let Ok(token) = env::var("GRAPH_TOKEN") {
        let base_url = env::var("GRAPH_BASE_URL").unwrap_or_else(|_| "https://graph.microsoft.com".to_owned());
        println!("GRAPH_TOKEN is set: this run creates in {base_url}");
        return Ok(Service { base_url, token, emulator: None });
    }
    let emulator = Emulator::start().await?;
    println!("GRAPH_TOKEN is not set: this run creates in an emulator of Graph inside it, {}", emulator.base_url());
    Ok(Service { base_url: emulator.base_url().to_owned(), token: "none".to_owned(), emulator: Some(emulator) })
}

/// As [`service`]; an emulator has these entities, each as JSON, in a collection such as `/v1.0/users`.
///
/// # Errors
///
/// As for [`service`], and if the emulator refuses an entity.
pub async fn service_with(collection: &str, entities: impl IntoIterator<Item = String>) -> io::Result<Service> {
    let service = service().await?;
    let Some(emulator) = &service.emulator else { return Ok(service) };
    for entity in entities {
        let request = Request::post(collection).header("authorization", "Bearer none");
        let request = request.header("content-type", "application/json").body(Bytes::from(entity));
        let answer = emulator.answer(request.map_err(io::Error::other)?).await;
        if answer.map_or(true, |answer| !answer.status().is_success()) {
            return Err(io::Error::other("the emulator refused an entity"));
        }
    }
    Ok(service)
}
