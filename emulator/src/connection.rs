//! TCP connections: accepting them, serving HTTP/1.1 on them, closing them without an answer.

use std::fmt;
use std::time::Duration;

use axum::Router;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::answer::Dropped;

/// Serves `app` on every connection to `listener`, until the future is dropped; that closes all of them.
pub(crate) async fn accept(listener: TcpListener, app: Router) {
    // Within this future, so that no connection outlives it.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(connections.spawn(serve(stream, app.clone()))),
                // Of this one connection, or of a process without file handles, which needs time to get some back.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, app: Router) {
    // Only a matter of speed, so that a failure is none.
    let _ = stream.set_nodelay(true);
    let app = TowerToHyperService::new(app);
    let service = service_fn(|request: Request<Incoming>| {
        let answer = app.call(request);
        async move {
            match answer.await {
                Ok(response) if response.extensions().get::<Dropped>().is_none() => Ok(response),
                // hyper closes a connection whose service fails, and writes nothing.
                _ => Err(NoAnswer),
            }
        }
    });
    // What goes wrong on a connection, wanted or not, is the client's to see.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// The failure that stands for "close the connection".
#[derive(Debug)]
struct NoAnswer;

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no answer is to be sent")
    }
}

impl std::error::Error for NoAnswer {}
