//! Which service the examples talk to: the real one where there is a token, else an emulator in their own process.

use std::{env, io};

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::Request;
use graph_entity_emulator::{Call, Emulator, Reply};

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
    for entity in entities {
        service.change("POST", collection, entity).await?;
    }
    Ok(service)
}

impl Service {
    /// Whether it is an emulator, and not a service that keeps what is changed.
    #[must_use]
    pub fn is_emulator(&self) -> bool {
        self.emulator.is_some()
    }

    /// Gives an emulator the action or function at this path; any other service has its own.
    pub fn on_action(&self, path: &str, handler: impl FnMut(&Call<'_>) -> Reply + Send + 'static) {
        if let Some(emulator) = &self.emulator {
            emulator.on_action(path, handler);
        }
    }

    /// Changes what is in an emulator, as another program would, such as by a `PATCH` of `/v1.0/groups/7`; `body` is JSON, or
    /// empty. Nothing is sent to any other service.
    ///
    /// # Errors
    ///
    /// If the emulator refuses it.
    pub async fn change(&self, method: &str, path: &str, body: impl Into<Bytes>) -> io::Result<()> {
        let Some(emulator) = &self.emulator else { return Ok(()) };
        let request = Request::builder().method(method).uri(path).header("authorization", "Bearer none");
        let request = request.header("content-type", "application/json").body(body.into());
        let answer = emulator.answer(request.map_err(io::Error::other)?).await;
        if answer.map_or(true, |answer| !answer.status().is_success()) {
            return Err(io::Error::other(format!("the emulator refused a {method}")));
        }
        Ok(())
    }
}
