//! The part of the configuration that speaks of images.
//!
//! It refuses to know what is made of an image.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

/// Images of pages: what is made of those that have many pixels.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImagesConfig {
    /// Whether smaller ones are made. Sizes are filled in all the same.
    pub enabled: bool,
    /// Their widths in pixels. None is made that is not smaller than the original.
    pub widths: BTreeSet<Width>,
    /// In which formats.
    pub formats: BTreeSet<ImageFormat>,
    /// The quality of JPEG.
    pub quality: Quality,
    /// How wide the theme shows an image at most, in CSS pixels: what browsers choose by.
    pub column: Width,
}

impl Default for ImagesConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            widths: [480, 800, 1200, 1600].map(Width).into(),
            formats: [ImageFormat::Webp, ImageFormat::Original].into(),
            quality: Quality(80),
            column: Width(720),
        }
    }
}

/// A format of smaller images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ImageFormat {
    /// WebP without loss, for drawings and screenshots.
    Webp,
    /// That of the original; JPEG for WebP with loss.
    Original,
}

/// A width in pixels, from 16 to 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "u32")]
pub struct Width(#[schemars(range(min = 16, max = 10_000))] pub u32);

impl TryFrom<u32> for Width {
    type Error = String;

    fn try_from(width: u32) -> Result<Self, String> {
        let fits = (16..=10_000).contains(&width);
        fits.then_some(Self(width)).ok_or_else(|| format!("{width} is not a width; give one from 16 to 10000 pixels"))
    }
}

/// The quality of JPEG, from 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "u8")]
pub struct Quality(#[schemars(range(min = 1, max = 100))] pub u8);

impl TryFrom<u8> for Quality {
    type Error = String;

    fn try_from(quality: u8) -> Result<Self, String> {
        let fits = (1..=100).contains(&quality);
        fits.then_some(Self(quality)).ok_or_else(|| format!("{quality} is not a quality; give one from 1 to 100"))
    }
}
