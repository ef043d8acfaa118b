//! Writes SVG: numbers with one decimal, escaped text, a picture that says its name.
//!
//! It refuses to write styles and scripts, so drawings work under a strict content security policy.

use std::fmt::{self, Display, Write as _};

use crate::base::html::escape;

/// A number with one decimal at most.
#[derive(Clone, Copy)]
pub(crate) struct One(pub(crate) f64);

impl Display for One {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.1}", self.0);
        let text = text.strip_suffix(".0").unwrap_or(&text);
        f.write_str(if text == "-0" { "0" } else { text })
    }
}

/// Which part of a text stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// What surrounds a drawing.
pub(crate) struct SvgFrame<'a> {
    /// An id that nothing else on the page has.
    pub(crate) id: &'a str,
    /// Classes for the theme.
    pub(crate) class: &'a str,
    /// What it shows, in a line.
    pub(crate) title: &'a str,
    /// All it shows, in words.
    pub(crate) description: &'a str,
    /// Its width; none for one that is as wide as its place, where positions are percentages.
    pub(crate) width: Option<f64>,
    /// Its height.
    pub(crate) height: f64,
    /// Whether it stays out of sight until the theme shows it in place of another.
    pub(crate) hidden: bool,
}

/// A drawing in the making.
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
        self.push(format_args!("<text{class} x=\"{x}\" y=\"{}\"{anchor}>{}</text>", One(y), escape(text)));
    }

    /// Appends another drawing's content.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// The whole element.
    pub(crate) fn finish(self, frame: &SvgFrame) -> String {
        let (id, height) = (frame.id, One(frame.height));
        let size = match frame.width {
            Some(width) => {
                let width = One(width);
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
    use super::One;

    #[test]
    fn numbers_are_short_and_have_no_negative_zero() {
        let shown = [0.0, -0.04, 12.0, 12.34, -3.05, 99.96].map(|x| One(x).to_string());
        assert_eq!(shown, ["0", "0", "12", "12.3", "-3", "100"]);
    }
}
