//! Probes PNG, JPEG, WebP and GIF: size and kind, from the header alone.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageError, ImageFormat, Limits};

use super::{ImageKind, LONGEST_SIDE, MOST_PIXELS, Probe, UnreadableImage, jpeg};

/// What decoders may take beside the pixels: for profiles, texts and lines.
pub(super) const DECODER_BYTES: u64 = 64 << 20;

/// Reads the header of an image. The bytes say what format they are in, as names are often wrong.
pub(super) fn probe(bytes: &[u8]) -> Option<Result<Probe, UnreadableImage>> {
    let found = match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => of_jpeg(bytes),
        Ok(ImageFormat::Png) => of_png(bytes).map_err(|e| fault(&e)),
        Ok(ImageFormat::WebP) => of_webp(bytes).map_err(|e| fault(&e)),
        Ok(ImageFormat::Gif) => of_gif(bytes),
        Ok(_) => return None,
        Err(_) => Err(UnreadableImage::Unreadable("it does not begin as images do".to_owned())),
    };
    Some(found.map(bounded))
}

/// The same, kept from being decoded if that would take too much.
fn bounded(probe: Probe) -> Probe {
    let Probe { width, height, kind } = probe;
    let too_large = u64::from(width) * u64::from(height) > MOST_PIXELS || width.max(height) > LONGEST_SIDE;
    Probe { kind: if too_large && kind != ImageKind::Fixed { ImageKind::TooLarge } else { kind }, ..probe }
}

/// What the decoder found wrong.
pub(super) fn fault(error: &ImageError) -> UnreadableImage {
    match error {
        ImageError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => UnreadableImage::CutOff,
        error => UnreadableImage::Unreadable(error.to_string()),
    }
}

/// The size as it is shown.
fn shown((width, height): (u32, u32), orientation: Orientation, kind: ImageKind) -> Probe {
    let turned = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width, height) = if turned { (height, width) } else { (width, height) };
    Probe { width, height, kind }
}

/// Four colours are for print; what browsers make of them no two agree on.
fn of_jpeg(bytes: &[u8]) -> Result<Probe, UnreadableImage> {
    let header = jpeg::header(bytes)?;
    let kind = if header.channels == 4 { ImageKind::Fixed } else { ImageKind::Lossy };
    Ok(shown((header.width, header.height), header.orientation, kind))
}

fn of_png(bytes: &[u8]) -> Result<Probe, ImageError> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(DECODER_BYTES);
    let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), limits)?;
    let kind = if decoder.is_apng()? { ImageKind::Fixed } else { ImageKind::Exact };
    Ok(shown(decoder.dimensions(), decoder.orientation()?, kind))
}

fn of_webp(bytes: &[u8]) -> Result<Probe, ImageError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes))?;
    let lossy = bytes.get(12..).is_some_and(|chunks| chunks.starts_with(b"VP8 ") || has_lossy_chunk(chunks));
    let kind = match lossy {
        _ if decoder.has_animation() => ImageKind::Fixed,
        // JPEG has no transparency.
        true if decoder.color_type().has_alpha() => ImageKind::Fixed,
        true => ImageKind::Lossy,
        false => ImageKind::Exact,
    };
    Ok(shown(decoder.dimensions(), decoder.orientation()?, kind))
}

/// Whether one of the chunks, each with its name and length in front, holds a picture with loss.
fn has_lossy_chunk(mut chunks: &[u8]) -> bool {
    while let [a, b, c, d, l1, l2, l3, l4, rest @ ..] = chunks {
        if [*a, *b, *c, *d] == *b"VP8 " {
            return true;
        }
        let length = usize::try_from(u32::from_le_bytes([*l1, *l2, *l3, *l4])).unwrap_or(usize::MAX);
        let padded = length.saturating_add(length % 2);
        chunks = rest.get(padded..).unwrap_or_default();
    }
    false
}

/// GIFs mostly move, and are left as they are; so the first bytes are all that is needed of them.
fn of_gif(bytes: &[u8]) -> Result<Probe, UnreadableImage> {
    let [_, _, _, _, _, _, w1, w2, h1, h2, ..] = bytes else { return Err(UnreadableImage::CutOff) };
    let (width, height) = (u16::from_le_bytes([*w1, *w2]).into(), u16::from_le_bytes([*h1, *h2]).into());
    Ok(Probe { width, height, kind: ImageKind::Fixed })
}
