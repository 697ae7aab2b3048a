//! A document from an address: over https, or from this machine itself; of a bounded size; in bounded time.

use std::io::Read;
use std::time::Duration;

use graph_entity_schema::MAX_SIZE;
use indicatif::{ProgressBar, ProgressStyle};
use ureq::Agent;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};

use crate::failure::{Failure, Result};

/// The most redirects that are followed, all over https.
const REDIRECTS: u32 = 5;

/// Fetches the text at an address; on a terminal it shows how far it is.
///
/// # Errors
///
/// If the address is not a supported URL, or the response is incomplete.
pub(crate) fn download(address: &str) -> Result<String> {
    download_within(address, MAX_SIZE, Duration::from_secs(600))
}

fn download_within(address: &str, size: u64, time: Duration) -> Result<String> {
    let uri: Uri =
        address.parse().map_err(|error| Failure::new(format!("`{address}` is not a valid address: {error}")))?;
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("cannot fetch `{address}`: {error}"));
    let is_local = is_loopback(uri.host().unwrap_or_default());
    let is_secure = uri.scheme_str() == Some("https");
    if !is_secure && !is_local {
        return Err(failed(&"write an address with `https://`"));
    }
    let mut config = Agent::config_builder()
        .https_only(is_secure)
        .http_status_as_error(false)
        .max_redirects(if is_secure { REDIRECTS } else { 0 })
        .max_redirects_will_error(is_secure)
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .timeout_connect(Some(Duration::from_secs(20)))
        .timeout_recv_response(Some(Duration::from_secs(60)))
        .timeout_global(Some(time));
    if is_local {
        config = config.proxy(None);
    }
    let mut answer = Agent::from(config.build()).get(uri).call().map_err(|error| failed(&error))?;
    if answer.status() != 200 {
        return Err(failed(&format_args!("it answers {}", answer.status())));
    }
    let length = answer.body().content_length();
    if length.is_some_and(|length| length > size) {
        return Err(failed(&format_args!("it has more than {size} bytes, which no schema of Graph has")));
    }
    let progress = progress(length);
    let body = answer.body_mut().with_config().limit(u64::MAX).reader();
    let mut bytes = Vec::new();
    let read = progress.wrap_read(body).take(size + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    progress.finish_and_clear();
    let read = u64::try_from(read).unwrap_or(u64::MAX);
    if read > size {
        return Err(failed(&format_args!("it has more than {size} bytes, which no schema of Graph has")));
    }
    if let Some(length) = length.filter(|length| *length != read) {
        return Err(failed(&format_args!("it broke off after {read} of {length} bytes, try again")));
    }
    String::from_utf8(bytes).map_err(|_| failed(&"it is not UTF-8"))
}

/// Draws on stderr, and only where that is a terminal.
fn progress(length: Option<u64>) -> ProgressBar {
    let (progress, template) = match length {
        Some(length) => (ProgressBar::new(length), "{bar:40} {bytes}/{total_bytes} {eta}"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} {bytes_per_sec}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => progress.with_style(style),
        Err(_) => progress,
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;

    use super::*;

    /// A server on this machine that gives one answer; its address.
    fn server(answer: String) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/v1.0/$metadata", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).unwrap();
            // A client that has seen enough closes the connection first.
            let _ = stream.write_all(answer.as_bytes());
        });
        address
    }

    fn fetched(answer: &str) -> std::result::Result<String, String> {
        let address = server(answer.to_owned());
        let result = download_within(&address, 100, Duration::from_secs(10));
        result.map_err(|error| error.to_string().replace(&address, "A"))
    }

    #[test]
    fn a_whole_answer_is_fetched() {
        assert_eq!(fetched("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody").unwrap(), "body");
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";
        assert_eq!(fetched(chunked).unwrap(), "body");
    }

    #[test]
    fn what_is_not_whole_or_not_there_is_refused() {
        let large =
            format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}\r\n0\r\n\r\n", "x".repeat(255));
        for (answer, reason) in [
            ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "it answers 404 Not Found"),
            (
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                "it answers 302 Found",
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n",
                "it has more than 100 bytes, which no schema of Graph has",
            ),
            (&large, "it has more than 100 bytes, which no schema of Graph has"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\u{7f}ÿ\u{7f}", ""),
            ("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nbody", "Peer disconnected"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbo", ""),
        ] {
            match fetched(answer) {
                Err(error) => assert!(error.starts_with("cannot fetch `A`: ") && error.contains(reason), "{error}"),
                Ok(body) => assert_eq!(body, "\u{7f}ÿ\u{7f}"),
            }
        }
    }

    #[test]
    fn an_address_elsewhere_needs_https() {
        for address in
            ["http://graph.microsoft.com/v1.0/$metadata", "ftp://example.com/x", "http://localhost.example/x"]
        {
            let error = download(address).unwrap_err().to_string();
            assert_eq!(error, format!("cannot fetch `{address}`: write an address with `https://`"));
        }
        assert!(is_loopback("127.0.0.1") && is_loopback("[::1]") && is_loopback("localhost"));
        assert!(!is_loopback("127.0.0.1.example") && !is_loopback("10.0.0.1") && !is_loopback(""));
    }
}
