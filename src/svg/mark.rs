//! The mark of a subject: a shape, a colour and a dash, so that no subject is told apart by its colour alone.

use std::fmt::Write as _;

use super::drawing::Coord;

/// The greatest distance of a mark's outline from its centre.
pub(crate) const MARK_RADIUS: f64 = 7.5;

/// Circle, square, diamond, triangle up, triangle down, cross, plus, star; all about equally large.
const SHAPES: [&str; 8] = [
    "M-5.8 0a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0-11.6 0z",
    "M-5.2-5.2H5.2V5.2H-5.2z",
    "M0-7L7 0 0 7-7 0z",
    "M0-6.6L6.8 5.4H-6.8z",
    "M0 6.6L6.8-5.4H-6.8z",
    "M-3.2-6.4L0-3.2 3.2-6.4 6.4-3.2 3.2 0 6.4 3.2 3.2 6.4 0 3.2-3.2 6.4-6.4 3.2-3.2 0-6.4-3.2z",
    "M-2.3-6.8H2.3V-2.3H6.8V2.3H2.3V6.8H-2.3V2.3H-6.8V-2.3H-2.3z",
    "M0-7.2L2-2.5 7-2.2 3.2 1.1 4.4 6 0 3.3-4.4 6-3.2 1.1-7-2.2-2-2.5z",
];

/// The dashes of lines, the first unbroken.
const DASHES: [&str; 8] = ["", "7 4", "2 3", "9 3 2 3", "12 4", "4 4", "9 3 2 3 2 3", "1 5"];

/// The colour and the shape that a subject is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SubjectMark {
    /// The number of its colour, 1 to 8.
    slot: usize,
    /// The number of its shape, from 0.
    shape: usize,
}

/// The marks of subjects that are drawn together, by the numbers of their colours. The shape goes with the colour, so
/// it is the same in all drawings of a page, unless two of these subjects share a colour.
pub(crate) fn marks(slots: &[usize]) -> Vec<SubjectMark> {
    let shared = slots.iter().enumerate().any(|(i, slot)| slots[..i].contains(slot));
    let shape = |i: usize, slot: usize| if shared { i } else { slot.saturating_sub(1) };
    let mark = |(i, slot): (usize, &usize)| SubjectMark { slot: *slot, shape: shape(i, *slot) % SHAPES.len() };
    slots.iter().enumerate().map(mark).collect()
}

impl SubjectMark {
    /// The class of the colour.
    pub(crate) fn class(self) -> String {
        format!("s{}", self.slot)
    }

    /// The mark by itself, for a legend: hidden from screen readers, since the name is next to it; with a piece of its
    /// line if `line`.
    pub(crate) fn legend(self, line: bool) -> String {
        let mut svg = String::new();
        let (left, width) = if line { (-18, 36) } else { (-8, 16) };
        let _ =
            write!(svg, "<svg viewBox=\"{left} -8 {width} 16\" width=\"{width}\" height=\"16\" aria-hidden=\"true\">");
        if line {
            let _ = write!(svg, "<path class=\"line {}\"{} d=\"M-18 0H18\"/>", self.class(), self.dash());
        }
        let _ = write!(svg, "<path class=\"dot {}\" d=\"{}\"/></svg>", self.class(), self.path());
        svg
    }

    /// The outline around the origin.
    pub(crate) fn path(self) -> &'static str {
        SHAPES[self.shape]
    }

    /// The attribute that dashes the line.
    pub(crate) fn dash(self) -> String {
        match DASHES[self.shape] {
            "" => String::new(),
            dash => format!(" stroke-dasharray=\"{dash}\""),
        }
    }

    /// The mark at a position. `x` may be a percentage.
    pub(crate) fn at(self, x: impl std::fmt::Display, y: f64, title: &str) -> String {
        let title = crate::base::html::escape(title);
        let (class, path, y) = (self.class(), self.path(), Coord(y));
        format!(
            "<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\"><path class=\"dot {class}\" d=\"{path}\"><title>{title}</title></path></svg>"
        )
    }
}
