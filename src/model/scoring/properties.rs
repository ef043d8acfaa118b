//! What must hold of scores and flip points whatever the table.

use proptest::prelude::*;

use super::ranking::rank;
use crate::model::{CriterionId, Ranking, SubjectId, UtilityTable, Verdict};

/// Utilities in steps of an eighth, weights in steps of a half, so that ties and level values are frequent.
fn tables(known: f64) -> impl Strategy<Value = UtilityTable> {
    (1usize..6, 2usize..6).prop_flat_map(move |(criteria, subjects)| {
        let utility = prop::option::weighted(known, (0u8..=8).prop_map(|n| f64::from(n) / 8.0));
        let row = prop::collection::vec(utility, criteria);
        let weights = prop::collection::vec((0u8..8).prop_map(|n| f64::from(n) / 2.0), criteria);
        let margin = prop::sample::select(vec![0.0, 0.05]);
        (weights, prop::collection::vec(row, subjects), margin).prop_map(|(weights, rows, tie_margin)| UtilityTable {
            criteria: weights.into_iter().enumerate().map(|(i, w)| (CriterionId::new(format!("c{i}")), w)).collect(),
            subjects: rows.into_iter().enumerate().map(|(i, row)| (SubjectId::new(format!("s{i}")), row)).collect(),
            tie_margin,
        })
    })
}

fn score(ranking: &Ranking, id: &SubjectId) -> f64 {
    ranking.entries.iter().find(|entry| entry.subject == *id).map_or(f64::NAN, |entry| entry.score)
}

/// The table with another weight for one criterion.
fn with_weight(table: &UtilityTable, criterion: &CriterionId, weight: f64) -> UtilityTable {
    let mut table = table.clone();
    table.criteria.iter_mut().filter(|(id, _)| id == criterion).for_each(|(_, w)| *w = weight);
    table
}

proptest! {
    #![proptest_config(crate::test_scale::tries(64))]

    #[test]
    fn scores_are_between_0_and_1(table in tables(0.9)) {
        let ranking = rank(&table);
        for entry in &ranking.entries {
            prop_assert!((0.0..=1.0).contains(&entry.score));
            let sum: f64 = entry.parts.iter().map(|part| part.share).sum();
            prop_assert!((sum - entry.score).abs() < 1e-9);
        }
        prop_assert!(ranking.entries.is_sorted_by(|a, b| a.score >= b.score));
    }

    #[test]
    fn another_subject_changes_the_order_of_no_two(table in tables(0.9), row in prop::collection::vec(0u8..=8, 5)) {
        let mut more = table.clone();
        let row = row.iter().take(table.criteria.len()).map(|n| Some(f64::from(*n) / 8.0)).collect();
        more.subjects.push((SubjectId::new("new"), row));
        let order = |table: &UtilityTable| {
            let ranking = rank(table);
            let old = ranking.entries.into_iter().map(|entry| (entry.subject, entry.score));
            old.filter(|(id, _)| id.as_str() != "new").collect::<Vec<_>>()
        };
        prop_assert_eq!(order(&table), order(&more));
    }

    #[test]
    fn scaling_all_weights_changes_nothing(table in tables(0.9), factor in prop::sample::select(vec![0.25, 2.0, 1024.0])) {
        let mut scaled = table.clone();
        scaled.criteria.iter_mut().for_each(|(_, weight)| *weight *= factor);
        let (before, after) = (rank(&table), rank(&scaled));
        prop_assert_eq!(&before.verdict, &after.verdict);
        prop_assert_eq!(&before.coverage, &after.coverage);
        for entry in &before.entries {
            prop_assert!((entry.score - score(&after, &entry.subject)).abs() < 1e-12);
        }
        for (a, b) in before.flips.iter().zip(&after.flips) {
            prop_assert!((a.at * factor - b.at).abs() < 1e-6, "{:?} {:?}", a, b);
        }
    }

    #[test]
    fn each_flip_point_flips_and_the_point_before_does_not(table in tables(0.95)) {
        let ranking = rank(&table);
        let Verdict::Winner(winner) = &ranking.verdict else { return Ok(()) };
        for flip in &ranking.flips {
            let lead = |weight: f64| {
                let ranking = rank(&with_weight(&table, &flip.criterion, weight));
                (score(&ranking, winner) - score(&ranking, &flip.challenger), ranking)
            };
            let (level, _) = lead(flip.at);
            prop_assert!(level.abs() < 1e-9, "not level at {:?}: {}", flip, level);
            let (ahead, before) = lead(flip.at + (flip.from - flip.at) * 1e-3);
            prop_assert!(ahead > 0.0, "lost before {:?}: {}", flip, ahead);
            prop_assert_eq!(&before.entries[0].subject, winner);
            let beyond = if flip.at > flip.from { flip.at * 1.001 + 1e-3 } else { flip.at * 0.999 };
            if beyond < flip.at || flip.at > flip.from {
                prop_assert!(lead(beyond).0 < 0.0, "not lost beyond {:?}", flip);
            }
        }
    }
}
