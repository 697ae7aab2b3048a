//! One open file for the reader and the writer of a journal: its lock is this handle's, on some systems for reads as well.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf, absolute};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Debug)]
pub(crate) struct JournalFile {
    file: File,
    /// Absolute, so that it does not depend on the working directory, which can change.
    path: PathBuf,
    identity: FileIdentity,
    /// Who has it may move the file's position.
    turn: Mutex<()>,
}

impl JournalFile {
    pub(crate) fn new(file: File, path: &Path) -> io::Result<Self> {
        let identity = FileIdentity::of(&file.metadata()?);
        Ok(Self { file, path: absolute(path)?, identity, turn: Mutex::new(()) })
    }

    /// Whether the path leads to the file still. If it does not, the next run would not find what is written.
    pub(crate) fn check_path(&self) -> io::Result<()> {
        let deleted = || io::Error::new(io::ErrorKind::NotFound, "it was deleted or moved while it was in use");
        match fs::metadata(&self.path) {
            Ok(metadata) if FileIdentity::of(&metadata) == self.identity => Ok(()),
            Ok(_) => Err(deleted()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(deleted()),
            Err(error) => Err(error),
        }
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes behind everything.
    pub(crate) fn append(&self, text: &[u8]) -> io::Result<()> {
        let _turn = self.turn();
        let mut file = &self.file;
        file.seek(SeekFrom::End(0))?;
        file.write_all(text)
    }

    pub(crate) fn commit(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

impl Drop for JournalFile {
    fn drop(&mut self) {
        // To close it is not enough: a process that another thread forks has the handle, and with it the lock, until it
        // executes its program.
        let _ = self.file.unlock();
    }
}

/// Opens or creates a regular file, and nothing else: to read a FIFO or a terminal could block for ever.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    match fs::metadata(path) {
        Ok(metadata) => check_regular(&metadata)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    // Something else can have come to the path in between. A FIFO that is opened to read and write does not block.
    check_regular(&file.metadata()?)?;
    Ok(file)
}

fn check_regular(metadata: &Metadata) -> io::Result<()> {
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    Ok(())
}

/// The folder that has the name of the file at a path: that of the target if it is a symlink.
pub(crate) fn folder(path: &Path) -> io::Result<PathBuf> {
    let mut folder = fs::canonicalize(path)?;
    folder.pop();
    Ok(folder)
}

/// Fsyncs a folder, so that the names in it are on the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// What tells a file from all others that exist: its device and inode.
#[cfg(unix)]
#[derive(Debug, PartialEq, Eq)]
struct FileIdentity(u64, u64);

/// `std` cannot read it elsewhere: any file at the path is taken for the journal.
#[cfg(not(unix))]
#[derive(Debug, PartialEq, Eq)]
struct FileIdentity;

impl FileIdentity {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(metadata.dev(), metadata.ino())
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Self {
        Self
    }
}

/// Reads at a position of its own.
#[derive(Debug)]
pub(crate) struct FileReader {
    shared: Arc<JournalFile>,
    position: u64,
}

impl FileReader {
    pub(crate) fn new(shared: Arc<JournalFile>) -> Self {
        Self { shared, position: 0 }
    }
}

impl Read for FileReader {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let _turn = self.shared.turn();
        let mut file = &self.shared.file;
        file.seek(SeekFrom::Start(self.position))?;
        let length = file.read(to)?;
        self.position += length as u64;
        Ok(length)
    }
}

impl Seek for FileReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => self.shared.file.metadata()?.len().checked_add_signed(by),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a process has it that is forked and has not executed its program.
    #[test]
    fn the_lock_ends_with_the_journal_though_another_has_its_handle() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("import.jsonl");
        let file = open(&path).unwrap();
        file.try_lock().unwrap();
        let _of_the_fork = file.try_clone().unwrap();
        drop(JournalFile::new(file, &path).unwrap());
        open(&path).unwrap().try_lock().unwrap();
    }
}
