//! Output: results on stdout, everything else on stderr. Nothing else in this crate writes there (lints in `lib.rs` refuse it), so
//! that no text of a schema, a file or an answer is printed unchecked.

#![expect(clippy::disallowed_methods, reason = "this is the place")]

pub(crate) mod columns;
pub mod printable;
pub mod write_whole;

use std::io::{self, Write};

use crate::failure::{Failure, Result};
use crate::output::printable::{lines, one_line};

/// `1 type`, `2 types`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Writes a command's result.
///
/// # Errors
///
/// If stdout cannot be written to. A reader that closes the pipe early, as `head` does, is not an error.
pub fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(lines(text).as_bytes()).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes what was done.
pub(crate) fn note(text: &str) {
    write_line(text);
}

/// Writes what may be wrong.
pub(crate) fn warn(text: &str) {
    write_line(&format!("warning: {text}"));
}

/// Writes why a command failed.
pub fn fail(failure: &Failure) {
    write_line(&format!("error: {failure}"));
}

/// Writes help, or what is wrong with the command line. It is in colour unless it quotes what is not printable.
pub fn usage(error: &clap::Error) {
    let text = error.render().to_string();
    let text = match lines(&text) {
        printable if printable == text => None,
        replaced => Some(replaced),
    };
    // A closed pipe is not a failure.
    let _ = match text {
        None => error.print(),
        Some(text) if error.use_stderr() => io::stderr().write_all(text.as_bytes()),
        Some(text) => io::stdout().write_all(text.as_bytes()),
    };
}

/// A closed stderr is not a reason to stop.
fn write_line(text: &str) {
    let _ = writeln!(io::stderr(), "{}", one_line(text));
}
