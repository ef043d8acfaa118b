//! A pack: the entries of one bucket in one file, one after the other, and a second file that says where each stands.
//!
//! Entries are only ever added at the end; the index is written after them, so a kill loses what it interrupts and
//! nothing else. Each entry carries a checksum over key and bytes and is not given out unless that is right, so a
//! damaged one is missed like one that is not there.
//!
//! ```text
//! NAME.index     header, then 40 bytes for each entry: key, offset, length, checksum
//! NAME.N.pack    the entries' bytes; the header says which N
//! ```

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::program::Program;
use super::trust;
use crate::base::Hash128;
use crate::base::hash::FastHash;

/// The length of a header and of an entry of the index, in bytes.
const ROW: usize = 40;

/// What the index begins with; the last byte is the format's number.
const MAGIC: &[u8; 8] = b"versus\0\x01";

/// Where an entry stands in the pack.
#[derive(Clone, Copy)]
struct Slot {
    offset: u64,
    length: u32,
    sum: u64,
}

/// An entry and whether this run asked for it.
struct PackEntry {
    slot: Slot,
    used: AtomicBool,
}

/// The entries of a bucket as they were when it was opened.
pub(super) struct Pack {
    folder: PathBuf,
    name: &'static str,
    /// The program that may read what it holds.
    program: Arc<Program>,
    number: u32,
    file: Option<File>,
    /// The length of the file.
    length: u64,
    entries: HashMap<Hash128, PackEntry, FastHash>,
}

/// New entries on their way to a pack.
pub(super) struct Additions {
    out: BufWriter<File>,
    end: u64,
    added: HashMap<Hash128, Slot, FastHash>,
}

impl Pack {
    /// Opens a pack; an empty one if there is none that this program can read.
    pub(super) fn open(folder: &Path, name: &'static str, program: &Arc<Program>) -> Self {
        let (folder, entries) = (folder.to_owned(), HashMap::default());
        let program = Arc::clone(program);
        let mut pack = Self { folder, name, program, number: 0, file: None, length: 0, entries };
        let index = open_to_read(&pack.index()).ok().and_then(|mut file| {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).ok().map(|_| bytes)
        });
        let Some((header, rows)) = index.as_deref().and_then(|bytes| bytes.split_at_checked(ROW)) else { return pack };
        let number = u32::from_le_bytes(fixed(header, 24));
        // An old number is not used again, though its file be foreign: it may stand there still.
        pack.number = number;
        if pack.header(number).is_ok_and(|own| header == own) {
            pack.file = open_to_read(&pack.pack(number)).ok();
        }
        if let Some(file) = &pack.file {
            pack.length = file.metadata().map_or(0, |meta| meta.len());
            pack.entries = rows.chunks_exact(ROW).map(entry).collect();
        }
        pack
    }

    /// The bytes of an entry.
    pub(super) fn get(&self, key: Hash128) -> Option<Vec<u8>> {
        let entry = self.entries.get(&key)?;
        let bytes = self.read(key, entry.slot)?;
        entry.used.store(true, Ordering::Relaxed);
        Some(bytes)
    }

    fn read(&self, key: Hash128, slot: Slot) -> Option<Vec<u8>> {
        let file = self.file.as_ref()?;
        // A wrong length must not make us ask for more memory than there is to read.
        let length = usize::try_from(slot.length).ok().filter(|_| slot.fits(self.length))?;
        let mut bytes = vec![0; length];
        read_at(file, &mut bytes, slot.offset).ok()?;
        (sum(key, &bytes) == slot.sum).then_some(bytes)
    }

    /// Begins to add entries; only one process at a time may.
    pub(super) fn add(&self) -> io::Result<Additions> {
        let number = if self.file.is_some() { self.number } else { self.number.wrapping_add(1) };
        if self.file.is_some() && !self.is_current() {
            return Err(io::Error::other("another process has written the pack anew"));
        }
        let mut file = trust::open(OpenOptions::new().create(true).append(true), &self.pack(number))?;
        let end = file.seek(SeekFrom::End(0))?;
        Ok(Additions { out: BufWriter::with_capacity(1 << 18, file), end, added: HashMap::default() })
    }

    /// Whether the index on disk is still that of the pack that is open.
    fn is_current(&self) -> bool {
        let mut header = [0; ROW];
        let read = open_to_read(&self.index()).and_then(|mut index| index.read_exact(&mut header));
        read.is_ok() && self.header(self.number).is_ok_and(|own| header == own)
    }

    /// Makes what was added findable. A pack of more than `limit` bytes is written anew: with what this run used or
    /// added, and of the rest the newest.
    pub(super) fn finish(&self, mut additions: Additions, limit: u64) -> io::Result<()> {
        additions.out.flush()?;
        if additions.end > limit {
            return self.shrink(&additions, limit / 2);
        }
        let rows = additions.added.iter().flat_map(|(key, slot)| slot.row(*key));
        if self.file.is_some() {
            let mut index = trust::open(OpenOptions::new().append(true), &self.index())?;
            return index.write_all(&rows.collect::<Vec<u8>>());
        }
        self.replace_index(self.number.wrapping_add(1), rows)
    }

    fn shrink(&self, additions: &Additions, limit: u64) -> io::Result<()> {
        let (file, number) = match &self.file {
            Some(file) => (file.try_clone()?, self.number),
            None => (open_to_read(&self.pack(self.number.wrapping_add(1)))?, self.number.wrapping_add(1)),
        };
        let mut known: HashMap<Hash128, (bool, Slot), FastHash> =
            self.entries.iter().map(|(key, e)| (*key, (e.used.load(Ordering::Relaxed), e.slot))).collect();
        known.extend(additions.added.iter().map(|(key, slot)| (*key, (true, *slot))));
        let mut wanted: Vec<(Hash128, (bool, Slot))> = known.into_iter().collect();
        wanted.sort_unstable_by_key(|(key, (used, slot))| (!used, u64::MAX - slot.offset, *key));
        let number = number.wrapping_add(1);
        let mut out = BufWriter::new(trust::create(&self.pack(number))?);
        let (mut offset, mut rows) = (0, Vec::new());
        for (key, (_, slot)) in wanted {
            let length = u64::from(slot.length);
            if offset + length > limit || !slot.fits(additions.end) {
                continue;
            }
            let mut bytes = vec![0; length.try_into().map_err(io::Error::other)?];
            read_at(&file, &mut bytes, slot.offset)?;
            out.write_all(&bytes)?;
            rows.extend(Slot { offset, ..slot }.row(key));
            offset += length;
        }
        out.flush()?;
        self.replace_index(number, rows.into_iter())?;
        // Who reads the old pack has it open; where that forbids it to go, the next shrinking takes it.
        let _ = fs::remove_file(self.pack(number.wrapping_sub(1)));
        Ok(())
    }

    /// Writes an index beside the old one, and puts it in its place.
    fn replace_index(&self, number: u32, rows: impl Iterator<Item = u8>) -> io::Result<()> {
        let beside = self.folder.join(format!("{}.new", self.name));
        let bytes: Vec<u8> = self.header(number)?.into_iter().chain(rows).collect();
        trust::create(&beside)?.write_all(&bytes)?;
        fs::rename(beside, self.index())?;
        if number != self.number {
            let _ = fs::remove_file(self.pack(self.number));
        }
        Ok(())
    }

    fn index(&self) -> PathBuf {
        self.folder.join(format!("{}.index", self.name))
    }

    fn pack(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{}.{number}.pack", self.name))
    }

    fn header(&self, number: u32) -> io::Result<[u8; ROW]> {
        let build = self.program.hash().ok_or_else(|| io::Error::other("the program cannot be read"))?;
        let mut header = [0; ROW];
        header[..8].copy_from_slice(MAGIC);
        header[8..24].copy_from_slice(&u128::from(build).to_le_bytes());
        header[24..28].copy_from_slice(&number.to_le_bytes());
        Ok(header)
    }
}

