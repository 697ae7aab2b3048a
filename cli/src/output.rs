//! What is said: results on stdout, everything else on stderr.

use std::io::{self, Write};

use crate::failure::{Failure, Result};

/// Writes a command's result.
///
/// # Errors
///
/// Where stdout takes nothing; a reader who has seen enough, as `head` has, is no error.
pub fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says what was done.
pub(crate) fn note(text: &str) {
    say(text);
}

/// Says what may be wrong.
pub(crate) fn warn(text: &str) {
    say(&format!("warning: {text}"));
}

/// Says why a command ends.
pub fn fail(failure: &Failure) {
    say(&format!("error: {failure}"));
}

/// A closed stderr is no reason to stop.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
