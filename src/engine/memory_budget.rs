//! A bound on what many threads hold at once: who wants more than is left waits until others are done.
//!
//! It refuses to know what it counts.

use crate::base::sync::{ignore_poison, lock};
use std::sync::{Condvar, Mutex};

/// An amount that threads share.
pub struct MemoryBudget {
    whole: u64,
    left: Mutex<u64>,
    returned: Condvar,
}

/// A part of a budget, until it is dropped. Who holds one takes no other, or two might wait for each other.
pub struct Reserved<'a> {
    budget: &'a MemoryBudget,
    amount: u64,
}

impl MemoryBudget {
    /// A budget of which nothing is taken yet.
    pub fn new(whole: u64) -> Self {
        Self { whole, left: Mutex::new(whole), returned: Condvar::new() }
    }

    /// Waits for `amount`. Who wants more than there is gets all of it, and so is alone.
    pub fn take(&self, amount: u64) -> Reserved<'_> {
        let amount = amount.min(self.whole);
        let mut left = lock(&self.left);
        while *left < amount {
            left = ignore_poison(self.returned.wait(left));
        }
        *left -= amount;
        Reserved { budget: self, amount }
    }
}

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        *lock(&self.budget.left) += self.amount;
        self.budget.returned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn no_more_than_the_whole_is_held_at_once() {
        let budget = MemoryBudget::new(10);
        let (held, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for amount in [4, 4, 4, 25, 1, 7, 4, 10] {
                let (budget, held, most) = (&budget, &held, &most);
                scope.spawn(move || {
                    let _held = budget.take(amount);
                    let now = held.fetch_add(amount.min(10), Ordering::SeqCst) + amount.min(10);
                    most.fetch_max(now, Ordering::SeqCst);
                    std::thread::yield_now();
                    held.fetch_sub(amount.min(10), Ordering::SeqCst);
                });
            }
        });
        assert!(most.into_inner() <= 10);
    }
}
