//! A server that does as little as it can, on a thread of its own: the clients are what is measured.

#![allow(clippy::missing_panics_doc, clippy::unwrap_used, clippy::indexing_slicing)]

use memchr::memmem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers every request with this status and body, on a free port of `127.0.0.1`; gives the origin.
#[must_use]
pub fn serve(status: &str, body: &str) -> String {
    let (listener, origin) = bind();
    let answers = [with_head(status, body)];
    run(listener, answers.map(|answer| &*answer.leak()).to_vec().leak(), |_| 0);
    origin
}

/// Answers with the pages of a collection, each with a link to the next; gives the origin.
///
/// A link ends in `$skiptoken=` and the number of its page, so the first page is number 0.
#[must_use]
pub fn serve_pages(path: &str, item: &str, items: usize, pages: usize) -> String {
    let (listener, origin) = bind();
    let value = vec![item; items].join(",");
    let mut answers: Vec<&'static [u8]> = Vec::new();
    for page in 1..=pages {
        let next = if page == pages {
            String::new()
        } else {
            format!(r#""@odata.nextLink":"{origin}{path}?$skiptoken={page}","#)
        };
        answers.push(with_head("200 OK", &format!(r#"{{{next}"value":[{value}]}}"#)).leak());
    }
    run(listener, answers.leak(), |head| {
        let line = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let start = memmem::find(line, b"skiptoken=").map(|start| start + 10);
        let digits = start.into_iter().flat_map(|start| line[start..].iter().take_while(|byte| byte.is_ascii_digit()));
        digits.fold(0, |page, digit| 10 * page + usize::from(digit - b'0'))
    });
    origin
}

fn with_head(status: &str, body: &str) -> Vec<u8> {
    let head = "Content-Type: application/json\r\nrequest-id: b3ee1e2a";
    format!("HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn bind() -> (std::net::TcpListener, String) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    (listener, origin)
}

/// The number of the answer to a request with this head.
type Choose = fn(&[u8]) -> usize;

fn run(listener: std::net::TcpListener, answers: &'static [&'static [u8]], choose: Choose) {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            loop {
                let (connection, _) = listener.accept().await.unwrap();
                connection.set_nodelay(true).unwrap();
                tokio::spawn(answer_all(connection, answers, choose));
            }
        });
    });
}

async fn answer_all(mut connection: TcpStream, answers: &[&[u8]], choose: Choose) {
    let mut read = Vec::with_capacity(64 << 10);
    loop {
        let (end, answer) = loop {
            if let Some(head) = memmem::find(&read, b"\r\n\r\n") {
                // hyper writes the names of headers in small letters.
                // A GET has no body.
                let length = memmem::find(&read[..head], b"content-length: ").map(|start| start + 16);
                let digits =
                    length.into_iter().flat_map(|start| read[start..].iter().take_while(|byte| byte.is_ascii_digit()));
                let end = head + 4 + digits.fold(0, |length, digit| 10 * length + usize::from(digit - b'0'));
                while read.len() < end {
                    connection.read_buf(&mut read).await.unwrap();
                }
                break (end, answers[choose(&read[..head])]);
            }
            if connection.read_buf(&mut read).await.unwrap_or(0) == 0 {
                return;
            }
        };
        read.drain(..end);
        if connection.write_all(answer).await.is_err() {
            return;
        }
    }
}
