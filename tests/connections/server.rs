//! An HTTP/2 server over TLS that sends and reads frame by frame, so that a test decides what the client sees of it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use graph_entity::{GraphClient, GraphClientBuilder};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, version};
use tokio_rustls::server::TlsStream;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;

const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

pub(crate) const NO_ERROR: u32 = 0;
pub(crate) const INTERNAL_ERROR: u32 = 2;
pub(crate) const REFUSED_STREAM: u32 = 7;
pub(crate) const CANCEL: u32 = 8;
pub(crate) const ENHANCE_YOUR_CALM: u32 = 11;

/// The last stream identifier of a `GOAWAY` that still allows every stream.
pub(crate) const EVERY_STREAM: u32 = 0x7fff_ffff;

/// A certificate for `127.0.0.1`, and a server's TLS with it.
pub(crate) fn tls() -> (String, Arc<ServerConfig>) {
    let certified = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let certificate: CertificateDer<'static> = certified.cert.der().clone();
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[&version::TLS13])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    config.send_half_rtt_data = true;
    (certified.cert.pem(), Arc::new(config))
}

/// What a server has seen.
#[derive(Default)]
pub(crate) struct Log {
    connections: AtomicUsize,
    requests: Mutex<Vec<(usize, String)>>,
    stored: Mutex<Vec<String>>,
    pings: AtomicUsize,
}

