//! What highlighting says of a line: where which scopes begin and end.
//!
//! It refuses to know what a scope means.

use syntect::parsing::ClearAmount;

/// A change of the scopes that are open, as syntect's `ScopeStackOp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeChange<S> {
    /// A scope begins.
    Push(S),
    /// So many scopes end.
    Pop(usize),
    /// Scopes are set aside.
    Clear(ClearAmount),
    /// What was set aside last is open again.
    Restore,
}

/// The changes of one line, in order, each with its byte.
pub type Changes<S> = Vec<(usize, ScopeChange<S>)>;
