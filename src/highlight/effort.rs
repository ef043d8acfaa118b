//! What highlighting may cost, counted and not timed, so that the same code is coloured the same everywhere.
//!
//! It refuses to know what the steps are.

use onig::MatchParam;

/// Work that is allowed to any line or block, however short: about 13 ms.
const BASE: u64 = 500_000;
/// Work that is allowed for each byte beyond; common code takes less than a fifth of it.
const PER_BYTE: u64 = 100;

/// How many turns the engine may take back before it is asked again with more, and at last before its answer is no. How
/// many it took is not known, only that it was no more.
const TURNS: [u32; 7] = [FEWEST, 200, 1_000, 4_000, 16_000, 64_000, 256_000];
const FEWEST: u32 = 50;
/// What it costs to ask it with the fewest, in steps.
const ASKING: u64 = 20;

/// So many bytes are read by the engine at the price of a step.
const FAR_A_STEP: u64 = 4;

/// Highlighting was given up, as it would take too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhausted;

/// The work that was done, in steps of about 25 ns: a byte that an automaton reads is a fifth of one, a turn that the
/// engine may take back is two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    spent: u64,
    line_limit: u64,
    limit: u64,
}

impl Effort {
    /// For a block of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let limit = allowed(bytes);
        Self { spent: 0, line_limit: limit, limit }
    }

    /// A line of so many bytes begins.
    pub(super) fn begin_line(&mut self, bytes: usize) {
        self.line_limit = self.limit.min(self.spent.saturating_add(allowed(bytes)));
    }

    pub(super) fn spend(&mut self, steps: u64) {
        self.spent = self.spent.saturating_add(steps);
    }

    /// How much may still be spent on the line.
    pub(super) fn left(&self) -> u64 {
        self.line_limit.saturating_sub(self.spent)
    }

    /// Asks the engine, which may read so many bytes before it takes anything back. Its answer counts as no if it takes too long or fails otherwise.
    pub(super) fn patiently<T>(
        &mut self,
        bytes: usize,
        mut ask: impl FnMut(MatchParam) -> Result<Option<T>, onig::Error>,
    ) -> Option<T> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        for turns in TURNS {
            let mut limit = MatchParam::default();
            limit.set_retry_limit_in_match(turns);
            let price = bytes / FAR_A_STEP + if turns == FEWEST { ASKING } else { 2 * u64::from(turns) };
            if price > self.left() {
                self.spend(price);
                break;
            }
            self.spend(price);
            if let Ok(answer) = ask(limit) {
                return answer;
            }
        }
        None
    }

    pub(super) fn spent(&self) -> u64 {
        self.spent
    }
}

fn allowed(bytes: usize) -> u64 {
    BASE + PER_BYTE * u64::try_from(bytes).unwrap_or(u64::MAX / (2 * PER_BYTE))
}
