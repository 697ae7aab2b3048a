//! One open file for the reader and the writer of a journal: its lock is this handle's, on some systems for reads as well.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Debug)]
pub(crate) struct Shared {
    file: File,
    /// Who has it may move the file's position.
    turn: Mutex<()>,
}

impl Shared {
    pub(crate) fn new(file: File) -> Self {
        Self { file, turn: Mutex::new(()) }
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

/// Reads at a position of its own.
#[derive(Debug)]
pub(crate) struct Reader {
    shared: Arc<Shared>,
    position: u64,
}

impl Reader {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, position: 0 }
    }
}

impl Read for Reader {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let _turn = self.shared.turn();
        let mut file = &self.shared.file;
        file.seek(SeekFrom::Start(self.position))?;
        let length = file.read(to)?;
        self.position += length as u64;
        Ok(length)
    }
}

impl Seek for Reader {
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