impl Additions {
    /// Adds an entry, in place of what there may be under its key.
    pub(super) fn push(&mut self, key: Hash128, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.out.write_all(bytes)?;
        self.added.insert(key, Slot { offset: self.end, length, sum: sum(key, bytes) });
        self.end += u64::from(length);
        Ok(())
    }
}

impl Slot {
    fn row(self, key: Hash128) -> [u8; ROW] {
        let mut row = [0; ROW];
        row[..16].copy_from_slice(&u128::from(key).to_le_bytes());
        row[16..24].copy_from_slice(&self.offset.to_le_bytes());
        row[24..28].copy_from_slice(&self.length.to_le_bytes());
        row[32..].copy_from_slice(&self.sum.to_le_bytes());
        row
    }

    /// Whether a file of that length can hold it.
    fn fits(self, file: u64) -> bool {
        self.offset.checked_add(u64::from(self.length)).is_some_and(|end| end <= file)
    }
}

fn entry(row: &[u8]) -> (Hash128, PackEntry) {
    let key = Hash128::from(u128::from_le_bytes(fixed(row, 0)));
    let slot = Slot {
        offset: u64::from_le_bytes(fixed(row, 16)),
        length: u32::from_le_bytes(fixed(row, 24)),
        sum: u64::from_le_bytes(fixed(row, 32)),
    };
    (key, PackEntry { slot, used: AtomicBool::new(false) })
}

/// The bytes of a row from `at` on.
fn fixed<const N: usize>(row: &[u8], at: usize) -> [u8; N] {
    std::array::from_fn(|i| row.get(at + i).copied().unwrap_or(0))
}

fn sum(key: Hash128, bytes: &[u8]) -> u64 {
    let seed = xxhash_rust::xxh3::xxh3_64(&u128::from(key).to_le_bytes());
    xxhash_rust::xxh3::xxh3_64_with_seed(bytes, seed)
}

fn open_to_read(path: &Path) -> io::Result<File> {
    trust::open(OpenOptions::new().read(true), path)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt as _;
    let mut done = 0;
    while done < bytes.len() {
        match file.seek_read(&mut bytes[done..], offset + done as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => done += read,
        }
    }
    Ok(())
}
