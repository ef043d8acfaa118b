//! The size that an SVG asks for: its `width` and `height`, or else those of its `viewBox`.
//!
//! It refuses to know what is drawn.

use html5gum::{StartTag, Token, Tokenizer};

use super::UnreadableImage;

/// The root stands at the beginning; what comes before it is comments and declarations.
const BEGINNING: usize = 1 << 16;

/// The width and height in CSS pixels; `None` for one that takes the size of what is around it.
pub(crate) fn size(bytes: &[u8]) -> Result<Option<(u32, u32)>, UnreadableImage> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(BEGINNING)]);
    let root = Tokenizer::new(text.as_ref()).find_map(|token| match token {
        Ok(Token::StartTag(tag)) => Some(tag),
        _ => None,
    });
    let root = root.filter(|tag| tag.name.rsplit(|c| *c == b':').next() == Some(b"svg".as_slice()));
    let Some(root) = root else {
        return Err(UnreadableImage::Unreadable("it does not begin with an `svg` element".to_owned()));
    };
    Ok(of_root(&root).map(|(w, h)| (whole(w), whole(h))))
}

/// One side that is missing follows from the other and the box.
fn of_root(root: &StartTag<()>) -> Option<(f64, f64)> {
    let attribute = |name: &[u8]| root.attributes.get(name).map(|value| String::from_utf8_lossy(value));
    let width = attribute(b"width").and_then(|w| length(&w));
    let height = attribute(b"height").and_then(|h| length(&h));
    let bounds = attribute(b"viewbox").and_then(|b| view_box(&b));
    match (width, height, bounds) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, Some((w, h))) => Some((width, width * h / w)),
        (None, Some(height), Some((w, h))) => Some((height * w / h, height)),
        (None, None, Some(bounds)) => Some(bounds),
        _ => None,
    }
}

fn view_box(text: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = text
        .split([' ', ',', '\t', '\n', '\r'])
        .filter(|n| !n.is_empty())
        .map(|n| n.parse().ok())
        .collect::<Option<_>>()?;
    let [_, _, width, height] = numbers[..] else { return None };
    (positive(width) && positive(height)).then_some((width, height))
}

/// A length in CSS pixels; `None` for one that depends on what is around the image.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit = text.find(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E') || c == '%');
    let unit = unit.or_else(|| text.find("em").or_else(|| text.find("ex"))).unwrap_or(text.len());
    let factor = match &text[unit..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    text[..unit].parse().ok().map(|n: f64| n * factor).filter(|n| positive(*n))
}

/// A number that a side can have.
fn positive(n: f64) -> bool {
    n > 0.0 && n <= 1e6
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a side is from 0 to a million")]
fn whole(side: f64) -> u32 {
    side.round().clamp(1.0, 1e6) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_any_unit_and_from_the_box() {
        let size = |attributes: &str| {
            size(format!("<?xml version=\"1.0\"?><!-- x --><svg {attributes}/>").as_bytes()).expect("an SVG")
        };
        assert_eq!(size("width='300' height='150.4px'"), Some((300, 150)));
        assert_eq!(size("width='1in' height='1cm'"), Some((96, 38)));
        assert_eq!(size("viewBox='0 0 24 12'"), Some((24, 12)));
        assert_eq!(size("width='48' viewBox='0,0,24,12'"), Some((48, 24)));
        assert_eq!(size("width='100%' height='100%' viewBox='0 0 24 12'"), Some((24, 12)));
        assert_eq!(size("width='2em' height='2em' viewBox='0 0 24 12'"), Some((24, 12)));
        assert_eq!(size("width='1e2' height='50'"), Some((100, 50)));
        for bad in ["", "width='100%'", "viewBox='0 0 0 0'", "viewBox='0 0 a b'", "width='-5' height='inf'"] {
            assert_eq!(size(bad), None, "{bad}");
        }
        assert!(super::size(b"<html><svg width='1' height='1'/>").is_err());
    }
}
