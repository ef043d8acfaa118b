//! `details`: text that is closed until a reader opens it.

use super::stage::same_at_all_stages;
use super::{BlockFence, BlockReader, ReadBlock};
use crate::base::{Code, Diagnostic};
use crate::parse::body::Body;

/// Text that is closed until a reader opens it.
#[derive(Clone, Debug)]
pub struct Details {
    /// What is seen while it is closed.
    pub summary: String,
    /// Whether it starts open.
    pub open: bool,
}

same_at_all_stages!(Details);

impl ReadBlock for Details {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        let mut options = reader.options(fence);
        let summary = options.text("summary").ok_or_else(|| {
            Diagnostic::error(Code::MissingKey, "`details` needs a summary")
                .at(reader.place_of(fence))
                .help("begin its body with `:summary: what is inside`")
        });
        let open = options.one_of("open", &["false", "true"]);
        let body = reader.body_behind(options);
        let summary = reader.keep(summary)?;
        Some((Self { summary, open: reader.keep(open)? == "true" }, Some(body)))
    }

    fn is_empty(&self, body: Option<&Body>) -> bool {
        body.is_none_or(Body::is_blank)
    }
}
