//! Writes SVG: numbers with one decimal, escaped text, a title and a description for screen readers.
//!
//! There are no styles or scripts in it, so drawings work under a strict content security policy.

use std::fmt::{self, Display, Write as _};

use crate::base::html::escape;

/// The size of names in a drawing, in user units; the theme's style sheet has the same.
pub(crate) const NAME_SIZE: f64 = 14.0;
/// The size of smaller text in a drawing, in user units.
pub(crate) const SMALL_SIZE: f64 = 12.0;

/// A number with one decimal at most.
#[derive(Clone, Copy)]
pub(crate) struct Coord(pub(crate) f64);

impl Display for Coord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.1}", self.0);
        let text = text.strip_suffix(".0").unwrap_or(&text);
        f.write_str(if text == "-0" { "0" } else { text })
    }
}

/// Which part of a text is at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// The `svg` element around a drawing.
pub(crate) struct SvgFrame<'a> {
    /// An id that is unique on the page.
    pub(crate) id: &'a str,
    /// Classes for the theme.
    pub(crate) class: &'a str,
    /// What it shows, in one line.
    pub(crate) title: &'a str,
    /// All it shows, in words.
    pub(crate) description: &'a str,
    /// The width; `None` if the drawing takes the width of its container and positions are percentages.
    pub(crate) width: Option<f64>,
    /// The height.
    pub(crate) height: f64,
    /// Whether it is hidden until the theme shows it in place of another.
    pub(crate) hidden: bool,
}

/// The content of a drawing, written piece by piece.
#[derive(Default)]
pub(crate) struct Svg(String);

impl Svg {
    /// Appends markup; text in it must be escaped.
    pub(crate) fn push(&mut self, markup: fmt::Arguments) {
        let _ = self.0.write_fmt(markup);
    }

    /// Appends a text. `x` may be a percentage.
    pub(crate) fn text(&mut self, class: &str, x: impl Display, y: f64, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.push(format_args!("<text{class} x=\"{x}\" y=\"{}\"{anchor}>{}</text>", Coord(y), escape(text)));
    }

    /// Appends another drawing's content.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// The whole element.
    pub(crate) fn finish(self, frame: &SvgFrame) -> String {
        let (id, height) = (frame.id, Coord(frame.height));
        let size = match frame.width {
            Some(width) => {
                let width = Coord(width);
                format!("viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"")
            }
            None => format!("width=\"100%\" height=\"{height}\" overflow=\"visible\""),
        };
        let hidden = if frame.hidden { " display=\"none\"" } else { "" };
        format!(
            "<svg class=\"{}\" {size}{hidden} role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{}</svg>",
            frame.class,
            escape(frame.title),
            escape(frame.description),
            self.0
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Coord;

    #[test]
    fn numbers_are_short_and_have_no_negative_zero() {
        let shown = [0.0, -0.04, 12.0, 12.34, -3.05, 99.96].map(|x| Coord(x).to_string());
        assert_eq!(shown, ["0", "0", "12", "12.3", "-3", "100"]);
    }
}
