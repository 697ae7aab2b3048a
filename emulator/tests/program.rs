//! The program: its output, its exit codes.
//!
//! The library has no arguments, output or exit code, so these tests run the program.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use graph_entity_emulator::Emulator;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graph-entity-emulator"));
    command.args(arguments);
    command
}

/// A running program, ended with the test.
struct Running(Child, BufReader<ChildStdout>);

impl Running {
    fn start(arguments: &[&str]) -> io::Result<Self> {
        let mut child = program(arguments).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self(child, BufReader::new(output)))
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        self.1.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn it_says_where_it_listens_and_logs_no_secret() {
    let mut program = Running::start(&["--port", "0"]).unwrap();
    let first = program.line().unwrap();
    let (url, example) = first.strip_prefix("listening on ").unwrap().split_once(", try: ").unwrap();
    assert!(url.starts_with("http://127.0.0.1:") && !url.ends_with(":0"), "{first}");
    assert!(example.starts_with(&format!("curl -i {url}/v1.0/groups ")), "{first}");

    let request = reqwest::Client::new().post(format!("{url}/v1.0/groups?code=secret")).bearer_auth("secret");
    let answer = request.header("content-type", "application/json").body(r#"{"a":"secret"}"#).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(program.line().unwrap(), "POST /v1.0/groups 201");
    assert_eq!(reqwest::get(format!("{url}/v1.0/groups")).await.unwrap().status(), 401);
    assert_eq!(program.line().unwrap(), "GET /v1.0/groups 401");
}

#[cfg(unix)]
#[test]
fn it_stops_on_ctrl_c() {
    let mut program = Running::start(&["--port", "0"]).unwrap();
    program.line().unwrap();
    let process = program.0.id().to_string();
    assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
    assert_eq!(program.0.wait().unwrap().code(), Some(0));
}

#[tokio::test]
async fn a_port_in_use_is_one_line_and_exit_code_1() {
    let other = Emulator::start().await.unwrap();
    let port = other.address().port().to_string();
    let output = program(&["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let error = String::from_utf8(output.stderr).unwrap();
    let expected = format!("graph-entity-emulator: cannot listen on 127.0.0.1:{port}: ");
    assert!(error.starts_with(&expected) && error.lines().count() == 1, "{error}");
}

#[test]
fn help_has_an_example() {
    let output = program(&["--help"]).output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("--port <PORT>") && help.contains("curl -i http://127.0.0.1:8080/v1.0/groups"), "{help}");
}

#[test]
fn an_unknown_option_is_a_usage_error() {
    let output = program(&["--host", "0.0.0.0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "it listens on loopback, and nobody can change that");
}

#[cfg(unix)]
#[tokio::test]
async fn a_profile_is_repeatable_and_the_end_has_a_summary() {
    let statuses = || async {
        let arguments = ["--port", "0", "--profile", "dev-proxy", "--rate", "0.5", "--seed", "7", "--quiet"];
        let more = ["--summary", "--count-by", "n", "--retry-after", "0.5"];
        let mut program = Running::start(&[&arguments[..], &more[..]].concat()).unwrap();
        let first = program.line().unwrap();
        let (url, _) = first.strip_prefix("listening on ").unwrap().split_once(", try: ").unwrap();
        let client = reqwest::Client::new();
        let mut statuses = Vec::new();
        for _ in 0..40 {
            let request = client.post(format!("{url}/v1.0/users")).bearer_auth("t");
            let answer = request.header("content-type", "application/json").body(r#"{"n":1}"#).send().await.unwrap();
            let asked = answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
            assert_eq!(asked.as_deref(), (answer.status() == 429).then_some("0.500"));
            statuses.push(answer.status().as_u16());
        }
        let process = program.0.id().to_string();
        assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
        let created = statuses.iter().filter(|status| **status == 201).count();
        let summary = program.line().unwrap();
        assert!(
            summary.starts_with(&format!(
                "requests=40 parts=0 created={created} updated=0 deleted=0 unanswered=0 201={created} "
            )),
            "{summary}"
        );
        let counts = format!("/v1.0/users: stored={created} distinct=1 more_than_once=1 without=0");
        assert_eq!(program.line().unwrap(), counts);
        statuses
    };
    assert_eq!(statuses().await, statuses().await);
}

#[cfg(unix)]
#[tokio::test]
async fn pages_have_a_size_and_changes_are_in_the_summary() {
    let mut program = Running::start(&["--port", "0", "--page-size", "1", "--quiet", "--summary"]).unwrap();
    let first = program.line().unwrap();
    let (url, _) = first.strip_prefix("listening on ").unwrap().split_once(", try: ").unwrap();
    let client = reqwest::Client::new();
    let users = format!("{url}/v1.0/users");
    let mut address = String::new();
    for _ in 0..2 {
        let request = client.post(&users).bearer_auth("t").header("content-type", "application/json").body("{}");
        address = request.send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
    }
    let page = client.get(&users).bearer_auth("t").send().await.unwrap().text().await.unwrap();
    assert_eq!((page.matches(r#""id""#).count(), page.matches("@odata.nextLink").count()), (1, 1), "{page}");
    let update = client.patch(&address).bearer_auth("t").header("content-type", "application/json").body("{}");
    assert_eq!(update.send().await.unwrap().status(), 204);
    assert_eq!(client.delete(&address).bearer_auth("t").send().await.unwrap().status(), 204);
    let process = program.0.id().to_string();
    assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
    let summary = program.line().unwrap();
    assert!(summary.starts_with("requests=5 parts=0 created=2 updated=1 deleted=1 unanswered=0 "), "{summary}");
}

#[test]
fn options_are_checked() {
    for arguments in
        [&["--rate", "0.5"][..], &["--profile", "mixed", "--rate", "2"], &["--profile", "intune", "--window", "-1"]]
    {
        assert_eq!(program(arguments).output().unwrap().status.code(), Some(2), "{arguments:?}");
    }
}
