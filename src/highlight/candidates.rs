//! The patterns of a list that may match at one place, and where their matches may end.
//!
//! It refuses to know the patterns.

/// A set of indexes in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// An empty set with room for so many indexes.
    pub(super) fn new(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    pub(super) fn insert(&mut self, index: usize) {
        self.0[index / 64] |= 1 << (index % 64);
    }

    pub(super) fn contains(&self, index: usize) -> bool {
        self.0[index / 64] & 1 << (index % 64) != 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The first index from `from` on.
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        let mut mask = u64::MAX << (from % 64);
        for (word, bits) in self.0.iter().enumerate().skip(from / 64) {
            let bits = bits & mask;
            if bits != 0 {
                return Some(word * 64 + usize::try_from(bits.trailing_zeros()).unwrap_or(0));
            }
            mask = u64::MAX;
        }
        None
    }

    fn clear_to(&mut self, other: &Self) {
        self.0.clear();
        self.0.extend_from_slice(&other.0);
    }
}

/// The patterns that may match at a place.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) set: Bits,
    any: bool,
    ends: Vec<FoundEnds>,
    /// Bytes that were read to find them, summed up over all places.
    pub(super) steps: u64,
}

/// Where an automaton saw matches end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FoundEnds {
    pub(super) last: usize,
    pub(super) count: EndCount,
}

/// How many ends there are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum EndCount {
    /// Nobody can say: other than ASCII characters were read, or no automaton knows the pattern.
    #[default]
    Unsure,
    One,
    Several,
}

impl Candidates {
    /// Begins with the candidates that are such everywhere.
    pub(super) fn begin(&mut self, always: &Bits, any: bool, count: usize) {
        self.set.clear_to(always);
        self.any = any;
        if self.ends.len() < count {
            self.ends.resize(count, FoundEnds::default());
        }
        if any {
            self.ends.fill(FoundEnds::default());
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.any
    }

    /// Adds a match of a pattern that ends at `end`.
    pub(super) fn add(&mut self, index: usize, end: usize, unsure: bool) {
        let new = !self.set.contains(index);
        self.set.insert(index);
        self.any = true;
        let ends = &mut self.ends[index];
        ends.last = end;
        ends.count = match ends.count {
            _ if unsure => EndCount::Unsure,
            _ if new => EndCount::One,
            EndCount::Unsure => EndCount::Unsure,
            _ => EndCount::Several,
        };
    }

    /// All patterns may match.
    pub(super) fn add_all(&mut self) {
        for index in 0..self.ends.len().min(self.set.0.len() * 64) {
            self.set.insert(index);
            self.ends[index] = FoundEnds::default();
        }
        self.any = true;
    }

    pub(super) fn ends(&self, index: usize) -> FoundEnds {
        self.ends[index]
    }
}
