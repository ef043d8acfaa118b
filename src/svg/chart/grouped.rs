//! Grouped bars: for each criterion a bar for each subject, with the mark at its end and the value in it, or behind it
//! if the bar is too short.

use super::ChartInput;
use super::plot::{NARROW, Plot, x};
use crate::base::html::escape;
use crate::svg::drawing::{Anchor, Coord, SMALL_SIZE};
use crate::svg::mark::{MARK_RADIUS, marks};
use crate::svg::text::{truncate, width};

/// The height of a bar.
const BAR_HEIGHT: f64 = 19.0;
/// From the top of a bar to the top of the next.
const BAR_STEP: f64 = 23.0;
/// The distance between a bar's edge and its text.
const PADDING: f64 = 6.0;

/// Where the text of a bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BarTextPlace {
    /// In the bar, from its start.
    Inside,
    /// Behind its end.
    Behind,
    /// Above it.
    Above,
}

/// The chart as SVG.
pub(crate) fn draw(chart: &ChartInput) -> String {
    let series = &chart.figures.series;
    let marks = marks(&chart.figures.slots());
    Plot::draw(chart, |plot, row, top| {
        let mut y = top + 4.0;
        for ((cell, series), mark) in row.cells.iter().zip(series).zip(&marks) {
            let Some(share) = cell.share else { continue };
            let place = place(&cell.text, share);
            let class = mark.class();
            if place == BarTextPlace::Above {
                let text = truncate(&cell.text, SMALL_SIZE, NARROW);
                plot.marks.text("bar-text", x(0.0), y + SMALL_SIZE - 1.0, Anchor::Start, &text);
                y += SMALL_SIZE + 4.0;
            }
            let (right, middle) = (x(share), y + BAR_HEIGHT / 2.0);
            let title = escape(&format!("{}: {}", series.name, cell.text));
            plot.marks.push(format_args!(
                "<rect class=\"column {class}\" y=\"{}\" width=\"{right}\" height=\"{BAR_HEIGHT}\"><title>{title}</title></rect>",
                Coord(y)
            ));
            plot.marks.push(format_args!("{}", mark.at(&right, middle, &format!("{}: {}", series.name, cell.text))));
            let (from, shift) = match place {
                BarTextPlace::Inside => ("0", PADDING),
                BarTextPlace::Behind | BarTextPlace::Above => (right.as_str(), MARK_RADIUS + PADDING),
            };
            if place != BarTextPlace::Above {
                let (shift, y, text) = (Coord(shift), Coord(middle + 4.3), escape(&cell.text));
                plot.marks
                    .push(format_args!("<text class=\"bar-text\" x=\"{from}\" dx=\"{shift}\" y=\"{y}\">{text}</text>"));
            }
            y += BAR_STEP;
        }
        y - top
    })
}

/// Where the text fits, even on a narrow screen.
pub(crate) fn place(text: &str, share: f64) -> BarTextPlace {
    let (size, length) = (width(text, SMALL_SIZE), NARROW * share);
    if PADDING + size + PADDING + MARK_RADIUS <= length {
        BarTextPlace::Inside
    } else if length + MARK_RADIUS + PADDING + size <= NARROW {
        BarTextPlace::Behind
    } else {
        BarTextPlace::Above
    }
}
