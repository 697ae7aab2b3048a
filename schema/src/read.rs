//! A schema from a file.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::invalid::InvalidSchema;
use crate::schema::Schema;

/// The size of the largest file that is read as a schema, in bytes: twelve times Graph's largest.
pub const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// A file that could not be read as a schema. It names the file.
#[derive(Debug)]
pub struct ReadError {
    path: PathBuf,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    Io(io::Error),
    TooLarge,
    NotUtf8 { line: usize, column: usize },
    Invalid(InvalidSchema),
}

impl Schema {
    /// Reads a schema from a file of at most [`MAX_SIZE`] bytes.
    ///
    /// # Errors
    ///
    /// [`ReadError`] where the file cannot be read, is too large, or is not UTF-8 or no [schema](Self::parse).
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        Self::read_within(path, MAX_SIZE).map_err(|reason| ReadError { path: path.to_owned(), reason })
    }

    fn read_within(path: &Path, size: u64) -> Result<Self, Reason> {
        let mut bytes = Vec::new();
        // One byte more than allowed is read, so that what grows while it is read, or has no length, is bounded as well.
        let read = File::open(path).and_then(|file| file.take(size + 1).read_to_end(&mut bytes)).map_err(Reason::Io)?;
        if u64::try_from(read).is_ok_and(|read| read > size) {
            return Err(Reason::TooLarge);
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let before = String::from_utf8_lossy(valid);
            let line = before.rsplit('\n').next().unwrap_or_default();
            Reason::NotUtf8 { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
        })?;
        Self::parse(&text).map_err(Reason::Invalid)
    }
}

impl ReadError {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: ", self.path.display())?;
        match &self.reason {
            Reason::Io(error) => write!(f, "{error}"),
            Reason::TooLarge => write!(f, "larger than {MAX_SIZE} bytes, which no schema of Graph is"),
            Reason::NotUtf8 { line, column } => write!(f, "line {line}, column {column}: not UTF-8"),
            Reason::Invalid(invalid) => write!(f, "{invalid}"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Io(error) => Some(error),
            Reason::Invalid(invalid) => Some(invalid),
            Reason::TooLarge | Reason::NotUtf8 { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a file with this content, and gives the error without the file's name.
    fn error(name: &str, content: &[u8]) -> String {
        let file = std::env::temp_dir().join(format!("graph-entity-schema-{}-{name}", std::process::id()));
        std::fs::write(&file, content).unwrap();
        let error = Schema::read(&file).unwrap_err();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(error.path(), file);
        let error = error.to_string();
        error.strip_prefix(&format!("`{}`: ", file.display())).unwrap().to_owned()
    }

    #[test]
    fn errors_name_the_file_and_the_place() {
        assert_eq!(error("latin", b"<a>\n  <!-- gr\xf6\xdfer -->"), "line 2, column 10: not UTF-8");
        assert_eq!(error("other", b"<a/>"), "line 1, column 1: expected `<edmx:Edmx>`, found `<a>`");
        let missing = Schema::read(Path::new("/no/such/schema.csdl")).unwrap_err();
        assert!(missing.to_string().starts_with("`/no/such/schema.csdl`: "), "{missing}");
    }

    #[test]
    fn size_is_bounded() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small/small.csdl");
        let size = std::fs::metadata(&file).unwrap().len();
        assert!(Schema::read_within(&file, size).is_ok());
        assert!(matches!(Schema::read_within(&file, size - 1), Err(Reason::TooLarge)));
    }
}
