//! Smaller images of the same, and the same in a format that takes fewer bytes.
//!
//! Lossy images become JPEG, exact ones WebP without loss and PNG, so nothing loses detail that had all of it. Of
//! the original's metadata only the colour profile is kept: not where a photograph was taken, nor by what. It
//! refuses to know where the bytes come from and go.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits};

use super::raster::{DECODER_BYTES, fault};
use super::{Candidate, EncodedFormat, ImageKind, Probe, UnreadableImage, Variant, VariantOptions};

/// What may be made of an image, largest first within a format. Exact ones are offered as WebP in their full width
/// as well; nothing is ever made larger.
pub fn candidates(probe: Probe, options: &VariantOptions) -> Vec<Candidate> {
    // A step just below the width of the original would save next to nothing.
    let steps = options.widths.iter().rev().copied().filter(|w| u64::from(*w) * 10 <= u64::from(probe.width) * 9);
    let of = |format, widths: &mut dyn Iterator<Item = u32>| {
        widths.map(|width| Candidate { format, width }).collect::<Vec<_>>()
    };
    match probe.kind {
        ImageKind::Lossy if options.original => of(EncodedFormat::Jpeg, &mut steps.clone()),
        ImageKind::Exact => {
            let mut all = Vec::new();
            if options.webp {
                all.extend(of(EncodedFormat::WebP, &mut std::iter::once(probe.width).chain(steps.clone())));
            }
            if options.original {
                all.extend(of(EncodedFormat::Png, &mut steps.clone()));
            }
            all
        }
        _ => Vec::new(),
    }
}

/// Makes of an image whatever is worth having: each is a tenth smaller at least than the one above it of its
/// format, and the largest than the original. Nothing is decoded that `probe` finds too large.
pub fn variants(bytes: &[u8], probe: Probe, options: &VariantOptions) -> Result<Vec<Variant>, UnreadableImage> {
    let candidates = candidates(probe, options);
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    // Decoders are written by people; a panic in one is a fault of this image and no other.
    let made = catch_unwind(AssertUnwindSafe(|| make(bytes, probe, options.quality, &candidates)));
    made.unwrap_or_else(|_| Err(UnreadableImage::Unreadable("the decoder gave up".to_owned())))
}

fn make(bytes: &[u8], probe: Probe, quality: u8, candidates: &[Candidate]) -> Result<Vec<Variant>, UnreadableImage> {
    let source = Rgba8::decode(bytes, probe).map_err(|e| fault(&e))?;
    let mut sizes: BTreeMap<u32, Rgba8> = BTreeMap::new();
    // What the next of a format has to beat; nothing follows where there is no full width.
    let mut above: BTreeMap<EncodedFormat, Option<usize>> = BTreeMap::new();
    let mut made = Vec::new();
    for candidate in candidates {
        let above = above.entry(candidate.format).or_insert(Some(bytes.len()));
        let Some(most) = above.map(|bytes| bytes / 10 * 9) else { continue };
        let image = match sizes.entry(candidate.width) {
            _ if candidate.width == source.width => &source,
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(source.resized(candidate.width)?),
        };
        match image.encode(candidate.format, quality).filter(|encoded| encoded.len() <= most) {
            Some(encoded) => {
                *above = Some(encoded.len());
                made.push(Variant { candidate: *candidate, bytes: encoded.into() });
            }
            // A browser that takes the format would have to blow a smaller one up.
            None if candidate.width == source.width => *above = None,
            None => {}
        }
    }
    Ok(made)
}

/// A decoded image, upright, in eight bits a channel.
///
/// All are resized as RGBA: `fast_image_resize` with every pixel type would be a third of the compiled program.
struct Rgba8 {
    width: u32,
    height: u32,
    /// The channels that it is encoded with.
    color: ExtendedColorType,
    /// Four bytes a pixel.
    samples: Vec<u8>,
    profile: Option<Vec<u8>>,
}

impl Rgba8 {
    fn decode(bytes: &[u8], probe: Probe) -> Result<Self, ImageError> {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(DECODER_BYTES);
        reader.limits(limits);
        let mut decoder = reader.into_decoder()?;
        let (profile, orientation) = (decoder.icc_profile()?, decoder.orientation()?);
        let mut image = DynamicImage::from_decoder(decoder)?;
        image.apply_orientation(orientation);
        let alpha = probe.kind == ImageKind::Exact && image.color().has_alpha();
        let color = match (image.color().has_color(), alpha) {
            (false, false) => ExtendedColorType::L8,
            (false, true) => ExtendedColorType::La8,
            (true, false) => ExtendedColorType::Rgb8,
            (true, true) => ExtendedColorType::Rgba8,
        };
        Ok(Self {
            width: image.width(),
            height: image.height(),
            color,
            samples: image.into_rgba8().into_raw(),
            profile,
        })
    }

    /// The image in another width, by a Lanczos filter, transparent pixels weighted by their opacity.
    fn resized(&self, width: u32) -> Result<Self, UnreadableImage> {
        let height = u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2;
        let height = u32::try_from(height / u64::from(self.width)).unwrap_or(u32::MAX).max(1);
        let fault = |why: &dyn std::fmt::Display| UnreadableImage::Unreadable(why.to_string());
        let pixel = PixelType::U8x4;
        let source = ImageRef::new(self.width, self.height, &self.samples, pixel).map_err(|e| fault(&e))?;
        let mut image = Image::new(width, height, pixel);
        Resizer::new().resize(&source, &mut image, &ResizeOptions::new()).map_err(|e| fault(&e))?;
        Ok(Self { width, height, samples: image.into_vec(), profile: self.profile.clone(), ..*self })
    }

    /// Its bytes in a format; `None` if the format cannot hold it, as WebP can none of more than 16,383 pixels a side.
    fn encode(&self, format: EncodedFormat, quality: u8) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        match format {
            EncodedFormat::Jpeg => self.write(JpegEncoder::new_with_quality(&mut out, quality)),
            EncodedFormat::Png => {
                self.write(PngEncoder::new_with_quality(&mut out, CompressionType::Best, FilterType::Adaptive))
            }
            EncodedFormat::WebP => self.write(WebPEncoder::new_lossless(&mut out)),
        }?;
        Some(out)
    }

    fn write(&self, mut encoder: impl ImageEncoder) -> Option<()> {
        if let Some(profile) = &self.profile {
            encoder.set_icc_profile(profile.clone()).ok()?;
        }
        encoder.write_image(&self.channels(), self.width, self.height, self.color).ok()
    }

    /// The samples of the channels that are encoded.
    fn channels(&self) -> Cow<'_, [u8]> {
        let pixels = self.samples.chunks_exact(4);
        match self.color {
            ExtendedColorType::L8 => pixels.map(|pixel| pixel[0]).collect(),
            ExtendedColorType::La8 => pixels.flat_map(|pixel| [pixel[0], pixel[3]]).collect(),
            ExtendedColorType::Rgb8 => pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
            _ => Cow::Borrowed(&self.samples),
        }
    }
}
