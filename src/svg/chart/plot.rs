//! The frame of a chart with a row for each criterion: names, scales, grid lines, missing values in words.
//!
//! Positions along a scale are percentages of the drawing's width, everything else is in pixels: the drawing takes the
//! width it is given and its text keeps its size. What must fit is laid out for the narrowest screen.

use super::{ChartInput, FigureRow, Tick};
use crate::svg::drawing::{Anchor, Coord, NAME_SIZE, SMALL_SIZE, Svg, SvgFrame};
use crate::svg::text::{truncate, width, wrap};

/// The least width in pixels: a screen of 320 pixels without its margins.
pub(crate) const NARROW: f64 = 280.0;
/// The width in pixels from which on labels are shown that a narrow screen has no room for; the style sheet has it too.
const WIDE: f64 = 540.0;
/// A scale that all rows share is labelled again after this many rows.
const ROWS_PER_SCALE: usize = 6;
/// The distance between rows.
const ROW_GAP: f64 = 14.0;

/// The position of a share of the scale. The scale takes the whole width; marks at its ends extend beyond it, into a
/// margin of the style sheet.
pub(crate) fn x(share: f64) -> String {
    format!("{}%", Coord(100.0 * share))
}

/// A chart that is drawn from the top down.
pub(crate) struct Plot<'a> {
    chart: &'a ChartInput<'a>,
    /// What is under the marks.
    background: Svg,
    /// What is drawn over the background.
    pub(crate) marks: Svg,
    /// Where the next piece begins.
    pub(crate) y: f64,
}

impl<'a> Plot<'a> {
    /// Draws each row with `row`, which returns the row's height.
    pub(crate) fn draw(chart: &'a ChartInput<'a>, mut row: impl FnMut(&mut Self, &FigureRow, f64) -> f64) -> String {
        let mut plot = Self { chart, background: Svg::default(), marks: Svg::default(), y: 0.0 };
        let figures = chart.figures;
        let shared = figures.shared_ticks();
        for (i, line) in figures.rows.iter().enumerate() {
            plot.y += if i == 0 { 0.0 } else { ROW_GAP };
            plot.name(&line.name);
            if let Some(ticks) = shared.filter(|_| i % ROWS_PER_SCALE == 0) {
                plot.scale(ticks);
            }
            if line.cells.iter().any(|cell| cell.share.is_some()) {
                let top = plot.y;
                let height = row(&mut plot, line, top);
                plot.grid(&line.ticks, top, height);
                plot.y = top + height;
                if shared.is_none() {
                    plot.scale(&line.ticks);
                }
            }
            plot.gaps(line);
        }
        plot.finish()
    }

    fn name(&mut self, name: &str) {
        for line in wrap(name, NAME_SIZE, NARROW, 4) {
            self.y += 18.0;
            self.background.text("row-name", 0, self.y - 4.0, Anchor::Start, &line);
        }
    }

    /// The labels of a scale; those that would collide on a narrow screen are for wider ones only.
    fn scale(&mut self, ticks: &[Tick]) {
        self.y += 18.0;
        let most = (NARROW - 16.0) / 2.0;
        for (i, tick) in ticks.iter().enumerate() {
            let (anchor, at) = match i {
                0 if tick.share == 0.0 => (Anchor::Start, "0".to_owned()),
                _ if i + 1 == ticks.len() => (Anchor::End, "100%".to_owned()),
                _ => (Anchor::Middle, x(tick.share)),
            };
            let class = match anchor {
                Anchor::Middle if all_fit(ticks, NARROW) => "tick",
                Anchor::Middle if all_fit(ticks, WIDE) => "tick roomy",
                Anchor::Middle => continue,
                _ => "tick",
            };
            self.background.text(class, at, self.y - 5.0, anchor, &truncate(&tick.text, SMALL_SIZE, most));
        }
    }

    fn grid(&mut self, ticks: &[Tick], top: f64, height: f64) {
        for tick in ticks {
            let (x, y1, y2) = (x(tick.share), Coord(top), Coord(top + height));
            self.background.push(format_args!("<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"{y1}\" y2=\"{y2}\"/>"));
        }
    }

    /// Draws a line along the scale.
    pub(crate) fn along(&mut self, class: &str, from: f64, to: f64, y: f64) {
        let (x1, x2, y) = (x(from), x(to), Coord(y.floor() + 0.5));
        self.background.push(format_args!("<line class=\"{class}\" x1=\"{x1}\" x2=\"{x2}\" y1=\"{y}\" y2=\"{y}\"/>"));
    }

    fn gaps(&mut self, row: &FigureRow) {
        for line in wrap(&row.gaps(&self.chart.figures.series), SMALL_SIZE, NARROW, 8) {
            self.y += 16.0;
            self.background.text("tick", 0, self.y - 4.0, Anchor::Start, &line);
        }
    }

    fn finish(mut self) -> String {
        self.background.append(&self.marks);
        self.background.finish(&SvgFrame {
            id: self.chart.id,
            class: "plot",
            title: self.chart.title,
            description: &self.chart.figures.description(),
            width: None,
            height: self.y + 2.0,
            hidden: false,
        })
    }
}

/// Whether no two labels of a scale overlap in a drawing of the width `whole`.
fn all_fit(ticks: &[Tick], whole: f64) -> bool {
    let mut free = 0.0;
    ticks.iter().enumerate().all(|(i, tick)| {
        let size = width(&tick.text, SMALL_SIZE);
        let left = match i {
            0 => 0.0,
            _ if i + 1 == ticks.len() => whole - size,
            _ => tick.share * whole - size / 2.0,
        };
        let fits = left >= free;
        free = left + size + 8.0;
        fits
    })
}
