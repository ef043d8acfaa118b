//! What readers of code have found out of grammars and go on using.
//!
//! It refuses to know which reader uses what.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::candidates::Candidates;
use super::chain::Chain;
use super::scanner::ScanCache;

/// A reader that has found out more forgets it.
const MAX_BYTES: usize = 24 << 20;
/// More compiled patterns with what was captured are forgotten.
const MAX_SUBSTITUTED: usize = 1_000;

/// What one reader has found out.
#[derive(Default)]
pub(super) struct Scratch {
    /// By the number of the chain.
    caches: Vec<Option<Box<ScanCache>>>,
    pub(super) found: Candidates,
    /// Patterns with what was captured in place of references.
    pub(super) substituted: HashMap<String, Option<onig::Regex>>,
}

/// What readers have found out who have read to the end: as many as there were at a time.
#[derive(Default)]
pub(super) struct Scratches(Mutex<Vec<Scratch>>);

impl Scratches {
    pub(super) fn take(&self) -> Scratch {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    pub(super) fn give_back(&self, mut scratch: Scratch) {
        if scratch.substituted.len() > MAX_SUBSTITUTED {
            scratch.substituted.clear();
        }
        if scratch.bytes() > MAX_BYTES {
            scratch.caches.clear();
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
    }
}

impl Scratch {
    /// Takes the cache of a chain out, or begins one.
    pub(super) fn take_cache<S>(&mut self, chain: &Chain<S>) -> Option<Box<ScanCache>> {
        if self.caches.len() <= chain.number {
            self.caches.resize_with(chain.number + 1, || None);
        }
        self.caches[chain.number].take().or_else(|| chain.cache().map(Box::new))
    }

    pub(super) fn keep_cache<S>(&mut self, chain: &Chain<S>, cache: Option<Box<ScanCache>>) {
        self.caches[chain.number] = cache;
    }

    fn bytes(&self) -> usize {
        self.caches.iter().flatten().map(|cache| cache.memory()).sum()
    }
}
