//! The segments of a JPEG before its picture: size, colours, which way up; and whether it has an end.
//!
//! The decoder tells the size as well, but takes a copy of the file for it, keeps the number of colours to itself
//! and draws half a file as if it were whole. It refuses to know the picture.

use image::metadata::Orientation;

use super::UnreadableImage;

/// What stands before the picture.
pub(crate) struct Header {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) channels: u8,
    pub(crate) orientation: Orientation,
}

/// Reads the segments up to the picture.
pub(crate) fn header(bytes: &[u8]) -> Result<Header, UnreadableImage> {
    let mut header = Header { width: 0, height: 0, channels: 0, orientation: Orientation::NoTransforms };
    // Behind the mark that begins every JPEG.
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        let [0xff, marker, tail @ ..] = rest else { return Err(UnreadableImage::CutOff) };
        if *marker == 0xff {
            rest = &rest[1..];
            continue;
        }
        let [high, low, ..] = tail else { return Err(UnreadableImage::CutOff) };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let (Some(segment), Some(after)) = (tail.get(2..length), tail.get(length..)) else {
            return Err(UnreadableImage::CutOff);
        };
        match (*marker, segment) {
            (0xe1, [b'E', b'x', b'i', b'f', 0, 0, exif @ ..]) => {
                header.orientation = Orientation::from_exif_chunk(exif).unwrap_or(Orientation::NoTransforms);
            }
            // The frame, in any of its codings; c4, c8 and cc are tables.
            (0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf, [_, h1, h2, w1, w2, channels, ..]) => {
                header.height = u16::from_be_bytes([*h1, *h2]).into();
                header.width = u16::from_be_bytes([*w1, *w2]).into();
                header.channels = *channels;
            }
            (0xda, _) => return finished(header, after),
            _ => {}
        }
        rest = after;
    }
}

/// Within the picture `ff` stands before nothing but marks, so the end cannot be mistaken.
fn finished(header: Header, picture: &[u8]) -> Result<Header, UnreadableImage> {
    if header.width == 0 || header.height == 0 {
        return Err(UnreadableImage::Unreadable("it does not say how large it is".to_owned()));
    }
    if picture.windows(2).any(|pair| pair == [0xff, 0xd9]) { Ok(header) } else { Err(UnreadableImage::CutOff) }
}
