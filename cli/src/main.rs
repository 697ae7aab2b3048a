//! `cargo graph-entity`.

// As in the library.
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

use std::process::ExitCode;

use cargo_graph_entity::arguments::Arguments;
use cargo_graph_entity::{output, run};

/// 0 where it is done, 1 where it is not, 2 where the command line is wrong.
fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => {
            output::usage(&error);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::fail(&failure);
            ExitCode::FAILURE
        }
    }
}
