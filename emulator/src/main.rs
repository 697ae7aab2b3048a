//! The emulator as a program, for clients in any language.

use std::future::pending;
use std::io;
use std::process::ExitCode;

use clap::Parser;
use graph_entity_emulator::http::StatusCode;
use graph_entity_emulator::{Emulator, RecordedRequest};

/// Microsoft Graph on loopback: takes creates, reads them back, refuses what Graph refuses.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLE)]
struct Arguments {
    /// The port of 127.0.0.1 to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

const EXAMPLE: &str = r#"Example:
  graph-entity-emulator --port 8080
  curl -i http://127.0.0.1:8080/v1.0/groups -H 'Authorization: Bearer any' -H 'Content-Type: application/json' -d '{"displayName":"Library Assist"}'

Any bearer token will do. What is created is kept until the program ends; Ctrl-C ends it."#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Arguments { port } = Arguments::parse();
    let emulator = match Emulator::builder().port(port).on_answer(log).start().await {
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
    emulator.stop().await;
    ExitCode::SUCCESS
}

/// One line for each request, without the query, the headers and the body: there may be secrets in them.
fn log(request: &RecordedRequest, status: Option<StatusCode>) {
    let status = status.as_ref().map_or("no answer", StatusCode::as_str);
    print(io::stdout(), format_args!("{} {} {status}", request.method, request.path()));
}

/// As `println!`, which panics where nobody reads any longer.
fn print(mut to: impl io::Write, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(to, "{line}");
}
