//! `columns` and `column`: text side by side.

use super::stage::same_at_all_stages;
use super::{BlockFence, BlockReader, ReadBlock};
use crate::parse::body::Body;

/// Columns side by side; its body is `column` blocks.
#[derive(Clone, Debug)]
pub struct Columns;

/// One of the columns.
#[derive(Clone, Debug)]
pub struct Column;

same_at_all_stages!(Columns, Column);

impl ReadBlock for Columns {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        let options = reader.options(fence);
        Some((Self, Some(reader.body_behind(options))))
    }

    fn is_empty(&self, body: Option<&Body>) -> bool {
        body.is_none_or(Body::is_blank)
    }
}

impl ReadBlock for Column {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        let options = reader.options(fence);
        Some((Self, Some(reader.body_behind(options))))
    }

    fn is_empty(&self, body: Option<&Body>) -> bool {
        body.is_none_or(Body::is_blank)
    }
}
