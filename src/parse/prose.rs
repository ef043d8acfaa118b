//! Prose: the long runs of a page's text, apart from all that the rest of the site may want to know of the page.
//!
//! Prose is most of a site and is needed only where its own page is drawn. So a parsed page keeps the hash of each run
//! and not the run: pages stay small, views of them are hashed without their text, and who draws one parses its file
//! once more, which is quicker than it would be to keep everything. It refuses to know who draws what.

use std::collections::HashMap;
use std::sync::Arc;

use super::body::{Body, Segment, StoredHtml, TextSection};
use crate::base::hash::{FastHash, Hasher};
use crate::base::{Hash128, SourcePath};

/// Markup of fewer bytes than this is not worth taking out.
const LONG: usize = 120;

/// The prose of one page.
#[derive(Clone, Debug, Default)]
pub struct BodyStore {
    runs: HashMap<Hash128, String, FastHash>,
    /// Its words, by heading.
    pub text: Vec<TextSection>,
}

/// Finds the prose of pages.
pub trait ProseSource: Sync {
    /// The prose of the page that was parsed from a file.
    fn of(&self, source: &SourcePath) -> Arc<BodyStore>;
}

impl BodyStore {
    /// Takes the long runs out of a body, and gives back the room that the rest does not need.
    pub(super) fn of(body: &mut Body, text: Vec<TextSection>) -> Self {
        let mut runs = HashMap::default();
        for segment in &mut body.segments {
            let (Segment::Html(html) | Segment::Code(_, html)) = segment else { continue };
            if html.len() >= LONG {
                let html = std::mem::take(html);
                let run =
                    StoredHtml { hash: Hash128::of(html.as_bytes()), code: html.contains("<figure class=\"code\"") };
                runs.insert(run.hash, html);
                *segment = Segment::Run(run);
            } else {
                html.shrink_to_fit();
            }
        }
        body.segments.shrink_to_fit();
        Self { runs, text }
    }

    /// A run by its hash.
    pub fn run(&self, hash: Hash128) -> &str {
        self.runs.get(&hash).map_or("", String::as_str)
    }

    /// Gives back the room that is not needed.
    pub fn shrink_to_fit(&mut self) {
        let text = self.text.iter_mut().flat_map(|section| [&mut section.id, &mut section.title, &mut section.text]);
        self.runs.values_mut().chain(text).for_each(String::shrink_to_fit);
    }

    /// How many bytes it takes, about, without room that is not needed.
    pub fn bytes(&self) -> usize {
        let texts: usize = self.runs.values().chain(self.words()).map(String::len).sum();
        texts + self.runs.capacity() * size_of::<(Hash128, String)>()
    }

    /// Its words in order: of each section the id, the title and the text.
    fn words(&self) -> impl Iterator<Item = &String> {
        self.text.iter().flat_map(|section| [&section.id, &section.title, &section.text])
    }

    /// The hash of the words, and how many bytes they are.
    pub fn text_hash(&self) -> (Hash128, usize) {
        let (mut hasher, mut length) = (Hasher::default(), 0);
        for part in self.words() {
            hasher.part(part.as_bytes());
            length += part.len();
        }
        (hasher.finish(), length)
    }
}
