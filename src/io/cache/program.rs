//! Which build of the program this is, by the bytes of its own file: what one build wrote no other reads.
//!
//! The file is large, so it is read ahead beside other work, and waited for where something depends on it; a first
//! build has nothing to read back and waits in the end.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::{Arc, OnceLock};

use crate::base::Hash128;
use crate::base::hash::Hasher;

/// The program, whose hash may not be known yet.
pub(super) struct Program {
    file: File,
    hash: OnceLock<Option<Hash128>>,
}

impl Program {
    /// The program in that file, which is read from now on.
    pub(super) fn ahead(file: File) -> Arc<Self> {
        let program = Arc::new(Self { file, hash: OnceLock::new() });
        let reader = Arc::clone(&program);
        rayon::spawn(move || {
            reader.hash();
        });
        program
    }

    /// The hash of its bytes; `None` if they cannot be read.
    pub(super) fn hash(&self) -> Option<Hash128> {
        *self.hash.get_or_init(|| hash_of(&self.file).ok())
    }
}

/// The hash of a file, which is not held.
fn hash_of(mut file: &File) -> io::Result<Hash128> {
    let mut hasher = Hasher::default();
    let mut piece = vec![0; 1 << 18];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finish()),
            length => hasher.piece(&piece[..length]),
        }
    }
}
