//! `code-compare`: code samples side by side.

use super::stage::staged;
use super::{BlockFence, BlockReader, ReadBlock, RichText, SubjectName};
use crate::base::{Code, Diagnostic};
use crate::parse::body::{Body, ParsedStage, Segment};
use crate::parse::code::fence::Fence;

staged! {
    /// Code samples side by side.
    CodeCompare<S> {
        /// A heading above them.
        title: Option<String>,
        /// The samples.
        panels: Vec<Panel<S>>,
    }

    /// One sample of a comparison.
    Panel<S> {
        /// Its title, also the name of its tab.
        title: String,
        /// The language's name as the author wrote it.
        language: String,
        /// The subject it shows.
        subject: Option<SubjectName<S>>,
        /// The sample itself.
        code: RichText<S>,
    }
}

impl ReadBlock for CodeCompare<ParsedStage> {
    /// Takes the code fences out of the body.
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        let mut options = reader.options(fence);
        let title = options.text("title");
        let (code, rest) = reader.body_behind(options).segments.into_iter().partition(is_code);
        let panels: Vec<_> = Vec::into_iter(code).filter_map(panel).collect();
        if panels.len() < 2 {
            let message = format!("`code-compare` compares two samples or more, not {}", panels.len());
            let error = Diagnostic::error(Code::BadBlock, message).at(reader.place_of(fence));
            reader.report(error.help("put two code fences into it, in a fence with more backticks"));
        }
        let rest = Body { segments: rest };
        Some((Self { title, panels }, Some(rest).filter(|rest| !rest.is_blank())))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        false
    }
}

fn is_code(segment: &Segment) -> bool {
    matches!(segment, Segment::Include(_) | Segment::Code(..))
}

/// A sample from its fence.
fn panel(segment: Segment) -> Option<Panel<ParsedStage>> {
    let (Segment::Include(fence) | Segment::Code(fence, _)) = &segment else { return None };
    let Fence { language, title, subject, .. } = &**fence;
    Some(Panel {
        title: title.clone().unwrap_or_else(|| language.value.clone()),
        language: language.value.clone(),
        subject: subject.clone().map(SubjectName),
        code: RichText(Body { segments: vec![segment] }),
    })
}
