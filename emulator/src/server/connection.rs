//! TCP connections: accepting them, serving HTTP/1.1 on them, ending them without an answer.

use std::sync::Arc;
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::response::answer::NoAnswer;
use crate::server::exchange::{Shared, exchange};
use crate::server::socket::{ResetSwitch, Socket};

/// Serves every connection to `listener`, until the future is dropped; that closes all of them.
pub(crate) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    // Within this future, so that no connection outlives it.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(connections.spawn(serve(stream, Arc::clone(&shared)))),
                // Of this one connection, or of a process without file handles, which needs time to get some back.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // A failure costs speed only.
    let _ = stream.set_nodelay(true);
    let reset = ResetSwitch::default();
    let socket = Socket::new(stream, reset.clone());
    let service = service_fn(|request: Request<Incoming>| async {
        // hyper ends a connection whose service fails, and writes nothing.
        exchange(&shared, request).await.inspect_err(|end| {
            if *end == NoAnswer::Reset {
                reset.turn_on();
            }
        })
    });
    // What goes wrong on a connection, wanted or not, is the client's to see.
    let _ = http1::Builder::new().serve_connection(socket, service).await;
}
