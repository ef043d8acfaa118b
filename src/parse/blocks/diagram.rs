//! `diagram`: lanes with nodes, and edges between the nodes.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::arguments;
use super::{BlockFence, BlockReader, ReadBlock, SubjectName};
use crate::parse::body::{Body, ParsedStage, Raw};
use crate::parse::yaml::Spanned;

arguments! {
    /// Lanes with nodes, and edges between the nodes.
    Diagram<S> {
        /// What it shows, in a line.
        title: String,
        /// More about it.
        #[serde(default)]
        caption: Option<String>,
        /// The lanes, in order.
        lanes: Vec<Lane>,
        /// The nodes.
        nodes: Vec<Node<S>>,
        /// The edges.
        #[serde(default)]
        edges: Vec<EdgeArgs>,
    }

    /// A node of a diagram.
    Node<S> {
        /// The name that edges use.
        id: Spanned<String>,
        /// What it shows.
        name: String,
        /// The lane it stands in.
        lane: Spanned<String>,
        /// The subject it belongs to.
        #[serde(default)]
        subject: Option<SubjectName<S>>,
        /// A second line.
        #[serde(default)]
        text: Option<String>,
    }

    /// A lane of a diagram.
    Lane {
        /// The name that nodes use.
        id: Spanned<String>,
        /// What it shows.
        name: String,
    }

    /// An edge of a diagram.
    EdgeArgs {
        /// The node it leaves.
        from: Spanned<String>,
        /// The node it reaches.
        to: Spanned<String>,
        /// What flows along it.
        #[serde(default)]
        label: Option<String>,
    }
}

impl ReadBlock for Diagram<ParsedStage> {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        Some((reader.yaml::<Diagram<Raw>>(fence)?, None))
    }

    fn is_empty(&self, _: Option<&Body>) -> bool {
        self.nodes.is_empty()
    }
}
