//! A memo: remembers the results of a pure function by the hash of its whole input.
//!
//! As the key is the whole input there is nothing to invalidate; what two generations did not ask for is dropped.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use super::Hash128;
use super::sync::lock;

const SHARDS: usize = 32;

/// Results by key, safe to use from many threads.
pub struct Memo<V> {
    shards: Vec<Mutex<HashMap<Hash128, MemoEntry<V>>>>,
    generation: AtomicU64,
    computed: AtomicU64,
}

struct MemoEntry<V> {
    value: Arc<V>,
    last_used: u64,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self { shards, generation: AtomicU64::new(0), computed: AtomicU64::new(0) }
    }
}

impl<V> Memo<V> {
    /// The remembered value of `key`, or what `compute` gives, remembered from now on.
    ///
    /// Two threads that ask for the same unknown key may both compute it; as the function is pure, either
    /// result will do.
    pub fn get(&self, key: Hash128, compute: impl FnOnce() -> V) -> Arc<V> {
        let now = self.generation.load(Ordering::Relaxed);
        if let Some(entry) = self.shard(key).get_mut(&key) {
            entry.last_used = now;
            return Arc::clone(&entry.value);
        }
        let value = Arc::new(compute());
        self.computed.fetch_add(1, Ordering::Relaxed);
        self.shard(key).insert(key, MemoEntry { value: Arc::clone(&value), last_used: now });
        value
    }

    /// The remembered value of `key`, if there is one; it counts as asked for.
    pub fn known(&self, key: Hash128) -> Option<Arc<V>> {
        let now = self.generation.load(Ordering::Relaxed);
        let mut shard = self.shard(key);
        let entry = shard.get_mut(&key)?;
        entry.last_used = now;
        Some(Arc::clone(&entry.value))
    }

    /// Starts a new generation and drops what neither of the last two asked for.
    pub fn next_generation(&self) {
        let now = self.generation.fetch_add(1, Ordering::Relaxed) + 1;
        for shard in &self.shards {
            let mut shard = lock(shard);
            shard.retain(|_, entry| entry.last_used + 2 >= now);
        }
    }

    /// Drops everything.
    pub fn forget(&self) {
        for shard in &self.shards {
            *lock(shard) = HashMap::default();
        }
    }

    /// How many values were computed so far, for reports of what a build did.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    /// How many values are held.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|s| lock(s).len()).sum()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn shard(&self, key: Hash128) -> MutexGuard<'_, HashMap<Hash128, MemoEntry<V>>> {
        let index = usize::try_from(u128::from(key) % SHARDS as u128).unwrap_or(0);
        lock(&self.shards[index])
    }
}
