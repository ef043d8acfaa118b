//! Grouped bars: for each criterion a bar for each subject, from a common start; its mark stands at its end, its value
//! in it, or behind it where it is too short.
//!
//! It refuses to know names and scales.

use super::ChartInput;
use super::plot::{NARROW, Plot, x};
use crate::base::html::escape;
use crate::pages::drawing::mark::{REACH, marks};
use crate::pages::drawing::measure::{cut, width};
use crate::pages::drawing::{Anchor, One, SMALL};

/// The height of a bar.
const BAR: f64 = 19.0;
/// From a bar to the next.
const STEP: f64 = 23.0;
/// Between a bar's edge and its text.
const PAD: f64 = 6.0;

/// Where the text of a bar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DotPlace {
    /// In the bar, from its start.
    Inside,
    /// Behind its end.
    Behind,
    /// Above it.
    Above,
}

/// The chart as SVG.
pub(crate) fn draw(picture: &ChartInput) -> String {
    let subjects = &picture.figures.subjects;
    let marks = marks(subjects);
    Plot::draw(picture, |plot, row, top| {
        let mut y = top + 4.0;
        for ((cell, subject), mark) in row.cells.iter().zip(subjects).zip(&marks) {
            let Some(share) = cell.share else { continue };
            let place = place(&cell.text, share);
            let class = mark.class();
            if place == DotPlace::Above {
                let text = cut(&cell.text, SMALL, NARROW);
                plot.marks.text("bar-text", x(0.0), y + SMALL - 1.0, Anchor::Start, &text);
                y += SMALL + 4.0;
            }
            let (right, middle) = (x(share), y + BAR / 2.0);
            let title = escape(&format!("{}: {}", subject.name, cell.text));
            plot.marks.push(format_args!(
                "<rect class=\"column {class}\" y=\"{}\" width=\"{right}\" height=\"{BAR}\"><title>{title}</title></rect>",
                One(y)
            ));
            plot.marks.push(format_args!("{}", mark.at(&right, middle, &format!("{}: {}", subject.name, cell.text))));
            let (from, shift) = match place {
                DotPlace::Inside => ("0", PAD),
                DotPlace::Behind | DotPlace::Above => (right.as_str(), REACH + PAD),
            };
            if place != DotPlace::Above {
                let (shift, y, text) = (One(shift), One(middle + 4.3), escape(&cell.text));
                plot.marks
                    .push(format_args!("<text class=\"bar-text\" x=\"{from}\" dx=\"{shift}\" y=\"{y}\">{text}</text>"));
            }
            y += STEP;
        }
        y - top
    })
}

/// Where there is room for the text, also on a narrow screen.
pub(crate) fn place(text: &str, share: f64) -> DotPlace {
    let (size, length) = (width(text, SMALL), NARROW * share);
    if PAD + size + PAD + REACH <= length {
        DotPlace::Inside
    } else if length + REACH + PAD + size <= NARROW {
        DotPlace::Behind
    } else {
        DotPlace::Above
    }
}
