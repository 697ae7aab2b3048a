//! The emulator as a program, for clients in any language.

mod arguments;

use std::future::pending;
use std::io;
use std::process::ExitCode;

use clap::Parser;
use graph_entity_emulator::http::StatusCode;
use graph_entity_emulator::{Emulator, RecordedRequest};

use crate::arguments::Arguments;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let port = arguments.port;
    let mut builder = arguments.apply(Emulator::builder().port(port));
    if !arguments.quiet {
        builder = builder.on_answer(log);
    }
    let emulator = match builder.start().await {
        Ok(emulator) => emulator,
        Err(error) => {
            print(io::stderr(), format_args!("graph-entity-emulator: cannot listen on 127.0.0.1:{port}: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let url = emulator.base_url();
    let announce = async {
        print(
            io::stdout(),
            format_args!(
                "listening on {url}, try: curl -i {url}/v1.0/groups -H 'Authorization: Bearer any' \
                 -H 'Content-Type: application/json' -d '{{\"displayName\":\"Library Assist\"}}'"
            ),
        );
        pending().await
    };
    let waited = tokio::select! {
        biased; // who reads the line may press Ctrl-C at once, and it has to be waited for by then
        waited = tokio::signal::ctrl_c() => waited,
        waited = announce => waited,
    };
    if let Err(error) = waited {
        print(io::stderr(), format_args!("graph-entity-emulator: cannot wait for Ctrl-C: {error}"));
        return ExitCode::FAILURE;
    }
    if arguments.summary {
        summarize(&emulator, arguments.count_by.as_deref());
    }
    emulator.stop().await;
    ExitCode::SUCCESS
}

/// One line for each request, without the query, the headers and the body: there may be secrets in them.
fn log(request: &RecordedRequest, status: Option<StatusCode>) {
    let status = status.as_ref().map_or("no answer", StatusCode::as_str);
    print(io::stdout(), format_args!("{} {} {status}", request.method, request.path()));
}

/// What there was, in one line of `name=value`.
fn summarize(emulator: &Emulator, count_by: Option<&str>) {
    let statistics = emulator.statistics();
    let answered: Vec<String> =
        statistics.answered.iter().map(|(status, times)| format!(" {status}={times}")).collect();
    let line = format!(
        "requests={} parts={} created={} updated={} deleted={} unanswered={}{}",
        statistics.requests,
        statistics.parts,
        statistics.created,
        statistics.updated,
        statistics.deleted,
        statistics.unanswered,
        answered.concat(),
    );
    print(io::stdout(), format_args!("{line}"));
    if let Some(property) = count_by {
        for (path, oracle) in emulator.oracles(property) {
            print(
                io::stdout(),
                format_args!(
                    "{path}: stored={} distinct={} more_than_once={} without={}",
                    oracle.total(),
                    oracle.distinct(),
                    oracle.more_than_once().len(),
                    oracle.without()
                ),
            );
        }
    }
}

/// As `println!`, which panics where nobody reads any longer.
fn print(mut to: impl io::Write, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(to, "{line}");
}
