//! Images: how large they are, and smaller ones of the same. Bytes in, bytes out.
//!
//! It refuses to know files, addresses and pages.

#[cfg(feature = "images")]
mod jpeg;
#[cfg(feature = "images")]
mod raster;
mod svg;
#[cfg(feature = "images")]
mod variants;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::snapshot::SourceFile;
use crate::base::{Hash128, SourcePath};

#[cfg(feature = "images")]
pub use self::variants::{candidates, variants};
#[cfg(not(feature = "images"))]
pub use self::without_codecs::{candidates, variants};

/// Looks at an image, of which the name ends in `extension`. `None` if it is of no format that Versus knows, or
/// has no size of its own.
pub fn probe(extension: &str, bytes: &[u8]) -> Option<Result<Probe, UnreadableImage>> {
    match extension.to_ascii_lowercase().as_str() {
        "svg" => {
            let size = svg::size(bytes).transpose()?;
            Some(size.map(|(width, height)| Probe { width, height, kind: ImageKind::Fixed }))
        }
        #[cfg(feature = "images")]
        "png" | "jpg" | "jpeg" | "webp" | "gif" => raster::probe(bytes),
        _ => None,
    }
}

#[cfg(not(feature = "images"))]
mod without_codecs {
    //! Stands in for the codecs: no image is made of another.

    use super::{Candidate, Probe, UnreadableImage, Variant, VariantOptions};

    /// No image is made.
    pub fn candidates(_: Probe, _: &VariantOptions) -> Vec<Candidate> {
        Vec::new()
    }

    /// No image is made.
    pub fn variants(_: &[u8], _: Probe, _: &VariantOptions) -> Result<Vec<Variant>, UnreadableImage> {
        Ok(Vec::new())
    }
}

/// Raised whenever the same image would give other bytes, as after an update of an encoder: it is a part of the
/// names of variants and of the keys under which they are remembered.
const PROCEDURE: u32 = 1;

/// An image of more pixels is not decoded: 256 MB with eight bits a channel.
pub const MOST_PIXELS: u64 = 64_000_000;

/// Nor is one that is longer on one side.
pub const LONGEST_SIDE: u32 = 30_000;

/// Tells how large images are, and remembers it.
pub trait Probing: Sync {
    /// What is known of an image without decoding it; `None` if it is of no format that Versus knows.
    fn probe(&self, path: &SourcePath, file: &SourceFile) -> Option<Result<Probe, UnreadableImage>>;
}

/// What is known of an image without decoding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// Its width as it is shown, in pixels.
    pub width: u32,
    /// Its height as it is shown, in pixels.
    pub height: u32,
    /// What can be made of it.
    pub kind: ImageKind,
}

/// What can be made of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImageKind {
    /// It has lost detail before, as photographs do: smaller ones may lose some more.
    Lossy,
    /// It is exact, as drawings and screenshots are: so is whatever is made of it.
    Exact,
    /// It stays as it is: drawn by numbers, moving, or of colours that only print knows.
    Fixed,
    /// It has more pixels than are decoded, so it stays as it is.
    TooLarge,
}

/// Why an image cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnreadableImage {
    /// It ends too early.
    CutOff,
    /// It is not what it seems, or damaged; how the decoder puts it.
    Unreadable(String),
}

impl fmt::Display for UnreadableImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutOff => f.write_str("it is cut off"),
            Self::Unreadable(why) => f.write_str(why),
        }
    }
}

/// Which smaller images are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VariantOptions {
    /// Their widths in pixels, ascending.
    pub widths: Vec<u32>,
    /// Whether exact images are offered as WebP.
    pub webp: bool,
    /// Whether smaller ones are offered in the format of the original, JPEG for lossy ones.
    pub original: bool,
    /// The quality of JPEG, 1 to 100.
    pub quality: u8,
}

impl VariantOptions {
    /// What names the images that are made of the bytes with a hash.
    pub fn key(&self, bytes: Hash128) -> Hash128 {
        Hash128::of_value(&(PROCEDURE, bytes, self))
    }
}

/// The format of an image that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EncodedFormat {
    /// For lossy ones.
    Jpeg,
    /// For exact ones.
    Png,
    /// For exact ones, without loss.
    WebP,
}

impl EncodedFormat {
    /// How a file's name ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

/// An image that may be made of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Candidate {
    /// Its format.
    pub format: EncodedFormat,
    /// Its width in pixels.
    pub width: u32,
}

/// An image that was made of another, and is worth having.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its format and width.
    pub candidate: Candidate,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}
