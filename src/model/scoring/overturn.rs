//! Which unknown values could overturn a lead, should they turn out against the leader.

use super::table::{CellUtility, ROUNDING, Sums, TableSubject, UtilityTable};
use crate::model::id::{CriterionId, SubjectId};

/// What could overturn a lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overturn {
    /// Cells each of which alone would bring a rival within the margin: unknown ones, bounds and ranges.
    pub cells: Vec<(SubjectId, CriterionId)>,
    /// Where no cell alone would: the subjects whose unknown values would together.
    pub together: Vec<SubjectId>,
}

/// The ways in which a cell may turn out, for one whose score it decides.
#[derive(Clone, Copy)]
enum Turn {
    Worst,
    Best,
}

impl Turn {
    fn of(self, cell: CellUtility) -> CellUtility {
        match (cell.range(), self) {
            (None, _) => cell,
            (Some((low, _)), Self::Worst) => CellUtility::exact(low),
            (Some((_, high)), Self::Best) => CellUtility::exact(high),
        }
    }
}

/// What could overturn the lead of `leader`, which leads on what is known.
pub(crate) fn overturn(table: &UtilityTable, leader: &SubjectId) -> Overturn {
    let Some(leader) = table.subjects.iter().find(|subject| subject.id == *leader) else { return Overturn::default() };
    let rivals: Vec<&TableSubject> = table.subjects.iter().filter(|subject| subject.id != leader.id).collect();
    let mut cells = alone(table, leader, Turn::Worst, |sums| {
        rivals.iter().any(|rival| is_near(table, sums, &Sums::of(table, &rival.cells, None)))
    });
    let lead = Sums::of(table, &leader.cells, None);
    for rival in &rivals {
        cells.extend(alone(table, rival, Turn::Best, |sums| is_near(table, &lead, sums)));
    }
    let together = if cells.is_empty() { together(table, leader, &rivals) } else { Vec::new() };
    Overturn { cells, together }
}

/// Whether a rival that is ranked, or would be, is within the margin of the leader.
fn is_near(table: &UtilityTable, leader: &Sums, rival: &Sums) -> bool {
    let (Some(lead), Some(score)) = (leader.score(), rival.score()) else { return false };
    rival.is_enough(table.rules.min_coverage) && lead - score <= table.rules.tie_margin + ROUNDING
}

/// The open cells of a subject that would do it alone, and the must-haves that keep it from being ranked.
fn alone(
    table: &UtilityTable,
    subject: &TableSubject,
    turn: Turn,
    overturns: impl Fn(&Sums) -> bool,
) -> Vec<(SubjectId, CriterionId)> {
    let would = |k: usize| {
        let mut cells = subject.cells.clone();
        cells[k] = turn.of(cells[k]);
        overturns(&Sums::of(table, &cells, None))
    };
    let open = (0..table.criteria.len()).filter(|k| table.criteria[*k].1 > 0.0 && subject.cells[*k].is_open());
    let mut found: Vec<&CriterionId> = open.filter(|k| would(*k)).map(|k| &table.criteria[k].0).collect();
    if overturns(&Sums::of(table, &subject.cells, None)) {
        found.extend(subject.undecided.iter().filter(|id| !found.contains(id)).collect::<Vec<_>>());
    }
    found.into_iter().map(|id| (subject.id.clone(), id.clone())).collect()
}

/// The subjects whose open cells would do it together: a rival's, else the leader's, else both.
fn together(table: &UtilityTable, leader: &TableSubject, rivals: &[&TableSubject]) -> Vec<SubjectId> {
    let lead = Sums::of(table, &leader.cells, None);
    let (Some(score), Some((low, _))) = (lead.score(), lead.range()) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |id: &SubjectId| {
        if !found.contains(id) {
            found.push(id.clone());
        }
    };
    let near = |lead: f64, rival: f64| lead - rival <= table.rules.tie_margin + ROUNDING;
    for rival in rivals {
        let sums = Sums::of(table, &rival.cells, None);
        let Some((_, high)) = sums.range() else { continue };
        if near(score, high) {
            // A rival that is known in full is not ranked for another reason.
            rival.cells.iter().any(|cell| cell.is_open()).then(|| add(&rival.id));
        } else if near(low, sums.score().unwrap_or(0.0)) {
            add(&leader.id);
        } else if near(low, high) {
            add(&leader.id);
            add(&rival.id);
        }
    }
    found
}
