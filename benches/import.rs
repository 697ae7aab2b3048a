//! Imports against a service in another process: the pace under a limit, and a million creates in bounded memory.
//!
//! ```text
//! cargo bench -p graph-entity-benches --bench import [-- rate|million|journal|resume]
//! ```
//!
//! Linux: memory and CPU time are read from `/proc`. It takes a few minutes.

#![allow(clippy::expect_used, clippy::cast_precision_loss)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use futures_util::stream;
use graph_entity::{GraphClient, GraphEntity, WriteRate, graph_post};
use graph_entity_benches::process::{cpu_seconds, peak_memory};
use graph_entity_emulator::{Emulator, Profile};

/// As large as a status of the documents.
#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_post("/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses")]
struct Status {
    #[graph_entity(key)]
    id: Option<String>,
    user_display_name: String,
    devices_count: i32,
    compliance: String,
    last_reported_date_time: String,
    user_principal_name: String,
}

fn status(number: u32) -> Status {
    Status {
        id: None,
        user_display_name: "User Display Name value".to_owned(),
        devices_count: 12,
        compliance: "notApplicable".to_owned(),
        last_reported_date_time: "2017-01-01T00:00:17.7769392-08:00".to_owned(),
        user_principal_name: format!("user{number}@contoso.com"),
    }
}

/// The emulator in a process of its own, whose memory and time are not the import's.
struct Server {
    process: Child,
    base_url: String,
}

impl Server {
    fn start(kind: &str) -> Self {
        let mut process = Command::new(std::env::current_exe().expect("a path"))
            .args(["--serve", kind])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut base_url = String::new();
        let output = process.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut base_url).expect("a line");
        Self { process, base_url: base_url.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Of no use to anyone then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn serve(kind: &str) {
    let limited = || Profile::intune().writes(100).window(Duration::from_secs(1));
    let builder = Emulator::builder().count_only("compliance");
    let builder = match kind {
        "announcing" => builder.profile(limited()),
        "silent" => builder.profile(limited().without_percentage()),
        _ => builder,
    };
    let emulator = builder.start().await.expect("a port");
    println!("{}", emulator.base_url());
    // Until the other process is gone.
    tokio::task::spawn_blocking(|| std::io::stdin().lines().count()).await.expect("an end");
}

/// Imports; creates, requests that were refused, seconds and CPU seconds.
async fn import(server: &Server, count: u32, seed: WriteRate, journal: bool) -> (u64, u64, f64, f64) {
    let graph =
        GraphClient::builder().base_url(&server.base_url).token("x").write_rate(seed).build().expect("a client");
    let folder = tempfile::tempdir().expect("a folder");
    let (mut created, mut refused) = (0, 0);
    let (began, cpu) = (Instant::now(), cpu_seconds());
    let mut import = graph
        .import(stream::iter((0..count).map(status)))
        .each(|status| status.create("device-configuration-id"))
        .progress(|progress| refused = progress.refusals);
    if journal {
        import = import.journal(folder.path().join("import.jsonl"));
    }
    while let Some(outcome) = import.next().await {
        created += u64::from(outcome.expect("a journal").result.is_ok());
    }
    drop(import);
    (created, refused, began.elapsed().as_secs_f64(), cpu_seconds() - cpu)
}

async fn rate() {
    println!("\n2,000 creates, 100 a second let through, seeded with Intune's 100 in 20 s; ideal: 20 s");
    for kind in ["announcing", "silent"] {
        let server = Server::start(kind);
        let (created, refused, seconds, _) = import(&server, 2_000, WriteRate::INTUNE, false).await;
        let share = 100.0 * created as f64 / (created + refused) as f64;
        let late = 100.0 * (seconds / 20.0 - 1.0);
        println!("{kind}: {created} created in {seconds:.2} s, {late:+.1} %; {share:.2} % of requests not throttled");
    }
}

async fn many(count: u32, journal: bool) {
    let name = if journal { "with a journal" } else { "without a journal" };
    let server = Server::start("free");
    let (created, _, seconds, cpu) = import(&server, count, WriteRate::INTUNE, journal).await;
    let peak = peak_memory();
    println!(
        "{name}: {created} created in {seconds:.1} s, {:.0} a second, {:.0} µs of CPU each, peak {peak:.1} MiB",
        created as f64 / seconds,
        cpu / created as f64 * 1e6
    );
}

/// Skips what a journal says is done.
async fn resume(count: u32) {
    let server = Server::start("free");
    let folder = tempfile::tempdir().expect("a folder");
    for run in ["first", "second"] {
        let graph = GraphClient::builder().base_url(&server.base_url).token("x").build().expect("a client");
        let (mut done, began) = (0, Instant::now());
        let mut import = graph
            .import(stream::iter((0..count).map(status)))
            .each(|status| status.create("device-configuration-id"))
            .journal(folder.path().join("import.jsonl"));
        while let Some(outcome) = import.next().await {
            done += u32::from(outcome.expect("a journal").result.is_ok());
        }
        let (seconds, peak) = (began.elapsed().as_secs_f64(), peak_memory());
        println!("{run} run with a journal: {done} done in {seconds:.1} s, peak {peak:.1} MiB");
    }
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--serve", kind] => serve(kind).await,
        ["rate"] => rate().await,
        ["million"] => many(1_000_000, false).await,
        ["journal"] => many(100_000, true).await,
        ["resume"] => resume(1_000_000).await,
        [] => {
            many(1_000_000, false).await;
            many(100_000, true).await;
            rate().await;
        }
        _ => println!("rate, million, journal or resume"),
    }
}
