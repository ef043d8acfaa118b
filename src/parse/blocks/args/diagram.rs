//! The arguments of `diagram`.
//!
//! It refuses to know layout, and whether the names in it meet.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{BlockStage, Map};
use crate::parse::yaml::Spanned;

arguments! {
    /// Lanes with nodes, and edges between the nodes.
    Diagram {
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
    Node {
        /// The name that edges use.
        id: Spanned<String>,
        /// What it shows.
        name: String,
        /// The lane it stands in.
        lane: Spanned<String>,
        /// The subject it belongs to.
        #[serde(default)]
        subject: Option<S::Subject>,
        /// A second line.
        #[serde(default)]
        text: Option<String>,
    }

}

/// A lane of a diagram.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lane {
    /// The name that nodes use.
    pub id: Spanned<String>,
    /// What it shows.
    pub name: String,
}

/// An edge of a diagram.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EdgeArgs {
    /// The node it leaves.
    pub from: Spanned<String>,
    /// The node it reaches.
    pub to: Spanned<String>,
    /// What flows along it.
    #[serde(default)]
    pub label: Option<String>,
}

impl<S: BlockStage> Diagram<S> {
    pub(in crate::parse::blocks) fn map<M: Map<From = S>>(&self, m: &mut M) -> Diagram<M::To> {
        let node = |n: &Node<S>, m: &mut M| Node {
            id: m.at(&n.id),
            name: n.name.clone(),
            lane: m.at(&n.lane),
            subject: n.subject.as_ref().and_then(|s| m.subject(s)),
            text: n.text.clone(),
        };
        Diagram {
            title: self.title.clone(),
            caption: self.caption.clone(),
            lanes: self.lanes.iter().map(|l| Lane { id: m.at(&l.id), name: l.name.clone() }).collect(),
            nodes: self.nodes.iter().map(|n| node(n, m)).collect(),
            edges: self
                .edges
                .iter()
                .map(|e| EdgeArgs { from: m.at(&e.from), to: m.at(&e.to), label: e.label.clone() })
                .collect(),
        }
    }
}
