//! How many creates a second the emulator takes, from 32 connections that are kept open.
//!
//! ```console
//! $ cargo run --release -p graph-entity-emulator --example throughput
//! $ cargo run --release -p graph-entity-emulator --example throughput 31250 # creates for each connection: a million
//! ```
//!
//! The emulator has one thread and the client another. The client does as little as it can, so that what is measured
//! is the emulator.

use std::error::Error;
use std::time::{Duration, Instant};

use graph_entity_emulator::Emulator;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const CONNECTIONS: usize = 32;
const PATH: &str = "/v1.0/deviceManagement/deviceConfigurations/7/userStatuses";

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let creates_each = std::env::args().nth(1).map_or(Ok(8_000), |number| number.parse())?;
    let (started, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || -> std::io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let emulator = Emulator::builder().count_only("userPrincipalName").start().await?;
            let _ = started.send(emulator.base_url().trim_start_matches("http://").to_owned());
            tokio::time::sleep(Duration::from_secs(600)).await;
            drop(emulator);
            Ok(())
        })
    });
    let address = wait.recv()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let start = Instant::now();
        let mut clients = tokio::task::JoinSet::new();
        for client in 0..CONNECTIONS {
            clients.spawn(create(address.clone(), client, creates_each));
        }
        for created in clients.join_all().await {
            created?;
        }
        let seconds = start.elapsed().as_secs_f64();
        let creates = f64::from(u32::try_from(CONNECTIONS * creates_each)?);
        println!("{creates} creates in {seconds:.2} s: {:.0} a second", creates / seconds);
        Ok(())
    })
}

async fn create(address: String, client: usize, creates: usize) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(&address).await?;
    stream.set_nodelay(true)?;
    let mut answer = vec![0; 4096];
    for number in 0..creates {
        let body = format!(
            "{{\"@odata.type\":\"#microsoft.graph.deviceConfigurationUserStatus\",\"userDisplayName\":\"User {number}\",\
             \"devicesCount\":12,\"status\":\"notApplicable\",\"lastReportedDateTime\":\
             \"2017-01-01T00:00:17.7769392-08:00\",\"userPrincipalName\":\"user{client}-{number}@contoso.com\"}}"
        );
        let request = format!(
            "POST {PATH} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer t\r\nAccept: application/json\r\n\
             Content-Type: application/json\r\nclient-request-id: 7e323db2-3db2-7e32-b23d-327eb23d327e\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).await?;
        // An answer is one segment on loopback.
        let length = stream.read(&mut answer).await?;
        let begins = answer.get(..12.min(length)).unwrap_or_default();
        if begins != b"HTTP/1.1 201" {
            return Err(std::io::Error::other(String::from_utf8_lossy(begins).into_owned()));
        }
    }
    Ok(())
}
