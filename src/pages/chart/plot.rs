//! The ground of a chart with a row for each criterion: names, scales, rules, gaps in words.
//!
//! Positions along a scale are percentages of the drawing's width, all else is in pixels: the drawing takes the width
//! it is given and its text keeps its size. What must fit is laid out for the narrowest screen.
//!
//! It refuses to know what marks a value.

use super::ChartInput;
use super::figures::{Row, Tick};
use crate::pages::drawing::measure::{cut, width, wrap};
use crate::pages::drawing::{Anchor, NAME, One, SMALL, Svg, SvgFrame};

/// The width that must be enough: a screen of 320 pixels with its margins.
pub(crate) const NARROW: f64 = 280.0;
/// The width at which words are shown that a narrow screen has no room for; the style sheet agrees.
const ROOMY: f64 = 540.0;
/// How often the words of a scale that all rows share are written again.
const EVERY: usize = 6;
/// Between one row and the next.
const ROW_GAP: f64 = 14.0;

/// The position of a share of the scale. The scale takes the whole width; marks at its ends reach out of it, for which
/// the style sheet leaves a margin.
pub(crate) fn x(share: f64) -> String {
    format!("{}%", One(100.0 * share))
}

/// A chart in the making, from the top down.
pub(crate) struct Plot<'a> {
    picture: &'a ChartInput<'a>,
    /// What lies under the marks.
    ground: Svg,
    /// What lies on it.
    pub(crate) marks: Svg,
    /// Where the next thing goes.
    pub(crate) y: f64,
}

impl<'a> Plot<'a> {
    /// Draws each row by `row`, which says how high its band is.
    pub(crate) fn draw(picture: &'a ChartInput<'a>, mut row: impl FnMut(&mut Self, &Row, f64) -> f64) -> String {
        let mut plot = Self { picture, ground: Svg::default(), marks: Svg::default(), y: 0.0 };
        let figures = picture.figures;
        let shared = figures.shared_ticks();
        for (i, line) in figures.rows.iter().enumerate() {
            plot.y += if i == 0 { 0.0 } else { ROW_GAP };
            plot.name(&line.criterion.name);
            if let Some(ticks) = shared.filter(|_| i % EVERY == 0) {
                plot.scale(ticks);
            }
            if line.cells.iter().any(|cell| cell.share.is_some()) {
                let top = plot.y;
                let height = row(&mut plot, line, top);
                plot.rules(&line.ticks, top, height);
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
        for line in wrap(name, NAME, NARROW, 4) {
            self.y += 18.0;
            self.ground.text("row-name", 0, self.y - 4.0, Anchor::Start, &line);
        }
    }

    /// The words of a scale, those that would collide on a narrow screen for wider ones only.
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
                Anchor::Middle if all_fit(ticks, ROOMY) => "tick roomy",
                Anchor::Middle => continue,
                _ => "tick",
            };
            self.ground.text(class, at, self.y - 5.0, anchor, &cut(&tick.text, SMALL, most));
        }
    }

    fn rules(&mut self, ticks: &[Tick], top: f64, height: f64) {
        for tick in ticks {
            let (x, y1, y2) = (x(tick.share), One(top), One(top + height));
            self.ground.push(format_args!("<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"{y1}\" y2=\"{y2}\"/>"));
        }
    }

    /// Draws a line along the scale.
    pub(crate) fn along(&mut self, class: &str, from: f64, to: f64, y: f64) {
        let (x1, x2, y) = (x(from), x(to), One(y.floor() + 0.5));
        self.ground.push(format_args!("<line class=\"{class}\" x1=\"{x1}\" x2=\"{x2}\" y1=\"{y}\" y2=\"{y}\"/>"));
    }

    fn gaps(&mut self, row: &Row) {
        for line in wrap(&row.gaps(&self.picture.figures.subjects), SMALL, NARROW, 8) {
            self.y += 16.0;
            self.ground.text("tick", 0, self.y - 4.0, Anchor::Start, &line);
        }
    }

    fn finish(mut self) -> String {
        self.ground.append(&self.marks);
        self.ground.finish(&SvgFrame {
            id: self.picture.id,
            class: "plot",
            title: self.picture.title,
            description: &self.picture.figures.description(),
            width: None,
            height: self.y + 2.0,
            hidden: false,
        })
    }
}

/// Whether all words of a scale stand apart where the drawing is `whole` wide.
fn all_fit(ticks: &[Tick], whole: f64) -> bool {
    let mut free = 0.0;
    ticks.iter().enumerate().all(|(i, tick)| {
        let size = width(&tick.text, SMALL);
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
