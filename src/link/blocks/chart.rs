//! Checks charts: what is drawn has a length, stands once, and is little enough to be told apart.

use crate::base::{Code, Diagnostic, Place, SourcePath, Spanned};
use crate::link::content::Joined;
use crate::model::FigureRange;
use crate::parse::blocks::{Chart, ChartKind};

/// More subjects than there are shapes, or more criteria than anybody compares at a glance.
const MAX_SUBJECTS: usize = 8;
const MAX_CRITERIA: usize = 12;
/// Fewer axes enclose nothing.
const LEAST_AXES: usize = 3;

/// What is wrong with a chart; `name` is where its block stands.
pub(super) fn check(chart: &Chart<Joined>, file: &SourcePath, name: &Place) -> Vec<Diagnostic> {
    let mut faults = twice(&chart.criteria, file);
    faults.extend(chart.subjects.iter().flat_map(|subjects| twice(subjects, file)));
    faults.extend(chart.criteria.iter().filter_map(|id| without_length(chart, id, file)));
    let (subjects, criteria) = (chart.data.subjects.len(), chart.data.criteria.len());
    if chart.kind == ChartKind::Radar && (1..LEAST_AXES).contains(&criteria) {
        let message = format!("a radar needs {LEAST_AXES} criteria or more, and there are {criteria}");
        faults.push(bad(message, name.clone()).help("add criteria, or take `kind: dots`"));
    }
    let at = |list: Option<&Vec<Spanned<String>>>, most: usize| {
        let first = list.and_then(|list| list.get(most));
        first.map_or_else(|| name.clone(), |id| Place::new(file, id.span.clone()))
    };
    if chart.kind != ChartKind::Bars && criteria > MAX_CRITERIA {
        let message = format!("this kind of chart shows up to {MAX_CRITERIA} criteria, and there are {criteria}");
        let fault = bad(message, at(Some(&chart.criteria), MAX_CRITERIA));
        faults.push(fault.help("split it, or take `kind: bars`, which is a table"));
    }
    if chart.kind != ChartKind::Bars && subjects > MAX_SUBJECTS {
        let message = format!("this kind of chart shows up to {MAX_SUBJECTS} subjects, and there are {subjects}");
        let fault = bad(message, at(chart.subjects.as_ref(), MAX_SUBJECTS));
        faults.push(fault.help("choose some with `subjects`, or take `kind: bars`, which is a table"));
    }
    faults
}

fn bad(message: String, place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadBlock, message).at(place)
}

/// Ids that were there before.
fn twice(ids: &[Spanned<String>], file: &SourcePath) -> Vec<Diagnostic> {
    let again = ids.iter().enumerate().filter(|(i, id)| ids[..*i].contains(id));
    let fault = |(_, id): (usize, &Spanned<String>)| {
        bad(format!("`{}` is in this chart already", id.value), Place::new(file, id.span.clone())).help("take it out")
    };
    again.map(fault).collect()
}

/// The fault of a criterion whose values are no lengths.
fn without_length(chart: &Chart<Joined>, id: &Spanned<String>, file: &SourcePath) -> Option<Diagnostic> {
    let kind = &chart.data.dataset.criteria.get(id.value.as_str())?.kind;
    if kind.range() != FigureRange::None {
        return None;
    }
    let message = format!("a chart cannot draw `{}`, whose type is {}", id.value, kind.name());
    let fault = bad(message, Place::new(file, id.span.clone()));
    Some(fault.help("leave it to a matrix; a chart draws ratings, support, numbers and money"))
}
