//! A server that does as little as it can, on a thread of its own: the clients are what is measured.

#![allow(clippy::missing_panics_doc, clippy::unwrap_used, clippy::indexing_slicing)]

use memchr::memmem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers every request with this status and body, on a free port of `127.0.0.1`; gives the origin.
#[must_use]
pub fn serve(status: &str, body: &str) -> String {
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nrequest-id: b3ee1e2a\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer: &'static [u8] = answer.leak().as_bytes();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            loop {
                let (connection, _) = listener.accept().await.unwrap();
                connection.set_nodelay(true).unwrap();
                tokio::spawn(answer_all(connection, answer));
            }
        });
    });
    origin
}

async fn answer_all(mut connection: TcpStream, answer: &[u8]) {
    let mut read = Vec::with_capacity(64 << 10);
    loop {
        let end = loop {
            if let Some(head) = memmem::find(&read, b"\r\n\r\n") {
                // hyper writes the names of headers in small letters.
                let length = memmem::find(&read[..head], b"content-length: ").unwrap() + 16;
                let digits = read[length..].iter().take_while(|byte| byte.is_ascii_digit());
                let end = head + 4 + digits.fold(0, |length, digit| 10 * length + usize::from(digit - b'0'));
                while read.len() < end {
                    connection.read_buf(&mut read).await.unwrap();
                }
                break end;
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
