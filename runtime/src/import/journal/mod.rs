//! The journal of an import: what was about to be sent, and what came of it.

mod digest;
mod file;
mod format;
mod read;
mod write;

use std::fs::{File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use digest::Digest;
pub(crate) use format::{Entry, EntryState};
pub(crate) use write::Committed;

use super::error::ImportError;
use file::{FileReader, JournalFile};
use read::Fault;
pub(crate) use read::{Lookup, read};
use write::LineWriter;

/// An open journal, locked, with what earlier runs wrote.
#[derive(Debug)]
pub(crate) struct Journal {
    pub(crate) path: PathBuf,
    /// Whether the last line was torn, and is gone.
    pub(crate) repaired: bool,
    earlier: Lookup<FileReader>,
    writer: LineWriter,
}

impl Journal {
    /// Opens or creates it. Blocks: the whole file is read.
    pub(crate) fn open(path: PathBuf, service: &str) -> Result<Self, ImportError> {
        Self::open_with(path, service, file::sync_folder)
    }

    fn open_with(
        path: PathBuf,
        service: &str,
        sync_folder: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<Self, ImportError> {
        let fails = |doing| {
            let path = path.clone();
            move |source| ImportError::Io { path, doing, source }
        };
        let mut file = file::open(&path).map_err(fails("opened"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ImportError::InUse { path }),
            Err(TryLockError::Error(source)) => return Err(fails("locked")(source)),
        }
        let contents = read(&file).map_err(|fault| match fault {
            Fault::Io(source) => fails("read")(source),
            Fault::Line(line, what) => ImportError::Malformed { path: path.clone(), line, what },
        })?;
        if let Some(journal) = contents.service.filter(|journal| journal != service) {
            return Err(ImportError::OtherService { path, journal, client: service.to_owned() });
        }
        prepare(&mut file, contents.whole, service).map_err(fails("written"))?;
        // Elsewhere a folder cannot be opened as a file.
        if cfg!(unix) {
            // Also of a file that exists: the run that created it can have been killed before it came to this.
            file::folder(&path).and_then(|folder| sync_folder(&folder)).map_err(fails("written"))?;
        }
        let file = Arc::new(JournalFile::new(file, &path).map_err(fails("opened"))?);
        // Another run can have deleted it before the lock.
        file.check_path().map_err(fails("opened"))?;
        let earlier = Lookup::new(FileReader::new(Arc::clone(&file)), contents.index).map_err(fails("read"))?;
        let writer = LineWriter::start(file).map_err(fails("written"))?;
        Ok(Self { path, repaired: contents.torn, earlier, writer })
    }

    /// Closes it, and fails if it is not at its path or not all could be written.
    pub(crate) fn close(self) -> Result<(), ImportError> {
        let Self { path, mut writer, .. } = self;
        writer.close().map_err(|source| ImportError::Io { path, doing: "written", source })
    }

    /// What an earlier run wrote last of an operation.
    pub(crate) fn earlier(&mut self, index: u64) -> Result<Option<Entry>, ImportError> {
        self.earlier.entry(index).map_err(|source| self.failed("read", source))
    }

    /// How many operations the earlier runs knew of.
    pub(crate) fn end(&self) -> u64 {
        self.earlier.end()
    }

    pub(crate) fn append(&self, entry: Entry) -> Committed {
        self.writer.append(entry)
    }

    pub(crate) fn failed(&self, doing: &'static str, source: io::Error) -> ImportError {
        ImportError::Io { path: self.path.clone(), doing, source }
    }
}

/// Cuts off what is torn, and begins an empty file.
fn prepare(file: &mut File, whole: u64, service: &str) -> io::Result<()> {
    file.set_len(whole)?;
    file.seek(SeekFrom::Start(whole))?;
    if whole == 0 {
        file.write_all(format::header(service).as_bytes())?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests;