pub(crate) struct Server {
    address: SocketAddr,
    pub(crate) certificate: String,
    pub(crate) log: Arc<Log>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// A server that serves each HTTP/2 connection by `script`, which is given its number, from 0, and the connection.
    pub(crate) async fn start<F, Fut>(script: F) -> Self
    where
        F: Fn(usize, Peer) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send,
    {
        let (certificate, config) = tls();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Log::default());
        let (acceptor, server_log) = (TlsAcceptor::from(config), Arc::clone(&log));
        let accepting = tokio::spawn(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                let (acceptor, log, script) = (acceptor.clone(), Arc::clone(&server_log), script.clone());
                tokio::spawn(async move {
                    // A client that opens several connections at once keeps the first that is HTTP/2, and drops the others.
                    if let Some(peer) = Peer::accept(&acceptor, tcp, log).await {
                        script(peer.number, peer).await;
                    }
                });
            }
        });
        Self { address, certificate, log, accepting }
    }

    pub(crate) fn builder(&self) -> GraphClientBuilder {
        self.builder_with(&[&self.certificate])
    }

    /// A client that trusts these certificates.
    pub(crate) fn builder_with(&self, certificates: &[&str]) -> GraphClientBuilder {
        let fast = graph_entity::WriteRate::new(10_000, std::time::Duration::from_secs(1));
        let builder =
            GraphClient::builder().base_url(format!("https://{}", self.address)).token("secret-token").write_rate(fast);
        certificates.iter().fold(builder, |builder, pem| builder.root_certificate(*pem))
    }

    pub(crate) fn client(&self) -> GraphClient {
        self.builder().build().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Log {
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn pings(&self) -> usize {
        self.pings.load(Ordering::SeqCst)
    }

    /// The users of all requests that arrived whole, with the number of their connection.
    pub(crate) fn requests(&self) -> Vec<(usize, String)> {
        self.requests.lock().unwrap().clone()
    }

    /// The users of the requests that arrived whole on one connection.
    pub(crate) fn requests_on(&self, connection: usize) -> Vec<String> {
        self.requests().into_iter().filter(|(number, _)| *number == connection).map(|(_, user)| user).collect()
    }

    /// The users that were stored, sorted.
    pub(crate) fn stored(&self) -> Vec<String> {
        let mut stored = self.stored.lock().unwrap().clone();
        stored.sort();
        stored
    }
}

/// A request that arrived whole.
pub(crate) struct Request {
    pub(crate) stream: u32,
    body: Value,
}

/// The client's side of one connection.
pub(crate) struct Peer {
    number: usize,
    io: TlsStream<TcpStream>,
    bodies: HashMap<u32, Vec<u8>>,
    log: Arc<Log>,
    /// Whether pings are answered.
    pub(crate) answers_pings: bool,
}

impl Peer {
    pub(crate) async fn accept(acceptor: &TlsAcceptor, tcp: TcpStream, log: Arc<Log>) -> Option<Self> {
        let mut io = acceptor.accept(tcp).await.ok()?;
        let mut preface = [0; PREFACE.len()];
        io.read_exact(&mut preface).await.ok()?;
        assert_eq!(preface, PREFACE);
        let number = log.connections.fetch_add(1, Ordering::SeqCst);
        let mut peer = Self { number, io, bodies: HashMap::new(), log, answers_pings: true };
        peer.send(SETTINGS, 0, 0, &[]).await;
        peer.send(WINDOW_UPDATE, 0, 0, &(1_u32 << 30).to_be_bytes()).await;
        Some(peer)
    }

    /// Writes a frame, unless the client closed the connection.
    async fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        let mut frame = vec![length[1], length[2], length[3], kind, flags];
        frame.extend(stream.to_be_bytes());
        frame.extend(payload);
        if self.io.write_all(&frame).await.is_ok() {
            let _ = self.io.flush().await;
        }
    }

    /// The next frame as kind, flags, stream, payload; `None` at the end of the connection.
    async fn frame(&mut self) -> Option<(u8, u8, u32, Vec<u8>)> {
        let mut head = [0; 9];
        self.io.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        self.io.read_exact(&mut payload).await.ok()?;
        let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]) & EVERY_STREAM;
        Some((head[3], head[4], stream, payload))
    }

    /// The next request that arrives whole; `None` at the end of the connection.
    pub(crate) async fn request(&mut self) -> Option<Request> {
        loop {
            let (kind, flags, stream, payload) = self.frame().await?;
            match kind {
                SETTINGS if flags & ACK == 0 => self.send(SETTINGS, ACK, 0, &[]).await,
                PING if flags & ACK == 0 => {
                    self.log.pings.fetch_add(1, Ordering::SeqCst);
                    if self.answers_pings {
                        self.send(PING, ACK, 0, &payload).await;
                    }
                }
                HEADERS => {
                    assert_eq!(flags & END_STREAM, 0, "every request has content");
                    self.bodies.insert(stream, Vec::new());
                }
                RST_STREAM => {
                    self.bodies.remove(&stream);
                }
                DATA => {
                    let Some(body) = self.bodies.get_mut(&stream) else { continue };
                    body.extend(payload);
                    if flags & END_STREAM != 0 {
                        let body = serde_json::from_slice(&self.bodies.remove(&stream).unwrap()).unwrap();
                        let mut requests = self.log.requests.lock().unwrap();
                        requests.extend(users(&body).map(|user| (self.number, user)));
                        return Some(Request { stream, body });
                    }
                }
                _ => {}
            }
        }
    }

    /// Stores what a request creates, and answers it.
    pub(crate) async fn store(&mut self, request: Request) {
        self.log.stored.lock().unwrap().extend(users(&request.body));
        let created = |body: &Value| {
            let mut body = body.clone();
            body["id"] = body["userPrincipalName"].clone();
            body
        };
        let (status, answer) = match request.body["requests"].as_array() {
            Some(parts) => {
                let one = |part: &Value| json!({"id": part["id"], "status": 201, "body": created(&part["body"])});
                (b"200", json!({"responses": parts.iter().map(one).collect::<Vec<_>>()}))
            }
            None => (b"201", created(&request.body)),
        };
        // A literal field without indexing, whose name is that of the static table's entry 8: `:status`.
        let head = [&[0x08, 0x03][..], status].concat();
        self.send(HEADERS, END_HEADERS, request.stream, &head).await;
        self.send(DATA, END_STREAM, request.stream, answer.to_string().as_bytes()).await;
    }

    /// Stores and answers all that follows.
    pub(crate) async fn serve(mut self) {
        while let Some(request) = self.request().await {
            self.store(request).await;
        }
    }

    /// Reads all that follows, and answers nothing.
    pub(crate) async fn ignore(mut self) {
        while self.request().await.is_some() {}
    }

    pub(crate) async fn reset(&mut self, stream: u32, code: u32) {
        self.send(RST_STREAM, 0, stream, &code.to_be_bytes()).await;
    }

    pub(crate) async fn go_away(&mut self, last: u32, code: u32) {
        self.send(GOAWAY, 0, 0, &[last.to_be_bytes(), code.to_be_bytes()].concat()).await;
    }

    /// Writes a frame that is an error of the connection. The client ends it with a `GOAWAY` of its own.
    pub(crate) async fn break_the_protocol(&mut self) {
        self.send(DATA, 0, 0, &[]).await;
    }

    /// `SETTINGS` with `MAX_CONCURRENT_STREAMS`, in force when this returns.
    pub(crate) async fn allow_streams(&mut self, streams: u32) {
        let payload = [&3_u16.to_be_bytes()[..], &streams.to_be_bytes()].concat();
        self.send(SETTINGS, 0, 0, &payload).await;
        loop {
            match self.frame().await {
                Some((SETTINGS, flags, ..)) if flags & ACK != 0 => return,
                Some((HEADERS | DATA, ..)) => panic!("a request before the settings are in force"),
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Closes the connection, without a frame.
    pub(crate) async fn close(mut self) {
        let _ = self.io.shutdown().await;
        // What is not read would be answered with a TCP reset.
        let mut rest = Vec::new();
        let _ = self.io.read_to_end(&mut rest).await;
    }
}

/// The users that a request creates, alone or as the parts of a batch.
fn users(body: &Value) -> impl Iterator<Item = String> {
    let user = |body: &Value| body["userPrincipalName"].as_str().unwrap().to_owned();
    let users: Vec<_> = match body["requests"].as_array() {
        Some(parts) => parts.iter().map(|part| user(&part["body"])).collect(),
        None => vec![user(body)],
    };
    users.into_iter()
}
