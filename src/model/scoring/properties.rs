//! What must hold of scores, verdicts and turning points whatever the table.

use proptest::prelude::*;

use super::ranking::{Ranking, SubjectScore, rank};
use super::table::{CellUtility, RankingRules, TableSubject, UtilityTable};
use crate::model::id::{CriterionId, SubjectId};

/// Utilities in steps of an eighth, so that ties and level values are frequent; gaps, bounds, ranges and what does not
/// apply.
fn cell() -> impl Strategy<Value = CellUtility> {
    let eighth = || (0u8..=8).prop_map(|n| f64::from(n) / 8.0);
    prop_oneof![
        14 => eighth().prop_map(CellUtility::exact),
        3 => Just(CellUtility::Unknown),
        1 => Just(CellUtility::NotApplicable),
        1 => eighth().prop_map(|stated| CellUtility::Known { stated, low: stated, high: 1.0 }),
        1 => eighth().prop_map(|stated| CellUtility::Known { stated, low: 0.0, high: stated }),
        1 => (eighth(), eighth()).prop_map(|(a, b)| {
            CellUtility::Known { stated: f64::midpoint(a, b), low: a.min(b), high: a.max(b) }
        }),
    ]
}

fn row(criteria: usize) -> impl Strategy<Value = (Vec<CellUtility>, bool)> {
    (prop::collection::vec(cell(), criteria), prop::bool::weighted(0.05))
}

fn subject(id: impl AsRef<str>, (cells, undecided): (Vec<CellUtility>, bool)) -> TableSubject {
    let undecided = undecided.then(|| CriterionId::new("z")).into_iter().collect();
    TableSubject { id: SubjectId::new(id), cells, undecided }
}

fn tables() -> impl Strategy<Value = UtilityTable> {
    (1usize..6, 2usize..6).prop_flat_map(move |(criteria, subjects)| {
        let weights = prop::collection::vec((0u8..8).prop_map(|n| f64::from(n) / 2.0), criteria);
        let margin = prop::sample::select(vec![0.0, 0.05]);
        (weights, prop::collection::vec(row(criteria), subjects), margin).prop_map(|(weights, rows, tie_margin)| {
            let criteria = weights.into_iter().enumerate().map(|(i, w)| (CriterionId::new(format!("c{i}")), w));
            let subjects = rows.into_iter().enumerate().map(|(i, row)| subject(format!("s{i}"), row));
            let rules = RankingRules { tie_margin, min_coverage: 0.6 };
            UtilityTable { criteria: criteria.collect(), subjects: subjects.collect(), rules }
        })
    })
}

fn all(ranking: &Ranking) -> impl Iterator<Item = &SubjectScore> {
    ranking.entries.iter().chain(&ranking.not_ranked)
}

/// Who leads with another weight for one criterion.
fn leader(table: &UtilityTable, criterion: &CriterionId, weight: f64) -> Option<SubjectId> {
    let mut table = table.clone();
    table.criteria.iter_mut().filter(|(id, _)| id == criterion).for_each(|(_, w)| *w = weight);
    rank(&table).verdict.leader().cloned()
}

proptest! {
    #![proptest_config(crate::test_scale::tries(64))]

    #[test]
    fn a_score_lies_in_its_range_and_is_the_sum_of_its_parts(table in tables()) {
        let ranking = rank(&table);
        for entry in all(&ranking) {
            let (Some(score), Some((low, high))) = (entry.score, entry.range) else { continue };
            prop_assert!(0.0 <= low && low <= score + 1e-12 && score <= high + 1e-12 && high <= 1.0, "{:?}", entry);
            let sum: f64 = entry.parts.iter().map(|part| part.share).sum();
            prop_assert!((sum - score).abs() < 1e-9);
        }
        prop_assert!(ranking.entries.is_sorted_by(|a, b| a.score >= b.score));
    }

    #[test]
    fn another_subject_changes_nothing_about_the_others(table in tables(), new in row(5)) {
        let mut more = table.clone();
        let cells = new.0[..table.criteria.len()].to_vec();
        more.subjects.push(subject("new", (cells, new.1)));
        let (before, after) = (rank(&table), rank(&more));
        let old = |entries: &[SubjectScore]| {
            entries.iter().filter(|entry| entry.subject.as_str() != "new").cloned().collect::<Vec<_>>()
        };
        prop_assert_eq!(&before.entries, &old(&after.entries));
        prop_assert_eq!(&before.not_ranked, &old(&after.not_ranked));
    }

    #[test]
    fn a_certain_lead_stays_whatever_the_unknown_values_are(table in tables(), all_best in any::<bool>()) {
        let ranking = rank(&table);
        let Some(leader) = ranking.verdict.leader() else { return Ok(()) };
        if ranking.verdict.slug() != "certain" {
            return Ok(());
        }
        let mut known = table.clone();
        for subject in &mut known.subjects {
            subject.undecided.clear();
            for cell in &mut subject.cells {
                let Some((low, high)) = cell.range() else { continue };
                *cell = CellUtility::exact(if (subject.id == *leader) == all_best { low } else { high });
            }
        }
        prop_assert_eq!(rank(&known).verdict.leader().cloned(), Some(leader.clone()));
    }

    #[test]
    fn scaling_all_weights_changes_no_verdict(table in tables(), factor in prop::sample::select(vec![0.25, 2.0, 1024.0])) {
        let mut scaled = table.clone();
        scaled.criteria.iter_mut().for_each(|(_, weight)| *weight *= factor);
        let (before, after) = (rank(&table), rank(&scaled));
        prop_assert_eq!(&before.verdict, &after.verdict);
        prop_assert_eq!(&before.overturn, &after.overturn);
        for (a, b) in all(&before).zip(all(&after)) {
            prop_assert!((a.score.unwrap_or(-1.0) - b.score.unwrap_or(-1.0)).abs() < 1e-12);
        }
    }

    #[test]
    fn each_turning_point_is_one(table in tables()) {
        let ranking = rank(&table);
        let Some(lead) = ranking.verdict.leader() else { return Ok(()) };
        for turn in &ranking.turns {
            let step = if turn.up { 1e-6 } else { -1e-6 } * (1.0 + turn.at);
            if (turn.at - turn.from).abs() > 1e-5 {
                prop_assert_eq!(leader(&table, &turn.criterion, turn.at - step), Some(lead.clone()), "{:?}", turn);
            }
            if turn.at + step >= 0.0 {
                prop_assert_ne!(leader(&table, &turn.criterion, turn.at + step), Some(lead.clone()), "{:?}", turn);
            }
            if let Some((at, other)) = turn.next.as_ref().filter(|(at, _)| *at + step >= 0.0) {
                prop_assert_eq!(leader(&table, &turn.criterion, at + step), Some(other.clone()), "{:?}", turn);
            }
        }
    }

    #[test]
    fn what_overturns_a_lead_alone_does(table in tables()) {
        let ranking = rank(&table);
        let Some(lead) = ranking.verdict.leader() else { return Ok(()) };
        for (id, criterion) in &ranking.overturn.cells {
            let mut known = table.clone();
            let Some(k) = known.criteria.iter().position(|(one, _)| one == criterion) else { continue };
            for subject in &mut known.subjects {
                subject.undecided.clear();
                let Some((low, high)) = subject.cells[k].range().filter(|_| subject.id == *id) else { continue };
                subject.cells[k] = CellUtility::exact(if subject.id == *lead { low } else { high });
            }
            prop_assert_ne!(rank(&known).verdict.leader().cloned(), Some(lead.clone()), "{:?} {}", id, criterion);
        }
    }
}
