//! 128-bit hashes of whole inputs, for memo keys, manifests and names of assets.
//!
//! Not cryptographic: nothing that an attacker could gain by a collision is decided by one.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// A 128-bit xxh3 hash, high half first: two numbers of 64 bits need half the alignment of one of 128, and many small
/// values hold a hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "u128", into = "u128")]
pub struct Hash128([u64; 2]);

impl From<u128> for Hash128 {
    fn from(hash: u128) -> Self {
        let bytes = hash.to_be_bytes();
        let half = |from: usize| bytes[from..from + 8].iter().fold(0, |half, byte| half << 8 | u64::from(*byte));
        Self([half(0), half(8)])
    }
}

impl From<Hash128> for u128 {
    fn from(Hash128([high, low]): Hash128) -> Self {
        Self::from(high) << 64 | Self::from(low)
    }
}

impl Hash128 {
    /// The key of a bucket that holds one value.
    pub const ZERO: Self = Self([0; 2]);

    /// The hash of one run of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// Of several parts, each with its length, so that no two lists of parts look the same.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Hasher::default();
        for part in parts {
            hasher.part(part);
        }
        hasher.finish()
    }

    /// The hash of a value's serialised form.
    pub fn of_value<T: Serialize + ?Sized>(value: &T) -> Self {
        let mut hasher = Hasher::default();
        hasher.value(value);
        hasher.finish()
    }

    /// 32 hexadecimal digits.
    pub fn hex(self) -> String {
        format!("{:032x}", u128::from(self))
    }

    /// The first `n` hexadecimal digits, for names.
    pub fn short(self, n: usize) -> String {
        self.hex()[..n.min(32)].to_owned()
    }
}

/// Builds a hash part by part.
#[derive(Default)]
pub struct Hasher(Xxh3);

impl Hasher {
    /// Adds bytes with their length.
    pub fn part(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Adds a piece of one run of bytes. Where it is cut does not matter: all pieces together are hashed as by
    /// [`Hash128::of`].
    pub fn piece(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Adds the serialised form of a value.
    pub fn value<T: Serialize + ?Sized>(&mut self, value: &T) {
        let flavor = Flavor::new(&mut self.0);
        // A view holds only what serde can write and the hasher never runs full, so this cannot fail.
        let done = postcard::serialize_with_flavor(value, flavor);
        debug_assert!(done.is_ok(), "a value that postcard cannot write has no hash");
    }

    /// The hash of all that was added.
    pub fn finish(&self) -> Hash128 {
        Hash128::from(self.0.digest128())
    }
}

/// How the keys of large tables are hashed. Quick, the same in each process, and not made to withstand keys that are
/// chosen to collide: for tables whose size the content bounds.
pub type FastHash = foldhash::fast::FixedState;

/// Gathers what postcard writes, which is often a byte, and hands it over in pieces.
struct Flavor<'a> {
    hasher: &'a mut Xxh3,
    gathered: [u8; GATHERED],
    length: usize,
}

const GATHERED: usize = 256;

impl<'a> Flavor<'a> {
    fn new(hasher: &'a mut Xxh3) -> Self {
        Self { hasher, gathered: [0; GATHERED], length: 0 }
    }

    fn hand_over(&mut self) {
        self.hasher.update(&self.gathered[..self.length]);
        self.length = 0;
    }
}

impl postcard::ser_flavors::Flavor for Flavor<'_> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        if self.length + bytes.len() > GATHERED {
            self.hand_over();
        }
        match self.gathered[self.length..].get_mut(..bytes.len()) {
            Some(free) => {
                free.copy_from_slice(bytes);
                self.length += bytes.len();
            }
            None => self.hasher.update(bytes),
        }
        Ok(())
    }

    fn finalize(mut self) -> postcard::Result<()> {
        self.hand_over();
        Ok(())
    }
}
