//! Catches a panic, which is a fault of ours and never of the input's, as a diagnostic like any other.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Code, Diagnostic};

/// Runs `work`; if it panics, on this thread or on one that it waits for, the error says that `doing` failed.
///
/// What `work` was changing must be as good as new, or dropped, after a panic: memos hold only finished values.
///
/// # Errors
/// When it panics.
pub fn catch<T>(doing: &str, work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let message = format!("{doing} failed: {}", payload_text(payload.as_ref()));
        Diagnostic::error(Code::Internal, message)
            .help("this is a fault in Versus; please report it with what RUST_BACKTRACE=1 makes it print")
    })
}

/// What the panic said, in one line.
fn payload_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("for a reason it did not tell").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn a_panic_of_a_worker_is_an_error_that_says_what_it_said() {
        let double = |n: usize| if n == 77 { panic!("{n} is\nno number") } else { n * 2 };
        let fault = catch("doubling", || (0..100).into_par_iter().map(double).collect::<Vec<_>>());
        let fault = fault.expect_err("77 panics");
        assert_eq!((fault.code, fault.message.as_str()), (Code::Internal, "doubling failed: 77 is no number"));
        assert_eq!(catch("doubling", || double(4)).ok(), Some(8));
    }
}
