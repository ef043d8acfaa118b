//! The sizes of nodes, labels and the names of lanes, with their text broken into lines.
//!
//! Layouts use two coordinates that do not depend on the direction: `u` runs from lane to lane, `v` along a lane.

use super::graph::{Graph, GraphNode};
use crate::svg::drawing::{NAME_SIZE, SMALL_SIZE};
use crate::svg::text::{balance, min_width, width};

/// The height of a line of a node's name.
pub(crate) const NAME_LINE: f64 = 18.0;
/// The height of a line of smaller text.
pub(crate) const SMALL_LINE: f64 = 15.0;
/// Names are bold, which is wider by this factor.
const BOLD_FACTOR: f64 = 1.08;
/// The distance between a node's border and its text.
pub(crate) const PAD: f64 = 10.0;

/// How the lanes are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Side by side.
    Across,
    /// One below the other.
    Down,
}

/// A box of text.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextBox {
    /// Lines in the size of names.
    pub(crate) name: Vec<String>,
    /// Smaller lines below.
    pub(crate) small: Vec<String>,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// A rectangle in `u` and `v`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rect {
    pub(crate) u0: f64,
    pub(crate) v0: f64,
    pub(crate) u1: f64,
    pub(crate) v1: f64,
}

impl Direction {
    /// A point in `u` and `v` as `x` and `y`.
    pub(crate) fn xy(self, (u, v): (f64, f64)) -> (f64, f64) {
        match self {
            Self::Across => (u, v),
            Self::Down => (v, u),
        }
    }

    /// The size of a text in `u` and `v`.
    pub(crate) fn size(self, text: &TextBox) -> (f64, f64) {
        self.xy((text.width, text.height))
    }
}

impl Rect {
    /// The rectangle of a size around a centre.
    pub(crate) fn around((u, v): (f64, f64), (du, dv): (f64, f64)) -> Self {
        Self { u0: u - du / 2.0, v0: v - dv / 2.0, u1: u + du / 2.0, v1: v + dv / 2.0 }
    }

    /// Whether two rectangles overlap or nearly touch.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        const MARGIN: f64 = 2.0;
        self.u0 < other.u1 + MARGIN
            && other.u0 < self.u1 + MARGIN
            && self.v0 < other.v1 + MARGIN
            && other.v0 < self.v1 + MARGIN
    }

    /// Whether a point lies in it.
    pub(crate) fn holds(&self, (u, v): (f64, f64)) -> bool {
        self.u0 < u && u < self.u1 && self.v0 < v && v < self.v1
    }
}

/// The boxes of all nodes. With lanes side by side, those of a lane are equally wide; with lanes one below the other
/// they are narrow enough for the fullest lane to fit on a phone.
pub(crate) fn nodes(graph: &Graph, direction: Direction) -> Vec<TextBox> {
    let most = match (direction, graph.fullest()) {
        (Direction::Across, _) => 152.0,
        (Direction::Down, 0 | 1) => 220.0,
        (Direction::Down, 2) => 128.0,
        (Direction::Down, _) => 84.0,
    };
    let mut boxes: Vec<TextBox> = graph.nodes.iter().map(|node| node_box(node, most)).collect();
    let lanes = |boxes: &[TextBox], of: fn(&TextBox) -> f64| -> Vec<f64> {
        let all = |k| graph.nodes.iter().zip(boxes).filter(move |(node, _)| node.lane == k);
        (0..graph.lanes.len()).map(|k| all(k).map(|(_, text)| of(text)).fold(0.0, f64::max)).collect()
    };
    let (widths, heights) = (lanes(&boxes, |b| b.width), lanes(&boxes, |b| b.height));
    for (text, node) in boxes.iter_mut().zip(&graph.nodes) {
        match direction {
            Direction::Across => text.width = widths[node.lane],
            Direction::Down => text.height = heights[node.lane],
        }
    }
    boxes
}

fn node_box(node: &GraphNode, most: f64) -> TextBox {
    let text = node.text.unwrap_or_default();
    let words = min_width(node.name, NAME_SIZE * BOLD_FACTOR).max(min_width(text, SMALL_SIZE));
    let most = most.max(words.min(150.0));
    let name = balance(node.name, NAME_SIZE * BOLD_FACTOR, most, 4);
    let small = balance(text, SMALL_SIZE, most, 6);
    let lines = |lines: &[String], size: f64| lines.iter().map(|line| width(line, size)).fold(0.0, f64::max);
    let inner = lines(&name, NAME_SIZE * BOLD_FACTOR).max(lines(&small, SMALL_SIZE)).max(64.0);
    let height = NAME_LINE * count(&name) + SMALL_LINE * count(&small);
    TextBox { width: inner + 2.0 * PAD, height: height + 2.0 * PAD, name, small }
}

/// The box of an edge's label.
pub(crate) fn label(label: Option<&str>) -> Option<TextBox> {
    small(label?, 118.0, 3)
}

/// The box of a lane's name, at most this wide.
pub(crate) fn lane(name: &str, most: f64) -> Option<TextBox> {
    small(name, most, 2)
}

fn small(text: &str, most: f64, lines: usize) -> Option<TextBox> {
    let small = balance(text, SMALL_SIZE, most, lines);
    let width = small.iter().map(|line| width(line, SMALL_SIZE)).reduce(f64::max)?;
    Some(TextBox { name: Vec::new(), width: width + 4.0, height: SMALL_LINE * count(&small), small })
}

/// The number of lines.
pub(crate) fn count(lines: &[String]) -> f64 {
    lines.iter().map(|_| 1.0).sum()
}
