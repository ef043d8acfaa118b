//! The web of a radar chart: its size, and where the names of its axes go.
//!
//! Radar charts are also called web charts: the *web* is the grid without the values, a *spoke* one of its axes with
//! the axis's name.

use std::f64::consts::{PI, TAU};

use crate::svg::drawing::{Anchor, NAME_SIZE};
use crate::svg::text::{balance, min_width, width, wrap};

/// The height of a line of a name.
pub(crate) const LINE_HEIGHT: f64 = 16.0;
/// How far a name may be moved from its axis before the two no longer look connected.
const MAX_SHIFT: f64 = 34.0;
/// The distance between the end of an axis and its name; marks extend into it.
const NAME_GAP: f64 = 11.0;

/// Axes around a centre.
pub(crate) struct Web {
    pub(crate) centre: (f64, f64),
    radius: f64,
    pub(crate) height: f64,
    pub(crate) spokes: Vec<Spoke>,
    /// Whether each name is whole and near its axis.
    pub(crate) legible: bool,
}

/// An axis: its direction, and its name broken into lines.
pub(crate) struct Spoke {
    direction: (f64, f64),
    pub(crate) lines: Vec<String>,
    pub(crate) anchor: Anchor,
    /// The x of the name's anchor.
    pub(crate) x: f64,
    /// The top of its first line.
    pub(crate) top: f64,
}

/// Left, top, right and bottom.
type Bounds = [f64; 4];

impl Web {
    /// The point at a share of an axis, moved sideways.
    pub(crate) fn point(&self, axis: usize, share: f64, aside: f64) -> (f64, f64) {
        let (dx, dy) = self.spokes[axis].direction;
        let r = share * self.radius;
        (self.centre.0 + r * dx - aside * dy, self.centre.1 + r * dy + aside * dx)
    }

    /// How far apart two shares of an axis are drawn.
    pub(crate) fn apart(&self, a: f64, b: f64) -> f64 {
        (a - b).abs() * self.radius
    }

    /// Whether a name would cover the web or the marks at the ends of its axes.
    fn is_under(&self, [left, top, right, bottom]: Bounds) -> bool {
        let (cx, cy) = self.centre;
        let (half, apothem) = (PI / self.count(), self.radius * (PI / self.count()).cos() + 4.0);
        let inside = |x: f64, y: f64| {
            (0..self.spokes.len()).all(|k| {
                let (dx, dy) = self.spokes[k].direction;
                let normal = (dx * half.cos() - dy * half.sin(), dy * half.cos() + dx * half.sin());
                (x - cx) * normal.0 + (y - cy) * normal.1 < apothem
            })
        };
        let end = |k| {
            let (x, y) = self.point(k, 1.0, 0.0);
            left - 8.0 < x && x < right + 8.0 && top - 6.0 < y && y < bottom + 6.0
        };
        let middle = f64::midpoint(left, right);
        (0..self.spokes.len()).any(end) || [left, middle, right].iter().any(|x| inside(*x, top) || inside(*x, bottom))
    }

    fn count(&self) -> f64 {
        self.spokes.iter().map(|_| 1.0).sum()
    }

    /// Moves names up or down until none covers the web or another name, those nearest the sides first. Returns the
    /// greatest distance that one was moved.
    fn separate(&mut self) -> f64 {
        let mut furthest: f64 = 0.0;
        let mut order: Vec<usize> = (0..self.spokes.len()).collect();
        let beside = |k: &usize| self.spokes[*k].direction.0.abs();
        order.sort_by(|a, b| beside(b).total_cmp(&beside(a)).then(a.cmp(b)));
        for (n, k) in order.iter().enumerate() {
            let step = if self.spokes[*k].direction.1 > 0.01 { 2.0 } else { -2.0 };
            let meets = |web: &Self| {
                let bounds = web.spokes[*k].bounds();
                web.is_under(bounds) || order[..n].iter().any(|other| overlap(bounds, web.spokes[*other].bounds()))
            };
            let from = self.spokes[*k].top;
            while meets(self) {
                self.spokes[*k].top += step;
            }
            furthest = furthest.max((self.spokes[*k].top - from).abs());
        }
        furthest
    }
}

impl Spoke {
    /// The box of its name.
    pub(crate) fn bounds(&self) -> Bounds {
        let size = self.width();
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - size / 2.0,
            Anchor::End => self.x - size,
        };
        [left, self.top, left + size, self.top + self.height()]
    }

    fn width(&self) -> f64 {
        self.lines.iter().map(|line| width(line, NAME_SIZE)).fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        LINE_HEIGHT * self.lines.iter().map(|_| 1.0).sum::<f64>()
    }
}

/// A web with names at the ends of its axes, all within `width`; `None` without names.
pub(crate) fn web(names: &[&str], width: f64, radius: f64) -> Option<Web> {
    let spokes: Vec<Spoke> = (0..).zip(names).map(|(i, name)| spoke(i, name, names.len(), width, radius)).collect();
    let mut web = Web { centre: (width / 2.0, 0.0), radius, height: 0.0, spokes, legible: true };
    web.legible = web.separate() <= MAX_SHIFT && !web.spokes.iter().any(|s| s.lines.concat().ends_with('…'));
    let top = web.spokes.iter().map(|s| s.bounds()[1]).reduce(f64::min)? - 2.0;
    let bottom = web.spokes.iter().map(|s| s.bounds()[3]).fold(radius + NAME_GAP, f64::max);
    for spoke in &mut web.spokes {
        spoke.top -= top;
    }
    web.centre.1 = -top;
    web.height = bottom - top + 2.0;
    Some(web)
}

/// An axis around a centre at height 0. Its name is beside its end, in up to three lines, if there is room; else it is
/// moved inwards, and then up or down.
fn spoke(index: u32, name: &str, count: usize, width: f64, radius: f64) -> Spoke {
    let most = if count > 8 { 2 } else { 3 };
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let (dy, dx) = (f64::from(index) * TAU / count - TAU / 4.0).sin_cos();
    let end = (radius + NAME_GAP) * dx;
    let (anchor, room) = match dx {
        dx if dx.abs() < 0.1 => (Anchor::Middle, width * 0.5),
        dx if dx > 0.0 => (Anchor::Start, width / 2.0 - end),
        _ => (Anchor::End, width / 2.0 + end),
    };
    let longest = min_width(name, NAME_SIZE);
    let fits = longest <= room && wrap(name, NAME_SIZE, room, most + 1).len() <= most;
    let room = if fits { room } else { longest.clamp(width * 0.26, width * 0.4) };
    let lines = balance(name, NAME_SIZE, room, most);
    let mut spoke = Spoke { direction: (dx, dy), lines, anchor, x: width / 2.0 + end, top: 0.0 };
    spoke.x = match anchor {
        Anchor::Start => spoke.x.min(width - spoke.width()),
        Anchor::Middle => spoke.x,
        Anchor::End => spoke.x.max(spoke.width()),
    };
    // Above the end of an axis that points up, below that of one that points down, beside it in between.
    spoke.top = (radius + NAME_GAP) * dy - spoke.height() * (1.0 - dy) / 2.0;
    spoke
}

/// Whether two boxes overlap, with a little tolerance.
pub(crate) fn overlap(a: Bounds, b: Bounds) -> bool {
    a[0] < b[2] + 4.0 && b[0] < a[2] + 4.0 && a[1] < b[3] - 0.5 && b[1] < a[3] - 0.5
}
