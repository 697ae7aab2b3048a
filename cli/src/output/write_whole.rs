//! A file that is there whole, or as it was before.

use std::fs;
use std::io::Write;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::{Failure, Result};

/// Writes a file by the side of its place and moves it there; one that is there is replaced where `force` says so.
///
/// # Errors
///
/// Where it is there already, or cannot be written; what was there is then as it was.
pub fn write_whole(file: &Path, text: &str, force: bool) -> Result<()> {
    refuse_existing(file, force)?;
    let failed = |error: std::io::Error| Failure::new(format!("cannot write `{}`: {error}", file.display()));
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut temporary = NamedTempFile::new_in(folder).map_err(failed)?;
    temporary.write_all(text.as_bytes()).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    share(&temporary, file).map_err(failed)?;
    let persisted = if force { temporary.persist(file) } else { temporary.persist_noclobber(file) };
    persisted.map(drop).map_err(|error| failed(error.error))
}

/// Whether a file may be written; asked before the work that goes into it.
///
/// # Errors
///
/// Where it is there and `force` does not say that it may be replaced.
pub fn refuse_existing(file: &Path, force: bool) -> Result<()> {
    if file.exists() && !force {
        return Err(Failure::new(format!("`{}` is there already, add `--force` to replace it", file.display())));
    }
    Ok(())
}

/// A temporary file is its owner's alone; this one gets the rights of the file that it replaces, or those of any new file.
#[cfg(unix)]
fn share(temporary: &NamedTempFile, file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let rights =
        fs::metadata(file).map_or_else(|_| fs::Permissions::from_mode(0o644), |metadata| metadata.permissions());
    temporary.as_file().set_permissions(rights)
}

#[cfg(not(unix))]
fn share(_: &NamedTempFile, _: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_replaced_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b.txt");
        write_whole(&file, "one", false).unwrap();
        let error = write_whole(&file, "two", false).unwrap_err().to_string();
        assert!(error.ends_with("is there already, add `--force` to replace it"), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "one");
        write_whole(&file, "two", true).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }
}
