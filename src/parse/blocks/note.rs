//! `note`: a remark set apart from the text; GitHub's alerts become one as well.

use super::stage::same_at_all_stages;
use super::{BlockFence, BlockReader, ReadBlock};
use crate::parse::body::Body;

/// A remark set apart from the text.
#[derive(Clone, Debug)]
pub struct Note {
    /// `note`, `tip`, `important`, `warning` or `caution`.
    pub kind: &'static str,
    /// Its heading, else the kind's own.
    pub title: Option<String>,
}

same_at_all_stages!(Note);

/// The kinds of a note.
pub const NOTE_KINDS: &[&str] = &["note", "tip", "important", "warning", "caution"];

impl ReadBlock for Note {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        let mut options = reader.options(fence);
        let kind = options.one_of("kind", NOTE_KINDS);
        let title = options.text("title");
        let body = reader.body_behind(options);
        Some((Self { kind: reader.keep(kind)?, title }, Some(body)))
    }

    fn is_empty(&self, body: Option<&Body>) -> bool {
        body.is_none_or(Body::is_blank)
    }
}
