//! Words and numbers of data that several blocks show: sources, dates, staleness, levels.
//!
//! It refuses to know which block shows them.

use crate::link::Site;
use crate::model::lint::freshness::staleness;
use crate::model::{Cell, Criterion, Dataset, FigureRange, Subject, Value, ValueLabels};

use super::blocks::SourceView;

/// Where on a scale, from 0 to 1, each step of colour begins after the first.
const TINTS: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

/// Where a datum is from.
pub(crate) fn source(dataset: &Dataset, datum: &Cell) -> Option<SourceView> {
    let source = dataset.sources.get(datum.source.as_ref()?)?;
    Some(SourceView { title: source.title.clone(), url: source.url.clone(), kind: source.kind })
}

/// Whether a datum is older than its criterion, or else the site, allows.
pub(crate) fn is_stale(site: &Site, criterion: &Criterion, subject: &Subject, datum: &Cell) -> bool {
    staleness(criterion, subject, datum, site.rules()).is_some()
}

/// The step of colour, 1 to 5, and the word for the level that the colour stands for.
pub(crate) fn level(criterion: &Criterion, value: &Value, words: &ValueLabels) -> Option<(u8, String)> {
    let word = criterion.kind.word(value, words)?;
    let FigureRange::Between(low, high) = criterion.kind.range() else { return None };
    let share = (criterion.kind.figure(value)? - low) / (high - low);
    let tint = TINTS.iter().fold(1, |tint, start| tint + u8::from(share >= *start));
    Some((tint, word))
}
