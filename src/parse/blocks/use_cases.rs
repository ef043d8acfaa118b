//! `use-cases`: what a subject is used for.

use super::stage::staged;
use super::{BlockFence, BlockReader, ReadBlock, SubjectName};
use crate::parse::body::{Body, ParsedStage};

staged! {
    /// A list of what a subject is used for.
    UseCases<S> {
        /// The subject.
        subject: Option<SubjectName<S>>,
        /// A heading above the list.
        title: Option<String>,
    }
}

impl ReadBlock for UseCases<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        let mut options = reader.options(fence);
        let subject = options.spanned("subject").map(SubjectName);
        let title = options.text("title");
        Some((Self { subject, title }, Some(reader.body_behind(options))))
    }

    fn is_empty(&self, body: Option<&Body>) -> bool {
        body.is_none_or(Body::is_blank)
    }
}
