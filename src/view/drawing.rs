//! What charts and diagrams draw with: an SVG writer, marks that differ in shape, text that is measured.
//!
//! It refuses to know what is drawn, and any colour: classes leave that to the theme.

pub(super) mod mark;
pub(super) mod measure;
pub(super) mod svg;

pub use mark::KeyView;
pub(super) use mark::key;
pub(super) use svg::{Anchor, Frame, One, Svg};

/// The size of names in a drawing, in its own units; the theme's style sheet agrees.
pub(super) const NAME: f64 = 14.0;
/// The size of smaller text in a drawing.
pub(super) const SMALL: f64 = 12.0;
