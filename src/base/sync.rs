//! Locks that survive a panic: whatever is behind a lock here is whole after each statement, so a thread that panicked
//! while it held one left nothing broken.

use std::sync::{LockResult, Mutex, MutexGuard, PoisonError};

/// Takes a lock.
pub fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    ignore_poison(mutex.lock())
}

/// What a lock or a condition variable gives, whether or not another thread panicked.
pub fn ignore_poison<T>(result: LockResult<T>) -> T {
    result.unwrap_or_else(PoisonError::into_inner)
}
