//! Reading a journal: each operation's last entry, and how much of the file is whole.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use super::format::{Entry, MAGIC, MAX_LINE, read_header};

/// Where the last entry of each operation is: 16 bytes for each, however long its line.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Index and offset, by index.
    places: Vec<(u64, u64)>,
    /// Creates that came up behind a later one.
    late: BTreeMap<u64, u64>,
}

impl Index {
    fn set(&mut self, index: u64, offset: u64) {
        if self.places.last().is_none_or(|(last, _)| *last < index) {
            self.places.push((index, offset));
            return;
        }
        match self.places.binary_search_by_key(&index, |(index, _)| *index) {
            Ok(position) => {
                if let Some((_, place)) = self.places.get_mut(position) {
                    *place = offset;
                }
            }
            Err(_) => {
                self.late.insert(index, offset);
            }
        }
    }

    fn get(&self, index: u64) -> Option<u64> {
        let position = self.places.binary_search_by_key(&index, |(index, _)| *index);
        let place = position.ok().and_then(|position| self.places.get(position));
        place.map(|(_, offset)| *offset).or_else(|| self.late.get(&index).copied())
    }

    /// One more than the largest index.
    pub(crate) fn end(&self) -> u64 {
        self.places.last().map_or(0, |(index, _)| index.saturating_add(1))
    }
}

/// What a file holds.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// The header's; none of an empty file.
    pub(crate) service: Option<String>,
    pub(crate) index: Index,
    /// How many bytes are whole lines; what is behind them is torn.
    pub(crate) whole: u64,
    pub(crate) torn: bool,
}

/// Why a file could not be read.
#[derive(Debug)]
pub(crate) enum Fault {
    Io(io::Error),
    /// A line, from 1, and what is wrong with it.
    Line(u64, &'static str),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads everything, in a memory that does not depend on the length of a line.
pub(crate) fn read(file: impl Read) -> Result<Contents, Fault> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    let (mut contents, mut line) = (Contents::default(), Vec::new());
    for number in 1.. {
        line.clear();
        let length = file.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', &mut line)?;
        if length == 0 {
            break;
        }
        if !line.ends_with(b"\n") {
            // The last line, as a crash or a full disk leaves it. Another file is not taken for a torn journal.
            let begins = |line: &[u8], magic: &[u8]| line.iter().zip(magic).all(|(a, b)| a == b);
            if number == 1 && !begins(&line, MAGIC.as_bytes()) {
                return Err(Fault::Line(1, "the file is not the journal of an import"));
            }
            if line.len() > MAX_LINE {
                return Err(Fault::Line(number, "it is too long"));
            }
            contents.torn = true;
            break;
        }
        if line.len() > MAX_LINE {
            return Err(Fault::Line(number, "it is too long"));
        }
        if number == 1 {
            contents.service = Some(read_header(&line).map_err(|what| Fault::Line(number, what))?);
        } else {
            let entry = Entry::read(&line).map_err(|what| Fault::Line(number, what))?;
            contents.index.set(entry.index, contents.whole);
        }
        contents.whole += length as u64;
    }
    Ok(contents)
}

/// Reads single entries again, in any order; in the order of the file without a look at the disk for each.
#[derive(Debug)]
pub(crate) struct Lookup<F> {
    file: BufReader<F>,
    position: u64,
    index: Index,
}

impl<F: Read + Seek> Lookup<F> {
    pub(crate) fn new(file: F, index: Index) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(1 << 16, file);
        file.seek(SeekFrom::Start(0))?;
        Ok(Self { file, position: 0, index })
    }

    pub(crate) fn end(&self) -> u64 {
        self.index.end()
    }

    /// The last entry of an operation, if it has one.
    pub(crate) fn entry(&mut self, index: u64) -> io::Result<Option<Entry>> {
        let Some(offset) = self.index.get(index) else { return Ok(None) };
        let ahead = i64::try_from(offset).unwrap_or(i64::MAX) - i64::try_from(self.position).unwrap_or(i64::MAX);
        self.file.seek_relative(ahead)?;
        self.position = offset;
        let mut line = Vec::new();
        let length = self.file.by_ref().take(MAX_LINE as u64).read_until(b'\n', &mut line)?;
        self.position += length as u64;
        let entry = Entry::read(&line).ok().filter(|entry| entry.index == index);
        // It was read before: somebody else has written to the file since.
        entry.map(Some).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it changed while it was in use"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::digest::Digest;
    use super::super::format::{EntryState, header};
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn journal(entries: &[(u64, EntryState)]) -> String {
        let mut text = header("https://graph.microsoft.com");
        for (index, state) in entries {
            Entry::new(*index, Digest::of(&index.to_le_bytes(), b""), *state).write(&mut text);
        }
        text
    }

    #[test]
    fn the_last_entry_of_a_create_counts() {
        let text = journal(&[
            (0, EntryState::Sending),
            (2, EntryState::Sending),
            (0, EntryState::Created),
            (1, EntryState::Sending),
            (3, EntryState::Sending),
            (1, EntryState::Rejected),
        ]);
        let contents = read(text.as_bytes()).unwrap();
        assert_eq!((contents.whole, contents.torn), (text.len() as u64, false));
        let mut lookup = Lookup::new(Cursor::new(text), contents.index).unwrap();
        for (index, state) in
            [(3, Some(EntryState::Sending)), (0, Some(EntryState::Created)), (1, Some(EntryState::Rejected)), (4, None)]
        {
            assert_eq!(lookup.entry(index).unwrap().map(|entry| entry.state), state, "{index}");
        }
        assert_eq!(lookup.end(), 4);
    }

    #[test]
    fn a_torn_last_line_is_left_out_wherever_it_is_torn() {
        let whole = journal(&[(0, EntryState::Sending), (0, EntryState::Created)]);
        for length in 0..whole.len() {
            let contents = read(&whole.as_bytes()[..length]).unwrap();
            let kept = whole[..length].rfind('\n').map_or(0, |end| end + 1);
            assert_eq!((contents.whole, contents.torn), (kept as u64, kept < length), "{length}");
        }
        let mut zeros = whole.clone().into_bytes();
        zeros.extend([0; 700]);
        let contents = read(&zeros[..]).unwrap();
        assert_eq!((contents.whole, contents.torn), (whole.len() as u64, true));
    }

    #[test]
    fn what_is_wrong_names_its_line() {
        let good = journal(&[(0, EntryState::Sending)]);
        for (text, line) in [
            ("hello".to_owned(), 1),
            ("{}\n".to_owned(), 1),
            (good.replace("\"version\":1", "\"version\":2"), 1),
            (good.clone() + "no\n" + &good, 3),
            (good.clone() + "{\"index\":0}\n", 3),
            (good.replace("sending", "sleeping"), 2),
            (good.clone() + &"x".repeat(MAX_LINE) + "\n", 3),
            (good + &"x".repeat(1 << 20), 3),
        ] {
            assert!(matches!(read(text.as_bytes()), Err(Fault::Line(number, _)) if number == line), "{text:.200}");
        }
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reader(bytes: Vec<u8>, behind: Vec<u8>, cut in 0..400usize) {
            let _ = read(&bytes[..]);
            let mut file = journal(&[(0, EntryState::Sending), (5, EntryState::Unknown)]).into_bytes();
            file.truncate(file.len().saturating_sub(cut));
            file.extend(behind);
            if let Ok(contents) = read(&file[..]) {
                prop_assert!(contents.whole <= file.len() as u64);
            }
        }
    }
}
