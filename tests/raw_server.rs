//! A server of HTTP/1.1 that writes its answers byte by byte, and a forward proxy.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct RawRequest {
    /// Such as `GET`.
    pub method: String,
    /// Such as `/v1.0/users`, or a whole URL to a proxy.
    pub target: String,
    pub head: String,
    pub body: Vec<u8>,
}

impl RawRequest {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Reads one; `None` at the end of the connection.
    async fn read(io: &mut TcpStream) -> Option<Self> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(io.read_u8().await.ok()?);
        }
        let head = String::from_utf8(head).unwrap();
        let mut words = head.split(' ').map(str::to_owned);
        let (method, target) = (words.next()?, words.next()?);
        let mut request = Self { method, target, head, body: Vec::new() };
        let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
        request.body.resize(length, 0);
        io.read_exact(&mut request.body).await.ok()?;
        Some(request)
    }
}

/// An answer with this status line, these lines of headers and this body, and its `Content-Length`.
pub fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let length = format!("Content-Length: {}", body.as_ref().len());
    let status = format!("HTTP/1.1 {status}");
    let head = [&[status.as_str()], headers, &[&length, "", ""]].concat().join("\r\n");
    [head.as_bytes(), body.as_ref()].concat()
}

/// A server on this machine.
pub struct RawServer {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<RawRequest>>>,
    connections: Arc<AtomicUsize>,
    accepting: JoinHandle<()>,
}

impl RawServer {
    /// A server that writes what a function returns for each request. It closes a connection after an answer without
    /// `Content-Length`.
    pub async fn start(answer: impl Fn(&RawRequest) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let answer = Arc::new(answer);
        Self::accept(move |mut io, requests: Arc<Mutex<Vec<RawRequest>>>| {
            let answer = Arc::clone(&answer);
            async move {
                while let Some(request) = RawRequest::read(&mut io).await {
                    let bytes = answer(&request);
                    requests.lock().unwrap().push(request);
                    let stays = String::from_utf8_lossy(&bytes).contains("Content-Length");
                    if io.write_all(&bytes).await.is_err() || !stays {
                        return;
                    }
                }
            }
        })
        .await
    }

    /// A server that writes these answers in order, and then closes each connection without an answer.
    pub async fn script(answers: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let answers: Mutex<VecDeque<_>> = Mutex::new(answers.into_iter().collect());
        Self::start(move |_| answers.lock().unwrap().pop_front().unwrap_or_default()).await
    }

    /// A forward proxy: it tunnels on `CONNECT`, and forwards a request whose target is a URL.
    pub async fn proxy() -> Self {
        Self::accept(|mut io, requests: Arc<Mutex<Vec<RawRequest>>>| async move {
            let Some(request) = RawRequest::read(&mut io).await else { return };
            requests.lock().unwrap().push(request.clone());
            let authority = request.target.trim_start_matches("http://").split('/').next().unwrap();
            let Ok(mut service) = TcpStream::connect(authority).await else { return };
            if request.method == "CONNECT" {
                io.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
            } else {
                service.write_all(request.head.as_bytes()).await.unwrap();
                service.write_all(&request.body).await.unwrap();
            }
            let _ = copy_bidirectional(&mut io, &mut service).await;
        })
        .await
    }

    async fn accept<F: Future<Output = ()> + Send + 'static>(
        serve: impl Fn(TcpStream, Arc<Mutex<Vec<RawRequest>>>) -> F + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (requests, connections) = (Arc::default(), Arc::new(AtomicUsize::new(0)));
        let (seen, counted) = (Arc::clone(&requests), Arc::clone(&connections));
        let accepting = tokio::spawn(async move {
            while let Ok((io, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(io, Arc::clone(&seen)));
            }
        });
        Self { address, requests, connections, accepting }
    }

    /// Such as `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Such as `127.0.0.1:8080`.
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    pub fn requests(&self) -> Vec<RawRequest> {
        self.requests.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
