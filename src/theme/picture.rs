//! Puts smaller images into finished pages: a browser takes the one that fits, and knows the rest by name only.
//!
//! It refuses to know how they are made.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Rendered;
use crate::base::html::escape_into;

/// What a page offers of an image: addresses with their widths in pixels, ascending.
pub struct SrcSet {
    /// As WebP.
    pub webp: Vec<(String, u32)>,
    /// In the format of the original, that one with them; empty if nothing is made in it.
    pub original: Vec<(String, u32)>,
    /// How wide the image is shown at most, in CSS pixels.
    pub widest: u32,
}

/// The page with each element of `offers` replaced by one that makes the offer.
pub fn put(page: &Rendered, offers: &BTreeMap<&str, SrcSet>) -> Rendered {
    let html = String::from_utf8_lossy(&page.bytes);
    let mut out = String::with_capacity(html.len() + 512 * offers.len());
    let mut rest = html.as_ref();
    while let Some(start) = rest.find("<img ") {
        out.push_str(&rest[..start]);
        // No attribute of ours holds a bare `>`.
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        match offers.get(tag) {
            Some(offer) => element(&mut out, tag, offer),
            None => out.push_str(tag),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    Rendered::html(out)
}

fn element(out: &mut String, tag: &str, offer: &SrcSet) {
    let sizes = sizes(tag, offer.widest);
    if !offer.webp.is_empty() {
        out.push_str("<picture><source type=\"image/webp\"");
        candidates(out, &offer.webp, &sizes);
        out.push('>');
    }
    out.push_str(tag.trim_end_matches('>'));
    if !offer.original.is_empty() {
        candidates(out, &offer.original, &sizes);
    }
    out.push('>');
    if !offer.webp.is_empty() {
        out.push_str("</picture>");
    }
}

/// Browsers that can wait with an image know how wide it will be; the others are told the width of the column.
fn sizes(tag: &str, widest: u32) -> String {
    let auto = if tag.contains(" loading=\"lazy\"") { "auto, " } else { "" };
    format!("{auto}(max-width: {widest}px) 100vw, {widest}px")
}

fn candidates(out: &mut String, images: &[(String, u32)], sizes: &str) {
    out.push_str(" srcset=\"");
    for (i, (address, width)) in images.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { ", " });
        // A comma would end the candidate.
        escape_into(out, &address.replace(',', "%2C"));
        // Writing to a string cannot fail.
        let _ = write!(out, " {width}w");
    }
    let _ = write!(out, "\" sizes=\"{sizes}\"");
}
