//! What charts and diagrams draw with: an SVG writer, marks that differ in shape, text that is measured.
//!
//! It refuses to know what is drawn, and any colour: classes leave that to the theme.

pub(crate) mod mark;
pub(crate) mod measure;
pub(crate) mod svg;

pub use self::mark::KeyView;
pub(crate) use self::mark::key;
pub(crate) use self::svg::{Anchor, One, Svg, SvgFrame};

/// The size of names in a drawing, in its own units; the theme's style sheet agrees.
pub(crate) const NAME: f64 = 14.0;
/// The size of smaller text in a drawing.
pub(crate) const SMALL: f64 = 12.0;
