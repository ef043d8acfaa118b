//! The mark of a subject: a shape, a colour and a dash, so that none has to be told by its colour alone.
//!
//! It refuses to know where it stands.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::One;
use crate::link::SubjectRef;
use crate::pages::Markup;

/// How far a mark reaches from its centre, with its outline.
pub(crate) const REACH: f64 = 7.5;

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

/// How a subject is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SubjectMark {
    /// The number of its colour, 1 to 8.
    slot: usize,
    /// The number of its shape, from 0.
    shape: usize,
}

/// A subject and its mark.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct KeyView {
    /// The subject.
    pub subject: SubjectRef,
    /// Its mark, as a small drawing that says nothing to those who do not see it.
    pub mark: Markup,
}

/// The marks of subjects that are drawn together. The shape goes with the colour, so it is the same in all drawings
/// of a page, unless two of these subjects share a colour.
pub(crate) fn marks(subjects: &[SubjectRef]) -> Vec<SubjectMark> {
    let shared = subjects.iter().enumerate().any(|(i, s)| subjects[..i].iter().any(|other| other.slot == s.slot));
    let shape = |(i, subject): (usize, &SubjectRef)| if shared { i } else { subject.slot.saturating_sub(1) };
    subjects.iter().enumerate().map(|s| SubjectMark { slot: s.1.slot, shape: shape(s) % SHAPES.len() }).collect()
}

/// The subjects with their marks; `lines` for drawings that have a line for each.
pub(crate) fn key(subjects: &[SubjectRef], lines: bool) -> Vec<KeyView> {
    let mark = |mark: SubjectMark| {
        let mut svg = String::new();
        let (left, width) = if lines { (-18, 36) } else { (-8, 16) };
        let _ =
            write!(svg, "<svg viewBox=\"{left} -8 {width} 16\" width=\"{width}\" height=\"16\" aria-hidden=\"true\">");
        if lines {
            let _ = write!(svg, "<path class=\"line {}\"{} d=\"M-18 0H18\"/>", mark.class(), mark.dash());
        }
        let _ = write!(svg, "<path class=\"dot {}\" d=\"{}\"/></svg>", mark.class(), mark.path());
        Markup::html(svg)
    };
    subjects.iter().zip(marks(subjects)).map(|(s, m)| KeyView { subject: s.clone(), mark: mark(m) }).collect()
}

impl SubjectMark {
    /// The class of its colour.
    pub(crate) fn class(self) -> String {
        format!("s{}", self.slot)
    }

    /// Its outline around the origin.
    pub(crate) fn path(self) -> &'static str {
        SHAPES[self.shape]
    }

    /// The attribute that dashes its line.
    pub(crate) fn dash(self) -> String {
        match DASHES[self.shape] {
            "" => String::new(),
            dash => format!(" stroke-dasharray=\"{dash}\""),
        }
    }

    /// The mark at a position. `x` may be a percentage.
    pub(crate) fn at(self, x: impl std::fmt::Display, y: f64, title: &str) -> String {
        let title = crate::base::html::escape(title);
        let (class, path, y) = (self.class(), self.path(), One(y));
        format!(
            "<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\"><path class=\"dot {class}\" d=\"{path}\"><title>{title}</title></path></svg>"
        )
    }
}
