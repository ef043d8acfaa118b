//! Words and numbers of data that several blocks show: sources, dates, staleness, levels.
//!
//! It refuses to know which block shows them.

use crate::link::Site;
use crate::model::lint::freshness::staleness;
use crate::model::{Criterion, CriterionType, Dataset, Datum, Subject, Support, Value, ValueLabels};

use super::blocks::SourceView;

/// How many steps of colour a level is drawn with.
const TINTS: u8 = 5;

/// Where a datum is from.
pub(crate) fn source(dataset: &Dataset, datum: &Datum) -> Option<SourceView> {
    let source = dataset.sources.get(datum.source.as_ref()?)?;
    Some(SourceView { title: source.title.clone(), url: source.url.clone(), kind: source.kind })
}

/// Whether a datum is older than its criterion, or else the site, allows.
pub(crate) fn is_stale(site: &Site, criterion: &Criterion, subject: &Subject, datum: &Datum) -> bool {
    staleness(criterion, subject, datum, site.rules()).is_some()
}

/// The step of colour, 1 to 5, and the word for the level that the colour stands for.
pub(crate) fn level(criterion: &Criterion, value: &Value, words: &ValueLabels) -> Option<(u8, String)> {
    match (value, &criterion.kind) {
        (Value::Rating(level), CriterionType::Rating(scale)) => {
            let levels = u8::try_from(scale.levels.len()).ok().filter(|n| *n > 1)?;
            let tint = 1 + (level - 1) * (TINTS - 1) / (levels - 1);
            Some((tint, scale.name(*level)?.to_owned()))
        }
        (Value::Support(support), _) => Some(match support {
            Support::Yes => (TINTS, words.yes.to_lowercase()),
            Support::Partial => (3, words.partly.to_lowercase()),
            Support::No => (1, words.no.to_lowercase()),
        }),
        _ => None,
    }
}
