//! Finds rules that lead in a circle: contexts that give way to each other where nothing is read between them.
//!
//! It refuses to know which rules those are.

use crate::highlight::level::ContextLevel;

/// Steps that read nothing before anybody looks: common code takes fewer.
const PATIENCE: usize = 16;
/// More steps at one place are a circle, whatever changes.
const MAX_STEPS: usize = 1_000;

/// The steps at one place of a line.
#[derive(Default)]
pub(super) struct Idle {
    at: usize,
    steps: usize,
    /// What was open at the last power of two of steps.
    seen: Option<(Vec<ContextLevel>, (usize, usize))>,
}

impl Idle {
    /// After a step: whether the same contexts were open here before, so that the same would follow again.
    pub(super) fn is_circle(&mut self, at: usize, levels: &[ContextLevel], pushed_at: (usize, usize)) -> bool {
        if at != self.at {
            (self.at, self.steps, self.seen) = (at, 0, None);
            return false;
        }
        self.steps += 1;
        if self.steps < PATIENCE {
            return false;
        }
        let circle = self.seen.as_ref().is_some_and(|(open, pushed)| open == levels && *pushed == pushed_at);
        if self.steps.is_power_of_two() {
            self.seen = Some((levels.to_vec(), pushed_at));
        }
        circle || self.steps > MAX_STEPS
    }
}
