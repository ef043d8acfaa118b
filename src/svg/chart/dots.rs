//! Dots: a line for each criterion with a mark for each subject; marks that would overlap are stacked.

use super::plot::{NARROW, Plot, x};
use super::{ChartInput, FigureRow};
use crate::svg::mark::{MARK_RADIUS, marks};

/// The distance between the centres of neighbouring marks.
const MARK_STEP: f64 = 15.0;

/// The chart as SVG.
pub(crate) fn draw(chart: &ChartInput) -> String {
    let series = &chart.figures.series;
    let marks = marks(&chart.figures.slots());
    Plot::draw(chart, |plot, row, top| {
        let places = stack(&shares(row));
        let reach = places.iter().flatten().map(|(_, y)| y.abs()).fold(0.0, f64::max) + MARK_RADIUS + 3.0;
        let middle = (top + reach).floor() + 0.5;
        plot.along("axis", 0.0, 1.0, middle);
        let known = || places.iter().flatten().map(|(share, _)| *share);
        plot.along("range", known().fold(1.0, f64::min), known().fold(0.0, f64::max), middle);
        for (i, place) in places.iter().enumerate() {
            let Some((share, y)) = place else { continue };
            let title = format!("{}: {}", series[i].name, row.cells[i].text);
            plot.marks.push(format_args!("{}", marks[i].at(x(*share), middle + y, &title)));
        }
        2.0 * reach
    })
}

fn shares(row: &FigureRow) -> Vec<Option<f64>> {
    row.cells.iter().map(|cell| cell.share).collect()
}

/// The share of each value, and how far below the line its mark is (above it if negative).
pub(crate) fn stack(shares: &[Option<f64>]) -> Vec<Option<(f64, f64)>> {
    let mut known: Vec<(usize, f64)> = shares.iter().enumerate().filter_map(|(i, s)| Some((i, (*s)?))).collect();
    known.sort_by(|(i, a), (j, b)| a.total_cmp(b).then(i.cmp(j)));
    let mut places = vec![None; shares.len()];
    let mut rest = known.as_slice();
    while !rest.is_empty() {
        let apart = |pair: &[(usize, f64)]| NARROW * (pair[1].1 - pair[0].1) >= MARK_STEP;
        let size = rest.windows(2).position(apart).map_or(rest.len(), |i| i + 1);
        let (heap, others) = rest.split_at(size);
        rest = others;
        let rows = rows(heap);
        let last = rows.iter().copied().max().unwrap_or(0);
        for ((i, share), row) in heap.iter().zip(&rows) {
            places[*i] = Some((*share, MARK_STEP * (f64::from(*row) - f64::from(last) / 2.0)));
        }
    }
    places
}

/// The row of each mark: the first with room for it. The marks come from left to right.
fn rows(heap: &[(usize, f64)]) -> Vec<u32> {
    let mut ends: Vec<f64> = Vec::new();
    heap.iter()
        .map(|(_, share)| {
            let at = NARROW * share;
            let row = ends.iter().position(|end| at - end >= MARK_STEP).unwrap_or(ends.len());
            if row == ends.len() {
                ends.push(at);
            } else {
                ends[row] = at;
            }
            u32::try_from(row).unwrap_or(0)
        })
        .collect()
}
