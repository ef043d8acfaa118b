//! Floor 1: charts and diagrams as SVG: measured text, marks that differ in shape, layouts.
//!
//! It refuses to know comparison data, blocks, pages and themes: names and figures go in, markup comes out. Colours
//! are classes, which the theme's style sheet fills in.

pub(crate) mod chart;
pub(crate) mod diagram;
pub(crate) mod drawing;
pub(crate) mod mark;
pub(crate) mod text;
