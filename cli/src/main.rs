//! `cargo graph-entity`.

use std::process::ExitCode;

use cargo_graph_entity::arguments::Arguments;
use cargo_graph_entity::{output, run};

/// 0 where it is done, 1 where it is not, 2 where the command line is wrong.
fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help goes to stdout, a mistake to stderr; neither being read is no failure of its own.
            let _ = error.print();
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
