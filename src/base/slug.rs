//! Names for addresses and anchors, made from text.

/// The letters, digits and hyphens of `text`; other scripts are transliterated.
pub fn slugify(text: &str) -> String {
    slug::slugify(text)
}
